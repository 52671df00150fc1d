import Foundation
// Not @testable: this is what an app sees.
import PeekerPartner
import Testing

/// An app's screens live on the main actor, and so do the calls that they make.
@MainActor @Suite(.timeLimit(.minutes(5))) struct MainActorTests {
    private let order = """
        {"id":"ord_1","user_id":"usr_1","email":"a@b.co","status":"completed","domain_count":2,\
        "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00Z"}
        """

    private func peeker() throws -> Peeker {
        let order = order
        return try Peeker(
            apiKey: "pk_test_abc",
            transport: MemoryTransport { request in
                request.path.hasSuffix("/orders")
                    ? .json(#"{"data":[\#(order)],"links":{}}"#) : .json(#"{"data":\#(order)}"#)
            })
    }

    /// What a screen shows.
    private final class Screen {
        var lines: [String] = []
    }

    @Test func listsAndWaitsFillAScreen() async throws {
        let (peeker, screen) = (try peeker(), Screen())
        for try await order in peeker.orders.list() { screen.lines.append(order.id) }
        for try await page in peeker.orders.list().pages { screen.lines.append("\(page.data.count)") }
        for try await update in peeker.orders.watch("ord_1") {
            switch update {
            case .progress(let progress): screen.lines.append(progress.status ?? "")
            case .result(let order): screen.lines.append(order.status.rawValue)
            }
        }
        #expect(screen.lines == ["ord_1", "1", "completed", "completed"])
    }

    @Test func whatIsKnownBesidesFillsAScreen() async throws {
        let (peeker, screen) = (try peeker(), Screen())
        let (order, meta) = try await peeker.withMeta { peeker in
            screen.lines.append("loading")
            return try await peeker.orders.retrieve("ord_1")
        }
        screen.lines.append("\(order.id) \(meta.status)")
        #expect(screen.lines == ["loading", "ord_1 200"])
    }

    @Test func progressIsToldToAScreen() async throws {
        let (peeker, screen) = (try peeker(), Screen())
        let order = try await peeker.orders.wait("ord_1") { progress in
            Task { @MainActor in #expect(progress.polls == 1) }
        }
        screen.lines.append(order.total)
        #expect(screen.lines == ["9"])
    }
}

extension Order {
    fileprivate var total: String { "\(costs.total.amount)" }
}
