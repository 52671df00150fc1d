/// Where inboxes go: a Smartlead route, or any other provider's fields. Encoded by anything but this package it shows
/// neither the password nor what the other fields hold.
public struct Sequencer: Hashable, Sendable {
    /// The tool.
    public var provider: SequencerProvider
    /// The client's number in that tool.
    public var clientID: Int?
    /// The login that Peeker uses. Orders through Smartlead require it.
    public var loginEmail: String?
    /// That login's password. Orders through Smartlead require it.
    public var loginPassword: Secret?
    /// Fields of other providers. Their values are treated as secrets.
    public var other: [String: JSONValue]

    /// A route. It is enough for a user without a login, and not for an order.
    public init(
        provider: SequencerProvider, clientID: Int? = nil, loginEmail: String? = nil, loginPassword: Secret? = nil,
        other: [String: JSONValue] = [:]
    ) {
        self.provider = provider
        self.clientID = clientID
        self.loginEmail = loginEmail
        self.loginPassword = loginPassword
        self.other = other
    }

    /// A Smartlead route with the login that Peeker uses there.
    public static func smartlead(clientID: Int, loginEmail: String, loginPassword: Secret) -> Self {
        Self(provider: .smartlead, clientID: clientID, loginEmail: loginEmail, loginPassword: loginPassword)
    }
}

extension Sequencer: Codable {
    /// By the API's own names.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        provider = try fields.decode(SequencerProvider.self, forKey: "provider")
        clientID = try fields.decodeIfPresent(Int.self, forKey: "client_id")
        loginEmail = try fields.decodeIfPresent(String.self, forKey: "login_email")
        loginPassword = try fields.decodeIfPresent(Secret.self, forKey: "login_password")
        other = try fields.decodeOthers(than: ["provider", "client_id", "login_email", "login_password"])
    }

    /// By the API's own names.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        for (name, value) in other {
            let shown = Secret.areRevealed(by: encoder) ? value : .string(Secret.shown)
            try fields.encode(shown, forKey: FieldName(stringValue: name))
        }
        try fields.encode(provider, forKey: "provider")
        try fields.encodeIfPresent(clientID, forKey: "client_id")
        try fields.encodeIfPresent(loginEmail, forKey: "login_email")
        try fields.encodeIfPresent(loginPassword, forKey: "login_password")
    }
}

extension Sequencer: CustomReflectable {
    /// Of other providers' fields, the names.
    public var customMirror: Mirror {
        let children: KeyValuePairs<String, Any> = [
            "provider": provider, "clientID": clientID as Any, "loginEmail": loginEmail as Any,
            "loginPassword": loginPassword as Any, "other": other.keys.sorted(),
        ]
        return Mirror(self, children: children, displayStyle: .struct)
    }
}
