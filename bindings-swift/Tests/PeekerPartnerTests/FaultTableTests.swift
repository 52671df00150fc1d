import Foundation
import Testing

@testable import PeekerPartner

/// What every fault does to every operation: the tables of docs/reliability.md, which are measured with core's own
/// client, hold for Swift over `URLSession` too. Time passes when the client waits, and for nobody else.
@Suite(.timeLimit(.minutes(5))) struct FaultTableTests {
    @Test func everyFaultDoesToEveryOperationWhatTheTablesSay() async throws {
        let sandbox = try SandboxServer(["--speed", "0"])
        let cells = try FaultCell.all()
        let faults = 9 + 9 + 5
        #expect(cells.count == 29 * faults)
        // Time passes for all at once: first what has to be older.
        let prepared = try await each(cells) { try await $0.prepareEarly(sandbox) }
        try await sandbox.advance(seconds: 60)
        let found = try await each(Array(zip(cells, prepared))) { cell, early in
            try await cell.measure(sandbox, early)
        }
        let wrong = zip(cells, found).filter { $0.expected != $1 }
        #expect(
            wrong.isEmpty, "\(wrong.prefix(20).map { "\($0.operation), \($0.fault): \($1), not \($0.expected)" })")
    }

    /// Some at a time.
    private func each<Item: Sendable, Output: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var outputs: [Int: Output] = [:]
            for (number, item) in items.enumerated() {
                if number >= 8, let (done, output) = try await group.next() { outputs[done] = output }
                group.addTask { (number, try await work(item)) }
            }
            for try await (done, output) in group { outputs[done] = output }
            return items.indices.compactMap { outputs[$0] }
        }
    }
}

/// One cell of a table.
private struct FaultCell: Sendable {
    let operation: String
    let fault: String
    let isLasting: Bool
    let expected: String
    /// Its account, and a part of its domains' names.
    let number: Int

    private var account: String { "cell\(number)" }
    private var domains: [String] { ["acme-\(number).com", "team-\(number).com"] }

    private static let tables: Set<Substring> = [
        "A fault that passes", "A fault that stays", "Answers that no repetition makes better",
    ]

    /// The cells of the three long tables.
    static func all() throws -> [FaultCell] {
        let file = Vectors.repository.appendingPathComponent("docs/reliability.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        var cells: [FaultCell] = []
        var (faults, section): ([String], Substring) = ([], "")
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { section = line.dropFirst(3) }
            let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if columns.first == "operation" { faults = Array(columns.dropFirst()) }
            guard tables.contains(section), let name = columns.first, name.hasPrefix("`") else { continue }
            for (fault, expected) in zip(faults, columns.dropFirst()) {
                cells.append(
                    FaultCell(
                        operation: name.trimmingCharacters(in: ["`"]), fault: fault,
                        isLasting: section != "A fault that passes", expected: expected, number: cells.count))
            }
        }
        return cells
    }

    private func client(_ sandbox: SandboxServer, _ transport: any Transport, _ clock: VirtualClock) throws -> Peeker
    {
        let settings: JSONValue = ["api_key": .string("pk_test_\(account)"), "base_url": .string(sandbox.baseURL)]
        return try Peeker(
            settingsJSON: settings.description, variables: [:], transport: transport, clock: clock,
            seed: { UInt64(number) })
    }

    /// What has to be there for a while before the call.
    func prepareEarly(_ sandbox: SandboxServer) async throws -> String? {
        guard operation.hasPrefix("swaps.") else { return nil }
        let peeker = try client(sandbox, URLSessionTransport(), VirtualClock())
        return try await placeOrder(peeker).id
    }

    /// The call under its fault, in the words of the tables.
    func measure(_ sandbox: SandboxServer, _ early: String?) async throws -> String {
        let clock = VirtualClock()
        let id = try await prepare(client(sandbox, URLSessionTransport(), clock), early)
        let trouble = Trouble(fault: fault, isLasting: isLasting, clock: clock)
        let peeker = try client(sandbox, trouble, clock)
        do {
            let (_, meta) = try await peeker.withMeta { try await call($0, id) }
            return words(meta)
        } catch let error as PeekerError {
            return await words(error, arrived: trouble.arrived)
        }
    }

    private func words(_ meta: Meta) -> String {
        let waits = meta.attempts.count { $0.status == 429 && $0.waitedMs > 0 }
        let retries = meta.attempts.count - 1 - waits
        let end = meta.alreadyGone ? "ok, already gone" : "ok"
        if waits > 0 { return "waited ×\(waits) → \(end)" }
        return retries > 0 ? "retried ×\(retries) → \(end)" : end
    }

    private func words(_ error: PeekerError, arrived: Int) -> String {
        let move = error.isReplaySafe.map { $0 ? ", repeatable" : ", look first" }
        return "\(error.code)\(move ?? "") (\(arrived) sent)"
    }

    private func placeOrder(_ peeker: Peeker) async throws -> Order {
        let bundle = try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1_000)
        return try await peeker.orders.create(order(bundle.id))
    }

    private func order(_ bundleID: String) -> NewOrder {
        NewOrder(
            user: "alex@acme.com", bundleID: bundleID,
            sequencer: .smartlead(clientID: 1, loginEmail: "peeker@acme.com", loginPassword: "its-password"),
            domains: domains.map { OrderDomain($0) }, personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
    }

    /// Makes what the call is about, and gives its id.
    private func prepare(_ peeker: Peeker, _ early: String?) async throws -> String {
        switch operation {
        case "bundles.retrieve", "bundles.list", "bundles.update", "bundles.delete", "orders.create":
            return try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1_000).id
        case "users.retrieve", "users.list", "users.update", "users.delete":
            return try await peeker.users.create(email: "alex@acme.com", sequencer: route).id
        case "domains.list", "imports.retrieve", "imports.lookup", "forwarding.set":
            return try await peeker.imports.create(domains).id
        case "imports.retrieve_job": return try await peeker.imports.createJob(domains).id
        case "forwarding.retrieve":
            _ = try await peeker.imports.create(domains)
            return try await peeker.forwarding.set(domains, to: "https://acme.com").results()[0].id
        case "orders.retrieve", "orders.list", "orders.cancel", "orders.pending_actions":
            return try await placeOrder(peeker).id
        case "swaps.create", "swaps.rename_users": return try await orderedDomain(peeker)
        case "swaps.retrieve", "swaps.list": return try await swap(peeker, orderedDomain(peeker)).id
        default: return ""
        }
    }

    private var route: Sequencer { Sequencer(provider: .smartlead, clientID: 366_903) }

    private func orderedDomain(_ peeker: Peeker) async throws -> String {
        try #require(try await peeker.domains.list().all().first?.id)
    }

    private func swap(_ peeker: Peeker, _ id: String) async throws -> Swap {
        try await peeker.swaps.create(domainID: id, replacement: "fresh-\(number).com")
    }

    private func call(_ peeker: Peeker, _ id: String) async throws {
        switch operation {
        case "orders.create": _ = try await peeker.orders.create(order(id))
        case "swaps.create": _ = try await swap(peeker, id)
        default: _ = try await Methods.call(operation, of: peeker, input(id))
        }
    }

    private func input(_ id: String) -> JSONValue {
        let names = JSONValue.array(domains.map(JSONValue.string))
        switch operation {
        case "bundles.create": return ["name": "Starter", "monthly_sending_volume": 1000]
        case "bundles.update": return ["id": .string(id), "name": "Grown"]
        case "users.create":
            return ["email": "alex@acme.com", "sequencer": ["provider": "smartlead", "client_id": 1]]
        case "users.update": return ["id": .string(id), "last_name": "Rivera"]
        case "domains.check_availability", "imports.create", "imports.lookup", "imports.create_job":
            return ["domains": names]
        case "forwarding.set": return ["domains": names, "forwarding_url": "https://acme.com"]
        case "orders.pending_actions": return ["order_id": .string(id)]
        case "swaps.rename_users":
            return ["domain_id": .string(id), "personas": [["first_name": "Jane", "last_name": "Doe"]]]
        default: return id.isEmpty || operation.hasSuffix(".list") ? [:] : ["id": .string(id)]
        }
    }
}

/// `URLSession`, and a fault that meets the first request or all of them.
private actor Trouble: Transport {
    private let fault: String
    private let isLasting: Bool
    private let clock: VirtualClock
    private let transport = URLSessionTransport()
    private var sent = 0
    /// Requests that reached the sandbox.
    private(set) var arrived = 0

    init(fault: String, isLasting: Bool, clock: VirtualClock) {
        (self.fault, self.isLasting, self.clock) = (fault, isLasting, clock)
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        sent += 1
        guard sent == 1 || isLasting else { return try await pass(request) }
        switch fault {
        case "refused": return try await transport.send(request.to(URL(string: "http://127.0.0.1:9/")))
        case "timeout":
            _ = try await pass(request)
            await clock.advance(request.timeout.millis)
            throw TransportFailure(maybeSent: true, timedOut: true, message: "no complete answer in time")
        default: return try await pass(request.with("x-sandbox-fault", Self.faults[fault] ?? "?"))
        }
    }

    private func pass(_ request: TransportRequest) async throws -> TransportResponse {
        arrived += 1
        return try await transport.send(request)
    }

    private static let faults = [
        "429": "rate-limited;retry_after=1", "reset before": "reset-before", "reset after": "reset-after",
        "500": "status;code=500", "500 after": "status;code=500;processed=true", "torn body": "torn-body",
        "HTML 502": "html;code=502", "redirect": "redirect;code=307;to=http://127.0.0.1:9/elsewhere",
        "HTML 200": "html;code=200", "wrong JSON": "wrong-json", "broken JSON": "broken-json", "empty 200": "empty",
    ]
}

extension TransportRequest {
    fileprivate func with(_ name: String, _ value: String) -> TransportRequest {
        TransportRequest(
            method: method, url: url, headers: headers.merging([name: value]) { $1 }, body: body, timeout: timeout,
            maxIdle: maxIdle)
    }

    fileprivate func to(_ url: URL?) -> TransportRequest {
        TransportRequest(
            method: method, url: url ?? self.url, headers: headers, body: body, timeout: timeout, maxIdle: maxIdle)
    }
}
