import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A program whose output is read. What has an end by itself is waited for; what has none ends with the tests.
final class Program: Sendable {
    private let process: Process
    private let input: Pipe
    private let output: Pipe

    init(_ program: URL, _ arguments: [String] = [], environment: [String: String]? = nil) throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        (self.process, self.input, self.output) = (process, input, output)
    }

    deinit { try? input.fileHandleForWriting.close() }

    func line() throws -> String {
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0a]) {
            line += byte
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// All of its output, and its exit status.
    func ended() throws -> (text: String, status: Int32) {
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: text, as: UTF8.self), process.terminationStatus)
    }
}

extension Program {
    /// bindings-swift
    static let package: URL = {
        // bindings-swift/Tests/ExampleTests/Sandbox.swift
        var package = URL(fileURLWithPath: #filePath)
        for _ in 1...3 { package.deleteLastPathComponent() }
        return package
    }()

    /// The sandbox, where orders are completed at once, and its address.
    static func sandbox() throws -> (Program, baseURL: String) {
        let variable = ProcessInfo.processInfo.environment["PEEKER_SANDBOX"]
        let program = variable.map { URL(fileURLWithPath: $0) }
        let built = package.deletingLastPathComponent().appendingPathComponent("target/debug/peeker-sandbox")
        let sandbox = try Program(program ?? built, ["--port", "0", "--until-stdin-closes", "--speed", "100"])
        return (sandbox, try sandbox.line())
    }

    /// What `swift run peeker-flow` runs: it is built with these tests, beside them.
    static func flow(_ arguments: [String], key: String?) throws -> Program {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let places = [beside, package.appendingPathComponent(".build/debug")]
        let programs = places.map { $0.appendingPathComponent("peeker-flow") }
        let built = programs.first { FileManager.default.isExecutableFile(atPath: $0.path) }
        guard let built else { throw CocoaError(.fileNoSuchFile) }
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PEEKER_") }
        environment["PEEKER_API_KEY"] = key
        return try Program(built, arguments, environment: environment)
    }
}
