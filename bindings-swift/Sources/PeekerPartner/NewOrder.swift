/// An order to place: a bundle **or** licences of its own, never both.
///
/// It is read from the API's JSON as an app would send it to a backend; written by anything but this package it does not
/// show the login's password.
public struct NewOrder: Hashable, Sendable, Codable {
    /// The customer: `usr_…`, or an email address, which creates or reuses the customer and overwrites the routing
    /// saved for later orders.
    public var user: String
    /// Where the inboxes go.
    public var sequencer: Sequencer
    /// The bundle, `bun_…`. Excludes the licence fields.
    public var bundleID: String?
    /// Custom order: one Google inbox each, 20 sends a day.
    public var googleLicenses: Int?
    /// Custom order: one Microsoft domain each. The documentation states 250 sends a day.
    public var microsoftLicenses: Int?
    /// Custom order: 2 or 3. That the order calls it so is inferred from the bundle's field.
    public var googleInboxesPerDomain: Int?
    /// The domains, in your order.
    public var domains: [OrderDomain]
    /// 1 to 10 people, used to name the inboxes.
    public var personas: [NewPersona]
    /// Where the web traffic of every domain goes that has no target of its own.
    public var forwardingURL: String?

    /// An order.
    public init(
        user: String, bundleID: String? = nil, googleLicenses: Int? = nil, microsoftLicenses: Int? = nil,
        googleInboxesPerDomain: Int? = nil, sequencer: Sequencer, domains: [OrderDomain], personas: [NewPersona],
        forwardingURL: String? = nil
    ) {
        self.user = user
        self.sequencer = sequencer
        self.bundleID = bundleID
        self.googleLicenses = googleLicenses
        self.microsoftLicenses = microsoftLicenses
        self.googleInboxesPerDomain = googleInboxesPerDomain
        self.domains = domains
        self.personas = personas
        self.forwardingURL = forwardingURL
    }

    private enum CodingKeys: String, CodingKey {
        case user, sequencer, domains, personas
        case bundleID = "bundle_id"
        case googleLicenses = "google_licenses"
        case microsoftLicenses = "microsoft_licenses"
        case googleInboxesPerDomain = "google_inboxes_per_domain"
        case forwardingURL = "forwarding_url"
    }
}

/// A domain of an order: its name alone, or with a forwarding target of its own.
public struct OrderDomain: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name.
    public var domain: String
    /// Where its web traffic goes; nil if the order's own target holds.
    public var forwardingURL: String?

    /// A domain.
    public init(_ domain: String, forwardingURL: String? = nil) {
        self.domain = domain
        self.forwardingURL = forwardingURL
    }

    /// A domain without a target of its own.
    public init(stringLiteral value: String) { self.init(value) }
}

extension OrderDomain: Codable {
    /// From a bare name, or an object.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.init(name)
        } else {
            let fields = try decoder.container(keyedBy: FieldName.self)
            let forwardingURL = try fields.decodeIfPresent(String.self, forKey: "forwarding_url")
            self.init(try fields.decode(String.self, forKey: "domain"), forwardingURL: forwardingURL)
        }
    }

    /// A bare name, or an object.
    public func encode(to encoder: any Encoder) throws {
        guard let forwardingURL else { return try domain.encode(to: encoder) }
        try ["domain": domain, "forwarding_url": forwardingURL].encode(to: encoder)
    }
}

/// A person to name inboxes after.
public struct NewPersona: Hashable, Sendable {
    /// Given name.
    public var firstName: String
    /// Family name.
    public var lastName: String
    /// A public picture. It is always sent: nil goes as `null`.
    public var profilePictureURL: String?

    /// A person.
    public init(firstName: String, lastName: String, profilePictureURL: String? = nil) {
        self.firstName = firstName
        self.lastName = lastName
        self.profilePictureURL = profilePictureURL
    }
}

extension NewPersona: Codable {
    /// By the API's own names.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        firstName = try fields.decode(String.self, forKey: "first_name")
        lastName = try fields.decode(String.self, forKey: "last_name")
        profilePictureURL = try fields.decodeIfPresent(String.self, forKey: "profile_picture_url")
    }

    /// With the picture's key in any case.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(firstName, forKey: "first_name")
        try fields.encode(lastName, forKey: "last_name")
        try fields.encode(profilePictureURL, forKey: "profile_picture_url")
    }
}
