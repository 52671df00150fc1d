import Foundation

@testable import PeekerPartner

/// The vectors that every language runs.
enum Vectors {
    static func load(_ file: String) throws -> [JSONValue] { try self.file(file).vectors }

    /// The vectors of a file, as many as it says, and what it says besides.
    static func file(_ file: String) throws -> (vectors: [JSONValue], whole: JSONValue) {
        let data = try Data(contentsOf: repository.appendingPathComponent("tests/vectors/\(file)"))
        let whole = try JSONDecoder().decode(JSONValue.self, from: data)
        guard let vectors = whole["vectors"]?.items, whole["count"]?.integer == Int64(vectors.count) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return (vectors, whole)
    }

    static let repository: URL = {
        // bindings-swift/Tests/PeekerPartnerTests/Support/Vectors.swift
        var repository = URL(fileURLWithPath: #filePath)
        for _ in 1...5 { repository.deleteLastPathComponent() }
        return repository
    }()

    private static let requests = Result { try load("requests.json") }

    /// A sound input for any operation: the first that a request vector sends.
    static func input(of operation: String) throws -> JSONValue {
        let sent = try requests.get().first { $0["operation"]?.text == operation && $0["expect"]?["method"] != nil }
        return sent?["input"] ?? [:]
    }
}

/// What does not hold, as many lines as there are.
struct Findings {
    private(set) var lines: [String] = []

    mutating func expect(_ id: JSONValue?, _ what: String, _ found: JSONValue?, _ expected: JSONValue) {
        if !expected.isMet(by: found) {
            lines.append("\(id?.text ?? "?") \(what): \(expected) is \(found?.description ?? "absent")")
        }
    }

    mutating func add(_ id: JSONValue?, _ line: String) { lines.append("\(id?.text ?? "?"): \(line)") }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    var fields: [String: JSONValue]? { if case .object(let fields) = self { fields } else { nil } }
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    private var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A value as it is encoded.
    init(encoding value: any Encodable) throws {
        let data = try JSONEncoder().encode(value)
        self = try JSONDecoder().decode(JSONValue.self, from: data)
    }

    init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
    init(_ bool: Bool?) { self = bool.map(JSONValue.bool) ?? .null }
    init(seconds: Double?) { self = seconds.map { $0.rounded() == $0 ? .integer(Int64($0)) : .number($0) } ?? .null }
    init<Integer: BinaryInteger>(_ number: Integer?) { self = number.map { .integer(Int64($0)) } ?? .null }

    /// What a JSON pointer leads to.
    func at(_ pointer: String) -> JSONValue? {
        var value = self
        for step in pointer.split(separator: "/") {
            let inner = value.items.flatMap { items in Int(step).flatMap { $0 < items.count ? items[$0] : nil } }
            guard let next = inner ?? value[String(step).replacing("~1", with: "/")] else { return nil }
            value = next
        }
        return value
    }

    /// Numbers compare by value; null is null, absent or empty.
    func isMet(by found: JSONValue?) -> Bool {
        switch (self, found) {
        case (.null, nil), (.null, .null?), (.null, .array([])?): true
        case (_, let found?) where number != nil && found.number != nil: number == found.number
        default: self == found
        }
    }
}
