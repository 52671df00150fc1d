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

    @Test func aBodyMayBeAnyBytesAndHeadersAnyPairs() throws {
        let signed = try Webhooks.sign(body: Array(body), secret: "new", eventID: "evt_1")
        let pairs = signed.map { (name: $0.key.uppercased(), value: $0.value) }
        let all: [Webhooks.Headers] = [
            Webhooks.Headers(signed), Webhooks.Headers(signed.mapValues { [$0] }), Webhooks.Headers(pairs),
            Webhooks.Headers(pairs.map { ($0.name, $0.value) }),
        ]
        for headers in all {
            let verified = try Webhooks.verify(body: Array(body)[...], headers: headers, secrets: ["new": "new"])
            #expect(verified.event.id == "evt_1")
        }
    }

    @Test func aVerifierTellsWrongSettingsWhenItIsMadeAndChecksManyDeliveries() async throws {
        let unused = try await thrown(as: PeekerError.self) { try Webhooks.Verifier(secrets: [:]) }
        #expect(unused.code == "webhook_unknown_secret")
        let verifier = try Webhooks.Verifier(secrets: ["new": "new"])
        for number in 1...3 {
            let body = Array(#"{"id":"evt_\#(number)","type":"order.completed","data":{"id":"ord_1"}}"#.utf8)
            let headers = try Webhooks.Headers(Webhooks.sign(body: body, secret: "new"))
            #expect(try verifier.verify(body: body, headers: headers).event.id == "evt_\(number)")
            #expect(try verifier.authenticate(body: body, headers: headers).label == "new")
        }
    }

    @Test func aDiagnosisNamesTheSettingsThatFit() throws {
        var options = Webhooks.Options()
        options.signedContent = "body"
        let headers = try Webhooks.sign(body: body, secret: "new", options: options)
        let diagnosis = try Webhooks.diagnose(body: body, headers: headers, secrets: ["new": "new"])
        #expect(!diagnosis.verified && diagnosis.findings.map(\.code) == ["recipe"])
        #expect(diagnosis.findings.first?.signedContent == "body")
        let right = try Webhooks.diagnose(body: body, headers: headers, secrets: ["new": "new"], options: options)
        #expect(right.verified && right.findings.first?.label == "new")
        let changed = try Webhooks.diagnose(
            body: body + [0x0a], headers: Webhooks.Headers(headers), secrets: ["new": "new"], options: options)
        #expect(changed.findings.map(\.code) == ["body"])
    }

    @Test func aBodyAfterAQueueIsReadWithoutItsSignature() async throws {
        let event = try Webhooks.parse(body: Array(body), eventID: "evt_1")
        #expect(event.id == "evt_1" && event.isKnown)
        for (body, id) in [(body, "evt_2"), (Data("[]".utf8), nil), (Data([0xff]), nil), (Data(), nil)] {
            let error = try await thrown(as: PeekerError.self) { try Webhooks.parse(body: body, eventID: id) }
            #expect(error.code == "webhook_malformed")
        }
    }

    @Test func hostileArgumentsThrowAndNeverTrap() async throws {
        let headers: [String: String] = ["Peeker-Signature": "\u{0}", "": "", "\u{1F4A9}": "\r\n"]
        let never = [Double.infinity, -.infinity, .nan].map(Date.init(timeIntervalSince1970:))
        for now in never + [.distantPast, .distantFuture] {
            let error = try await thrown(as: PeekerError.self) {
                try Webhooks.verify(body: body, headers: headers, secrets: ["a": "b"], now: now)
            }
            #expect(error.kind == .webhook)
            _ = try? Webhooks.sign(body: body, secret: "new", now: now)
        }
        var options = Webhooks.Options()
        options.tolerance = .seconds(-1)
        let negative = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: body, headers: [:], secrets: ["a": "b"], options: options)
        }
        #expect(negative.code == "invalid_option")
        let none = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: body, headers: [:] as Webhooks.Headers, secrets: [:])
        }
        #expect(none.code == "webhook_unknown_secret")
        let large = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: Data(count: 1_048_577), headers: headers, secrets: ["a": "b"])
        }
        #expect(large.code == "webhook_malformed")
    }

    @Test func noErrorOrDiagnosisShowsASecret() async throws {
        let secrets: [String: Secret] = ["live": "canary-secret"]
        let headers = try Webhooks.sign(body: body, secret: "another")
        let error = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: body, headers: headers, secrets: secrets)
        }
        let diagnosis = try Webhooks.diagnose(body: body, headers: headers, secrets: secrets)
        for shown in ["\(error)", String(reflecting: error), "\(diagnosis)", String(reflecting: secrets)] {
            #expect(!shown.contains("canary"))
        }
    }
}
