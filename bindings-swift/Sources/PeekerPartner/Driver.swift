import Foundation

/// Moves bytes and waits, as core's call machine says. It decides nothing.
struct Driver: Sendable {
    let transport: any Transport
    let clock: any HostClock
    var onAttempt: (@Sendable (AttemptReport) -> Void)?
    var onInterruption: (@Sendable (Interruption) -> Void)?

    /// Runs a call to its end; the machine then has its result.
    ///
    /// - Throws: `Interrupted`, if the task was cancelled; otherwise only faults of the package.
    func run(_ machine: Machine) async throws {
        do {
            // Not later: an answer that is there is handed out, also if nobody wants it any more.
            try Task.checkCancellation()
            while true {
                let now = await clock.now().millis
                switch try crossing({ try machine.step(nowMs: now) }) {
                case .send(let request): try await send(request, for: machine)
                case .wait(let untilMs): try await clock.sleep(untilMillis: untilMs)
                case .ended: return
                }
            }
        } catch is CancellationError {
            let now = await clock.now().millis
            let facts = try crossing { try machine.interrupted(nowMs: now) }
            try tellAttempt(of: machine)
            onInterruption?(facts)
            throw Interrupted(facts: facts)
        }
    }

    private func send(_ request: HttpRequest, for machine: Machine) async throws {
        let outcome = await answer(to: request)
        let now = await clock.now().millis
        switch outcome {
        case .success(let response):
            // Core refuses what is longer; more of it need not cross.
            let body = response.body.prefix(Self.bodyLimit + 1)
            let status = UInt16(clamping: response.status)
            try crossing {
                try machine.received(nowMs: now, status: status, headers: response.headers, body: Data(body))
            }
        case .failure(let failure):
            try Task.checkCancellation()
            try crossing {
                try machine.failed(
                    nowMs: now, maybeSent: failure.maybeSent, timedOut: failure.timedOut, message: failure.message)
            }
        }
        try tellAttempt(of: machine)
    }

    private func tellAttempt(of machine: Machine) throws {
        guard let onAttempt, let report = try crossing({ try machine.report() }) else { return }
        onAttempt(report)
    }

    private func answer(to request: HttpRequest) async -> Result<TransportResponse, TransportFailure> {
        guard let request = TransportRequest(request) else {
            return .failure(TransportFailure(maybeSent: false, message: "the address is none"))
        }
        do {
            return .success(try await transport.send(request))
        } catch let failure as TransportFailure {
            return .failure(failure)
        } catch {
            return .failure(TransportFailure(maybeSent: true, message: error.localizedDescription))
        }
    }

    static let bodyLimit = 16 << 20
}

/// A call that its task gave up. It never leaves the package: whoever cancels gets a `CancellationError`.
struct Interrupted: Error {
    let facts: Interruption
}

extension TransportRequest {
    init?(_ request: HttpRequest) {
        guard let url = URL(string: request.url) else { return nil }
        self.init(
            method: request.method, url: url, headers: request.headers, body: request.body.map { Data($0.utf8) },
            timeout: .millis(request.timeoutMs), maxIdle: request.maxIdleMs.map(Duration.millis))
    }
}
