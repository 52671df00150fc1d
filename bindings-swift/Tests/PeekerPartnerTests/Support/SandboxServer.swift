import Foundation

@testable import PeekerPartner

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The sandbox as a process of its own. It ends with the tests, however they end.
final class SandboxServer: Sendable {
    /// Where its API is.
    let baseURL: String
    private let process: Process
    private let lifeline: Pipe

    /// `PEEKER_SANDBOX` names the program, where `cargo build --package peeker-sandbox` did not put it into the
    /// repository's own `target`.
    init(_ arguments: [String] = []) throws {
        let variable = ProcessInfo.processInfo.environment["PEEKER_SANDBOX"]
        let program = variable.map { URL(fileURLWithPath: $0) }
        let (process, lifeline, output) = (Process(), Pipe(), Pipe())
        process.executableURL =
            program ?? Vectors.repository.appendingPathComponent("target/debug/peeker-sandbox")
        process.arguments =
            ["--port", "0", "--until-stdin-closes", "--seed", "7", "--rate-limit", "100000"] + arguments
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0a]) {
            line += byte
        }
        baseURL = String(decoding: line, as: UTF8.self)
        self.process = process
        self.lifeline = lifeline
    }

    deinit { try? lifeline.fileHandleForWriting.close() }

    /// A client of an account of its own, over `URLSession`.
    func peeker(account: String = "swift", options: ClientOptions = ClientOptions()) throws -> Peeker {
        let transport = Held(transport: URLSessionTransport(), sandbox: self)
        return try Peeker(
            apiKey: "pk_test_\(account)", baseURL: baseURL, options: options, transport: transport)
    }

    /// Lets virtual time pass.
    func advance(seconds: Int) async throws {
        guard let url = URL(string: baseURL)?.deletingLastPathComponent().deletingLastPathComponent() else { return }
        var request = URLRequest(url: url.appendingPathComponent("__sandbox/clock/advance"))
        request.httpMethod = "POST"
        request.httpBody = Data(#"{"seconds":\#(seconds)}"#.utf8)
        _ = try await URLSession.shared.data(for: request)
    }
}

/// `URLSession`, and the sandbox that it talks to, which lives as long.
private struct Held: Transport {
    let transport: URLSessionTransport
    let sandbox: SandboxServer

    func send(_ request: TransportRequest) async throws -> TransportResponse { try await transport.send(request) }
}
