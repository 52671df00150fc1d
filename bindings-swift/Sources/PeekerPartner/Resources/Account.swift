extension Peeker {
    /// The account and the key behind the calls.
    public func me(options: CallOptions = CallOptions()) async throws -> Me {
        try await call(.me, Input(), options)
    }
}
