/// Orders.
public struct Orders: Sendable {
    let peeker: Peeker

    /// Places an order. The same order sent again within 24 hours returns the first one: no second charge.
    public func create(_ order: NewOrder, options: CallOptions = CallOptions()) async throws -> Order {
        try await peeker.call(.ordersCreate, order, options)
    }

    /// One order with all of its details.
    public func retrieve(_ id: String, options: CallOptions = CallOptions()) async throws -> Order {
        try await peeker.call(.ordersRetrieve, ById(id: id), options)
    }
}
