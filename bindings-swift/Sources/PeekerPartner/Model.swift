import Foundation

// How `Codable` gets from core to JSON and back: the text is core's, and `JSONValue` carries it through any coder.
extension Model {
    init(_ name: String, from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        do {
            self = try crossing { try readModel(name: name, json: json.description) }
        } catch let error as PeekerError {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath, debugDescription: "\(name): \(error.message)", underlyingError: error)
            throw DecodingError.dataCorrupted(context)
        }
    }

    func encode(to encoder: any Encoder) throws {
        let text = try crossing { try writeModel(model: self) }
        try JSONValue(fromText: text).encode(to: encoder)
    }
}

extension DecodingError {
    static func anotherModel(_ name: String, _ decoder: any Decoder) -> DecodingError {
        .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: "\(name) was read as another model"))
    }
}
