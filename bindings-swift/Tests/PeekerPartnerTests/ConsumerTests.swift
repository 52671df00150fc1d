import Foundation
// Not @testable: this is what an app sees.
import PeekerPartner
import Testing

/// A transport that an app brings along.
private struct Canned: Transport {
    let body: String

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        guard request.headers["authorization"] != nil else {
            throw TransportFailure(maybeSent: false, message: "no key")
        }
        return TransportResponse(status: 200, headers: ["Peeker-Request-Id": "req_1"], body: Data(body.utf8))
    }
}

@Suite struct ConsumerTests {
    @Test func anAppCanUseAndReplaceWhatIsPublic() async throws {
        let order = """
            {"data":{"id":"ord_1","user_id":"usr_1","email":"a@b.co","status":"action_required","domain_count":2,\
            "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00Z","new":1}}
            """
        let peeker = try Peeker(apiKey: "pk_test_abc", transport: Canned(body: order))
        let found = try await peeker.orders.retrieve("ord_1")
        switch found.status {
        case .actionRequired: break
        default: Issue.record("\(found.status)")
        }
        #expect(found.extra["new"] == 1)
        let stored = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(Order.self, from: stored) == found)
    }

    @Test func anAppCanTellErrorsApart() async throws {
        let peeker = try Peeker(apiKey: "pk_test_abc", transport: Canned(body: "<html>"))
        do {
            _ = try await peeker.imports.create(["acme-mail.com"])
            Issue.record("no error")
        } catch let error as PeekerError where error.kind == .unreadableSuccess {
            #expect(error.rawBody == "<html>" && error.requestID == "req_1" && !error.isRetryable)
        }
    }

    @Test func anAppCanTestItsWebhookEndpoint() throws {
        let body = Data(#"{"id":"evt_1","type":"swap.paused","data":{}}"#.utf8)
        let headers = try Webhooks.sign(body: body, secret: "shh")
        switch try Webhooks.verify(body: body, headers: headers, secrets: ["live": "shh"]).event {
        case .unknown(let id, let type, _, _, _): #expect(id == "evt_1" && type == "swap.paused")
        default: Issue.record("a type that is not known")
        }
    }

    @Test func modelsAndDraftsGoThroughAnAppsOwnStorage() async throws {
        func ids<Row: Identifiable & Hashable & Codable & Sendable>(_ rows: [Row]) -> [Row.ID] { rows.map(\.id) }
        let swap =
            #"{"id":"swp_1","type":"premium","domain_id":"dom_1","status":"created","created_at":"soon","x":1}"#
        let found = try JSONDecoder().decode(Swap.self, from: Data(swap.utf8))
        #expect(ids([found]) == ["swp_1"] && found.type == .premium && found.extra == ["x": 1])
        // What an app sends to its backend, which has the login.
        let draft = #"{"user":"a@b.co","sequencer":{"provider":"smartlead","client_id":7},"domains":["acme.com"],"#
        let people = #""personas":[{"first_name":"Alex","last_name":"Rivera"}]}"#
        var order = try JSONDecoder().decode(NewOrder.self, from: Data((draft + people).utf8))
        order.sequencer.loginPassword = "its-password"
        #expect(order.domains == ["acme.com"] && order.sequencer.clientID == 7 && order.bundleID == nil)
        let written = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        #expect(written.contains(#""profile_picture_url":null"#) && !written.contains("its-password"))
    }

    @Test func namesOfFoundationStayUsable() {
        #expect(Bundle.main.bundlePath.isEmpty == false)
        #expect(Progress(totalUnitCount: 2).fractionCompleted == 0)
    }
}
