import Foundation
import Testing

@testable import PeekerPartner

/// The vectors that every language runs, through the Swift client and its driver.
@Suite struct VectorTests {
    @Test func everyOperationHasItsMethodAndAVectorThatCallsIt() throws {
        let methods = Set(Methods.all.keys)
        let operations = Set(Endpoint.allCases.map(\.rawValue) + ["request"])
        #expect(operations.subtracting(methods) == [], "add their lines to Support/Methods.swift")
        #expect(methods.subtracting(operations) == [], "no operation of these names is known")
        let called = Set(try Vectors.load("requests.json").compactMap { $0["operation"]?.text })
        #expect(operations.subtracting(called) == [])
    }

    @Test func everyModelIsWrittenAndReadAgainAsItWas() async throws {
        var kinds: Set<String> = []
        for vector in try Vectors.load("responses.json") {
            let operation = try #require(vector["operation"]?.text)
            let status = Int(try #require(vector["status"]?.integer))
            let (peeker, _, _) = try Peeker.inMemory([.status(status, try #require(vector["body"]).description)])
            let reply = try await peeker.run(operation, Vectors.input(of: operation).description, "{}").reply
            let models = reply.models
            for model in models { try expectRoundTrip(model) }
            kinds.formUnion(models.map { "\(type(of: $0))" })
        }
        #expect(kinds.count == 14, "\(kinds.sorted())")
    }

    private func expectRoundTrip<Model: Codable & Hashable>(_ model: Model) throws {
        let json = try JSONEncoder().encode(model)
        let again = try JSONDecoder().decode(Model.self, from: json)
        #expect(again == model && again.hashValue == model.hashValue)
        #expect(try JSONValue(encoding: again) == JSONValue(fromText: String(decoding: json, as: UTF8.self)))
    }

    @Test func everyDocumentedResponseBecomesItsModelAndLosesNothing() async throws {
        let vectors = try Vectors.load("responses.json")
        var findings = Findings()
        for vector in vectors {
            let operation = try #require(vector["operation"]?.text)
            let status = try #require(vector["status"]?.integer)
            let body = try #require(vector["body"]).description
            let (peeker, _, _) = try Peeker.inMemory([.status(Int(status), body)])
            do {
                let input = try Vectors.input(of: operation)
                let reply = try await peeker.run(operation, input.description, #"{"max_retries":0}"#).reply
                let data = try JSONValue(encoding: reply.data)
                for (pointer, expected) in vector["expect"]?.fields ?? [:] {
                    findings.expect(vector["id"], pointer, data.at(pointer), expected)
                }
                if let token = vector["next_page_token"] {
                    let next = reply.pageInfo?.links.next.flatMap(URLComponents.init(string:))
                    let found = next?.queryItems?.first { $0.name == "page_token" }?.value
                    findings.expect(vector["id"], "token", JSONValue(found), token)
                }
            } catch {
                findings.add(vector["id"], "\(error)")
            }
        }
        #expect(findings.lines == [])
    }

    @Test func everyDocumentedErrorBecomesATypedOne() async throws {
        let vectors = try Vectors.load("errors.json")
        var findings = Findings()
        for vector in vectors {
            let status = try #require(vector["status"]?.integer)
            let body = try #require(vector["body"])
            let headers = (vector["headers"]?.fields ?? [:]).compactMapValues(\.text)
            let answer = Memory.Answer.status(Int(status), body.text ?? body.description, headers: headers)
            let (peeker, _, _) = try Peeker.inMemory([answer])
            do {
                _ = try await peeker.run("orders.retrieve", #"{"id":"ord_1"}"#, #"{"max_retries":0}"#)
                findings.add(vector["id"], "no error")
            } catch let error as PeekerError {
                let found: [String: JSONValue] = [
                    "code": .string(error.code), "status": JSONValue(error.status), "field": JSONValue(error.field),
                    "details": error.details ?? .null, "request_id": JSONValue(error.requestID),
                    "retryable": .bool(error.isRetryable),
                    "retry_after_seconds": JSONValue(seconds: error.retryAfter),
                ]
                for (name, expected) in vector["expect"]?.fields ?? [:] {
                    findings.expect(vector["id"], name, found[name], expected)
                }
            }
        }
        #expect(findings.lines == [])
    }

    @Test func everyInputBecomesExactlyItsBytes() async throws {
        let vectors = try Vectors.load("requests.json")
        var findings = Findings()
        var untyped = 0
        for vector in vectors {
            var settings = vector["client"]?.fields ?? [:]
            settings["api_key"] = settings["api_key"] ?? "pk_test_vectors"
            var found: JSONValue = .null
            do {
                // Refused once and for all, so that nothing is sent again.
                let (peeker, memory, _) = try Peeker.inMemory([.status(401)], settings: .object(settings))
                let error = try await thrown(as: PeekerError.self) {
                    do { try await call(vector, of: peeker) } catch is Arguments.Untyped {
                        untyped += 1
                        try await callUntyped(vector, of: peeker)
                    }
                }
                found = await memory.requests.first.map(sent(_:)) ?? refused(error)
            } catch let error as PeekerError {
                found = refused(error)
            }
            findings.expect(vector["id"], "request", found, try #require(vector["expect"]))
        }
        #expect(findings.lines == [])
        // What the types of Swift rule out, as a number for a name, goes in as JSON.
        #expect(untyped < vectors.count / 4, "\(untyped) of \(vectors.count)")
    }

    @Test func everyScheduleComesOutExactly() async throws {
        let vectors = try Vectors.load("retries.json")
        var findings = Findings()
        for vector in vectors {
            let answers = try #require(vector["answers"]?.items).map(answer(_:))
            let seed = UInt64(vector["seed"]?.integer ?? 1)
            let (peeker, memory, clock) = try Peeker.inMemory(answers, seed: seed)
            let operation = try #require(vector["operation"]?.text)
            let input = try vector["input"] ?? Vectors.input(of: operation)
            var found: [String: JSONValue]
            do {
                let options = vector["options"] ?? [:]
                let meta = try await peeker.run(operation, input.description, options.description).meta
                found = ["result": "ok", "status": JSONValue(meta.status)]
            } catch let error as PeekerError {
                // The bodies of these vectors are no models: that the call itself went well is told by its log.
                let wentWell = error.attempts.last?.outcome == "ok"
                found = wentWell ? ["result": "ok", "status": JSONValue(error.status)] : ended(error)
            }
            found["ended_at"] = JSONValue(await clock.now().millis)
            let pairs = zip(await memory.times, await memory.requests)
            found["steps"] = .array(pairs.map(step(_:_:)))
            #expect(await memory.left.isEmpty, "\(String(describing: vector["id"])): one answer too many")
            findings.expect(vector["id"], "schedule", .object(found), try #require(vector["expect"]))
        }
        #expect(findings.lines == [])
    }
}

/// Calls the typed method of a vector's operation.
private func call(_ vector: JSONValue, of peeker: Peeker) async throws {
    let operation = vector["operation"]?.text ?? ""
    let input = try vector["input"] ?? Vectors.input(of: operation)
    // A long list is cut by the method, and too long for the operation.
    let limit = ["domains.check_availability": 50, "forwarding.set": 25][operation] ?? .max
    guard (input["domains"]?.items?.count ?? 0) <= limit else { throw Arguments.Untyped() }
    _ = try await Methods.call(operation, of: peeker, input, vector["options"])
}

/// Calls the operation itself.
private func callUntyped(_ vector: JSONValue, of peeker: Peeker) async throws {
    let operation = vector["operation"]?.text ?? ""
    let input = try vector["input"] ?? Vectors.input(of: operation)
    _ = try await peeker.run(operation, input.description, (vector["options"] ?? [:]).description)
}

/// The user agent has the version in it and is compared elsewhere.
private func sent(_ request: TransportRequest) -> JSONValue {
    let headers = request.headers.filter { $0.key != "user-agent" }.mapValues(JSONValue.string)
    return [
        "method": .string(request.method), "url": .string(request.url.absoluteString), "headers": .object(headers),
        "body": JSONValue(request.body.map { String(decoding: $0, as: UTF8.self) }),
    ]
}

private func step(_ time: UInt64, _ request: TransportRequest) -> JSONValue {
    [
        "send_at": JSONValue(time), "timeout": JSONValue(request.timeout.millis),
        "max_idle": JSONValue(request.maxIdle?.millis),
    ]
}

private func ended(_ error: PeekerError) -> [String: JSONValue] {
    [
        "result": .string(error.kind.rawValue), "code": .string(error.code),
        "replay_safe": JSONValue(error.isReplaySafe), "cause": JSONValue(error.cause?.code),
        "retry_after": JSONValue(seconds: error.retryAfter),
    ]
}

extension Reply {
    /// The model, or the rows of a page.
    fileprivate var data: any Encodable {
        let page = Mirror(reflecting: held).descendant("data") as? any Encodable
        return (pageInfo == nil ? held as? any Encodable : page) ?? [String]()
    }

    private var held: any Sendable { payload(.none) }

    /// The model, or each row of a page.
    fileprivate var models: [any Codable & Hashable] {
        let rows = Mirror(reflecting: held).descendant("data").map { Mirror(reflecting: $0).children.map(\.value) }
        return (pageInfo == nil ? [held] : rows ?? []).compactMap { $0 as? any Codable & Hashable }
    }

    fileprivate var pageInfo: PageInfo? { Mirror(reflecting: held).descendant("info") as? PageInfo }
}
