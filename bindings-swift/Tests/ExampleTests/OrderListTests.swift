import Foundation
import OrderList
import PeekerPartner
import Testing

/// The model behind the SwiftUI view, on every system.
@MainActor @Suite struct OrderListTests {
    private let quickly = WaitOptions(timeout: .seconds(50), poll: .milliseconds(1))

    @Test func ordersAreListedAndFollowedToTheirEnd() async throws {
        let answers = Answers([
            "/partner/v1/orders": [list(order("ord_1", "in_progress"), order("ord_2", "completed"))],
            "/partner/v1/orders/ord_1": [
                one(order("ord_1", "in_progress")), one(order("ord_1", "completed")),
            ],
        ])
        let model = OrderListModel(peeker: try answers.peeker, options: quickly)
        #expect(model.rows.isEmpty)
        await model.run()
        #expect(model.rows.map(\.id) == ["ord_1", "ord_2"])
        #expect(model.rows.map(\.status) == [.completed, .completed])
        #expect(model.problem == nil && model.rows.allSatisfy { $0.problem == nil }, "\(model.problem ?? "")")
    }

    @Test func whatWentWrongIsASentenceForPeople() async throws {
        let refusal = #"{"error":{"code":"unauthorized","message":"No such key."}}"#
        let answers = Answers(["/partner/v1/orders": [refusal]])
        let model = OrderListModel(peeker: try answers.peeker, options: quickly)
        await model.run()
        #expect(model.problem?.contains("No such key.") == true, "\(model.problem ?? "none")")
        #expect(model.rows.isEmpty)
    }

    @Test func anOrderThatCannotBeReadKeepsItsRow() async throws {
        let answers = Answers([
            "/partner/v1/orders": [list(order("ord_1", "in_progress"))],
            "/partner/v1/orders/ord_1": [#"{"error":{"code":"not_found","message":"No such order."}}"#],
        ])
        let model = OrderListModel(peeker: try answers.peeker, options: quickly)
        await model.run()
        #expect(model.rows.map(\.isUnderWay) == [true])
        #expect(model.rows.first?.problem?.contains("No such order.") == true)
    }

    @Test func aViewThatGoesEndsItAll() async throws {
        let answers = Answers(["/partner/v1/orders": [list(order("ord_1", "in_progress"))]])
        let model = OrderListModel(peeker: try answers.peeker)
        let task = Task { await model.run() }
        task.cancel()
        await task.value
        #expect(model.problem == nil)
    }
}

/// Answers to each path in turn; the last of them again and again.
private actor Answers {
    private var left: [String: [String]]

    init(_ answers: [String: [String]]) { left = answers }

    nonisolated var peeker: Peeker {
        get throws {
            let transport = MemoryTransport { request in await self.answer(to: request.path) }
            return try Peeker(
                apiKey: "pk_test_reader", baseURL: "https://api.peeker.ai/partner/v1",
                options: ClientOptions(maxRetries: 0), transport: transport)
        }
    }

    private func answer(to path: String) -> TransportResponse {
        guard let text = left[path]?.first else { return .json("{}", status: 500) }
        if (left[path]?.count ?? 0) > 1 { left[path]?.removeFirst() }
        return .json(text, status: text.hasPrefix(#"{"error""#) ? 404 : 200)
    }
}

private func order(_ id: String, _ status: String) -> String {
    """
    {"id":"\(id)","user_id":"usr_1","email":"a@b.co","status":"\(status)","domain_count":2,\
    "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00Z"}
    """
}

private func one(_ order: String) -> String { #"{"data":\#(order)}"# }

private func list(_ orders: String...) -> String {
    let address = "https://api.peeker.ai/partner/v1/orders"
    let meta = #"{"path":"\#(address)","per_page":25,"returned":\#(orders.count)}"#
    return #"{"data":[\#(orders.joined(separator: ","))],"meta":\#(meta),"links":{"first":"\#(address)"}}"#
}
