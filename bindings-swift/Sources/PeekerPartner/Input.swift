/// An input of the API, by its own names. What is nil is left out.
struct Input: Encodable, Sendable, ExpressibleByDictionaryLiteral {
    private var fields: [String: any Encodable & Sendable] = [:]

    init(dictionaryLiteral elements: (String, (any Encodable & Sendable)?)...) {
        for case (let name, let value?) in elements { fields[name] = value }
    }

    /// The same with another field, or with another value of it.
    func with(_ name: String, _ value: (any Encodable & Sendable)?) -> Input {
        var input = self
        input.fields[name] = value
        return input
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        for (name, value) in fields { try container.encode(value, forKey: FieldName(stringValue: name)) }
    }
}

/// A field of a change that may be left alone, cleared, or set.
///
///     try await peeker.bundles.update(id, googlePercent: .null, microsoftPercent: .null)  // the recommended split
///     try await peeker.bundles.update(id, googlePercent: 70, microsoftPercent: 30)
public enum Patch<Value: Hashable & Sendable & Encodable>: Hashable, Sendable {
    /// It stays as it is.
    case omit
    /// It is cleared.
    case null
    /// It gets this value.
    case set(Value)

    /// What is sent; nothing where it is left alone.
    var field: (any Encodable & Sendable)? {
        switch self {
        case .omit: nil
        case .null: JSONValue.null
        case .set(let value): value
        }
    }
}

extension Patch: ExpressibleByIntegerLiteral where Value == Int {
    /// It gets this number.
    public init(integerLiteral value: Int) { self = .set(value) }
}
