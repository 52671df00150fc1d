extension Webhooks {
    /// A delivery's headers, as any server has them. Names may be in any case, and come twice.
    ///
    ///     Webhooks.Headers(request.headers)                                   // Vapor, and what is a list of pairs
    ///     Webhooks.Headers(request.headers.map { ($0.name.rawName, $0.value) })  // Hummingbird
    public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
        let pairs: [WebhookHeader]

        /// From a dictionary.
        public init(_ headers: [String: String]) {
            self.init(headers.map { ($0.key, $0.value) })
        }

        /// From a dictionary with all values of each name.
        public init(_ headers: [String: [String]]) {
            self.init(headers.flatMap { header in header.value.map { (header.key, $0) } })
        }

        /// From pairs.
        public init(_ headers: some Sequence<(String, String)>) {
            pairs = headers.map { WebhookHeader(name: $0.0, value: $0.1) }
        }

        /// From pairs with labels, as SwiftNIO and Vapor have them.
        public init(_ headers: some Sequence<(name: String, value: String)>) {
            pairs = headers.map { WebhookHeader(name: $0.name, value: $0.value) }
        }

        /// From pairs that are written down.
        public init(dictionaryLiteral headers: (String, String)...) { self.init(headers) }
    }
}
