import Foundation

@testable import PeekerPartner

/// An operation's input as JSON, taken apart into the arguments of the typed method. What no argument can say, as a
/// number where Swift wants a text, throws `Untyped`.
final class Arguments {
    /// The input cannot be said with the method's types.
    struct Untyped: Error {}

    private var left: [String: JSONValue]

    init(_ input: JSONValue) throws {
        guard let fields = input.fields else { throw Untyped() }
        left = fields
    }

    func text(_ name: String) throws -> String { try require(optionalText(name)) }

    func optionalText(_ name: String) throws -> String? {
        guard let value = left.removeValue(forKey: name) else { return nil }
        return try require(value.text)
    }

    func texts(_ name: String) throws -> [String] { try require(optionalTexts(name)) }

    func optionalTexts(_ name: String) throws -> [String]? {
        guard let value = left.removeValue(forKey: name) else { return nil }
        return try require(value.items).map { try require($0.text) }
    }

    func number(_ name: String) throws -> Int { try require(optionalNumber(name)) }

    func optionalNumber(_ name: String) throws -> Int? {
        guard let value = left.removeValue(forKey: name) else { return nil }
        return Int(try require(value.integer))
    }

    func flag(_ name: String) throws -> Bool? {
        guard let value = left.removeValue(forKey: name) else { return nil }
        guard case .bool(let flag) = value else { throw Untyped() }
        return flag
    }

    func patch(_ name: String) throws -> Patch<Int> {
        guard let value = left.removeValue(forKey: name) else { return .omit }
        return value == .null ? .null : .set(Int(try require(value.integer)))
    }

    func word<Word: OpenEnum>(_ name: String) throws -> Word? { try optionalText(name).map { Word(rawValue: $0) } }

    func json(_ name: String) -> JSONValue? { left.removeValue(forKey: name) }

    /// An input of its own, which says the same when it is written again.
    func part<Value: Codable>(_ name: String) throws -> Value {
        let value = try require(left.removeValue(forKey: name))
        return try Self.read(value)
    }

    func optionalPart<Value: Codable>(_ name: String) throws -> Value? {
        left[name] == nil ? nil : try part(name)
    }

    /// All of the input.
    func whole<Value: Codable>() throws -> Value { try Self.read(.object(left)) }

    static func read<Value: Codable>(_ json: JSONValue) throws -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(json.description.utf8)) else {
            throw Untyped()
        }
        let again = try JSONValue(fromText: jsonText(value))
        guard again.withoutNulls == json.withoutNulls else { throw Untyped() }
        return value
    }

    /// Nothing is left that was not said.
    func end() throws {
        guard left.isEmpty else { throw Untyped() }
    }

    private func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Untyped() }
        return value
    }
}

extension JSONValue {
    /// Absent and null are the same to a persona's picture.
    fileprivate var withoutNulls: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.withoutNulls))
        case .object(let fields): .object(fields.filter { $0.value != .null }.mapValues(\.withoutNulls))
        default: self
        }
    }
}

extension CallOptions {
    /// Options as vectors write them, and what an order is checked against.
    static func of(_ json: JSONValue?) throws -> (CallOptions, Validate.Known?) {
        let fields = try Arguments(json ?? [:])
        var options = CallOptions()
        options.timeout = try fields.optionalNumber("timeout").map { .milliseconds($0) }
        options.deadline = try fields.optionalNumber("deadline").map { .milliseconds($0) }
        options.maxRetries = try fields.optionalNumber("max_retries")
        for pair in fields.json("headers")?.items ?? [] {
            guard let items = pair.items, items.count == 2, let name = items[0].text, let value = items[1].text,
                options.headers[name] == nil
            else { throw Arguments.Untyped() }
            options.headers[name] = Secret(value)
        }
        options.extraBody = fields.json("extra_body")?.fields ?? [:]
        options.extraQuery = fields.json("extra_query")?.fields ?? [:]
        options.validate = try fields.flag("validate") ?? true
        options.waive = try fields.optionalTexts("waive") ?? []
        let known = try fields.json("known").map(known(_:))
        try fields.end()
        return (options, known)
    }

    private static func known(_ json: JSONValue) throws -> Validate.Known {
        let fields = try Arguments(json)
        let bundle: PeekerBundle? = try fields.json("bundle").map(model(_:))
        let rows = fields.json("domains")?.items ?? []
        let offered = rows.filter { $0["available"] != nil }
        // The later row of a name holds, so the order counts where there are both.
        guard offered.isEmpty || offered.count == rows.count else { throw Arguments.Untyped() }
        try fields.end()
        return Validate.Known(
            bundle: bundle, availability: try offered.map(model(_:)),
            domains: offered.isEmpty ? try rows.map(model(_:)) : [])
    }

    private static func model<Model: Decodable>(_ json: JSONValue) throws -> Model {
        guard let model = try? JSONDecoder().decode(Model.self, from: Data(json.description.utf8)) else {
            throw Arguments.Untyped()
        }
        return model
    }
}
