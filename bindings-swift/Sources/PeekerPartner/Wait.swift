/// How to wait.
public struct WaitOptions: Sendable {
    /// For all of the wait; 48 hours for orders and swaps, 1 hour for imports and forwarding.
    public var timeout: Duration?
    /// From an answer to the next poll; 1 second in the sandbox, 60 seconds elsewhere.
    public var poll: Duration?
    /// Whether `action_required` is an end. If not, the wait goes on until somebody has acted.
    public var stopsOnAction: Bool
    /// Whether `failed` and `cancelled` throw an error of kind `waitFailed`. `partial_success` never does.
    public var throwsOnFailure: Bool
    /// What each poll sets differently from its client.
    public var call: CallOptions

    /// What is left out is as it comes.
    public init(
        timeout: Duration? = nil, poll: Duration? = nil, stopsOnAction: Bool = true, throwsOnFailure: Bool = false,
        call: CallOptions = CallOptions()
    ) {
        self.timeout = timeout
        self.poll = poll
        self.stopsOnAction = stopsOnAction
        self.throwsOnFailure = throwsOnFailure
        self.call = call
    }
}

extension WaitOptions: Encodable {
    /// As core reads them.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(timeout?.millis, forKey: "timeout")
        try fields.encodeIfPresent(poll?.millis, forKey: "poll")
        try fields.encode(stopsOnAction, forKey: "stop_on_action")
        try fields.encode(throwsOnFailure, forKey: "raise_on_failure")
        try fields.encode(call, forKey: "call")
    }
}

/// A wait for one object: progress after each poll, and the object at the end.
///
///     for try await update in peeker.orders.watch(order.id) {
///         switch update {
///         case .progress(let progress): print(progress.status ?? "unknown")
///         case .result(let order): print("ended as \(order.status)")
///         }
///     }
///
/// Nothing is sent before the first update is asked for, and no poll before its update is: leave the loop, or cancel its
/// task, and the polling ends. A poll that fails in a way that passes, such as a 5xx, does not end the wait: its
/// progress names the `error`.
public struct Wait<Output: Sendable>: AsyncSequence, Sendable {
    /// Progress, or the end.
    public typealias Element = Update

    /// What a wait says.
    public enum Update: Sendable {
        /// How far it has come, after a poll.
        case progress(WaitProgress)
        /// What was waited for. Nothing comes after it.
        case result(Output)
    }

    let peeker: Peeker
    /// As in `orders.wait`.
    let name: String
    let id: String
    let options: WaitOptions

    /// Begins a wait of its own.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(wait: self) }

    /// Waits to the end.
    func result(_ onProgress: (@Sendable (WaitProgress) -> Void)?) async throws -> Output {
        for try await update in self {
            switch update {
            case .progress(let progress): onProgress?(progress)
            case .result(let output): return output
            }
        }
        throw PeekerError.internal("\(name) ended without a result")
    }

    /// One wait under way.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        let wait: Wait<Output>
        var machine: WaitMachine?
        var hasEnded = false

        init(wait: Wait<Output>) { self.wait = wait }

        /// The next update; nil after the result. After an error there is none.
        ///
        /// - Throws: A `PeekerError`: `wait_timeout`, if it did not come to an end in time, with the object as it was
        ///   `last` seen; `unknown_state`, if it stays in a state that this version does not know; `wait_failed`, only
        ///   if told to; or what a poll is refused with. `CancellationError`, if the task was cancelled.
        public mutating func next() async throws -> Update? {
            if hasEnded { return nil }
            hasEnded = true
            let update = try await update()
            if case .progress = update { hasEnded = false }
            return update
        }

        private mutating func update() async throws -> Update {
            let machine = try await begun()
            while true {
                let now = await wait.peeker.clock.now().millis
                switch try crossing({ try machine.step(nowMs: now) }) {
                case .poll: return .progress(try await poll(machine))
                case .wait(let untilMs): try await wait.peeker.clock.sleep(untilMillis: untilMs)
                case .ended(let reply): return .result(try reply.output(nil, of: wait.name))
                }
            }
        }

        private mutating func begun() async throws -> WaitMachine {
            if let machine { return machine }
            let options = try jsonText(wait.options)
            let now = await wait.peeker.clock.now().millis
            let begun = try crossing {
                try wait.peeker.session.beginWait(name: wait.name, id: wait.id, options: options, nowMs: now)
            }
            machine = begun
            return begun
        }

        private func poll(_ machine: WaitMachine) async throws -> WaitProgress {
            let poll = try await wait.peeker.drive { try machine.poll(session: $0, at: $1) }
            let now = await wait.peeker.clock.now().millis
            return try crossing { try machine.polled(poll: poll, nowMs: now) }
        }
    }
}
