import Foundation
// Not @testable: this is what an app sees.
import PeekerPartner
import Testing

/// An app on somebody's device: no key, a backend of the partner's own, and the user's session.
@Suite struct AppTests {
    private let backend = "https://app.acme.com/peeker"
    private let me = """
        {"data":{"api_key":{"environment":"test","permission_preset":"full"},"partner":{"id":"o","name":"A"}}}
        """

    @Test func itSendsNoKeyAndWhatTheBackendKnowsItBy() async throws {
        let answer = me
        let transport = MemoryTransport { _ in .json(answer) }
        let session = Sessions()
        let peeker = try Peeker(baseURL: backend, transport: transport) {
            ["Authorization": "Bearer \(await session.next())", "X-Device": "phone"]
        }
        #expect(peeker.environment == .unknown && !peeker.environment.isKnown && peeker.baseURL == backend)
        for _ in 1...2 { _ = try await peeker.me() }
        let requests = await transport.requests
        #expect(requests.map(\.url.absoluteString) == [backend + "/me", backend + "/me"])
        #expect(requests.map { $0.headers["authorization"] } == ["Bearer session-1", "Bearer session-2"])
        #expect(requests.allSatisfy { $0.headers["x-device"] == "phone" })
    }

    @Test func everyPollOfAWaitAsksForTheHeadersAnew() async throws {
        let session = Sessions()
        let transport = MemoryTransport { request in
            let status = request.headers["authorization"] == "Bearer session-3" ? "completed" : "in_progress"
            return .json(
                """
                {"data":{"id":"ord_1","user_id":"usr_1","email":"a@b.co","status":"\(status)","domain_count":2,\
                "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00Z"}}
                """)
        }
        let peeker = try Peeker(baseURL: backend, transport: transport) {
            ["authorization": "Bearer \(await session.next())"]
        }
        let order = try await peeker.orders.wait("ord_1", options: WaitOptions(poll: .milliseconds(1)))
        #expect(order.status == .completed)
        #expect(await transport.requests.count == 3)
    }

    @Test func whatTheProviderThrowsEndsTheCallBeforeItIsSent() async throws {
        struct SignedOut: Error {}
        let transport = MemoryTransport { _ in .json("{}") }
        let peeker = try Peeker(baseURL: backend, transport: transport) { throw SignedOut() }
        await #expect(throws: SignedOut.self) { try await peeker.me() }
        await #expect(throws: SignedOut.self) { try await peeker.domains.checkAvailability(["acme.com"]) }
        await #expect(throws: SignedOut.self) { try await peeker.orders.wait("ord_1") }
        #expect(await transport.requests.isEmpty)
    }

    @Test func headersThatAreNoneAreRefused() async throws {
        let transport = MemoryTransport { _ in .json("{}") }
        for (name, value) in [("x y", "a"), ("x", "a\r\nb: c"), ("cookie", "a=b"), ("x", "é")] {
            let peeker = try Peeker(baseURL: backend, transport: transport) { [name: value] }
            let error = try await thrown(as: PeekerError.self) { try await peeker.me() }
            #expect(error.code == "invalid_header" && error.kind == .configuration)
        }
        #expect(await transport.requests.isEmpty)
    }

    @Test func itsSessionIsShownNowhere() async throws {
        let transport = MemoryTransport { _ in
            .json(#"{"error":{"code":"forbidden","message":"not canary-session"}}"#, status: 403)
        }
        let peeker = try Peeker(baseURL: backend, transport: transport) { ["authorization": "Bearer canary-session"] }
        let error = try await thrown(as: PeekerError.self) { try await peeker.me() }
        var dumped = ""
        dump(error, to: &dumped)
        dump(peeker, to: &dumped)
        #expect(error.code == "forbidden" && !dumped.contains("canary") && !"\(peeker)\(error)".contains("canary"))
    }

    @Test(arguments: [
        "https://api.peeker.ai/partner/v1", "https://eu.peeker.ai", "http://app.acme.com", "nowhere", "",
    ])
    func aBackendThatIsNoneOfItsOwnIsRefused(url: String) async throws {
        let error = try await thrown(as: PeekerError.self) { try Peeker(baseURL: url) { [:] } }
        #expect(error.kind == .configuration && ["invalid_base_url", "insecure_base_url"].contains(error.code))
    }

    @Test func aKeyCannotBeAddedLater() async throws {
        let peeker = try Peeker(baseURL: backend) { [:] }
        let error = try await thrown(as: PeekerError.self) {
            try peeker.withOptions(ClientOptions(), apiKey: "pk_live_abc")
        }
        #expect(error.code == "invalid_option")
    }
}

private actor Sessions {
    private var count = 0

    func next() -> String {
        count += 1
        return "session-\(count)"
    }
}
