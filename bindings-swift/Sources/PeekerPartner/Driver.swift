import Foundation

/// Moves bytes and waits, as core's call machine says. It decides nothing.
struct Driver: Sendable {
    let transport: any Transport
    let clock: any HostClock

    func run(_ machine: Machine) async throws -> (Reply, Meta) {
        do {
            // Not later: an answer that is there is handed out, also if nobody wants it any more.
            try Task.checkCancellation()
            while true {
                let now = await clock.now().millis
                switch try crossing({ try machine.step(nowMs: now) }) {
                case .send(let request): try await send(request, for: machine)
                case .wait(let untilMs): try await clock.sleep(untilMillis: untilMs)
                case .done(let reply, let meta): return (reply, meta)
                case .failed(let error): throw error
                }
            }
        } catch is CancellationError {
            let now = await clock.now().millis
            _ = try crossing { try machine.interrupted(nowMs: now) }
            throw CancellationError()
        }
    }

    private func send(_ request: HttpRequest, for machine: Machine) async throws {
        let outcome = await answer(to: request)
        let now = await clock.now().millis
        switch outcome {
        case .success(let response):
            let status = UInt16(clamping: response.status)
            try crossing {
                try machine.received(nowMs: now, status: status, headers: response.headers, body: response.body)
            }
        case .failure(let failure):
            try Task.checkCancellation()
            try crossing {
                try machine.failed(
                    nowMs: now, maybeSent: failure.maybeSent, timedOut: failure.timedOut, message: failure.message)
            }
        }
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
}

extension TransportRequest {
    init?(_ request: HttpRequest) {
        guard let url = URL(string: request.url) else { return nil }
        self.init(
            method: request.method, url: url, headers: request.headers, body: request.body.map { Data($0.utf8) },
            timeout: .millis(request.timeoutMs), maxIdle: request.maxIdleMs.map(Duration.millis))
    }
}
