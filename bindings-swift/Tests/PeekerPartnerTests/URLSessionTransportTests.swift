import Foundation
import Testing

@testable import PeekerPartner

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite(.timeLimit(.minutes(5))) struct URLSessionTransportTests {
    private func request(
        _ url: String, method: String = "GET", body: String? = nil, timeout: Duration = .seconds(30),
        maxIdle: Duration? = nil
    ) throws -> TransportRequest {
        TransportRequest(
            method: method, url: try #require(URL(string: url)), headers: ["content-type": "application/json"],
            body: body.map { Data($0.utf8) }, timeout: timeout, maxIdle: maxIdle)
    }

    @Test func aRedirectIsRefused() async throws {
        let other = try LocalServer { _ in LocalServer.http("200 OK", [:], "secret") }
        let location = other.url + "/elsewhere"
        let redirect = LocalServer.http("307 Temporary Redirect", ["Location": location], "moved")
        let server = try LocalServer { _ in redirect }
        let peeker = try Peeker(apiKey: "pk_test_abc", baseURL: server.url)
        let error = try await thrown(as: PeekerError.self) { try await peeker.me() }
        #expect(error.code == "unexpected_redirect" && error.status == 307)
        #expect(error.message.contains("127.0.0.1"))
        #expect(await other.stopped().isEmpty)
    }

    @Test(arguments: [nil, Duration.seconds(2)])
    func aBodyIsSentAndReadAsItIs(maxIdle: Duration?) async throws {
        let server = try LocalServer { _ in LocalServer.http("429 Too Many Requests", ["Retry-After": "2"], "å{}") }
        let sent = try request(server.url, method: "POST", body: #"{"b":1,"a":"å"}"#, maxIdle: maxIdle)
        let response = try await URLSessionTransport().send(sent)
        #expect(response.status == 429 && String(decoding: response.body, as: UTF8.self) == "å{}")
        #expect(response.headers.first { $0.key.lowercased() == "retry-after" }?.value == "2")
        #expect(await server.stopped().first?.hasSuffix(#"{"b":1,"a":"å"}"#) == true)
    }

    @Test func cookiesAreNeitherKeptNorSent() async throws {
        let server = try LocalServer { _ in LocalServer.http("200 OK", ["Set-Cookie": "a=b; Path=/"]) }
        let transport = URLSessionTransport()
        for _ in 1...2 { _ = try await transport.send(try request(server.url)) }
        let requests = await server.stopped()
        #expect(requests.count == 2 && !requests.contains { $0.lowercased().contains("cookie") })
    }

    @Test func aSilentServerIsATimeoutThatMayHaveBeenSent() async throws {
        let server = try LocalServer { _ in nil }
        let failure = try await thrown(as: TransportFailure.self) {
            try await URLSessionTransport().send(try request(server.url, timeout: .milliseconds(150)))
        }
        #expect(failure.timedOut == true && failure.maybeSent == true)
    }

    @Test func onlyFiveErrorsSayThatCertainlyNothingWasSent() {
        // The codes of `NSURLErrorDomain`, with room for more.
        let unsent = (-3100...0).filter { number in
            let failure = TransportFailure.failure(
                of: URLError(_nsError: NSError(domain: NSURLErrorDomain, code: number)))
            return (failure as? TransportFailure)?.maybeSent == false
        }
        let five: [URLError.Code] = [
            .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet, .secureConnectionFailed,
        ]
        #expect(Set(unsent) == Set(five.map(\.rawValue)))
        #expect(TransportFailure.failure(of: URLError(.cancelled)) is CancellationError)
        #expect((TransportFailure.failure(of: URLError(.timedOut)) as? TransportFailure)?.timedOut == true)
        #expect((TransportFailure.failure(of: CocoaError(.fileNoSuchFile)) as? TransportFailure)?.maybeSent == true)
    }

    @Test func noConnectionIsCertainlyNotSent() async throws {
        let server = try LocalServer { _ in nil }
        _ = await server.stopped()
        let failure = try await thrown(as: TransportFailure.self) {
            try await URLSessionTransport().send(try request(server.url))
        }
        #expect(failure.maybeSent == false && failure.timedOut == false)
    }

    @Test func aConnectionThatBreaksMayHaveBeenSent() async throws {
        let server = try LocalServer { _ in "" }
        let failure = try await thrown(as: TransportFailure.self) {
            try await URLSessionTransport().send(try request(server.url))
        }
        #expect(failure.maybeSent == true)
    }

    @Test func aTornBodyIsAFailure() async throws {
        let server = try LocalServer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":" }
        let failure = try await thrown(as: TransportFailure.self) {
            try await URLSessionTransport().send(try request(server.url))
        }
        #expect(failure.maybeSent == true)
    }

    @Test func aBodyOverTheLimitIsCutOneByteAfterIt() async throws {
        let server = try LocalServer { _ in LocalServer.http("200 OK", [:], String(repeating: "x", count: 300_000)) }
        let response = try await URLSessionTransport(bodyLimit: 1000).send(try request(server.url))
        #expect(response.status == 200 && response.body.count == 1001)
    }

    @Test func manyTransfersShareATransport() async throws {
        let server = try LocalServer { request in
            LocalServer.http("200 OK", [:], String(request.split(separator: " ")[1]))
        }
        let transport = URLSessionTransport()
        let url = server.url
        let bodies = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<20 {
                let request = try request("\(url)/\(number)")
                group.addTask { String(decoding: try await transport.send(request).body, as: UTF8.self) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<20).map { "/\($0)" }))
    }
}
