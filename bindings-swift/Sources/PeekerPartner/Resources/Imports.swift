extension Peeker {
    /// Imports: domains that customers already own.
    public var imports: Imports { Imports(peeker: self) }

    /// Imports: domains that customers already own.
    public struct Imports: Sendable {
        let peeker: Peeker

        /// Imports up to 25 root domains at once. Each group of the job names the nameservers that its domains must be
        /// pointed to.
        public func create(_ domains: [String], options: CallOptions = CallOptions()) async throws -> Import {
            try await peeker.call(.importsCreate, ["domains": domains] as Input, options)
        }

        /// One import, `imp_…`.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> Import {
            try await peeker.call(.importsRetrieve, ["id": id] as Input, options)
        }

        /// The import jobs that concern these domains. It is no history of imports.
        public func lookup(_ domains: [String], options: CallOptions = CallOptions()) async throws -> ImportLookup {
            try await peeker.call(.importsLookup, ["domains": domains] as Input, options)
        }

        /// Imports up to 500 root domains in the background.
        public func createJob(_ domains: [String], options: CallOptions = CallOptions()) async throws -> Import {
            try await peeker.call(.importsCreateJob, ["domains": domains] as Input, options)
        }

        /// Imports any number of root domains in the background: as many jobs as it takes, of 500 each.
        ///
        /// Jobs are never refused because the accounts that hold the domains are busy, as `create` may be. The same
        /// names again give the same jobs; one more name at the end changes the last job alone.
        ///
        ///     var batch = try await peeker.imports.createMany(names)
        ///     if !batch.isComplete { batch = try await batch.retry() }
        ///     for item in batch.failed + batch.unknown { print(item.domains.count, "domains:", item.result) }
        public func createMany(
            _ domains: [String], options: CallOptions = CallOptions()
        ) async throws -> Batch<Import> {
            try await peeker.batch("imports.create_many", ["domains": domains], options)
        }

        /// One import job, `imp_…`.
        public func retrieveJob(_ id: String, options: CallOptions = CallOptions()) async throws -> Import {
            try await peeker.call(.importsRetrieveJob, ["id": id] as Input, options)
        }

        /// Waits until an import has come to an end; see `watch` for what it throws.
        ///
        /// An import that says `completed` does **not** prove that DNS has moved: one that was just made says so while
        /// its nameservers are still to be set. The documentation lets the event `domain_import.completed` follow DNS.
        public func wait(
            _ id: String, options: WaitOptions = WaitOptions(), onProgress: (@Sendable (WaitProgress) -> Void)? = nil
        ) async throws -> Import {
            try await watch(id, options: options).result(onProgress)
        }

        /// The same wait as a sequence of progress that ends with the import.
        public func watch(_ id: String, options: WaitOptions = WaitOptions()) -> Wait<Import> {
            Wait(peeker: peeker, name: "imports.wait", id: id, options: options)
        }
    }
}
