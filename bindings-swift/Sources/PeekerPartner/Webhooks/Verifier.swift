import Foundation

extension Webhooks {
    /// Checks deliveries. Made once, when a server starts: the keys are prepared, and wrong settings are told then and
    /// not by the first delivery.
    ///
    ///     let verifier = try Webhooks.Verifier(secrets: ["live": live, "sandbox": sandbox])
    ///     let event = try verifier.verify(body: body, headers: headers).event
    public struct Verifier: Sendable {
        private let core: WebhookVerifier

        /// A verifier, to be shared by all requests.
        ///
        /// - Parameters:
        ///   - secrets: Up to 16, by labels of your own: live and sandbox, old and new.
        /// - Throws: A `PeekerError`: `webhook_unknown_secret`, if there is no secret, or one that cannot be used;
        ///   `invalid_option`, if an option is none.
        public init(secrets: [String: Secret], options: Options = Options()) throws {
            try self.init(settingsJSON: jsonText(VerifierSettings(secrets: secrets, options: options)))
        }

        init(settingsJSON: String) throws {
            core = try crossing { try WebhookVerifier(options: settingsJSON) }
        }

        /// Checks one delivery: the raw body and all of its headers.
        ///
        /// - Throws: A `PeekerError` of kind `webhook`: `webhook_malformed`, `webhook_forged` or `webhook_stale`. A stale
        ///   one carries its `event` and its `ageSeconds`.
        public func verify(body: some Sequence<UInt8>, headers: Headers, now: Date = Date()) throws -> Verified {
            let body = try bytes(of: body)
            return try crossing {
                try core.verify(body: body, headers: headers.pairs, nowUnixS: now.unixSeconds)
            }
        }

        /// Checks one delivery as `verify` does, and does not read its body: for a server that puts deliveries into a
        /// queue, and reads them with `parse` later.
        ///
        /// - Throws: The errors of `verify`, but for what is wrong inside of the body; a stale delivery has no event.
        public func authenticate(
            body: some Sequence<UInt8>, headers: Headers, now: Date = Date()
        ) throws -> Authentic {
            let body = try bytes(of: body)
            return try crossing {
                try core.authenticate(body: body, headers: headers.pairs, nowUnixS: now.unixSeconds)
            }
        }
    }

    /// What crosses the boundary has a length of 31 bits. Core explains what is too large for it, long before that.
    static func bytes(of body: some Sequence<UInt8>) throws -> Data {
        let data = body as? Data ?? Data(body)
        guard data.count < Int(Int32.max) else { throw PeekerError.configuration("a body of 2 GiB and more is none") }
        return data
    }
}

/// As core reads them.
struct VerifierSettings: Encodable {
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
    /// Seconds since 1970, as near as they come; a date that is infinite has the last one.
    var unixSeconds: Int64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        return Int64(exactly: seconds) ?? (seconds < 0 ? .min : .max)
    }
}
