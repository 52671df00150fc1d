/// A text that is never shown: a password, or a webhook secret.
///
/// Printing, dumping, reflecting and encoding it give `[redacted]`. Only requests take it out.
public struct Secret: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The secret itself.
    let revealed: String

    /// Hides a text.
    public init(_ text: String) { revealed = text }

    /// Hides a text.
    public init(stringLiteral value: String) { revealed = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    static let shown = "[redacted]"

    /// `[redacted]`.
    public var description: String { Self.shown }
    /// `[redacted]`.
    public var debugDescription: String { Self.shown }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Codable {
    /// Hides a text.
    public init(from decoder: any Decoder) throws {
        revealed = try decoder.singleValueContainer().decode(String.self)
    }

    /// Set only on the encoder whose text goes to core.
    static let reveals = CodingUserInfoKey(rawValue: "peeker.reveals")

    static func areRevealed(by encoder: any Encoder) -> Bool {
        reveals.map { encoder.userInfo[$0] as? Bool == true } ?? false
    }

    /// Writes `[redacted]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Self.areRevealed(by: encoder) ? revealed : Self.shown)
    }
}
