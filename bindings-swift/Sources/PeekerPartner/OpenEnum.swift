/// A word of the API from a set that grows. A value newer than this package keeps its text.
public protocol OpenEnum: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    /// The value of that text, known or not.
    init(rawValue: String)

    /// The values that this version knows.
    static var known: [Self] { get }
}

extension OpenEnum {
    /// Whether this version knows the value.
    public var isKnown: Bool { Self.known.contains(self) }

    /// The text on the wire.
    public var description: String { rawValue }
}
