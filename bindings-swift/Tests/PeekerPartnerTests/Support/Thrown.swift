import Testing

/// The error that a call ends with; it is a failure of the test if it ends with none, or with one of another type.
func thrown<Failure: Error, Output>(
    as type: Failure.Type, sourceLocation: SourceLocation = #_sourceLocation, by call: () async throws -> Output
) async throws -> Failure {
    do {
        let output = try await call()
        return try #require(nil as Failure?, "it gave \(output)", sourceLocation: sourceLocation)
    } catch let failure as Failure {
        return failure
    }
}
