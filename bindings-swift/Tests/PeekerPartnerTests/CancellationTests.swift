import Foundation
import Testing

@testable import PeekerPartner

/// A cancelled task ends its call at once, and what is known of it is not lost.
@Suite(.timeLimit(.minutes(5))) struct CancellationTests {
    @Test func aTransferEndsAtOnce() async throws {
        let server = try LocalServer { _ in nil }
        let peeker = try Peeker(apiKey: "pk_test_abc", baseURL: server.url)
        let call = Task { try await peeker.me() }
        for await _ in server.requests { break }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test func aWriteThatMayHaveBeenDoneIsTold() async throws {
        let server = try LocalServer { _ in nil }
        let (facts, told) = AsyncStream.makeStream(of: Interruption.self)
        let (reports, attempted) = AsyncStream.makeStream(of: AttemptReport.self)
        let peeker = try Peeker(apiKey: "pk_test_abc", baseURL: server.url)
            .onInterruption { told.yield($0) }.onAttempt { attempted.yield($0) }
        let call = Task { try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1000) }
        for await _ in server.requests { break }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        told.finish()
        attempted.finish()
        let interruptions = await facts.reduce(into: []) { $0.append($1) }
        #expect(interruptions.map(\.maybeDone) == [true] && interruptions.first?.operation == "bundles.create")
        #expect(interruptions.first?.attempts.map(\.outcome) == ["interrupted"])
        let attempts = await reports.reduce(into: []) { $0.append($1) }
        #expect(attempts.map(\.result) == ["interrupted"] && attempts.first?.attempt.maybeProcessed == true)
    }

    @Test func theSleepOfAWaitForAnOrderEndsAtOnce() async throws {
        let order = """
            {"data":{"id":"ord_1","user_id":"usr_1","email":"a@b.co","status":"in_progress","domain_count":2,\
            "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00Z"}}
            """
        let peeker = try Peeker(apiKey: "pk_live_abc", transport: MemoryTransport { _ in .json(order) })
        let (polls, polled) = AsyncStream.makeStream(of: WaitProgress.self)
        let wait = Task { try await peeker.orders.wait("ord_1") { polled.yield($0) } }
        for await progress in polls {
            #expect(progress.status == "in_progress" && progress.polls == 1)
            break
        }
        wait.cancel()
        await #expect(throws: CancellationError.self) { try await wait.value }
    }

    @Test func aBatchKeepsWhatWasDone() async throws {
        let jobs = Scripted { request in
            if request.url.path.hasSuffix("forwarding"), request.body.map({ $0.count > 400 }) == false {
                withUnsafeCurrentTask { $0?.cancel() }
                throw CancellationError()
            }
            return .json(
                """
                {"data":{"id":"fwj_1","status":"in_progress","completed_count":0,"failed_count":0,\
                "created_at":"2026-05-08T12:00:00Z"}}
                """)
        }
        let peeker = try Peeker(apiKey: "pk_test_abc", transport: jobs)
        let names = (0..<60).map { "acme-mail-\($0).com" }
        let batch = try await Task { try await peeker.forwarding.set(names, to: "https://acme.com") }.value
        #expect(batch.items.map(\.outcome) == [.succeeded, .succeeded, .unknown])
        #expect(batch.outputs.map(\.id) == ["fwj_1", "fwj_1"])
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await peeker.forwarding.set(names, to: "https://acme.com")
        }
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }

    @Test func aWaitEndsAtOnce() async throws {
        let (asked, asks) = AsyncStream.makeStream(of: Void.self)
        let busy = Scripted { _ in
            asks.yield()
            return TransportResponse(status: 429, headers: ["retry-after": "60"], body: Data())
        }
        let peeker = try Peeker(apiKey: "pk_test_abc", transport: busy)
        let call = Task { try await peeker.me() }
        for await _ in asked { break }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test func aCallOfACancelledTaskSendsNothing() async throws {
        let (peeker, memory, _) = try Peeker.inMemory([.status(200)])
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await peeker.me()
        }
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(await memory.requests.isEmpty)
    }

    @Test func anAnswerThatIsThereIsHandedOut() async throws {
        let body = """
            {"data":{"api_key":{"environment":"test","permission_preset":"full"},"partner":{"id":"o","name":"A"}}}
            """
        let late = Scripted { _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return TransportResponse(status: 200, headers: [:], body: Data(body.utf8))
        }
        let peeker = try Peeker(apiKey: "pk_test_abc", transport: late)
        #expect(try await Task { try await peeker.me() }.value.partner.name == "A")
    }
}

/// A transport from a closure.
private struct Scripted: Transport {
    let answer: @Sendable (TransportRequest) throws -> TransportResponse

    func send(_ request: TransportRequest) async throws -> TransportResponse { try answer(request) }
}
