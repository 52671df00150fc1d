extension Webhooks {
    /// Lets each event be handled once, although it is delivered up to five times. Ask it about events that were
    /// verified, and no others.
    ///
    ///     let deduplicator = try Webhooks.Deduplicator(Webhooks.MemoryStore())
    ///     let status = try await deduplicator.handle(event) { event in try await fulfil(event) }
    ///     // 200, or 503 while another handler has the event
    ///
    /// "Once" has the limits of every lease: a handler that outlives its lease, or a process that dies between its work
    /// and the end of it, makes the event be handled again. So a handler does well to be idempotent.
    public struct Deduplicator: Sendable {
        private let store: any DeduplicatorStore
        private let leaseMillis: UInt64
        private let onStoreError: @Sendable (any Error) -> Void
        private let clock: any HostClock

        /// Makes one; all requests of a process can share it.
        ///
        /// - Parameters:
        ///   - lease: How long a claim lasts: longer than any handler takes, 5 s to 1 h; one minute if it is left out.
        ///     Peeker waits 10 to 15 s for an answer, so a handler that is still at work after a minute has lost its
        ///     delivery.
        ///   - onStoreError: Told when the store fails after the work was done or has failed: neither changes what is
        ///     answered, and the claim ends with its lease.
        /// - Throws: A `PeekerError` with the code `invalid_option`, if the lease is out of bounds.
        public init(
            _ store: any DeduplicatorStore, lease: Duration? = nil,
            onStoreError: @escaping @Sendable (any Error) -> Void = { _ in }
        ) throws {
            try self.init(store, lease: lease, clock: SystemClock(), onStoreError: onStoreError)
        }

        init(
            _ store: any DeduplicatorStore, lease: Duration? = nil, clock: any HostClock,
            onStoreError: @escaping @Sendable (any Error) -> Void = { _ in }
        ) throws {
            self.store = store
            leaseMillis = try crossing { try leaseMs(askedMs: lease?.millis) }
            self.onStoreError = onStoreError
            self.clock = clock
        }

        /// Handles an event if it is new, and gives the HTTP status to answer its delivery with: 200 where it was
        /// handled now or before; 503 while another handler has it, which may still fail.
        ///
        /// - Throws: What the handler throws, after the event was released, or the store on being asked: answer 500,
        ///   and Peeker delivers it again. That holds for a cancelled task too.
        public func handle(
            _ event: Event, isolation: isolated (any Actor)? = #isolation, by handler: (Event) async throws -> Void
        ) async throws -> Int {
            let handling: Handling
            switch try await claim(event.id) {
            case .new(let new): handling = new
            case .inProgress: return try Self.answer(to: .inProgress)
            case .done: return try Self.answer(to: .done)
            }
            do {
                try await handler(event)
            } catch {
                await telling { try await handling.release() }
                throw error
            }
            // The work is done, whatever the store says: another answer would have it done once more.
            await telling { try await handling.complete() }
            return try Self.answer(to: .done)
        }

        /// Takes an event by its id, for a handler that says itself when it is done.
        ///
        /// - Throws: What the store throws. Answer the delivery with 500: Peeker tries again.
        public func claim(_ eventID: String) async throws -> Claimed {
            let begins = await clock.now().millis
            switch try await store.claim(eventID, lease: .millis(leaseMillis)) {
            case .done: return .done
            case .inProgress: return .inProgress
            case .new:
                let lease = Lease(beginsMillis: begins, lengthMillis: leaseMillis, clock: clock)
                return .new(Handling(store: store, eventID: eventID, lease: lease))
            }
        }

        private func telling(_ settle: @Sendable () async throws -> Void) async {
            do { try await settle() } catch { onStoreError(error) }
        }

        private static func answer(to claim: EventClaim) throws -> Int {
            guard let status = try crossing({ try claimAnswer(claim: claim) }) else {
                throw PeekerError.internal("an event that was handled has no answer")
            }
            return Int(status)
        }
    }

    /// What became of a claim.
    public enum Claimed: Sendable {
        /// Handle the event, then ``Handling/complete()``, then answer 2xx.
        case new(Handling)
        /// Answer 503: another handler has the event, and may still fail.
        case inProgress
        /// Answer 2xx: the event was handled.
        case done
    }

    /// An event that is being handled. Let go of without ``complete()``, as by a `throw`, it is released, and the next
    /// delivery is handled.
    public actor Handling {
        private let store: any DeduplicatorStore
        private let eventID: String
        private let lease: Lease
        private var isSettled = false

        fileprivate init(store: any DeduplicatorStore, eventID: String, lease: Lease) {
            self.store = store
            self.eventID = eventID
            self.lease = lease
        }

        deinit {
            guard !isSettled else { return }
            // Nobody is there to hear of an error; the claim ends with its lease.
            Task { [store, eventID, lease] in try? await Self.release(store, eventID, lease) }
        }

        /// The event was handled.
        ///
        /// - Throws: What the store throws. The work is done all the same: 2xx keeps it from being done once more.
        public func complete() async throws {
            isSettled = true
            try await Self.beyondCancellation { [store, eventID] in try await store.complete(eventID) }
        }

        /// The event was not handled: the next delivery of it is new.
        ///
        /// - Throws: What the store throws. The claim then ends with its lease.
        public func release() async throws {
            guard !isSettled else { return }
            isSettled = true
            try await Self.beyondCancellation { [store, eventID, lease] in
                try await Self.release(store, eventID, lease)
            }
        }

        private static func release(_ store: any DeduplicatorStore, _ eventID: String, _ lease: Lease) async throws {
            if try await lease.mayRelease() { try await store.release(eventID) }
        }

        /// A request that was given up is no reason to forget what became of its event.
        private static func beyondCancellation(_ work: @escaping @Sendable () async throws -> Void) async throws {
            try await Task(operation: work).value
        }
    }

    /// For how long an event is one handler's.
    fileprivate struct Lease: Sendable {
        let beginsMillis: UInt64
        let lengthMillis: UInt64
        let clock: any HostClock

        /// Once it is over, or nearly, the claim may be another handler's: there is nothing left to release.
        func mayRelease() async throws -> Bool {
            let now = await clock.now().millis
            return try crossing {
                try PeekerPartner.mayRelease(beginsMs: beginsMillis, leaseMs: lengthMillis, nowMs: now)
            }
        }
    }
}
