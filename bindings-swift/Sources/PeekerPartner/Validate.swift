/// What can be said without asking the API: is it a domain, is the order sound, which domains make up a bundle.
///
///     try Validate.domain(" HTTPS://Acme-Mail.com/pricing ").domain  // "acme-mail.com"
///
/// Nothing is sent, and no client is needed. What has no answer throws a `PeekerError` of kind `validation` with every
/// reason.
public enum Validate {
    /// What names are for. Each use has its own limit on how many one request takes.
    public enum Use: String, Hashable, Sendable, Encodable {
        /// An import.
        case `import`
        /// An import as a job.
        case importJob = "import_job"
        /// A check of availability.
        case availability
        /// A forwarding job.
        case forwarding
    }

    /// A domain, and who can host its mail.
    public struct Candidate: Hashable, Sendable, Encodable {
        /// The name.
        public var domain: String
        /// Who can host its mail.
        public var usableFor: [Provider]

        /// A domain by its name.
        public init(_ domain: String, usableFor: [Provider]) {
            self.domain = domain
            self.usableFor = usableFor
        }

        /// A row of an availability check.
        public init(_ row: DomainAvailability) { self.init(row.domain, usableFor: row.usableFor) }

        /// A row of the list of domains.
        public init(_ row: Domain) { self.init(row.domain, usableFor: row.usableFor) }

        private enum CodingKeys: String, CodingKey {
            case domain
            case usableFor = "usable_for"
        }
    }

    /// What is known besides an order itself: with more of it, more is checked.
    public struct Known: Hashable, Sendable {
        /// The bundle of the order, as the API gave it.
        public var bundle: PeekerBundle?
        /// Rows of an availability check.
        public var availability: [DomainAvailability]
        /// Rows of the list of domains.
        public var domains: [Domain]

        /// What is left out is not known.
        public init(
            bundle: PeekerBundle? = nil, availability: [DomainAvailability] = [], domains: [Domain] = []
        ) {
            self.bundle = bundle
            self.availability = availability
            self.domains = domains
        }
    }

    /// Reads what people paste as a root domain: scheme, path, capitals, white space and Unicode are fine.
    ///
    /// - Throws: A `PeekerError` whose violation suggests the root that was probably meant.
    public static func domain(_ text: String) throws -> RootDomain {
        try crossing { try validateDomain(text: text) }
    }

    /// Looks at up to 10,000 names at once: a verdict for each, and the set to send.
    ///
    /// - Parameters:
    ///   - use: What they are for: the set is held against the limit of that use.
    public static func domains(_ names: [String], use: Use? = nil) throws -> DomainsReport {
        let query = try jsonText(DomainsQuery(domains: names, use: use))
        return try crossing { try validateDomains(query: query) }
    }

    /// Everything that is wrong with an order, and what could not be looked at.
    public static func order(_ order: NewOrder, known: Known = Known()) throws -> OrderReport {
        let (order, known) = (try jsonText(order), try jsonText(known))
        return try crossing { try validateOrder(order: order, known: known) }
    }

    /// Gives each provider as many domains as a bundle requires, whenever there is a way to.
    public static func assignProviders(
        _ domains: [Candidate], requiredDomains: RequiredDomains
    ) throws -> ProviderAssignment {
        let query = try jsonText(RowsQuery(domains: domains, requiredDomains: requiredDomains, currency: nil))
        return try crossing { try PeekerPartner.assignProviders(query: query) }
    }

    /// Picks the cheapest available domains that make up a bundle, from the rows of an availability check.
    ///
    /// - Parameters:
    ///   - currency: Needed where the prices are in several: they cannot be compared.
    public static func plan(
        _ domains: [DomainAvailability], requiredDomains: RequiredDomains, currency: String? = nil
    ) throws -> DomainPlan {
        let query = try jsonText(RowsQuery(domains: domains, requiredDomains: requiredDomains, currency: currency))
        return try crossing { try planDomains(query: query) }
    }

    /// Estimates how many domains a volume takes. The bundle's `requiredDomains` are the truth; this is not.
    ///
    /// - Parameters:
    ///   - microsoftSendsPerDomainPerDay: Has no default. The documentation states 250, and both of its examples
    ///     contradict that: they fit 143 to 151.
    public static func estimateDomains(
        monthlySendingVolume: Int, googlePercent: Int, microsoftPercent: Int, microsoftSendsPerDomainPerDay: Int,
        sendOnWeekends: Bool = false, googleInboxesPerDomain: Int = 2
    ) throws -> DomainEstimate {
        let query: JSONValue = [
            "monthly_sending_volume": .integer(Int64(monthlySendingVolume)),
            "google_percent": .integer(Int64(googlePercent)),
            "microsoft_percent": .integer(Int64(microsoftPercent)),
            "microsoft_sends_per_domain_per_day": .integer(Int64(microsoftSendsPerDomainPerDay)),
            "send_on_weekends": .bool(sendOnWeekends),
            "google_inboxes_per_domain": .integer(Int64(googleInboxesPerDomain)),
        ]
        return try crossing { try PeekerPartner.estimateDomains(query: query.description) }
    }
}

private struct DomainsQuery: Encodable {
    let domains: [String]
    let use: Validate.Use?
}

private struct RowsQuery<Row: Encodable>: Encodable {
    let domains: [Row]
    let requiredDomains: RequiredDomains
    let currency: String?

    private enum CodingKeys: String, CodingKey {
        case domains, currency
        case requiredDomains = "required_domains"
    }
}

extension Validate.Known: Encodable {
    /// As core reads it: the rows together, of which the later holds where two have one name.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(bundle, forKey: "bundle")
        var rows = fields.nestedUnkeyedContainer(forKey: "domains")
        for row in availability { try rows.encode(row) }
        for row in domains { try rows.encode(row) }
    }
}
