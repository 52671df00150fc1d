import Foundation
import Testing

@testable import PeekerPartner

/// The vectors of deliveries, events and folds that every language runs, through the public API.
@Suite struct WebhookVectorTests {
    @Test func everyDocumentedBodyBecomesItsEventAndLosesNothing() throws {
        let vectors = try Vectors.load("events.json")
        var (findings, ran) = (Findings(), 0)
        for vector in vectors {
            let body = Data(try #require(vector["body"]).description.utf8)
            let headers = try Webhooks.sign(body: body, secret: "a secret of the test")
            let secrets: [String: Secret] = ["live": "a secret of the test"]
            let event = try Webhooks.verify(body: body, headers: headers, secrets: secrets).event
            #expect(try Webhooks.parse(body: body) == event, "\(String(describing: vector["id"]))")
            let type = try #require(vector["type"]?.text)
            let isUnfit = vector["flags"]?.items?.contains("unfit") == true
            findings.expect(vector["id"], "type", .string(event.type.rawValue), .string(type))
            let isKnown = EventType(rawValue: type).isKnown && !isUnfit
            findings.expect(vector["id"], "known", .bool(event.isKnown), .bool(isKnown))
            let data = try event.dataAsJSON()
            for (pointer, expected) in vector["expect"]?.fields ?? [:] {
                findings.expect(vector["id"], pointer, data.at(pointer), expected)
            }
            let stored = try JSONEncoder().encode(event)
            #expect(try JSONDecoder().decode(Event.self, from: stored) == event)
            ran += 1
        }
        #expect(findings.lines == [])
        #expect(ran == vectors.count && ran > 0)
    }

    @Test func everyDeliveryEndsAsItsVectorSays() throws {
        let vectors = try Vectors.load("webhooks.json")
        var (findings, ran) = (Findings(), 0)
        for vector in vectors {
            let found = try ending(of: vector)
            var expected = vector["expect"]?.fields ?? [:]
            expected["result"] = vector["result"]
            // Nothing but what is expected, so that an error never carries an event by mistake.
            for name in Set(found.keys).union(expected.keys) {
                findings.expect(vector["id"], name, found[name], expected[name] ?? .null)
            }
            ran += 1
        }
        #expect(findings.lines == [])
        #expect(ran == vectors.count && ran > 0)
    }

    @Test func everyFoldIsTheOneThatItsVectorSaysInAnyOrderAndWithDuplicates() async throws {
        let vectors = try Vectors.load("folds.json")
        var (findings, ran) = (Findings(), 0)
        for vector in vectors {
            let bodies = vector["events"]?.items ?? []
            let events = try bodies.map { try Webhooks.parse(body: Data($0.description.utf8)) }
            let expected = vector["expect"]?.items ?? []
            for order in [events, events.reversed(), events + events] {
                let states = try Webhooks.latestByObject(order)
                compare(states, expected, vector["id"], &findings)
                if expected.count > 1 {
                    let error = try await thrown(as: PeekerError.self) { try Webhooks.latest(order) }
                    #expect(error.code == "several_objects")
                } else {
                    #expect(try Webhooks.latest(order) == states.first)
                }
            }
            ran += 1
        }
        #expect(findings.lines == [])
        #expect(ran == vectors.count && ran > 0)
    }
}

/// What a delivery ends in, through the public API where the settings can be said in it.
private func ending(of vector: JSONValue) throws -> [String: JSONValue] {
    let body = vector["body_base64"]?.text.flatMap { Data(base64Encoded: $0) }
    let pairs = (vector["headers"]?.items ?? []).compactMap(\.items)
    let headers = Webhooks.Headers(pairs.map { ($0[0].text ?? "", $0[1].text ?? "") })
    do {
        let verifier = try Webhooks.Verifier(settingsJSON: vector["options"]?.description ?? "")
        let delivered = body ?? Data((vector["body"]?.text ?? "").utf8)
        let now = Date(timeIntervalSince1970: Double(vector["now"]?.integer ?? 0))
        let verified = try verifier.verify(body: delivered, headers: headers, now: now)
        var found = facts(of: verified.event)
        found["result"] = "ok"
        found["label"] = .string(verified.label)
        return found
    } catch let error as PeekerError {
        var found = error.event.map(facts(of:)) ?? [:]
        found["result"] = .string(error.code)
        found["authentic"] = JSONValue(error.isAuthentic)
        found["age_seconds"] = JSONValue(error.ageSeconds)
        found["field"] = JSONValue(error.field)
        return found
    }
}

private func facts(of event: Event) -> [String: JSONValue] {
    ["event_id": .string(event.id), "type": .string(event.type.rawValue), "known": .bool(event.isKnown)]
}

private func compare(_ states: [Latest], _ expected: [JSONValue], _ id: JSONValue?, _ findings: inout Findings) {
    guard states.count == expected.count else { return findings.add(id, "\(states.count) objects") }
    for (state, facts) in zip(states, expected) {
        guard let json = try? JSONValue(encoding: state) else { return findings.add(id, "no JSON") }
        let found: [String: JSONValue] = [
            "id": .string(state.id), "object": json["object"] ?? .null, "status": JSONValue(state.status),
            "event_id": .string(state.event.id), "events_seen": JSONValue(state.eventsSeen),
        ]
        for (name, expected) in facts.fields ?? [:] where name != "data" {
            findings.expect(id, name, found[name], expected)
        }
        for (pointer, expected) in facts["data"]?.fields ?? [:] {
            findings.expect(id, pointer, json["data"]?.at(pointer), expected)
        }
    }
}

extension Event {
    /// The data as JSON, typed or raw.
    fileprivate func dataAsJSON() throws -> JSONValue {
        if case .unknown(_, _, _, let raw, _) = self { return try JSONValue(fromText: raw)["data"] ?? .null }
        let fields = Mirror(reflecting: self).children.first.map { Mirror(reflecting: $0.value) }
        let data = fields?.children.first { $0.label == "data" }?.value as? any Encodable
        return try data.map(JSONValue.init(encoding:)) ?? .null
    }
}
