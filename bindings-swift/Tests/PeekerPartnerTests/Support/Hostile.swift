import Foundation

@testable import PeekerPartner

/// Chance that comes out alike each time.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // SplitMix64
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func happens(in cases: UInt64) -> Bool { next() % cases == 0 }

    mutating func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &self) }
}

/// What nobody means to send.
enum Hostile {
    private static let texts = [
        "", " ", "\u{0}", "\r\nx: y", "../../me", "%2e%2e", "a/b", "?a=b#c", "\"}", "\\", "{\"a\":[", "null", "NaN",
        "pk_live_canary", "ord_", "usr_1", "bun_1 ", "dom_\u{202e}", "👩‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", "\u{feff}bun_1",
        "\u{fffd}", "\u{10ffff}", "xn--", "xn--a.com", "münchen.de", "a..b", "-.com", "http://[::1", "javascript:1",
        "https://u:p@127.0.0.1/", "ſ.com", "1e999", "9223372036854775808", String(repeating: "ä", count: 5_000),
        String(repeating: "a.", count: 200) + "com", "2026-13-45T99:99:99Z", "-0001-01-01T00:00:00Z",
    ]
    private static let numbers = [0, -1, 1, 2, 101, 1 << 53, -(1 << 53) - 1, .max, .min]

    static func text(_ chance: inout Chance) -> String {
        let known = chance.pick(texts) ?? ""
        if chance.happens(in: 3) { return known }
        let scalars = (0..<chance.next() % 12).compactMap { _ in
            Unicode.Scalar(UInt32(truncatingIfNeeded: chance.next() % (chance.happens(in: 2) ? 0x80 : 0x110000)))
        }
        return String(String.UnicodeScalarView(scalars)) + (chance.happens(in: 2) ? known : "")
    }

    static func number(_ chance: inout Chance) -> Int { chance.pick(numbers) ?? 0 }

    static func duration(_ chance: inout Chance) -> Duration? {
        chance.pick([
            nil, nil, .zero, .seconds(-1), .nanoseconds(1), .milliseconds(5), .seconds(30), .seconds(Int64.max),
            .seconds(Int64.min), Duration(secondsComponent: 1, attosecondsComponent: -1),
        ])?.flatMap { $0 }
    }

    static func json(_ chance: inout Chance) -> JSONValue {
        switch chance.next() % 9 {
        case 0: .number(chance.pick([.nan, .infinity, -.infinity, 1e308, -0.0, .leastNonzeroMagnitude, 0.1]) ?? 0)
        case 1: .integer(Int64(number(&chance)))
        case 2: (0..<300).reduce("deep") { inner, _ in [inner] }
        case 3: .object(pairs(&chance))
        case 4: .array((0..<3).map { _ in json(&chance) })
        case 5: .bool(true)
        default: .string(text(&chance))
        }
    }

    private static func pairs(_ chance: inout Chance) -> [String: JSONValue] {
        var fields = [text(&chance): json(&chance)]
        fields[text(&chance)] = .null
        return fields
    }

    /// The same input with hostile leaves, mostly of the same types.
    static func input(like value: JSONValue, _ chance: inout Chance) -> JSONValue {
        switch value {
        case .string: chance.happens(in: 4) ? .string(text(&chance)) : value
        case .integer: chance.happens(in: 4) ? .integer(Int64(number(&chance))) : value
        case .array(let items):
            .array(
                (chance.happens(in: 4) ? items.shuffled(using: &chance) + items.prefix(1) : items).map {
                    input(like: $0, &chance)
                })
        case .object(let fields): .object(fields.mapValues { input(like: $0, &chance) })
        default: value
        }
    }

    static func options(_ chance: inout Chance) -> CallOptions {
        guard chance.happens(in: 2) else { return CallOptions(maxRetries: 1) }
        return CallOptions(
            timeout: duration(&chance), deadline: duration(&chance),
            maxRetries: chance.pick([nil, 0, 1, -1, .max]) ?? nil,
            headers: chance.happens(in: 4) ? [text(&chance): Secret(text(&chance))] : [:],
            extraBody: chance.happens(in: 4) ? [text(&chance): json(&chance)] : [:],
            extraQuery: chance.happens(in: 4) ? [text(&chance): json(&chance)] : [:],
            validate: chance.happens(in: 2), waive: chance.happens(in: 4) ? [text(&chance)] : [])
    }

    /// What may come back.
    static func answer(_ chance: inout Chance, like bodies: [String]) -> Result<TransportResponse, TransportFailure> {
        if chance.happens(in: 6) {
            let (sent, timedOut) = (chance.happens(in: 2), chance.happens(in: 2))
            return .failure(TransportFailure(maybeSent: sent, timedOut: timedOut, message: text(&chance)))
        }
        var body = Data((chance.pick(bodies) ?? "").utf8)
        if chance.happens(in: 3), !body.isEmpty {
            body[Int(chance.next() % UInt64(body.count))] = UInt8(chance.next() % 256)
        }
        if chance.happens(in: 4) { body = body.prefix(Int(chance.next() % 80)) }
        if chance.happens(in: 5) { body = Data(json(&chance).description.utf8) }
        let status =
            chance.pick([200, 200, 200, 201, 204, 301, 400, 404, 429, 500, 0, -1, 99, 70_000, .max, .min]) ?? 0
        var headers = ["Retry-After": text(&chance)]
        headers[text(&chance)] = text(&chance)
        return .success(TransportResponse(status: status, headers: headers, body: body))
    }
}
