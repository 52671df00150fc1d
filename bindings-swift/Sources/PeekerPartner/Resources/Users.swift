extension Peeker {
    /// Your customers.
    public var users: Users { Users(peeker: self) }

    /// Your customers.
    public struct Users: Sendable {
        let peeker: Peeker

        /// Adds a customer. Not replay-safe. An order by email address does it too.
        ///
        /// - Parameters:
        ///   - email: Unique within the partner account.
        ///   - sequencer: Where the inboxes of the customer's orders go.
        ///   - firstName: Given name.
        ///   - lastName: Family name.
        public func create(
            email: String, sequencer: Sequencer, firstName: String? = nil, lastName: String? = nil,
            options: CallOptions = CallOptions()
        ) async throws -> User {
            let input: Input = [
                "email": email, "sequencer": sequencer, "first_name": firstName, "last_name": lastName,
            ]
            return try await peeker.call(.usersCreate, input, options)
        }

        /// One customer, `usr_…`.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> User {
            try await peeker.call(.usersRetrieve, ["id": id] as Input, options)
        }

        /// The customers of the account.
        ///
        /// - Parameters:
        ///   - email: Exactly this address.
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func list(
            email: String? = nil, status: UserStatus? = nil, perPage: Int? = nil, pageToken: String? = nil,
            options: CallOptions = CallOptions()
        ) -> Listing<User> {
            peeker.list(.usersList, ["email": email, "status": status], perPage, pageToken, options)
        }

        /// Changes what is given; the rest stays as it is. New routing holds for future orders only.
        public func update(
            _ id: String, email: String? = nil, firstName: String? = nil, lastName: String? = nil,
            sequencer: Sequencer? = nil, options: CallOptions = CallOptions()
        ) async throws -> User {
            let input: Input = [
                "id": id, "email": email, "first_name": firstName, "last_name": lastName, "sequencer": sequencer,
            ]
            return try await peeker.call(.usersUpdate, input, options)
        }

        /// Deletes softly: orders, domains and swaps stay linked.
        public func delete(_ id: String, options: CallOptions = CallOptions()) async throws -> Deletion {
            try await peeker.call(.usersDelete, ["id": id] as Input, options)
        }
    }
}
