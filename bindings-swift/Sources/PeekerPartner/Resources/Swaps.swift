extension Peeker {
    /// Another domain, or other names, on an order.
    public var swaps: Swaps { Swaps(peeker: self) }

    /// Another domain, or other names, on an order.
    public struct Swaps: Sendable {
        let peeker: Peeker

        /// Replaces a domain. Not replay-safe.
        ///
        /// - Parameters:
        ///   - domainID: The domain to retire, `dom_…`.
        ///   - replacement: A root domain that can be bought, or that was imported.
        ///   - type: Premium is for Microsoft domains, within the plan's quota, once in 30 days per domain.
        public func create(
            domainID: String, replacement: String, type: SwapType = .standard, options: CallOptions = CallOptions()
        ) async throws -> Swap {
            let input: Input = ["domain_id": domainID, "replacement_domain": replacement, "type": type]
            return try await peeker.call(.swapsCreate, input, options)
        }

        /// One swap, `swp_…`.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> Swap {
            try await peeker.call(.swapsRetrieve, ["id": id] as Input, options)
        }

        /// The swaps of the account.
        ///
        /// - Parameters:
        ///   - userID: Whose, by id.
        ///   - orderID: On this order.
        ///   - domainID: Of this domain, retired or new.
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func list(
            userID: String? = nil, orderID: String? = nil, domainID: String? = nil, status: SwapStatus? = nil,
            perPage: Int? = nil, pageToken: String? = nil, options: CallOptions = CallOptions()
        ) -> Listing<Swap> {
            let filter: Input = ["user_id": userID, "order_id": orderID, "domain_id": domainID, "status": status]
            return peeker.list(.swapsList, filter, perPage, pageToken, options)
        }

        /// Gives the inboxes of a domain other names. Not replay-safe.
        ///
        /// - Parameters:
        ///   - domainID: `dom_…`.
        ///   - personas: 1 to 10 people.
        public func renameUsers(
            domainID: String, personas: [NewPersona], options: CallOptions = CallOptions()
        ) async throws -> SwapBatch {
            try await peeker.call(.swapsRenameUsers, ["domain_id": domainID, "personas": personas] as Input, options)
        }

        /// Waits until a swap has come to an end, or needs you; see `watch` for what it throws. The swaps of one
        /// renaming end separately.
        public func wait(
            _ id: String, options: WaitOptions = WaitOptions(), onProgress: (@Sendable (WaitProgress) -> Void)? = nil
        ) async throws -> Swap {
            try await watch(id, options: options).result(onProgress)
        }

        /// The same wait as a sequence of progress that ends with the swap.
        public func watch(_ id: String, options: WaitOptions = WaitOptions()) -> Wait<Swap> {
            Wait(peeker: peeker, name: "swaps.wait", id: id, options: options)
        }
    }
}
