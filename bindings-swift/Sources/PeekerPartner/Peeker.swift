import Foundation

/// A client of the Peeker Partner API. Copies are cheap and share connections and the retry budget; it can be used
/// from any task, and closes its connections when the last copy is gone.
///
///     let peeker = try Peeker(apiKey: "pk_test_…")
///     let job = try await peeker.imports.create(["acme-mail.com"])
///
/// That is for servers. **An app on somebody else's device must not carry a key**: whoever has the app has the key. It
/// talks to a backend of your own, which adds the key:
///
///     let peeker = try Peeker(baseURL: "https://app.acme.com/peeker") {
///         ["authorization": "Bearer \(try await session.token())"]
///     }
///
/// Every method throws a `PeekerError`, or a `CancellationError` when its task is cancelled: then it ends at once, also
/// in a wait or a transfer. Whether the work may have been done nevertheless is told to ``onInterruption(_:)``.
public struct Peeker: Sendable {
    /// Headers that are asked for before each call.
    public typealias HeaderProvider = @Sendable () async throws -> [String: String]

    var session: Session
    private var driver: Driver
    private let seed: @Sendable () -> UInt64
    private let provider: HeaderProvider?
    private var recorder: Recorder?

    /// Sandbox or live, known from the key without a request; `.unknown` without a key.
    public private(set) var environment: PeekerEnvironment
    /// Where requests go.
    public private(set) var baseURL: String

    /// A client for servers. What is left out comes from `PEEKER_API_KEY` and `PEEKER_BASE_URL` in the process's
    /// environment, or has the default named here.
    ///
    /// - Parameters:
    ///   - apiKey: `pk_test_…` or `pk_live_…`.
    ///   - baseURL: `https://api.peeker.ai/partner/v1`.
    ///   - options: Time limits, retries, headers.
    ///   - transport: What sends; one of its own for each client.
    /// - Throws: A `PeekerError` of kind `configuration` with what is wrong.
    public init(
        apiKey: String? = nil, baseURL: String? = nil, options: ClientOptions = ClientOptions(),
        transport: any Transport = URLSessionTransport()
    ) throws {
        let settings = ClientSettings(apiKey: apiKey.map(Secret.init(_:)), baseURL: baseURL, options: options)
        try self.init(settingsJSON: jsonText(settings), transport: transport)
    }

    /// A client for apps: it has no key, and sends to a backend of your own, which adds it.
    ///
    /// - Parameters:
    ///   - baseURL: Your backend's, which passes on what comes below it. `https`, except on this machine.
    ///   - options: Time limits, retries, headers.
    ///   - transport: What sends; one of its own for each client.
    ///   - headers: What your backend knows the app's user by, as `authorization`; asked for before each call, and
    ///     before each poll of a wait. What it throws ends the call.
    /// - Throws: A `PeekerError` of kind `configuration` with what is wrong, as with Peeker's own address.
    public init(
        baseURL: String, options: ClientOptions = ClientOptions(),
        transport: any Transport = URLSessionTransport(), headers: @escaping HeaderProvider
    ) throws {
        let settings = ClientSettings(apiKey: nil, isWithoutKey: true, baseURL: baseURL, options: options)
        try self.init(settingsJSON: jsonText(settings), variables: [:], transport: transport, provider: headers)
    }

    init(
        settingsJSON: String, variables: [String: String] = ProcessInfo.processInfo.environment,
        transport: any Transport, clock: any HostClock = SystemClock(), provider: HeaderProvider? = nil,
        seed: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) throws {
        let variables = variables.filter { $0.key.hasPrefix("PEEKER_") }
        session = try crossing { try Session(options: settingsJSON, env: variables) }
        driver = Driver(transport: transport, clock: clock)
        self.seed = seed
        self.provider = provider
        (environment, baseURL) = try session.facts()
    }

    var clock: any HostClock { driver.clock }
}

// What is derived from a client shares its connections and its retry budget.
extension Peeker {
    /// A client that differs in what the options set. Its headers come on top of this one's; the same name replaces.
    ///
    ///     let patient = try peeker.withOptions(ClientOptions(deadline: .seconds(600)))
    ///
    /// - Parameters:
    ///   - apiKey: Another account's key; this one's if it is left out.
    ///   - baseURL: Another address; this one's if it is left out.
    /// - Throws: A `PeekerError` of kind `configuration` with what is wrong. Nothing is read from the environment.
    public func withOptions(
        _ options: ClientOptions, apiKey: String? = nil, baseURL: String? = nil
    ) throws -> Peeker {
        let change = ClientSettings(apiKey: apiKey.map(Secret.init(_:)), baseURL: baseURL, options: options)
        let text = try jsonText(change)
        var derived = self
        derived.session = try crossing { try session.derived(change: text) }
        (derived.environment, derived.baseURL) = try derived.session.facts()
        return derived
    }

    /// This client, telling of every attempt of its calls as soon as it is over: for logs and counters. No secret is in
    /// what it tells. A hook set earlier is replaced.
    ///
    ///     let peeker = try Peeker().onAttempt { print($0.operation, $0.attempt.outcome, $0.attempt.tookMs) }
    public func onAttempt(_ hook: @escaping @Sendable (AttemptReport) -> Void) -> Peeker {
        var derived = self
        derived.driver.onAttempt = hook
        return derived
    }

    /// This client, telling of every call that a cancelled task gave up: what was tried, and whether the work may have
    /// been done all the same. A `CancellationError` cannot say it. A hook set earlier is replaced.
    public func onInterruption(_ hook: @escaping @Sendable (Interruption) -> Void) -> Peeker {
        var derived = self
        derived.driver.onInterruption = hook
        return derived
    }

    /// What a call gives, and what is known of it besides: request id, attempts, warnings.
    ///
    ///     let (order, meta) = try await peeker.withMeta { try await $0.orders.create(draft) }
    ///     if meta.probablyOriginal { print("an order like this one was placed before") }
    ///
    /// - Parameters:
    ///   - isolation: Where `call` runs: where it was written.
    ///   - call: Makes the call with the client that it is given. If it makes several, `meta` is that of the last one
    ///     to end well.
    /// - Throws: What `call` throws; a `PeekerError` of kind `configuration`, if it made no call.
    public func withMeta<Output: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ call: (Peeker) async throws -> Output
    ) async throws -> (data: Output, meta: Meta) {
        let recorder = Recorder()
        var derived = self
        derived.recorder = recorder
        let data = try await call(derived)
        guard let meta = await recorder.meta else {
            throw PeekerError.configuration("withMeta is for a call, and none was made with the client that it gives")
        }
        return (data, meta)
    }
}

extension PeekerEnvironment {
    /// Of a client without a key: its own backend decides. The API has no such value.
    public static let unknown = Self(rawValue: "unknown")
}

/// Keeps what is known of the last call.
private actor Recorder {
    private(set) var meta: Meta?

    func record(_ meta: Meta) { self.meta = meta }
}

extension Peeker: CustomStringConvertible, CustomReflectable {
    /// Where it sends, and with which kind of key.
    public var description: String { "Peeker(\(environment), \(baseURL))" }
    /// Without the key.
    public var customMirror: Mirror { Mirror(self, children: ["environment": environment, "baseURL": baseURL]) }
}

// How everything else makes its calls.
extension Peeker {
    /// One call, with its input.
    func call<Output>(
        _ endpoint: Endpoint, _ input: some Encodable, _ options: some Encodable
    ) async throws -> Output {
        let answer = try await run(endpoint.rawValue, jsonText(input), jsonText(options))
        return try answer.reply.output(answer.meta, of: endpoint.rawValue)
    }

    /// One call: the operation's name, its input and its options as JSON text.
    func run(_ operation: String, _ input: String, _ options: String) async throws -> Answer {
        let machine = try await drive {
            try $0.begin(operation: operation, input: input, options: options, at: $1)
        }
        let answer = try crossing { try machine.result() }
        await record(answer.meta)
        return answer
    }

    /// For `withMeta`.
    func record(_ meta: Meta) async { await recorder?.record(meta) }

    /// Begins a call and runs it to its end.
    func drive(_ begin: (Session, Beginning) throws -> Machine) async throws -> Machine {
        do {
            return try await driveOrInterrupt(begin)
        } catch is Interrupted {
            throw CancellationError()
        }
    }

    /// The same, and what is known of it if its task was cancelled: see `Interrupted`.
    func driveOrInterrupt(_ begin: (Session, Beginning) throws -> Machine) async throws -> Machine {
        let session = try await sessionOfCall()
        let now = await clock.now()
        let at = Beginning(nowMs: now.millis, unixMs: now.unixMillis, seed: seed())
        let machine = try crossing { try begin(session, at) }
        try await driver.run(machine)
        return machine
    }

    /// The session with what the app's user is known by now.
    private func sessionOfCall() async throws -> Session {
        guard let provider else { return session }
        let pairs = try await provider().sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
        let change = try jsonText(["headers": pairs])
        return try crossing { try session.derived(change: change) }
    }
}

extension Session {
    fileprivate func facts() throws -> (PeekerEnvironment, String) {
        try crossing { (try environment(), try baseURL()) }
    }
}

extension Reply {
    /// What it holds, which the operation's name decides. A page has the facts of its call.
    func output<Output>(_ meta: Meta?, of operation: String) throws -> Output {
        guard let output = payload(meta ?? .none) as? Output else {
            throw PeekerError.internal("\(operation) gives no \(Output.self)")
        }
        return output
    }
}

extension Meta {
    /// Of no call.
    static let none = Meta(
        status: 0, requestID: nil, attempts: [], alreadyGone: false, probablyOriginal: false, warnings: [])
}
