/// The rows of a list, page after page. Nothing is sent before the first row is asked for, and each page only when its
/// first row is. Walked again, it asks again.
///
///     for try await order in peeker.orders.list(status: .inProgress) { print(order.id) }
public struct Listing<Row: Hashable & Sendable>: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = Row

    /// The pages of the same list, each with what it says besides its rows.
    public let pages: Pages<Row>

    /// Walks the rows.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pages: pages.makeAsyncIterator()) }

    /// All rows at once, for lists that are known to be short.
    public func all() async throws -> [Row] { try await reduce(into: []) { $0.append($1) } }

    /// Walks the rows.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        var pages: Pages<Row>.AsyncIterator
        var rows: ArraySlice<Row> = []

        /// The next row; nil after the last. After an error there is none.
        public mutating func next() async throws -> Row? {
            while rows.isEmpty {
                guard let page = try await pages.next() else { return nil }
                rows = page.data[...]
            }
            return rows.popFirst()
        }
    }
}

/// The pages of a list, each requested when it is asked for.
public struct Pages<Row: Hashable & Sendable>: AsyncSequence, Sendable {
    /// A page.
    public typealias Element = Page<Row>

    let peeker: Peeker
    let endpoint: Endpoint
    let filter: Input
    let options: CallOptions

    /// Walks the pages.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(list: self, filter: filter) }

    /// The first page alone.
    public func first() async throws -> Page<Row> { try await page(filter) }

    fileprivate func page(_ filter: Input) async throws -> Page<Row> {
        try await peeker.call(endpoint, filter, options)
    }

    /// Walks the pages.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        let list: Pages<Row>
        /// Of the page to come; nil after the end.
        var filter: Input?
        var pager: Pager?
        /// Why the list cannot go on; said after the page that there was.
        var broken: PeekerError?

        init(list: Pages<Row>, filter: Input) {
            self.list = list
            self.filter = filter
        }

        /// The next page; nil after the last. After an error there is none.
        public mutating func next() async throws -> Page<Row>? {
            if let broken {
                self.broken = nil
                throw broken
            }
            guard let filter else { return nil }
            self.filter = nil
            let page = try await list.page(filter)
            do {
                let token = try token(after: page)
                self.filter = token.map { filter.with("page_token", $0) }
            } catch let error as PeekerError {
                broken = error
            }
            return page
        }

        private mutating func token(after page: Page<Row>) throws -> String? {
            try crossing {
                let pager = try pager ?? Pager(operation: list.endpoint.rawValue)
                self.pager = pager
                return try pager.next(page: page.info, meta: page.meta)
            }
        }
    }
}

extension Peeker {
    /// A list, with what all lists are asked for.
    func list<Row>(
        _ endpoint: Endpoint, _ filter: Input, _ perPage: Int?, _ pageToken: String?, _ options: CallOptions
    ) -> Listing<Row> {
        let filter = filter.with("per_page", perPage).with("page_token", pageToken)
        return Listing(pages: Pages(peeker: self, endpoint: endpoint, filter: filter, options: options))
    }
}
