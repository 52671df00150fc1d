// Generated from core by scripts/generate.sh; changes made here are lost.

/// The API's endpoints, by the names that core gives them.
enum Endpoint: String, CaseIterable, Sendable {
    /// `GET /me`
    case me = "me"
    /// `POST /bundles`
    case bundlesCreate = "bundles.create"
    /// `GET /bundles/{id}`
    case bundlesRetrieve = "bundles.retrieve"
    /// `GET /bundles`
    case bundlesList = "bundles.list"
    /// `PATCH /bundles/{id}`
    case bundlesUpdate = "bundles.update"
    /// `DELETE /bundles/{id}`
    case bundlesDelete = "bundles.delete"
    /// `POST /users`
    case usersCreate = "users.create"
    /// `GET /users/{id}`
    case usersRetrieve = "users.retrieve"
    /// `GET /users`
    case usersList = "users.list"
    /// `PATCH /users/{id}`
    case usersUpdate = "users.update"
    /// `DELETE /users/{id}`
    case usersDelete = "users.delete"
    /// `GET /domains`
    case domainsList = "domains.list"
    /// `POST /domains/availability`
    case domainsCheckAvailability = "domains.check_availability"
    /// `POST /domains/import`
    case importsCreate = "imports.create"
    /// `GET /domains/import/{id}`
    case importsRetrieve = "imports.retrieve"
    /// `GET /domains/import`
    case importsLookup = "imports.lookup"
    /// `POST /domains/import/jobs`
    case importsCreateJob = "imports.create_job"
    /// `GET /domains/import/jobs/{id}`
    case importsRetrieveJob = "imports.retrieve_job"
    /// `POST /domains/forwarding`
    case forwardingSet = "forwarding.set"
    /// `GET /domains/forwarding/{id}`
    case forwardingRetrieve = "forwarding.retrieve"
    /// `POST /orders`
    case ordersCreate = "orders.create"
    /// `GET /orders/{id}`
    case ordersRetrieve = "orders.retrieve"
    /// `GET /orders`
    case ordersList = "orders.list"
    /// `POST /orders/{id}/cancel`
    case ordersCancel = "orders.cancel"
    /// `GET /orders/pending`
    case ordersPendingActions = "orders.pending_actions"
    /// `POST /swaps`
    case swapsCreate = "swaps.create"
    /// `GET /swaps/{id}`
    case swapsRetrieve = "swaps.retrieve"
    /// `GET /swaps`
    case swapsList = "swaps.list"
    /// `POST /swaps/user_names`
    case swapsRenameUsers = "swaps.rename_users"
}

extension Reply {
    /// The model, or the page of models, whichever it is.
    func payload(_ meta: Meta) -> any Sendable {
        switch self {
        case .me(let data): data
        case .bundle(let data): data
        case .user(let data): data
        case .availability(let data): data
        case .import(let data): data
        case .importLookup(let data): data
        case .forwarding(let data): data
        case .order(let data): data
        case .cancellation(let data): data
        case .swap(let data): data
        case .swapBatch(let data): data
        case .deletion(let data): data
        case .json(let data): data
        case .bundles(let data, let page): Page(data: data, info: page, meta: meta)
        case .users(let data, let page): Page(data: data, info: page, meta: meta)
        case .domains(let data, let page): Page(data: data, info: page, meta: meta)
        case .orders(let data, let page): Page(data: data, info: page, meta: meta)
        case .swaps(let data, let page): Page(data: data, info: page, meta: meta)
        case .pendingActions(let data, let page): Page(data: data, info: page, meta: meta)
        }
    }
}
