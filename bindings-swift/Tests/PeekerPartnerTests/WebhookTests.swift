import Foundation
import Testing

@testable import PeekerPartner

@Suite struct WebhookTests {
    private let body = Data(#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1","domain_count":2}}"#.utf8)

    @Test func aVerifiedEventIsTyped() throws {
        let headers = try Webhooks.sign(body: body, secret: "new", eventID: "evt_1")
        let verified = try Webhooks.verify(body: body, headers: headers, secrets: ["old": "old", "new": "new"])
        #expect(verified.label == "new")
        guard case .orderCompleted(_, _, let order, _) = verified.event else {
            Issue.record("\(verified.event)")
            return
        }
        #expect(order.id == "ord_1" && order.domainCount == 2)
        #expect(verified.event.id == "evt_1" && verified.event.type == .orderCompleted)
    }

    @Test func aForgeryIsRefused() async throws {
        let headers = try Webhooks.sign(body: body, secret: "new")
        let error = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: body + [0x20], headers: headers, secrets: ["new": "new"])
        }
        #expect(error.kind == .webhook && error.code == "webhook_forged" && error.isAuthentic == false)
    }

    @Test func aStaleDeliveryKeepsItsEvent() async throws {
        let headers = try Webhooks.sign(body: body, secret: "new", now: Date(timeIntervalSince1970: 1_760_000_000))
        let later = Date(timeIntervalSince1970: 1_760_000_301)
        let error = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: body, headers: headers, secrets: ["new": "new"], now: later)
        }
        #expect(error.code == "webhook_stale" && error.ageSeconds == 301 && error.event?.id == "evt_1")
        var options = Webhooks.Options()
        options.tolerance = .seconds(86_400)
        _ = try Webhooks.verify(body: body, headers: headers, secrets: ["new": "new"], now: later, options: options)
    }

    @Test func theRecipeIsASetting() async throws {
        var options = Webhooks.Options()
        options.signedContent = "{id}.{body}"
        options.secretEncoding = "hex"
        let headers = try Webhooks.sign(body: body, secret: "00ff", eventID: "evt_1", options: options)
        _ = try Webhooks.verify(body: body, headers: headers, secrets: ["live": "00ff"], options: options)
        options.signedContent = "{id"
        let error = try await thrown(as: PeekerError.self) {
            try Webhooks.sign(body: body, secret: "00ff", options: options)
        }
        #expect(error.code == "invalid_option")
    }
}
