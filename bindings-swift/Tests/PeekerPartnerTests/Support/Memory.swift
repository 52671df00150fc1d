import Foundation

@testable import PeekerPartner

/// A transport without sockets: gives its answers in turn and keeps what it was asked.
actor Memory: Transport {
    struct Answer: Sendable {
        var after: UInt64 = 100
        var outcome: Result<TransportResponse, TransportFailure>

        static func status(_ status: Int, _ body: String = "", headers: [String: String] = [:]) -> Self {
            Self(outcome: .success(TransportResponse(status: status, headers: headers, body: Data(body.utf8))))
        }

        static func failure(maybeSent: Bool, timedOut: Bool = false) -> Self {
            Self(outcome: .failure(TransportFailure(maybeSent: maybeSent, timedOut: timedOut, message: "scripted")))
        }
    }

    private(set) var requests: [TransportRequest] = []
    /// When each was sent.
    private(set) var times: [UInt64] = []
    private(set) var left: [Answer]
    private let clock: VirtualClock?

    init(_ answers: [Answer], clock: VirtualClock? = nil) {
        left = answers
        self.clock = clock
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        requests.append(request)
        guard !left.isEmpty else { throw TransportFailure(maybeSent: true, message: "one answer too few") }
        let answer = left.removeFirst()
        if let clock {
            times.append(await clock.now().millis)
            await clock.advance(answer.after)
        }
        return try answer.outcome.get()
    }
}

/// A clock that moves only when somebody waits.
actor VirtualClock: HostClock {
    /// When every vector takes place: 2026-05-08T12:00:00Z.
    static let start: Int64 = 1_778_241_600_000

    private var millis: UInt64 = 0

    func now() -> HostTime { HostTime(millis: millis, unixMillis: Self.start + Int64(millis)) }
    func sleep(untilMillis: UInt64) { millis = max(millis, untilMillis) }
    func advance(_ by: UInt64) { millis += by }
}

extension Peeker {
    /// A client with a key of the vectors', and nothing from the environment.
    static func inMemory(
        _ answers: [Memory.Answer], settings: JSONValue = ["api_key": "pk_test_vectors"], seed: UInt64 = 1
    ) throws -> (Peeker, Memory, VirtualClock) {
        let clock = VirtualClock()
        let memory = Memory(answers, clock: clock)
        let peeker = try Peeker(
            settingsJSON: settings.description, variables: [:], transport: memory, clock: clock, seed: { seed })
        return (peeker, memory, clock)
    }
}

extension Beginning {
    static let start = Beginning(nowMs: 0, unixMs: VirtualClock.start, seed: 1)
}
