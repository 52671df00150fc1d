#if canImport(SwiftUI)
    import PeekerPartner
    import SwiftUI

    /// Lists a customer's orders with their progress, and follows them while it is on the screen.
    ///
    ///     OrderListView(peeker: peeker)
    public struct OrderListView: View {
        @StateObject private var model: OrderListModel
        @State private var refreshes = 0

        /// A list that is read when it appears.
        ///
        /// - Parameters:
        ///   - peeker: A client without a key, that talks to your own backend.
        ///   - userID: Whose orders; nil for all.
        public init(peeker: Peeker, userID: String? = nil) {
            _model = StateObject(wrappedValue: OrderListModel(peeker: peeker, userID: userID))
        }

        /// The list.
        public var body: some View {
            List(model.rows) { row in OrderRow(row: row) }
                .overlay {
                    if let problem = model.problem { Text(problem).foregroundStyle(.secondary) }
                }
                // Pulled down, it begins anew: what was followed until then is followed no longer.
                .task(id: refreshes) { await model.run() }
                .refreshable { refreshes += 1 }
        }
    }

    private struct OrderRow: View {
        let row: OrderListModel.Row

        var body: some View {
            VStack(alignment: .leading, spacing: 4) {
                HStack {
                    Text(row.order.email)
                    Spacer()
                    Text(row.order.costs.total.formatted()).foregroundStyle(.secondary)
                }
                HStack {
                    Text("\(row.order.domainCount) domains, \(row.status.rawValue)").font(.caption)
                    if row.isUnderWay { ProgressView().controlSize(.small) }
                }
                if let problem = row.problem { Text(problem).font(.caption).foregroundStyle(.red) }
            }
        }
    }
#endif
