/// A method of a request by its path.
public enum HTTPMethod: String, Hashable, Sendable, Encodable, CaseIterable {
    /// Reads.
    case get = "GET"
    /// Makes, or does.
    case post = "POST"
    /// Changes.
    case patch = "PATCH"
    /// Removes.
    case delete = "DELETE"
}

extension Peeker {
    /// A request to an endpoint that this version of the package does not know: retried, limited in time and scrubbed
    /// like every other.
    ///
    ///     let quote = try await peeker.request(.post, "/quotes", body: ["domains": 4])
    ///
    /// - Parameters:
    ///   - path: Appended to the base URL: it begins with `/`, and names neither host nor query.
    ///   - query: Values of the query; an array is joined by commas. Texts are treated as secrets.
    ///   - body: The JSON of a POST or PATCH. Texts are treated as secrets.
    ///   - isIdempotent: Whether a POST may be sent again although it may have reached the server; every other method
    ///     may anyway.
    /// - Returns: The whole JSON body; `null` where the answer has none.
    public func request(
        _ method: HTTPMethod, _ path: String, query: [String: JSONValue] = [:], body: JSONValue? = nil,
        isIdempotent: Bool = false, options: CallOptions = CallOptions()
    ) async throws -> JSONValue {
        let input: Input = [
            "method": method, "path": path, "query": query, "body": body, "idempotent": isIdempotent,
        ]
        let answer = try await run("request", jsonText(input), jsonText(options))
        return try answer.reply.output(answer.meta, of: "request")
    }
}
