import Foundation

/// Answers from memory, and keeps what it was asked: for tests of programs that use this package, without sockets.
///
///     let transport = MemoryTransport { request in
///         request.path.hasSuffix("/me") ? .json(me) : .json(#"{"error":{"code":"not_found"}}"#, status: 404)
///     }
///     let peeker = try Peeker(apiKey: "pk_test_x", options: ClientOptions(maxRetries: 0), transport: transport)
///
/// With `maxRetries: 0` a test of an error does not wait for the retries.
public actor MemoryTransport: Transport {
    /// What was sent, in order.
    public private(set) var requests: [TransportRequest] = []
    private let answer: @Sendable (TransportRequest) async throws -> TransportResponse

    /// A transport that asks a closure. Throw a `TransportFailure` for what gets no answer.
    public init(answer: @escaping @Sendable (TransportRequest) async throws -> TransportResponse) {
        self.answer = answer
    }

    /// Keeps the request, and answers it.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        requests.append(request)
        return try await answer(request)
    }
}

extension TransportRequest {
    /// The path of the address, as `/partner/v1/orders`.
    public var path: String { url.path }
}

extension TransportResponse {
    /// An answer of JSON text.
    public static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> Self {
        Self(status: status, headers: headers, body: Data(text.utf8))
    }
}
