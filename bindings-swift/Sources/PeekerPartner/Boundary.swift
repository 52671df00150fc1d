import Foundation

/// Runs a call through the boundary: whatever it throws becomes a `PeekerError`.
func crossing<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch Fault.Failed(let error) {
        throw error
    } catch let error as PeekerError {
        throw error
    } catch {
        // Its text may quote what was to cross.
        throw PeekerError.internal("the boundary to core failed: \(type(of: error))")
    }
}

/// JSON text for core, secrets included.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    if let reveals = Secret.reveals { encoder.userInfo[reveals] = true }
    let data: Data
    do {
        data = try encoder.encode(value)
    } catch {
        // Its text quotes the value.
        throw PeekerError.configuration(
            "an infinite number, or one that is none, or more than 128 levels, cannot be sent")
    }
    guard data.count <= Int(Int32.max) else { throw PeekerError.configuration("an input of 2 GiB and more is none") }
    return String(decoding: data, as: UTF8.self)
}

extension PeekerError {
    /// A fault of the package itself.
    static func `internal`(_ message: String) -> PeekerError {
        PeekerError(kind: .internal, code: "internal", message: message, description: "\(message) [internal]")
    }

    /// Something that only Swift can notice about what it was given.
    static func configuration(_ message: String) -> PeekerError {
        PeekerError(
            kind: .configuration, code: "invalid_option", message: message,
            description: "\(message) [invalid_option]")
    }
}

extension Duration {
    /// Whole milliseconds for core; what is negative is 0, and core refuses it with an explanation.
    var millis: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1000)
        // As many as JSON's integers reach, which is more than any limit.
        let most = UInt64(Int64.max)
        guard !overflows, whole < most else { return most }
        return min(whole + UInt64(attoseconds / 1_000_000_000_000_000), most)
    }

    static func millis(_ millis: UInt64) -> Duration { .milliseconds(Int64(clamping: millis)) }
}

extension Date {
    /// Milliseconds since 1970, as near as they come.
    var unixMillis: Int64 {
        let millis = timeIntervalSince1970 * 1000
        return Int64(exactly: millis.rounded(.down)) ?? (millis < 0 ? .min : .max)
    }
}
