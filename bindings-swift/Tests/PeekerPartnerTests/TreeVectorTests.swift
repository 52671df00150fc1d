import Foundation
import Testing

@testable import PeekerPartner

/// The vectors of what makes several calls, and of what is said before any.
@Suite struct TreeVectorTests {
    @Test func everyWaitPollsAndEndsAsItsVectorSays() async throws {
        let file = try Vectors.file("waits.json")
        var findings = Findings()
        for vector in file.vectors {
            let world = try WaitWorld(vector, objects: file.whole["objects"] ?? [:])
            let found = try await world.outcome()
            findings.expect(vector["id"], "wait", found, expected(vector))
        }
        #expect(findings.lines == [])
    }

    /// How long a poll may take is seen of it here, and its deadline is not.
    private func expected(_ vector: JSONValue) -> JSONValue {
        guard var expected = vector["expect"]?.fields, let polls = expected["polls"]?.items else {
            return vector["expect"] ?? .null
        }
        let most = vector["options"]?["call"]?["timeout"]?.integer ?? 30_000
        expected["polls"] = .array(
            polls.map { poll in
                var poll = poll.fields ?? [:]
                poll["timeout"] = .integer(min(most, poll["deadline"]?.integer ?? most))
                poll["deadline"] = nil
                return .object(poll)
            })
        return .object(expected)
    }

    @Test func everyLongInputBecomesExactlyItsCallsAndItems() async throws {
        let vectors = try Vectors.load("batches.json")
        var findings = Findings()
        for vector in vectors {
            let runs = try #require(vector["runs"]?.items)
            let answers = runs.flatMap { $0["calls"]?.items ?? [] }
            let memory = BatchMemory(answers.compactMap { $0["answer"] })
            let peeker = try Peeker(
                settingsJSON: #"{"api_key":"pk_test_vectors"}"#, variables: [:], transport: memory,
                clock: VirtualClock(), seed: { 1 })
            try await findings.play(vector, runs: runs, with: peeker, memory)
            #expect(await memory.left.isEmpty, "\(String(describing: vector["id"])): an answer too many")
        }
        #expect(findings.lines == [])
    }

    @Test func everyClientIsSetUpAsSaidOrRefusedForTheRightReason() throws {
        let vectors = try Vectors.load("settings.json")
        var findings = Findings()
        for vector in vectors {
            let variables = (vector["env"]?.fields ?? [:]).compactMapValues(\.text)
            var found: JSONValue
            do {
                let peeker = try Peeker(
                    settingsJSON: (vector["options"] ?? .null).description, variables: variables,
                    transport: MemoryTransport { _ in .json("{}") })
                found = ["environment": .string(peeker.environment.rawValue), "base_url": .string(peeker.baseURL)]
            } catch let error as PeekerError {
                found = ["error": .string(error.kind.rawValue), "code": .string(error.code)]
            }
            findings.expect(vector["id"], "client", found, try #require(vector["expect"]))
        }
        #expect(findings.lines == [])
    }

    @Test func everyListEndsOrBreaksWhereItsLinksSay() async throws {
        let vectors = try Vectors.load("pages.json")
        var findings = Findings()
        for vector in vectors {
            let answers = (vector["next"]?.items ?? []).map { next -> Memory.Answer in
                let body: JSONValue = ["data": [], "links": ["next": next]]
                return .status(200, body.description)
            }
            let (peeker, memory, _) = try Peeker.inMemory(answers)
            var code: JSONValue = .null
            do {
                for try await page in peeker.orders.list(perPage: 3).pages { #expect(page.meta.status == 200) }
            } catch let error as PeekerError {
                code = .string(error.code)
                #expect(error.operation == "orders.list" && error.status == 200)
            }
            let tokens = await memory.requests.compactMap { request in
                let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.percentEncodedQueryItems
                // As in forms, where a blank is a plus.
                let token = items?.first { $0.name == "page_token" }?.value?.replacing("+", with: " ")
                return token?.removingPercentEncoding.map(JSONValue.string)
            }
            findings.expect(
                vector["id"], "list", ["tokens": .array(tokens), "code": code], vector["expect"] ?? .null)
            #expect(await memory.left.isEmpty)
        }
        #expect(findings.lines == [])
    }

    @Test func everyDoneWriteThatCannotBeReadSaysWhatIsKnown() async throws {
        let vectors = try Vectors.load("unreadable.json")
        var findings = Findings()
        for vector in vectors {
            let operation = try #require(vector["operation"]?.text)
            let body = try #require(vector["body"])
            let status = Int(try #require(vector["status"]?.integer))
            let (peeker, _, _) = try Peeker.inMemory([.status(status, body.text ?? body.description)])
            let error = try await thrown(as: PeekerError.self) {
                _ = try await Methods.call(
                    operation, of: peeker, Vectors.input(of: operation), ["max_retries": 0])
            }
            let found: JSONValue = [
                "error": .string(error.kind.rawValue), "code": .string(error.code), "status": JSONValue(error.status),
                "retryable": .bool(error.isRetryable), "object_id": JSONValue(error.objectID),
            ]
            findings.expect(vector["id"], "error", found, vector["expect"] ?? .null)
            #expect(error.rawBody != nil)
        }
        #expect(findings.lines == [])
    }
}

/// A wait, what is answered to its polls, and a clock that moves by what the vector says.
private struct WaitWorld {
    let name: String
    let id: String
    let options: JSONValue
    let settings: JSONValue
    let answers: [Memory.Answer]

    init(_ vector: JSONValue, objects: JSONValue) throws {
        let name = try #require(vector["wait"]?.text)
        let object = try #require(objects[name]?.fields)
        self.name = name
        id = try #require(vector["object_id"]?.text ?? object["id"]?.text)
        options = vector["options"] ?? [:]
        var client: [String: JSONValue] = ["api_key": "pk_test_vectors", "max_retries": 0]
        client.merge(vector["client"]?.fields ?? [:]) { $1 }
        settings = .object(client)
        answers = (vector["answers"]?.items ?? []).map { scripted in
            guard let fields = scripted["object"]?.fields else { return answer(scripted) }
            let data = JSONValue.object(object.merging(fields) { $1 })
            return answer(["status": 200, "body": ["data": data], "after": scripted["after"] ?? 100])
        }
    }

    func outcome() async throws -> JSONValue {
        let (plain, memory, clock) = try Peeker.inMemory(answers, settings: settings)
        let (reports, told) = AsyncStream.makeStream(of: AttemptReport.self)
        let peeker = plain.onAttempt { told.yield($0) }
        var progress: [JSONValue] = []
        var found: [String: JSONValue]
        do {
            let status = try await watch(peeker) { progress.append(try JSONValue(encoding: $0).known) }
            found = ["result": "ok", "status": .string(status)]
        } catch let error as PeekerError {
            found = [
                "result": .string(error.kind.rawValue), "code": .string(error.code),
                "operation": JSONValue(error.operation), "last": error.last?["status"] ?? .null,
                "cause": JSONValue(error.cause?.code),
            ]
            if !error.violations.isEmpty || error.kind == .configuration {
                found["violations"] = .array(error.violations.map { .string($0.code) })
                found["last"] = nil
                found["cause"] = nil
                return .object(found)
            }
        }
        #expect(await memory.left.isEmpty, "an answer too many")
        found["ended_at"] = JSONValue(await clock.now().millis)
        told.finish()
        // A poll is a call, which may have several attempts.
        let numbers = await reports.reduce(into: []) { $0.append($1.attempt.number) }
        let polls = zip(numbers, zip(await memory.times, await memory.requests)).filter { $0.0 == 1 }
        found["polls"] = .array(polls.map { poll($1.0, $1.1) })
        found["progress"] = .array(progress)
        return .object(found)
    }

    private func watch(_ peeker: Peeker, _ onProgress: (WaitProgress) throws -> Void) async throws -> String {
        guard let options = try? WaitOptions(options) else {
            // An option that no argument can say is refused by core itself.
            _ = try crossing {
                try peeker.session.beginWait(name: name, id: id, options: options.description, nowMs: 0)
            }
            return "it was not refused"
        }
        switch name {
        case "orders.wait":
            return try await end(peeker.orders.watch(id, options: options), onProgress).status.rawValue
        case "imports.wait":
            return try await end(peeker.imports.watch(id, options: options), onProgress).status.rawValue
        case "forwarding.wait":
            return try await end(peeker.forwarding.watch(id, options: options), onProgress).status.rawValue
        default: return try await end(peeker.swaps.watch(id, options: options), onProgress).status.rawValue
        }
    }

    private func end<Output>(_ wait: Wait<Output>, _ onProgress: (WaitProgress) throws -> Void) async throws -> Output
    {
        var output: Output?
        for try await update in wait {
            switch update {
            case .progress(let progress): try onProgress(progress)
            case .result(let result): output = result
            }
        }
        return try #require(output)
    }

    private func poll(_ time: UInt64, _ request: TransportRequest) -> JSONValue {
        let path = request.url.pathComponents
        let places = [
            "orders": "orders.retrieve", "import": "imports.retrieve", "jobs": "imports.retrieve_job",
            "forwarding": "forwarding.retrieve", "swaps": "swaps.retrieve",
        ]
        return [
            "at": JSONValue(time), "operation": JSONValue(path.dropLast().last.flatMap { places[$0] }),
            "id": JSONValue(path.last), "timeout": JSONValue(request.timeout.millis),
        ]
    }
}

extension WaitOptions {
    fileprivate init(_ json: JSONValue) throws {
        let fields = try Arguments(json)
        self.init(
            timeout: try fields.optionalNumber("timeout").map { .milliseconds($0) },
            poll: try fields.optionalNumber("poll").map { .milliseconds($0) },
            stopsOnAction: try fields.flag("stop_on_action") ?? true,
            throwsOnFailure: try fields.flag("raise_on_failure") ?? false,
            call: try CallOptions.of(fields.json("call")).0)
        try fields.end()
    }
}

extension JSONValue {
    /// Progress without what is not known.
    fileprivate var known: JSONValue { .object((fields ?? [:]).filter { $0.value != .null }) }
}

/// Answers the calls of a batch in turn; one that is "given up" cancels its task.
private actor BatchMemory: Transport {
    private(set) var requests: [TransportRequest] = []
    private(set) var left: [JSONValue]
    /// The task is cancelled with the answer to the request of this number.
    private var last = Int.max

    init(_ answers: [JSONValue]) { left = answers }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        requests.append(request)
        guard !left.isEmpty else { throw TransportFailure(maybeSent: true, message: "one answer too few") }
        let next = left.removeFirst()
        if next["fail"]?.text == "given_up" {
            withUnsafeCurrentTask { $0?.cancel() }
            throw CancellationError()
        }
        if requests.count == last { withUnsafeCurrentTask { $0?.cancel() } }
        return try answer(next).outcome.get()
    }

    func cancel(after requests: Int) { last = requests }
}

extension Findings {
    fileprivate mutating func play(
        _ vector: JSONValue, runs: [JSONValue], with peeker: Peeker, _ memory: BatchMemory
    ) async throws {
        switch vector["operation"]?.text {
        case "domains.check_availability":
            try await play(vector, runs, memory) { try await peeker.domains.checkAvailability($0, options: $1) }
        case "imports.create_many":
            try await play(vector, runs, memory) { try await peeker.imports.createMany($0, options: $1) }
        default:
            let target = vector["input"]?["forwarding_url"]?.text ?? ""
            try await play(vector, runs, memory) { try await peeker.forwarding.set($0, to: target, options: $1) }
        }
    }

    private mutating func play<Output: Encodable & Sendable>(
        _ vector: JSONValue, _ runs: [JSONValue], _ memory: BatchMemory,
        _ begin: @escaping @Sendable ([String], CallOptions) async throws -> Batch<Output>
    ) async throws {
        let domains = (vector["input"]?["domains"]?.items ?? []).map { $0.text ?? "" }
        let options = try CallOptions.of(vector["options"]).0
        var batch: Batch<Output>?
        for (number, run) in runs.enumerated() {
            let before = await memory.requests.count
            var found: JSONValue
            do {
                // In a task of its own, which a vector may cancel.
                let last = batch
                let isCut = run["given_up"] == .bool(true)
                let calls = run["calls"]?.items?.count ?? 0
                let task = Task {
                    if isCut { await memory.cancel(after: before + calls) }
                    if let last { return try await last.retry() }
                    return try await begin(domains, options)
                }
                let next = try await task.value
                batch = next
                found = try next.comparable(with: run["expect"])
            } catch let error as PeekerError {
                found = failed(error)
            }
            expect(vector["id"], "run \(number)", found, run["expect"] ?? .null)
            let bodies = await memory.requests.dropFirst(before).map { request in
                JSONValue(request.body.map { String(decoding: $0, as: UTF8.self) })
            }
            let expected = (run["calls"]?.items ?? []).map { $0["body"] ?? .null }
            expect(vector["id"], "calls of run \(number)", .array(bodies), .array(expected))
        }
    }

    private func failed(_ error: PeekerError) -> JSONValue {
        let places = refused(error)["violations"] ?? []
        return [
            "error": [
                "kind": .string(error.kind.rawValue), "code": .string(error.code), "violations": places,
                "retry_after": JSONValue(seconds: error.retryAfter),
            ]
        ]
    }
}

extension Batch where Output: Encodable {
    /// In the form of an expectation: of a result, the places that are expected to be so.
    fileprivate func comparable(with expected: JSONValue?) throws -> JSONValue {
        let wanted = expected?["items"]?.items ?? []
        #expect(isComplete == wanted.allSatisfy { $0["outcome"]?.text == "succeeded" })
        let items = try items.enumerated().map { number, item in
            try item.comparable(with: number < wanted.count ? wanted[number] : nil)
        }
        return ["items": .array(items)]
    }
}

extension Batch.Item where Output: Encodable {
    fileprivate func comparable(with expected: JSONValue?) throws -> JSONValue {
        var found: [String: JSONValue] = [
            "domains": .array(domains.map(JSONValue.string)), "outcome": .string(outcome.rawValue),
        ]
        switch result {
        case .success(let output):
            #expect(meta != nil)
            let data = try JSONValue(encoding: output)
            let places = (expected?["result"]?.fields ?? [:]).map { pointer, value in
                (pointer, value.isMet(by: data.at(pointer)) ? value : data.at(pointer) ?? .null)
            }
            found["result"] = .object(Dictionary(places) { first, _ in first })
        case .failure(let error):
            found["error"] = [
                "kind": .string(error.kind.rawValue), "code": .string(error.code),
                "retryable": .bool(error.isRetryable), "cause": JSONValue(error.cause?.code),
                "retry_after": JSONValue(seconds: error.retryAfter),
            ]
        }
        return .object(found)
    }
}
