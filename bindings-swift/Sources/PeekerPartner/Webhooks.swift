import Foundation

/// Webhook deliveries: is it Peeker's, is it recent, and what does it say.
public enum Webhooks {
    /// How deliveries are signed and how old they may be. The public documentation says neither which bytes are
    /// signed nor how the key is encoded; confirm both with one real event of the sandbox.
    public struct Options: Hashable, Sendable {
        /// `timestamp.body` (unconfirmed), `body`, or a template of `{id}`, `{timestamp}`, `{body}` and other text.
        /// With `body` alone the timestamp is not authenticated.
        public var signedContent = "timestamp.body"
        /// `raw` (unconfirmed), `base64` or `hex`.
        public var secretEncoding = "raw"
        /// Taken off the front of each secret before it is decoded, where it is there.
        public var secretPrefix: String?
        /// Between signing and now, in both directions. Whether Peeker signs its retries anew is not known, and they
        /// come for 24 hours: a tolerance of 24 hours with a durable memory of the events seen loses none of them.
        public var tolerance: Duration = .seconds(300)

        /// The defaults.
        public init() {}
    }

    /// Checks one delivery: the raw body, byte for byte as received, and all of its headers.
    ///
    /// - Parameters:
    ///   - secrets: By labels of your own: live and sandbox, old and new. The result says which one fits.
    /// - Throws: A `PeekerError` of kind `webhook`: `webhook_malformed`, `webhook_forged`, `webhook_stale` or
    ///   `webhook_unknown_secret`.
    public static func verify(
        body: Data, headers: [String: String], secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Verified {
        let pairs = headers.map { ($0.key, $0.value) }
        return try verify(body: body, headers: pairs, secrets: secrets, now: now, options: options)
    }

    /// The same, for servers that hand out headers as a list, where a name may come twice.
    public static func verify(
        body: Data, headers: [(String, String)], secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Verified {
        let settings = try jsonText(Settings(secrets: secrets, options: options))
        return try verify(body: body, headers: headers, settingsJSON: settings, unixSeconds: now.unixSeconds)
    }

    static func verify(
        body: Data, headers: [(String, String)], settingsJSON: String, unixSeconds: Int64
    ) throws -> Verified {
        let headers = headers.map { WebhookHeader(name: $0.0, value: $0.1) }
        return try crossing {
            try verifyWebhook(options: settingsJSON, body: body, headers: headers, nowUnixS: unixSeconds)
        }
    }

    /// The headers of a delivery with this body, for tests of your own endpoint.
    public static func sign(
        body: Data, secret: Secret, now: Date = Date(), eventID: String? = nil, options: Options = Options()
    ) throws -> [String: String] {
        let recipe = WebhookRecipe(
            signedContent: options.signedContent, secretEncoding: options.secretEncoding,
            secretPrefix: options.secretPrefix)
        return try crossing {
            try signWebhook(
                body: body, secret: secret.revealed, recipe: recipe, unixS: now.unixSeconds, eventID: eventID)
        }
    }
}

extension Event {
    /// Whether it has a type of its own here, with typed data.
    public var isKnown: Bool {
        if case .unknown = self { false } else { true }
    }
}

/// As core reads them.
private struct Settings: Encodable {
    let secrets: [String: Secret]
    let options: Webhooks.Options

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(secrets, forKey: "secrets")
        try fields.encode(options.signedContent, forKey: "signed_content")
        try fields.encode(options.secretEncoding, forKey: "secret_encoding")
        try fields.encodeIfPresent(options.secretPrefix, forKey: "secret_prefix")
        try fields.encode(options.tolerance.components.seconds, forKey: "tolerance_s")
    }
}

extension Date {
    fileprivate var unixSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
