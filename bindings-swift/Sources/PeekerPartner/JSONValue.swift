import Foundation

/// Any JSON: what the API sends and this package has no name for.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value of an object's field; nil if there is none, or if this is no object.
    public subscript(field: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields[field]
    }
}

/// Fields newer than this package, by the API's own names: never an error, never lost.
public typealias Extra = [String: JSONValue]

extension JSONValue: Codable {
    /// Any JSON.
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let items = try? value.decode([JSONValue].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    /// How deep core reads; deeper values would also use up a task's stack.
    private static let mostLevels = 128

    /// The JSON that it is.
    public func encode(to encoder: any Encoder) throws {
        guard encoder.codingPath.count <= Self.mostLevels else {
            let why = "more than \(Self.mostLevels) levels"
            throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: why))
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The JSON text, with sorted keys.
    public var description: String { Self.text(self) ?? "null" }
}

// Not by nil, which would then be null in some places and nothing in others.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// The JSON of that literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// The JSON of that literal.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// The JSON of that literal.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// The JSON of that literal.
    public init(stringLiteral value: String) { self = .string(value) }
    /// The JSON of that literal.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// The JSON of that literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}

// How it crosses the boundary.
extension JSONValue {
    init(fromText text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    /// An object without fields crosses as no text.
    static func object(fromText text: String) throws -> Extra {
        text.isEmpty ? [:] : try JSONDecoder().decode(Extra.self, from: Data(text.utf8))
    }

    static func text(of fields: Extra) -> String {
        fields.isEmpty ? "" : text(fields) ?? ""
    }

    private static func text(_ value: some Encodable) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try? String(decoding: encoder.encode(value), as: UTF8.self)
    }
}
