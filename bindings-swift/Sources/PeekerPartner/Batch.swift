/// What became of a long input: one item for each call that it took, in the order of the input.
///
/// It is there as soon as something was done: errors of later calls are in the items, so that nothing that was done is
/// lost. The same holds for a task that is cancelled meanwhile: what was done by then is returned, and the rest has the
/// error `not_sent`. Only where certainly nothing was done the first call's error is thrown, or a `CancellationError`.
public struct Batch<Output: Sendable>: Sendable {
    /// What became of one call.
    public struct Item: Sendable {
        /// Its domains as they are sent, in the order of the input.
        public let domains: [String]
        /// Whether it is done, not done, or may be done.
        public let outcome: BatchOutcome
        /// What it gave. Where an error of the API names a place, as `domains[3]`, it counts within this call.
        public let result: Result<Output, PeekerError>
        /// What is known of the call besides; nil beside an error, which has its own.
        public let meta: Meta?
    }

    /// One for each call.
    public let items: [Item]

    let peeker: Peeker
    let operation: String
    let machine: BatchMachine

    /// Whether every item succeeded.
    public var isComplete: Bool { succeeded.count == items.count }
    /// The items that are done.
    public var succeeded: [Item] { items.filter { $0.outcome == .succeeded } }
    /// The items that are certainly not done: what a retry repeats.
    public var failed: [Item] { items.filter { $0.outcome == .failed } }
    /// The items that may have been done. A retry leaves them alone: look before you repeat them.
    public var unknown: [Item] { items.filter { $0.outcome == .unknown } }

    /// What the items gave that are done.
    public var outputs: [Output] { items.compactMap { try? $0.result.get() } }

    /// What all items gave, for programs that want all or nothing.
    ///
    /// - Throws: The error of the first item that did not succeed.
    public func results() throws -> [Output] { try items.map { try $0.result.get() } }

    /// Sends what failed or was not sent once more, in the same parts and with the same bytes. What is done or unknown
    /// is left alone, and stays in its place in the new batch.
    ///
    /// - Throws: Only where nothing of the batch is done, a `CancellationError` if its task is cancelled.
    public func retry() async throws -> Batch {
        let again = try crossing { try machine.retry() }
        return try await peeker.drive(again, of: operation)
    }
}

extension Batch where Output == Availability {
    /// Every row that there is, in the order of the input.
    public var rows: [DomainAvailability] { outputs.flatMap(\.domains) }
}

extension Peeker {
    /// Sends a long input in as many calls as it takes.
    func batch<Output>(_ operation: String, _ input: Input, _ options: CallOptions) async throws -> Batch<Output> {
        let (input, options) = (try jsonText(input), try jsonText(options))
        let machine = try crossing {
            try session.beginBatch(operation: operation, input: input, options: options)
        }
        return try await drive(machine, of: operation)
    }

    fileprivate func drive<Output>(_ machine: BatchMachine, of operation: String) async throws -> Batch<Output> {
        let parts = try await parts(of: machine)
        if let meta = parts.compactMap(\.meta).last { await record(meta) }
        let items = try parts.map { try Batch<Output>.Item($0, of: operation) }
        return Batch(items: items, peeker: self, operation: operation, machine: machine)
    }

    private func parts(of machine: BatchMachine) async throws -> [BatchPart] {
        while true {
            switch try crossing({ try machine.step() }) {
            case .ended(let parts): return parts
            case .call:
                do {
                    let call = try await driveOrInterrupt { try machine.call(session: $0, at: $1) }
                    try crossing { try machine.answered(call: call) }
                } catch {
                    return try givenUp(machine, because: error)
                }
            }
        }
    }

    /// What was done until now; if nothing was, the reason for giving up.
    private func givenUp(_ machine: BatchMachine, because error: any Error) throws -> [BatchPart] {
        let interrupted = error as? Interrupted
        let parts = try crossing { try machine.interrupted(call: interrupted?.facts) }
        guard parts.contains(where: { $0.outcome != .failed }) else {
            throw interrupted == nil ? error : CancellationError()
        }
        return parts
    }
}

extension Batch.Item {
    fileprivate init(_ part: BatchPart, of operation: String) throws {
        domains = part.domains
        outcome = part.outcome
        meta = part.meta
        if let reply = part.reply {
            result = .success(try reply.output(part.meta, of: operation))
        } else {
            result = .failure(part.errors.first ?? .internal("a part of a batch has no result"))
        }
    }
}
