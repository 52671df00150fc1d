import Foundation

/// Sends one request and gives back what was answered, whatever the status.
///
/// **Use.** `Peeker` comes with `URLSessionTransport`.
///
/// **Test.** A transport that answers from memory needs no socket:
///
///     struct Busy: Transport {
///         func send(_ request: TransportRequest) async throws -> TransportResponse {
///             TransportResponse(status: 503, headers: [:], body: Data())
///         }
///     }
///     let peeker = try Peeker(apiKey: "pk_test_…", transport: Busy())
///
/// **Replace.** This is what the package relies on, and cannot check:
///
/// - No retry, no redirect, no cookies, no cache. A transport that repeats a request may place an order twice.
/// - A `TransportFailure` has `maybeSent == false` only if certainly no byte of the request was sent. Every other
///   error that is thrown counts as "may have been sent".
/// - The answer is complete; a body that ends early is a failure.
/// - `timeout` limits the whole of it, and `maxIdle` the age of a reused connection.
/// - When its task is cancelled it ends at once, with a `CancellationError`.
public protocol Transport: Sendable {
    /// Sends it.
    func send(_ request: TransportRequest) async throws -> TransportResponse
}

/// A request to send. It holds the key, and the passwords of an order; printing it shows neither.
public struct TransportRequest: Sendable {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    public let method: String
    /// Where to.
    public let url: URL
    /// Names in lower case.
    public let headers: [String: String]
    /// JSON text, or nothing.
    public let body: Data?
    /// How long it may take until the answer is complete.
    public let timeout: Duration
    /// A connection that was idle for longer must not be used; nil if any may be.
    public let maxIdle: Duration?
}

extension TransportRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method and path.
    public var description: String { "\(method) \(url.path)" }
    /// Method and path.
    public var debugDescription: String { description }
    /// Without headers and body.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "path": url.path]) }
}

/// What was answered.
public struct TransportResponse: Sendable {
    /// The HTTP status.
    public var status: Int
    /// Names in any case.
    public var headers: [String: String]
    /// All of the body.
    public var body: Data

    /// An answer.
    public init(status: Int, headers: [String: String], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why there was no answer.
public struct TransportFailure: Error, Hashable, Sendable {
    /// Whether the request may have reached the server. False only if certainly nothing was sent.
    public var maybeSent: Bool
    /// Whether time ran out.
    public var timedOut: Bool
    /// What happened, for people.
    public var message: String

    /// A failure.
    public init(maybeSent: Bool, timedOut: Bool = false, message: String) {
        self.maybeSent = maybeSent
        self.timedOut = timedOut
        self.message = message
    }
}
