extension Peeker {
    /// Where web traffic of domains goes.
    public var forwarding: ForwardingJobs { ForwardingJobs(peeker: self) }

    /// Where web traffic of domains goes.
    public struct ForwardingJobs: Sendable {
        let peeker: Peeker

        /// Forwards domains, by their ids or names, to an http or https address. Any number of them: each job has 25.
        ///
        /// Not replay-safe. The first job whose outcome is unknown ends the batch: what comes after it is not sent.
        public func set(
            _ domains: [String], to forwardingURL: String, options: CallOptions = CallOptions()
        ) async throws -> Batch<Forwarding> {
            let input: Input = ["domains": domains, "forwarding_url": forwardingURL]
            return try await peeker.batch("forwarding.set", input, options)
        }

        /// One job, `fwj_…`.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> Forwarding {
            try await peeker.call(.forwardingRetrieve, ["id": id] as Input, options)
        }

        /// Waits until a forwarding job has come to an end; see `watch` for what it throws.
        public func wait(
            _ id: String, options: WaitOptions = WaitOptions(), onProgress: (@Sendable (WaitProgress) -> Void)? = nil
        ) async throws -> Forwarding {
            try await watch(id, options: options).result(onProgress)
        }

        /// The same wait as a sequence of progress that ends with the job.
        public func watch(_ id: String, options: WaitOptions = WaitOptions()) -> Wait<Forwarding> {
            Wait(peeker: peeker, name: "forwarding.wait", id: id, options: options)
        }
    }
}
