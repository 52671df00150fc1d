extension Webhooks {
    /// What remembers events: memory, Redis, a table. Three methods to implement; that of several claims at once one
    /// alone is new, is for the store to ensure.
    ///
    /// A table does it so, by its own clock:
    ///
    /// ```sql
    /// CREATE TABLE peeker_events (id text PRIMARY KEY, done boolean NOT NULL, until timestamptz NOT NULL);
    ///
    /// -- claim(id, lease). A row comes back: new. None does: done, if the second statement says so; else in progress.
    /// INSERT INTO peeker_events AS known VALUES ($id, false, now() + $lease)
    ///     ON CONFLICT (id) DO UPDATE SET done = false, until = excluded.until WHERE known.until < now()
    ///     RETURNING id;
    /// SELECT done FROM peeker_events WHERE id = $id;
    ///
    /// -- complete(id)
    /// INSERT INTO peeker_events VALUES ($id, true, now() + interval '48 hours')
    ///     ON CONFLICT (id) DO UPDATE SET done = true, until = excluded.until;
    ///
    /// -- release(id)
    /// DELETE FROM peeker_events WHERE id = $id AND NOT done;
    /// ```
    ///
    /// Redis does it with two keys. `claim` is `SET claim:$id 1 NX PX $lease`; where that is refused, and also where it
    /// is not, `EXISTS done:$id` says that the event is done. `complete` is `SET done:$id 1 EX 172800`, and `release`
    /// is `DEL claim:$id`.
    public protocol DeduplicatorStore: Sendable {
        /// Takes an event for one handler, until it is completed, released, or the lease ends. Of claims at the same
        /// time one alone is `new`. A claim whose lease has ended is as if it had never been.
        func claim(_ eventID: String, lease: Duration) async throws -> EventClaim

        /// Remembers for 48 hours that the event was handled, whoever holds its claim by now.
        func complete(_ eventID: String) async throws

        /// Gives a claim back. An event that is done stays done.
        func release(_ eventID: String) async throws
    }

    /// Remembers events in this process: for one process that may forget when it restarts.
    ///
    /// It holds at most 100,000 events (some 15 MB) and beyond that forgets the oldest.
    public actor MemoryStore: DeduplicatorStore {
        private let memory: EventMemory
        private let clock: any HostClock

        /// An empty one.
        ///
        /// - Throws: Nothing but a fault of the package itself.
        public init() throws { try self.init(clock: SystemClock()) }

        init(clock: any HostClock) throws {
            memory = try crossing { try EventMemory() }
            self.clock = clock
        }

        /// Takes an event for one handler.
        public func claim(_ eventID: String, lease: Duration) async throws -> EventClaim {
            let now = await clock.now().millis
            return try crossing { try memory.claim(eventID: eventID, nowMs: now, leaseMs: lease.millis) }
        }

        /// Remembers for 48 hours that the event was handled.
        public func complete(_ eventID: String) throws { try crossing { try memory.complete(eventID: eventID) } }

        /// Gives a claim back.
        public func release(_ eventID: String) throws { try crossing { try memory.release(eventID: eventID) } }
    }
}
