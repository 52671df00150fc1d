/// A field of the API's JSON, known or not.
struct FieldName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init(stringLiteral value: String) { stringValue = value }
    init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<FieldName> {
    /// The fields that have no property.
    func decodeOthers(than known: Set<String>) throws -> Extra {
        var others: Extra = [:]
        for key in allKeys where !known.contains(key.stringValue) {
            others[key.stringValue] = try decode(JSONValue.self, forKey: key)
        }
        return others
    }
}

extension KeyedEncodingContainer<FieldName> {
    mutating func encode(others: Extra) throws {
        for (name, value) in others { try encode(value, forKey: FieldName(stringValue: name)) }
    }
}
