/// Imports: domains that the customer already owns.
public struct Imports: Sendable {
    let peeker: Peeker

    /// Imports up to 25 root domains. Each group of the job names the nameservers that its domains must be pointed to.
    public func create(_ domains: [String], options: CallOptions = CallOptions()) async throws -> Import {
        try await peeker.call(.importsCreate, ["domains": domains], options)
    }
}
