import Foundation
import Testing

@testable import PeekerPartner

/// What is said without asking the API: the vectors that every language runs, and what is Swift's own.
@Suite struct ValidateTests {
    @Test func everyPastedTextIsTheDomainThatItsVectorSays() throws {
        try run("domains.json", asText: 0) { vector in
            try withCodes(Validate.domain(vector["input"]?.text ?? ""))
        } text: { _ in
            [:]
        } refused: { error in
            let violation = error.violations.first
            return [
                "code": JSONValue(violation?.code), "certainty": JSONValue(violation?.certainty.rawValue),
                "suggestion": JSONValue(violation?.suggestion),
            ]
        }
    }

    @Test func allPastedTextsAtOnceHaveTheSameVerdicts() throws {
        let vectors = try Vectors.load("domains.json")
        let report = try Validate.domains(vectors.map { $0["input"]?.text ?? "" })
        #expect(report.verdicts.count == vectors.count)
        for (verdict, vector) in zip(report.verdicts, vectors) {
            #expect(verdict.root?.domain == vector["expect"]?["domain"]?.text, "\(String(describing: vector["id"]))")
            #expect(verdict.violation?.code == vector["expect"]?["code"]?.text, "\(String(describing: vector["id"]))")
        }
        #expect(report.domains == report.verdicts.filter { $0.duplicateOf == nil }.compactMap(\.root?.domain))
    }

    @Test func everyAssignmentIsTheOneThatItsVectorSays() throws {
        try run("assignments.json", asText: 0) { vector in
            try withCodes(
                Validate.assignProviders(candidates(vector), requiredDomains: vector.part("required_domains")))
        } text: { vector in
            try withCodes(crossing { try assignProviders(query: rows(vector)) })
        } refused: { error in
            ["codes": codes(error.violations.map(\.code)), "details": error.details ?? .null]
        }
    }

    @Test func everyPlanIsTheOneThatItsVectorSays() throws {
        try run("plans.json", asText: 0) { vector in
            let rows: [DomainAvailability] = try (vector["domains"]?.items ?? []).map { try $0.model() }
            return try comparable(
                Validate.plan(
                    rows, requiredDomains: vector.part("required_domains"), currency: vector["currency"]?.text))
        } text: { vector in
            try comparable(crossing { try planDomains(query: rows(vector)) })
        } refused: { error in
            var found = error.details?.fields ?? [:]
            found["excluded"] = found["excluded"].map { pairs($0, "index", "reason") }
            found["codes"] = codes(error.violations.map(\.code))
            return found
        }
    }

    @Test func everyEstimateIsTheOneThatItsVectorSays() throws {
        try run("estimates.json", asText: 1) { vector in
            let query = try Arguments(vector["query"] ?? [:])
            let (volume, perDay) = try (
                query.number("monthly_sending_volume"), query.number("microsoft_sends_per_domain_per_day")
            )
            let estimate = try Validate.estimateDomains(
                monthlySendingVolume: volume, googlePercent: query.number("google_percent"),
                microsoftPercent: query.number("microsoft_percent"), microsoftSendsPerDomainPerDay: perDay,
                sendOnWeekends: query.flag("send_on_weekends") ?? false,
                googleInboxesPerDomain: query.optionalNumber("google_inboxes_per_domain") ?? 2)
            try query.end()
            return try withCodes(estimate)
        } text: { vector in
            try withCodes(crossing { try estimateDomains(query: vector["query"]?.description ?? "") })
        } refused: { error in
            ["code": .string(error.code), "path": JSONValue(error.violations.first?.path)]
        }
    }

    @Test func everyOrderHasTheReportThatItsVectorSays() throws {
        try run("orders.json", asText: 14) { vector in
            // Swift leaves out what is null.
            guard vector["order"]?.fields?.values.contains(.null) != true else { throw Arguments.Untyped() }
            let order: NewOrder = try Arguments(vector["order"] ?? .null).whole()
            let known = try vector["known"].flatMap { try CallOptions.of(["known": $0]).1 }
            return try comparable(Validate.order(order, known: known ?? Validate.Known()))
        } text: { vector in
            let (order, known) = (vector["order"]?.description ?? "", vector["known"]?.description ?? "")
            return try comparable(crossing { try validateOrder(order: order, known: known) })
        } refused: { error in
            ["code": .string(error.code), "path": JSONValue(error.violations.first?.path)]
        }
    }

    @Test func aSetIsHeldAgainstTheLimitOfItsUse() throws {
        let names = (0..<26).map { "acme-\($0).com" }
        #expect(try Validate.domains(names, use: .import).violations.map(\.code) == ["too_many_items"])
        #expect(try Validate.domains(names, use: .importJob).violations == [])
        #expect(try Validate.domains([], use: .availability).violations.map(\.code) == ["empty_list"])
        #expect(try Validate.domains([], use: .forwarding).violations.map(\.code) == ["empty_list"])
    }

    @Test func modelsOfTheAPIAreTakenAsTheyCame() throws {
        let rows = try ["acme.com", "acme-mail.com"].map { name in
            try decode(
                DomainAvailability.self,
                #"{"domain":"\#(name)","available":true,"price_cents":900,"currency":"usd","usable_for":["google"]}"#)
        }
        let required = try decode(RequiredDomains.self, #"{"google":1,"microsoft":0,"total":1}"#)
        #expect(try Validate.plan(rows, requiredDomains: required).domains.map(\.domain) == ["acme-mail.com"])
        let assigned = try Validate.assignProviders(rows.map { .init($0) }, requiredDomains: required)
        #expect(assigned.google == ["acme.com"])
        let order = NewOrder(
            user: "alex@acme.com", bundleID: "bun_1",
            sequencer: .smartlead(clientID: 1, loginEmail: "ops@acme.com", loginPassword: "canary-password"),
            domains: ["mail.acme.com"], personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
        let report = try Validate.order(order, known: Validate.Known(availability: rows))
        #expect(!report.ok && report.violations.first?.suggestion == "acme.com")
        #expect(report.notChecked.contains { $0.check == "bundle" })
        #expect(!"\(report)".contains("canary"))
    }

    @Test func anEstimateTakesItsNumbersByName() throws {
        let estimate = try Validate.estimateDomains(
            monthlySendingVolume: 25_000, googlePercent: 50, microsoftPercent: 50, microsoftSendsPerDomainPerDay: 150)
        #expect((estimate.google, estimate.microsoft, estimate.total) == (15, 4, 19))
    }

    @Test func whatIsKnownOfACallsOrderGivesItsViolationsTheirDetails() async throws {
        let vectors = try Vectors.load("requests.json")
        let vector = try #require(vectors.first { $0["id"] == "orders.create/known-too-few" })
        let (peeker, memory, _) = try Peeker.inMemory([])
        let (input, options) = (vector["input"]?.description ?? "", vector["options"]?.description ?? "")
        let error = try await thrown(as: PeekerError.self) { try await peeker.run("orders.create", input, options) }
        let mismatch = try #require(error.violations.first { $0.code == "domain_count_mismatch" })
        #expect(mismatch.details?["missing_count"] == 1)
        #expect(await memory.requests.isEmpty)
    }

    @Test func whatHasNoAnswerThrowsWithAllReasons() async throws {
        let required = try decode(RequiredDomains.self, #"{"google":2,"microsoft":0,"total":2}"#)
        let error = try await thrown(as: PeekerError.self) {
            try Validate.assignProviders([.init("acme.com", usableFor: [.google])], requiredDomains: required)
        }
        #expect(error.kind == .validation && error.details?["missing_count"] == 1)
        #expect(error.violations.map(\.code) == ["domain_count_mismatch", "google_split_unsatisfied"])
    }
}

/// Runs every vector of a file through the public API. What cannot be said with its types crosses as text, as other
/// hosts' inputs do: `asText` says how many.
private func run(
    _ file: String, asText: Int, typed: (JSONValue) throws -> [String: JSONValue],
    text: (JSONValue) throws -> [String: JSONValue], refused: (PeekerError) -> [String: JSONValue]
) throws {
    var (findings, ran, untyped) = (Findings(), 0, 0)
    let vectors = try Vectors.load(file)
    for vector in vectors {
        var found: [String: JSONValue]
        do {
            do {
                found = try typed(vector)
            } catch is Arguments.Untyped {
                untyped += 1
                found = try text(vector)
            }
        } catch let error as PeekerError {
            found = refused(error)
        }
        for (name, expected) in vector["expect"]?.fields ?? [:] {
            findings.expect(vector["id"], name, found[name], expected)
        }
        ran += 1
    }
    #expect(findings.lines == [])
    #expect(ran == vectors.count && ran > 0)
    #expect(untyped == asText)
}

extension JSONValue {
    fileprivate func model<Model: Decodable>() throws -> Model {
        guard let model = try? JSONDecoder().decode(Model.self, from: Data(description.utf8)) else {
            throw Arguments.Untyped()
        }
        return model
    }

    fileprivate func part<Model: Decodable>(_ name: String) throws -> Model { try (self[name] ?? .null).model() }
}

private func candidates(_ vector: JSONValue) throws -> [Validate.Candidate] {
    try (vector["domains"]?.items ?? []).map { row in
        let fields = try Arguments(row)
        let providers = try fields.optionalTexts("usable_for") ?? []
        return Validate.Candidate(try fields.text("domain"), usableFor: providers.map(Provider.init(rawValue:)))
    }
}

/// A plan as vectors write it.
private func comparable(_ plan: DomainPlan) throws -> [String: JSONValue] {
    var found = try withCodes(plan)
    found["domains"] = pairs(found["domains"], "domain", "provider")
    found["excluded"] = pairs(found["excluded"], "index", "reason")
    return found
}

/// A result as JSON, with its warnings by their codes.
private func withCodes(_ result: some Encodable) throws -> [String: JSONValue] {
    var found = try JSONValue(encoding: result).fields ?? [:]
    found["warnings"] = codes((found["warnings"]?.items ?? []).compactMap { $0["code"]?.text })
    return found
}

/// A report without its sentences, which are for people.
private func comparable(_ report: OrderReport) throws -> [String: JSONValue] {
    var found = try JSONValue(encoding: report).fields ?? [:]
    found["violations"] = .array(
        (found["violations"]?.items ?? []).map { violation in
            .object((violation.fields ?? [:]).filter { !["message", "source"].contains($0.key) })
        })
    found["warnings"] = .array(report.warnings.map { ["path": .string($0.path), "code": .string($0.code)] })
    found["not_checked"] = codes(report.notChecked.map(\.check))
    found["assignment"] = try report.assignment.map { .object(try withCodes($0)) }
    return found
}

private func codes(_ codes: [String]) -> JSONValue { .array(codes.map(JSONValue.string)) }

private func rows(_ vector: JSONValue) -> String {
    let names = ["domains", "required_domains", "currency"]
    return JSONValue.object((vector.fields ?? [:]).filter { names.contains($0.key) }).description
}

private func pairs(_ rows: JSONValue?, _ first: String, _ second: String) -> JSONValue {
    .array((rows?.items ?? []).map { .array([$0[first] ?? .null, $0[second] ?? .null]) })
}

private func decode<Model: Decodable>(_ type: Model.Type, _ text: String) throws -> Model {
    try JSONDecoder().decode(type, from: Data(text.utf8))
}
