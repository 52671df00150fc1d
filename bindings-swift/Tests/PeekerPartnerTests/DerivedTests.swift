import Foundation
import Testing

@testable import PeekerPartner

/// Clients that are derived from one another, and the doors beside the results.
@Suite(.timeLimit(.minutes(5))) struct DerivedTests {
    private let me = """
        {"data":{"api_key":{"environment":"test","permission_preset":"full"},"partner":{"id":"o","name":"A"}}}
        """

    @Test func aDerivedClientDiffersInWhatIsSetAndSharesTheRest() async throws {
        let settings: JSONValue = [
            "api_key": "pk_test_a", "headers": [["x-a", "1"], ["x-b", "1"]], "timeout": 9000,
        ]
        let (peeker, memory, _) = try Peeker.inMemory([.status(200, me), .status(200, me)], settings: settings)
        let derived = try peeker.withOptions(ClientOptions(headers: ["X-B": "2"], deadline: .seconds(8)))
        _ = try await derived.me()
        let other = try derived.withOptions(ClientOptions(), apiKey: "pk_live_b", baseURL: "https://eu.peeker.ai/v1")
        #expect(
            other.environment == .live && other.baseURL == "https://eu.peeker.ai/v1" && peeker.environment == .test)
        _ = try await other.me()
        let requests = await memory.requests
        #expect(requests[0].headers["x-a"] == "1" && requests[0].headers["x-b"] == "2")
        #expect(requests[0].timeout == .seconds(8))
        #expect(requests[1].headers["authorization"] == "Bearer pk_live_b" && requests[1].headers["x-b"] == "2")
        let error = try await thrown(as: PeekerError.self) {
            try peeker.withOptions(ClientOptions(expect: .live))
        }
        #expect(error.code == "wrong_environment")
    }

    @Test func everyAttemptIsTold() async throws {
        let (peeker, _, _) = try Peeker.inMemory([.status(503), .failure(maybeSent: true), .status(200, me)])
        let (reports, told) = AsyncStream.makeStream(of: AttemptReport.self)
        _ = try await peeker.onAttempt { told.yield($0) }.me()
        told.finish()
        let seen = await reports.reduce(into: []) { $0.append($1) }
        #expect(seen.map(\.attempt.outcome) == ["unexpected_response", "connection_failed", "ok"])
        #expect(seen.map(\.path) == ["/me", "/me", "/me"] && seen.map(\.method) == ["GET", "GET", "GET"])
        #expect(seen.map { $0.retryInMs == nil } == [false, false, true] && seen.last?.result == "ok")
    }

    @Test func metaHasItsOwnDoor() async throws {
        let (peeker, _, _) = try Peeker.inMemory([.status(200, me, headers: ["peeker-request-id": "req_9"])])
        let (account, meta) = try await peeker.withMeta { try await $0.me() }
        #expect(account.partner.name == "A" && meta.requestID == "req_9" && meta.attempts.count == 1)
        let error = try await thrown(as: PeekerError.self) { try await peeker.withMeta { _ in 7 } }
        #expect(error.code == "invalid_option")
    }

    @Test func aPreflightAsksOnceAndTheOrderIsCheckedAgainstItsAnswers() async throws {
        let gone = Memory.Answer.status(404, #"{"error":{"code":"not_found","message":"No such bundle."}}"#)
        let page = Memory.Answer.status(200, #"{"data":[],"links":{}}"#)
        let names = #"{"data":{"domains":[{"domain":"acme-mail.com","available":false,"reason":"premium"}]}}"#
        let (peeker, memory, _) = try Peeker.inMemory([gone, page, .status(200, names)])
        let error = try await thrown(as: PeekerError.self) {
            try await peeker.orders.create(.sample, preflight: true)
        }
        #expect(error.kind == .validation && error.violations.map(\.path).contains("bundle_id"))
        let paths = await memory.requests.map(\.url.lastPathComponent)
        #expect(paths == ["bun_1", "domains", "availability"])

        let (again, _, _) = try Peeker.inMemory([gone, page, .status(200, names)])
        let report = try await again.orders.preflight(.sample)
        #expect(!report.ok && report.violations.map(\.code).contains("not_found"))
    }

    @Test func aListIsAskedForAnewEachTimeItIsWalked() async throws {
        let first = #"{"data":[],"links":{"next":"/bundles?page_token=t"}}"#
        let last = #"{"data":[],"links":{}}"#
        let pages = [first, last, first, last].map { Memory.Answer.status(200, $0) }
        let (peeker, memory, _) = try Peeker.inMemory(pages)
        let list = peeker.bundles.list(status: .active, perPage: 5)
        for _ in 1...2 { #expect(try await list.all().isEmpty) }
        let queries = await memory.requests.map { $0.url.query ?? "" }
        #expect(queries.map { $0.contains("page_token=t") } == [false, true, false, true])
        #expect(queries.allSatisfy { $0.contains("status=active") && $0.contains("per_page=5") })
    }

    @Test func aListThatFailsEndsAfterItsError() async throws {
        let (peeker, _, _) = try Peeker.inMemory([.status(401)])
        var pages = peeker.orders.list().makeAsyncIterator()
        await #expect(throws: PeekerError.self) { try await pages.next() }
        #expect(try await pages.next() == nil)
    }

    @Test func moneyIsExactAndForPeople() {
        let costs = Costs(totalCents: 9_007_199_254_740_991, currency: "usd", lineItems: nil, extra: [:])
        #expect("\(costs.total.amount)" == "90071992547409.91")
        #expect(Money(cents: 123_456, currency: "eur").formatted(locale: Locale(identifier: "en_US")) == "€1,234.56")
        #expect(Money(cents: -5, currency: "usd").amount == Decimal(string: "-0.05"))
        #expect(!Money(cents: .min, currency: "\u{0}💶").formatted().isEmpty)
    }
}
