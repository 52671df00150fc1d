extension Peeker {
    /// Domains: owned, and to be had.
    public var domains: Domains { Domains(peeker: self) }

    /// Domains: owned, and to be had.
    public struct Domains: Sendable {
        let peeker: Peeker

        /// The domains of the account.
        ///
        /// - Parameters:
        ///   - category: Whether they are on an order.
        ///   - userID: Whose, by id.
        ///   - userEmail: Whose, by address.
        ///   - usableFor: Usable for this provider.
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func list(
            category: DomainCategory? = nil, userID: String? = nil, userEmail: String? = nil,
            usableFor: Provider? = nil, status: DomainStatus? = nil, perPage: Int? = nil, pageToken: String? = nil,
            options: CallOptions = CallOptions()
        ) -> Listing<Domain> {
            let filter: Input = [
                "category": category, "user_id": userID, "user_email": userEmail, "usable_for": usableFor,
                "status": status,
            ]
            return peeker.list(.domainsList, filter, perPage, pageToken, options)
        }

        /// Which names can be had, for how much, and for which provider. Any number of them: each call checks 50.
        ///
        ///     let batch = try await peeker.domains.checkAvailability(["acme-mail.com", "get-acme.com"])
        ///     for row in batch.rows where row.available { print(row.domain, row.price?.formatted() ?? "") }
        public func checkAvailability(
            _ domains: [String], options: CallOptions = CallOptions()
        ) async throws -> Batch<Availability> {
            try await peeker.batch("domains.check_availability", ["domains": domains], options)
        }
    }
}
