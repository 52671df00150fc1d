extension Peeker {
    /// Orders.
    public var orders: Orders { Orders(peeker: self) }

    /// Orders.
    public struct Orders: Sendable {
        let peeker: Peeker

        /// Everything that can be said of an order before it is placed: asks for its bundle, and for what is known of
        /// its domains, then checks it. Nothing is placed; what speaks against the order is in the report, and no error.
        ///
        /// - Parameters:
        ///   - known: What you know already: it is not asked for.
        public func preflight(
            _ order: NewOrder, known: Validate.Known = Validate.Known(), options: CallOptions = CallOptions()
        ) async throws -> OrderReport {
            try await peeker.preflight(order, known, options).0
        }

        /// Places an order. The same order sent again within 24 hours returns the first one: no second charge.
        ///
        /// - Parameters:
        ///   - known: The order is checked against it.
        ///   - preflight: Asks for what is not known, and checks against all of it. Without it no request is made but
        ///     the order's.
        public func create(
            _ order: NewOrder, known: Validate.Known? = nil, preflight: Bool = false,
            options: CallOptions = CallOptions()
        ) async throws -> Order {
            try await peeker.create(order, known, preflight, options)
        }

        /// One order, `ord_…`, with all of its details.
        public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> Order {
            try await peeker.call(.ordersRetrieve, ["id": id] as Input, options)
        }

        /// Orders, newest first.
        ///
        /// - Parameters:
        ///   - userID: Whose, by id.
        ///   - userEmail: Whose, by address.
        ///   - bundleID: Of this bundle.
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func list(
            userID: String? = nil, userEmail: String? = nil, bundleID: String? = nil, status: OrderStatus? = nil,
            perPage: Int? = nil, pageToken: String? = nil, options: CallOptions = CallOptions()
        ) -> Listing<Order> {
            let filter: Input = [
                "user_id": userID, "user_email": userEmail, "bundle_id": bundleID, "status": status,
            ]
            return peeker.list(.ordersList, filter, perPage, pageToken, options)
        }

        /// Cancels an order, whole or in part. Not replay-safe.
        ///
        /// - Parameters:
        ///   - domains: Only these, by their ids or names; nil cancels all of the order.
        public func cancel(
            _ id: String, domains: [String]? = nil, options: CallOptions = CallOptions()
        ) async throws -> Cancellation {
            try await peeker.call(.ordersCancel, ["id": id, "domains": domains] as Input, options)
        }

        /// What orders wait for. The rows do not say which order: filter by it.
        ///
        /// - Parameters:
        ///   - user: Of this customer: `usr_…` or an email address.
        ///   - status: The API takes `open` when it is absent.
        ///   - perPage: Rows per page, 1 to 100. The API takes 25 when it is absent.
        ///   - pageToken: Where to go on: taken from a page's `info`, never built by hand.
        public func pendingActions(
            orderID: String? = nil, user: String? = nil, domainID: String? = nil, status: PendingActionStatus? = nil,
            perPage: Int? = nil, pageToken: String? = nil, options: CallOptions = CallOptions()
        ) -> Listing<PendingAction> {
            let filter: Input = ["order_id": orderID, "user": user, "domain_id": domainID, "status": status]
            return peeker.list(.ordersPendingActions, filter, perPage, pageToken, options)
        }

        /// Waits until an order has come to an end, or needs you; see `watch` for what it throws.
        ///
        ///     let order = try await peeker.orders.wait(id) { print($0.status ?? "unknown") }
        public func wait(
            _ id: String, options: WaitOptions = WaitOptions(), onProgress: (@Sendable (WaitProgress) -> Void)? = nil
        ) async throws -> Order {
            try await watch(id, options: options).result(onProgress)
        }

        /// The same wait as a sequence of progress that ends with the order.
        public func watch(_ id: String, options: WaitOptions = WaitOptions()) -> Wait<Order> {
            Wait(peeker: peeker, name: "orders.wait", id: id, options: options)
        }
    }
}
