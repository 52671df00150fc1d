import Foundation
import PeekerPartner
import Testing

/// What the README shows is what is built and run here.
@Suite struct ReadmeTests {
    @Test func everySwiftBlockIsBuiltHere() throws {
        let (shown, built) = try (Readme.blocks(), Readme.regions())
        #expect(shown.count > 8)
        for (shown, built) in zip(shown, built) { #expect(shown == built) }
        #expect(shown.count == built.count)
    }

    @Test func everyKindOfErrorIsInTheTable() throws {
        let readme = try Readme.text()
        for kind in ErrorKind.known {
            let words = kind.rawValue.split(separator: "_")
            let name = words.dropFirst().reduce(String(words[0])) { $0 + $1.capitalized }
            #expect(readme.contains("| `.\(name)` |"), "\(name)")
        }
    }

    @Test func theEndpointAnswersAsTheReadmeSays() async throws {
        let endpoint = try PeekerWebhook(secrets: ["live": "shh"], store: Webhooks.MemoryStore())
        let body = Array(#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}"#.utf8)
        let headers = try Webhooks.Headers(Webhooks.sign(body: body, secret: "shh"))
        #expect(await endpoint.answer(body: body, headers: headers) == 200)
        #expect(await endpoint.answer(body: body, headers: headers) == 200)
        #expect(await endpoint.answer(body: body + [0x20], headers: headers) == 400)
        #expect(await endpoint.answer(body: body, headers: [:]) == 400)
    }

    @Test func theOtherBlocksRunWithoutANetwork() async throws {
        beforeAnythingIsSent()
        try await testing()
        try diagnosis(body: Data("{}".utf8), headers: [:], secrets: ["live": "shh"])
    }
}

private enum Readme {
    /// bindings-swift/Tests/ReadmeTests/ReadmeTests.swift
    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func text() throws -> String {
        let package = here.deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: package.appendingPathComponent("README.md"), encoding: .utf8)
    }

    /// What stands in code blocks of Swift; the manifest's is `swift package`.
    static func blocks() throws -> [String] {
        try text().components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    /// What stands between the marks, without the indentation of its mark.
    static func regions() throws -> [String] {
        let source = try String(contentsOf: here.appendingPathComponent("Blocks.swift"), encoding: .utf8)
        var regions: [String] = []
        var indent: Int?
        for line in source.components(separatedBy: "\n") {
            let bare = line.drop { $0 == " " }
            if bare == "// README" {
                indent = line.count - bare.count
                regions.append("")
            } else if bare == "// END" {
                indent = nil
            } else if let indent {
                regions[regions.count - 1] += line.dropFirst(min(indent, line.count)) + "\n"
            }
        }
        return regions
    }
}
