import Foundation

/// Runs a call through the boundary: what it throws becomes a `PeekerError`.
func crossing<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch Fault.Failed(let error) { throw error }
}

/// JSON text for core, secrets included.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    if let reveals = Secret.reveals { encoder.userInfo[reveals] = true }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

extension Duration {
    /// Whole milliseconds for core; what is negative is 0, and core refuses it with an explanation.
    var millis: UInt64 { UInt64(max(0, self / .milliseconds(1))) }

    static func millis(_ millis: UInt64) -> Duration { .milliseconds(Int64(clamping: millis)) }
}
