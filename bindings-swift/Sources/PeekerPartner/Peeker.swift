import Foundation

/// A client of the Peeker Partner API. Copies are cheap and share connections and the retry budget; it can be used
/// from any task.
///
///     let peeker = try Peeker(apiKey: "pk_test_…")
///     let job = try await peeker.imports.create(["acme-mail.com"])
public struct Peeker: Sendable {
    private let session: Session
    private let driver: Driver
    private let seed: @Sendable () -> UInt64

    /// Sandbox or live, known from the key without a request.
    public let environment: PeekerEnvironment
    /// Where requests go.
    public let baseURL: String

    /// A client. What is left out comes from `PEEKER_API_KEY` and `PEEKER_BASE_URL` in the process's environment, or
    /// has the default named here.
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

    init(
        settingsJSON: String, variables: [String: String] = ProcessInfo.processInfo.environment,
        transport: any Transport, clock: any HostClock = SystemClock(),
        seed: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) throws {
        let variables = variables.filter { $0.key.hasPrefix("PEEKER_") }
        let session = try crossing { try Session(options: settingsJSON, env: variables) }
        self.session = session
        self.seed = seed
        driver = Driver(transport: transport, clock: clock)
        environment = try crossing { try session.environment() }
        baseURL = try crossing { try session.baseURL() }
    }

    /// The account and the key behind the calls.
    public func me(options: CallOptions = CallOptions()) async throws -> Me {
        try await call(.me, NoInput(), options)
    }

    /// Orders.
    public var orders: Orders { Orders(peeker: self) }
    /// Imports: domains that the customer already owns.
    public var imports: Imports { Imports(peeker: self) }
}

extension Peeker: CustomStringConvertible, CustomReflectable {
    /// Where it sends, and with which kind of key.
    public var description: String { "Peeker(\(environment), \(baseURL))" }
    /// Without the key.
    public var customMirror: Mirror { Mirror(self, children: ["environment": environment, "baseURL": baseURL]) }
}

extension Peeker {
    func call<Output>(_ endpoint: Endpoint, _ input: some Encodable, _ options: CallOptions) async throws -> Output {
        let (reply, _) = try await run(endpoint.rawValue, jsonText(input), jsonText(options))
        guard let output = reply.payload as? Output else {
            preconditionFailure("\(endpoint.rawValue) gives no \(Output.self)")
        }
        return output
    }

    /// One call: the operation's name, its input and its options as JSON text.
    func run(_ operation: String, _ input: String, _ options: String) async throws -> (Reply, Meta) {
        let now = await driver.clock.now()
        let machine = try crossing {
            try session.begin(
                operation: operation, input: input, options: options, nowMs: now.millis, unixMs: now.unixMillis,
                seed: seed())
        }
        return try await driver.run(machine)
    }
}

struct NoInput: Encodable {}

struct ById: Encodable {
    let id: String
}
