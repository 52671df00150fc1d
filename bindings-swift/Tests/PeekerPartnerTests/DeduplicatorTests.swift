import Foundation
import Testing

@testable import PeekerPartner

/// Handling each event once, on a clock that only the test moves.
@Suite struct DeduplicatorTests {
    private struct NoDisk: Error {}

    private let clock = VirtualClock()
    private let hour: UInt64 = 3_600_000

    private func deduplicator(lease: Duration? = nil) throws -> Webhooks.Deduplicator {
        try Webhooks.Deduplicator(Webhooks.MemoryStore(clock: clock), lease: lease, clock: clock)
    }

    private func event() throws -> Event {
        try Webhooks.parse(body: Array(#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}"#.utf8))
    }

    @Test func anEventIsHandledOnceAndThenAnsweredAsDoneFor48Hours() async throws {
        let (deduplicator, event) = try (deduplicator(), event())
        var handled = 0
        func deliver() async throws -> Int { try await deduplicator.handle(event) { _ in handled += 1 } }
        #expect(try await (deliver(), handled) == (200, 1))
        await clock.advance(48 * hour - 1)
        #expect(try await (deliver(), handled) == (200, 1))
        await clock.advance(1)
        #expect(try await (deliver(), handled) == (200, 2))
    }

    @Test func aDeliveryThatComesWhileAnotherIsHandledIsAnsweredWith503() async throws {
        let (deduplicator, event) = try (deduplicator(), event())
        let status = try await deduplicator.handle(event) { event in
            let second = try await deduplicator.handle(event) { _ in Issue.record("handled twice") }
            #expect(second == 503)
        }
        #expect(status == 200)
    }

    @Test func anEventWhoseHandlerFailsIsNewAgainAndTheFailureIsThrown() async throws {
        let (deduplicator, event) = try (deduplicator(), event())
        _ = try await thrown(as: NoDisk.self) { try await deduplicator.handle(event) { _ in throw NoDisk() } }
        #expect(try await deduplicator.claim(event.id).isNew)
    }

    @Test func anEventOfACancelledRequestIsReleasedAllTheSame() async throws {
        let (deduplicator, event) = try (deduplicator(), event())
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let request = Task {
            try await deduplicator.handle(event) { _ in
                begin.finish()
                try await Task.sleep(for: .seconds(3600))
            }
        }
        for await _ in begun {}
        request.cancel()
        _ = try await thrown(as: CancellationError.self) { try await request.value }
        #expect(try await deduplicator.claim(event.id).isNew)
    }

    @Test func aHandlerThatOutlivedItsLeaseReleasesNothing() async throws {
        let deduplicator = try deduplicator(lease: .seconds(5))
        let late = try #require(try await deduplicator.claim("evt_1").handling)
        await clock.advance(5_000)
        // The claim is another's by now.
        let other = try #require(try await deduplicator.claim("evt_1").handling)
        try await late.release()
        #expect(try await deduplicator.claim("evt_1").isInProgress)
        try await other.complete()
        #expect(try await deduplicator.claim("evt_1").isDone)
    }

    @Test func whatIsLetGoOfWithoutCompletingItIsReleased() async throws {
        let store = Recording()
        let deduplicator = try Webhooks.Deduplicator(store, clock: clock)
        #expect(try await deduplicator.claim("evt_1").isNew)
        #expect(await store.next() == "release evt_1")
    }

    @Test func whatIsCompletedIsNotReleased() async throws {
        let store = Recording()
        let deduplicator = try Webhooks.Deduplicator(store, clock: clock)
        if case .new(let handling) = try await deduplicator.claim("evt_1") { try await handling.complete() }
        if case .new(let handling) = try await deduplicator.claim("evt_2") { try await handling.release() }
        #expect(await store.next() == "complete evt_1")
        #expect(await store.next() == "release evt_2")
    }

    @Test func aStoresFailureAfterTheWorkChangesNoAnswer() async throws {
        let told = Counter()
        let deduplicator = try Webhooks.Deduplicator(Down()) { _ in told.increment() }
        let event = try event()
        #expect(try await deduplicator.handle(event) { _ in } == 200)
        _ = try await thrown(as: NoDisk.self) { try await deduplicator.handle(event) { _ in throw NoDisk() } }
        #expect(told.count == 2)
    }

    @Test func aLeaseOutOfBoundsIsRefused() async throws {
        let store = try Webhooks.MemoryStore()
        for lease: Duration in [.zero, .seconds(-1), .milliseconds(4_999), .milliseconds(3_600_001)] {
            let error = try await thrown(as: PeekerError.self) { try Webhooks.Deduplicator(store, lease: lease) }
            #expect(error.code == "invalid_option")
        }
        _ = try Webhooks.Deduplicator(store, lease: .seconds(5))
        _ = try Webhooks.Deduplicator(store, lease: .seconds(3600))
    }
}

extension Webhooks.Claimed {
    fileprivate var handling: Webhooks.Handling? { if case .new(let handling) = self { handling } else { nil } }
    fileprivate var isNew: Bool { handling != nil }
    fileprivate var isDone: Bool { if case .done = self { true } else { false } }
    fileprivate var isInProgress: Bool { if case .inProgress = self { true } else { false } }
}

/// A store for which everything is new, and which tells what it was asked.
private final class Recording: Webhooks.DeduplicatorStore {
    private let (calls, call) = AsyncStream.makeStream(of: String.self)

    func claim(_ eventID: String, lease: Duration) async -> EventClaim { .new }
    func complete(_ eventID: String) async { call.yield("complete \(eventID)") }
    func release(_ eventID: String) async { call.yield("release \(eventID)") }
    func next() async -> String? { await calls.first { _ in true } }
}

/// A store that is down once the claim is made.
private struct Down: Webhooks.DeduplicatorStore {
    struct Failure: Error {}

    func claim(_ eventID: String, lease: Duration) async -> EventClaim { .new }
    func complete(_ eventID: String) async throws { throw Failure() }
    func release(_ eventID: String) async throws { throw Failure() }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0

    var count: Int { lock.withLock { value } }
    func increment() { lock.withLock { value += 1 } }
}
