import Foundation
import PeekerPartner

#if canImport(Combine)
    import Combine
#endif

/// The orders of a customer, kept up to date while they are shown.
///
/// It runs wherever Swift does, and `OrderListView` shows it on Apple's systems. An app gives it a client of the kind
/// that has no key: `Peeker(baseURL:headers:)`, with the address of your own backend.
@MainActor
public final class OrderListModel {
    /// One order, and how far it has come.
    public struct Row: Identifiable, Hashable, Sendable {
        /// The order as it was last read in full.
        public internal(set) var order: Order
        /// Where it stands, as the API writes it.
        public internal(set) var status: OrderStatus
        /// Why the last look at it failed; nil if it did not.
        public internal(set) var problem: String?

        /// The order's id.
        public var id: String { order.id }

        /// Whether it goes on by itself. The API counts no domains on the way: that it goes on is all there is to show.
        public var isUnderWay: Bool { status == .inProgress }

        init(_ order: Order) {
            self.order = order
            status = order.status
        }
    }

    /// The orders, newest first.
    public private(set) var rows: [Row] = [] { willSet { announce() } }
    /// Why the list could not be read; nil if it could.
    public private(set) var problem: String? { willSet { announce() } }

    private let peeker: Peeker
    private let userID: String?
    private let options: WaitOptions

    /// A list that is empty until `run` is called.
    ///
    /// - Parameters:
    ///   - userID: Whose orders; nil for all.
    ///   - options: How often to look at an order that is under way.
    public init(peeker: Peeker, userID: String? = nil, options: WaitOptions = WaitOptions()) {
        self.peeker = peeker
        self.userID = userID
        self.options = options
    }

    /// Reads the list, then follows each order to its end. It ends with the last of them, or with its task: a view's
    /// `.task` cancels it when the view goes.
    public func run() async {
        do {
            problem = nil
            rows = try await peeker.orders.list(userID: userID).all().map(Row.init)
        } catch {
            problem = sentence(error)
            return
        }
        await withTaskGroup(of: Void.self) { group in
            for row in rows where row.isUnderWay {
                group.addTask { await self.follow(row.id) }
            }
        }
    }

    private func follow(_ id: String) async {
        do {
            for try await update in peeker.orders.watch(id, options: options) {
                switch update {
                case .progress(let progress): change(id) { $0.show(progress) }
                case .result(let order): change(id) { $0 = Row(order) }
                }
            }
        } catch {
            let problem = sentence(error)
            change(id) { $0.problem = problem }
        }
    }

    private func change(_ id: String, _ change: (inout Row) -> Void) {
        guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
        var row = rows[index]
        change(&row)
        // A view is drawn again for what differs alone.
        if row != rows[index] { rows[index] = row }
    }

    /// Nothing is wrong with what was cancelled.
    private func sentence(_ error: any Error) -> String? {
        error is CancellationError ? nil : error.localizedDescription
    }

    private func announce() {
        #if canImport(Combine)
            objectWillChange.send()
        #endif
    }
}

#if canImport(Combine)
    extension OrderListModel: ObservableObject {}
#endif

extension OrderListModel.Row {
    fileprivate mutating func show(_ progress: WaitProgress) {
        if let status = progress.status { self.status = OrderStatus(rawValue: status) }
        problem = progress.error.map { "The last look at it failed (\($0)); another follows." }
    }
}
