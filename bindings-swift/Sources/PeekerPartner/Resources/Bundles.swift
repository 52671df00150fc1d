extension Peeker {
    /// Saved order sizes.
    public var bundles: Bundles { Bundles(peeker: self) }

    /// Saved order sizes.
    public struct Bundles: Sendable {
        let peeker: Peeker

        /// Saves an order size. Not replay-safe.
        ///
        /// - Parameters:
        ///   - name: The label.
        ///   - monthlySendingVolume: Emails per month.
        ///   - googlePercent: Set both percents, adding up to 100, or neither for the recommended split.
        ///   - microsoftPercent: As `googlePercent`.
        ///   - sendOnWeekends: Spread volume over 30 days instead of 22 weekdays. The API takes `false` when it is absent.
        ///   - googleInboxesPerDomain: 2 or 3. The API takes 2 when it is absent.
        public func create(
            name: String, monthlySendingVolume: Int, googlePercent: Int? = nil, microsoftPercent: Int? = nil,
            sendOnWeekends: Bool? = nil, googleInboxesPerDomain: Int? = nil, options: CallOptions = CallOptions()
        ) async throws -> PeekerBundle {
            let input: Input = [
                "name": name, "monthly_sending_volume": monthlySendingVolume, "google_percent": googlePercent,
                "microsoft_percent": microsoftPercent, "send_on_weekends": sendOnWeekends,
                "google_inboxes_per_domain": googleInboxesPerDomain,
            ]
            return try await peeker.call(.bundlesCreate, input, options)
        }

        /// One bundle, `bun_…`.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> PeekerBundle {
            try await peeker.call(.bundlesRetrieve, ["id": id] as Input, options)
        }

        /// The bundles of the account.
        ///
        /// - Parameters:
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func list(
            status: BundleStatus? = nil, perPage: Int? = nil, pageToken: String? = nil,
            options: CallOptions = CallOptions()
        ) -> Listing<PeekerBundle> {
            peeker.list(.bundlesList, ["status": status], perPage, pageToken, options)
        }

        /// Changes what is given; the rest stays as it is.
        ///
        /// - Parameters:
        ///   - googlePercent: `.null` for both percents goes back to the recommended split.
        ///   - microsoftPercent: As `googlePercent`.
        public func update(
            _ id: String, name: String? = nil, monthlySendingVolume: Int? = nil, googlePercent: Patch<Int> = .omit,
            microsoftPercent: Patch<Int> = .omit, sendOnWeekends: Bool? = nil, googleInboxesPerDomain: Int? = nil,
            options: CallOptions = CallOptions()
        ) async throws -> PeekerBundle {
            let input: Input = [
                "id": id, "name": name, "monthly_sending_volume": monthlySendingVolume,
                "google_percent": googlePercent.field, "microsoft_percent": microsoftPercent.field,
                "send_on_weekends": sendOnWeekends, "google_inboxes_per_domain": googleInboxesPerDomain,
            ]
            return try await peeker.call(.bundlesUpdate, input, options)
        }

        /// Removes a bundle that was never ordered; archives one that was.
        public func delete(_ id: String, options: CallOptions = CallOptions()) async throws -> Deletion {
            try await peeker.call(.bundlesDelete, ["id": id] as Input, options)
        }
    }
}
