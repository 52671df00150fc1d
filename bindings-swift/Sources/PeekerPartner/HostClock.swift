import Foundation

/// The two clocks that a call needs, and a way to wait.
protocol HostClock: Sendable {
    func now() async -> HostTime
    func sleep(untilMillis: UInt64) async throws
}

struct HostTime: Sendable {
    /// On a clock that never goes back.
    var millis: UInt64
    /// Since 1970, in UTC.
    var unixMillis: Int64
}

/// The system's. It goes on while the device sleeps, as servers' clocks do.
struct SystemClock: HostClock {
    private let start = ContinuousClock.now

    func now() async -> HostTime {
        HostTime(millis: (ContinuousClock.now - start).millis, unixMillis: Date().unixMillis)
    }

    func sleep(untilMillis: UInt64) async throws {
        try await Task.sleep(until: start + .millis(untilMillis), clock: .continuous)
    }
}
