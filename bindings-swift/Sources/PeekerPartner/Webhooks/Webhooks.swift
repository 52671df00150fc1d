import Foundation

/// Webhook deliveries, for servers: is it Peeker's, is it recent, what does it say, was it handled before.
///
///     let verified = try Webhooks.verify(body: body, headers: headers, secrets: ["live": live, "sandbox": sandbox])
///     if case .orderCompleted(_, _, let order, _) = verified.event { print(order.id) }
///
/// Bodies are taken as they were received, byte for byte: `Data`, `[UInt8]`, or a view into a buffer of SwiftNIO.
/// Headers are a dictionary, or pairs in ``Headers``. Nothing here sends or receives.
///
/// The public documentation says neither which bytes are signed nor how the key is encoded: see ``Options``. Confirm
/// both with one real event of the sandbox; `diagnose` names the settings that fit.
public enum Webhooks {
    /// How deliveries are signed and how old they may be.
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

    /// Checks one delivery: the raw body and all of its headers. A server that takes many makes a ``Verifier`` once.
    ///
    /// - Parameters:
    ///   - secrets: Up to 16, by labels of your own: live and sandbox, old and new. The result says which one fits.
    ///   - now: When it is, for tests.
    /// - Returns: The event, the label of the secret that fits, and when it was signed.
    /// - Throws: A `PeekerError` of kind `webhook`: `webhook_malformed`, `webhook_forged`, `webhook_stale` or
    ///   `webhook_unknown_secret`. A stale one carries its `event` and its `ageSeconds`.
    public static func verify(
        body: some Sequence<UInt8>, headers: Headers, secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Verified {
        try Verifier(secrets: secrets, options: options).verify(body: body, headers: headers, now: now)
    }

    /// The same, for servers that hand out headers as a dictionary.
    public static func verify(
        body: some Sequence<UInt8>, headers: [String: String], secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Verified {
        try verify(body: body, headers: Headers(headers), secrets: secrets, now: now, options: options)
    }

    /// Checks one delivery as `verify` does, and does not read its body: for a server that puts deliveries into a queue,
    /// and reads them with `parse` later. What is in the body is not looked at, so it may be no event at all.
    ///
    /// - Throws: The errors of `verify`, but for what is wrong inside of the body; a stale delivery has no event.
    public static func authenticate(
        body: some Sequence<UInt8>, headers: Headers, secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Authentic {
        try Verifier(secrets: secrets, options: options).authenticate(body: body, headers: headers, now: now)
    }

    /// The same, for servers that hand out headers as a dictionary.
    public static func authenticate(
        body: some Sequence<UInt8>, headers: [String: String], secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Authentic {
        try authenticate(body: body, headers: Headers(headers), secrets: secrets, now: now, options: options)
    }

    /// Reads a body whose signature was checked before, as after a queue. It checks no signature itself.
    ///
    /// - Parameters:
    ///   - eventID: The value of `Peeker-Event-Id`, for a body without an id of its own: then the event's is made of
    ///     it and of the body's SHA-256.
    /// - Throws: A `PeekerError` with the code `webhook_malformed`, only if the body is larger than 1 MiB or no event at
    ///   all, or `eventID` is another event's. Whatever else is odd makes an `Event.unknown`.
    public static func parse(body: some Sequence<UInt8>, eventID: String? = nil) throws -> Event {
        let body = try bytes(of: body)
        return try crossing { try parseWebhook(body: body, headerID: eventID) }
    }

    /// Explains why a delivery does not verify: a header that is missing, settings that would fit, what happened to the
    /// body, by how much a clock is wrong. For the developer at a desk, never for deciding about a delivery.
    ///
    ///     for finding in try Webhooks.diagnose(body: body, headers: headers, secrets: secrets).findings {
    ///         print(finding.code, finding.message)
    ///     }
    ///
    /// - Throws: A `PeekerError` of kind `configuration`, only if an option is none.
    public static func diagnose(
        body: some Sequence<UInt8>, headers: Headers, secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Diagnosis {
        let settings = try jsonText(VerifierSettings(secrets: secrets, options: options))
        let body = try bytes(of: body)
        return try crossing {
            try diagnoseWebhook(options: settings, body: body, headers: headers.pairs, nowUnixS: now.unixSeconds)
        }
    }

    /// The same, for servers that hand out headers as a dictionary.
    public static func diagnose(
        body: some Sequence<UInt8>, headers: [String: String], secrets: [String: Secret], now: Date = Date(),
        options: Options = Options()
    ) throws -> Diagnosis {
        try diagnose(body: body, headers: Headers(headers), secrets: secrets, now: now, options: options)
    }

    /// The headers of a delivery with this body, for tests of your own endpoint.
    ///
    /// - Parameters:
    ///   - now: When it is signed; in the past for a stale delivery.
    ///   - eventID: The value of `Peeker-Event-Id`; without it there is no such header.
    /// - Throws: A `PeekerError` of kind `configuration` or `webhook`, if an option or the secret is none.
    public static func sign(
        body: some Sequence<UInt8>, secret: Secret, now: Date = Date(), eventID: String? = nil,
        options: Options = Options()
    ) throws -> [String: String] {
        let recipe = WebhookRecipe(
            signedContent: options.signedContent, secretEncoding: options.secretEncoding,
            secretPrefix: options.secretPrefix)
        let body = try bytes(of: body)
        return try crossing {
            try signWebhook(
                body: body, secret: secret.revealed, recipe: recipe, unixS: now.unixSeconds, eventID: eventID)
        }
    }

    /// The newest state of one object, from its events in any order, with duplicates; nil where there is none.
    ///
    /// By the envelope's `createdAt`; within the same moment what is nearer to an object's end comes later. Events have
    /// the whole object, or three fields of it: a short one changes the fields that it names.
    ///
    /// - Throws: A `PeekerError` with the code `several_objects`, if they are of more than one, as an order's events and
    ///   those of its domains are: ``latestByObject(_:)`` takes these.
    public static func latest(_ events: some Sequence<Event>) throws -> Latest? {
        try crossing { try latestOfEvents(events: Array(events)) }
    }

    /// The newest state of each object that events are of, ordered by kind and id.
    ///
    /// - Throws: Nothing but a fault of the package itself.
    public static func latestByObject(_ events: some Sequence<Event>) throws -> [Latest] {
        try crossing { try PeekerPartner.latestByObject(events: Array(events)) }
    }
}

extension Event {
    /// Whether it has a type of its own here, with typed data.
    public var isKnown: Bool {
        if case .unknown = self { false } else { true }
    }
}

extension Event: Identifiable {}
