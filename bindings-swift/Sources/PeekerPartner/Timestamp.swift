import Foundation

/// A point in time, kept as the API's own text. A text that is no timestamp is kept too, and has no `date`: a field
/// that only informs must not make an answer unreadable.
public struct Timestamp: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The text on the wire: RFC 3339, in UTC.
    public let rawValue: String

    /// The timestamp of that text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The point in time, to the millisecond; nil if the text is no timestamp.
    public var date: Date? {
        guard let millis = try? unixMs(timestamp: self) else { return nil }
        return Date(timeIntervalSince1970: Double(millis) / 1000)
    }

    /// The text on the wire.
    public var description: String { rawValue }
}
