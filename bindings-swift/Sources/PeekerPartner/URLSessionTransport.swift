import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends with an ephemeral `URLSession`: the system's proxies, VPN and transport security hold, and nothing is
/// remembered: no cookies, no cache, no credentials. Redirects are refused.
///
/// A time limit for connecting alone is not to be had from `URLSession`; the limit of the attempt holds.
public final class URLSessionTransport: Transport {
    private let connections: Connections
    private let bodyLimit: Int

    /// A transport with connections of its own.
    public convenience init() { self.init(bodyLimit: 16 << 20) }

    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
        connections = Connections(bodyLimit: bodyLimit)
    }

    /// Sends it.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        // URLSession does not tell how long a connection was idle. Where that matters, a new one is made.
        let connections = request.maxIdle == nil ? self.connections : Connections(bodyLimit: bodyLimit)
        // URLSession's own timeout does not fire on Linux and counts from the last byte elsewhere (decision 0003).
        return try await withThrowingTaskGroup(of: TransportResponse.self) { group in
            group.addTask { try await connections.transfer(URLRequest(request)) }
            group.addTask {
                try await Task.sleep(for: request.timeout)
                throw TransportFailure(maybeSent: true, timedOut: true, message: "no complete answer in time")
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }
}

extension URLRequest {
    fileprivate init(_ request: TransportRequest) {
        // Later than the limit that is kept here, so that it never decides.
        self.init(url: request.url, timeoutInterval: request.timeout / .seconds(1) + 60)
        httpMethod = request.method
        httpBody = request.body
        httpShouldHandleCookies = false
        for (name, value) in request.headers { setValue(value, forHTTPHeaderField: name) }
    }
}

/// One URLSession and the transfers on it.
private final class Connections: Sendable {
    private let session: URLSession
    private let reports: AsyncStream<Report>.Continuation
    private let transfers: Transfers

    init(bodyLimit: Int) {
        let (stream, reports) = AsyncStream.makeStream(of: Report.self)
        let transfers = Transfers(bodyLimit: bodyLimit)
        self.reports = reports
        self.transfers = transfers
        session = URLSession(
            configuration: .withoutMemory, delegate: Reporter(reports: reports), delegateQueue: nil)
        Task { for await report in stream { await transfers.take(report) } }
    }

    deinit {
        session.invalidateAndCancel()
        reports.finish()
    }

    func transfer(_ request: URLRequest) async throws -> TransportResponse {
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await transfers.run(task)
        } onCancel: {
            task.cancel()
        }
    }
}

extension URLSessionConfiguration {
    fileprivate static var withoutMemory: URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        return configuration
    }
}

/// What URLSession says of a task.
private struct Report: Sendable {
    enum News: Sendable {
        case body(Data)
        case end((any Error)?)
    }

    let task: URLSessionTask
    let news: News
}

/// Passes on what URLSession says, in its order, and holds nothing itself: so it needs no lock.
private final class Reporter: NSObject, URLSessionDataDelegate, Sendable {
    private let reports: AsyncStream<Report>.Continuation

    init(reports: AsyncStream<Report>.Continuation) { self.reports = reports }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // Then the redirect itself is the answer.
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        reports.yield(Report(task: dataTask, news: .body(data)))
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        reports.yield(Report(task: task, news: .end(error)))
    }
}

/// The transfers under way.
private actor Transfers {
    private struct Transfer {
        let continuation: CheckedContinuation<TransportResponse, any Error>
        var body = Data()
    }

    private var open: [ObjectIdentifier: Transfer] = [:]
    private let bodyLimit: Int

    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    func run(_ task: URLSessionTask) async throws -> TransportResponse {
        try await withCheckedThrowingContinuation { continuation in
            open[ObjectIdentifier(task)] = Transfer(continuation: continuation)
            task.resume()
        }
    }

    func take(_ report: Report) {
        switch report.news {
        case .body(let data): append(data, to: report.task)
        case .end(let error): end(report.task, error)
        }
    }

    /// A body beyond the limit is cut one byte after it: core then refuses it as too large, with its status.
    private func append(_ data: Data, to task: URLSessionTask) {
        let id = ObjectIdentifier(task)
        guard var transfer = open[id] else { return }
        transfer.body.append(data.prefix(bodyLimit + 1 - transfer.body.count))
        open[id] = transfer
        if transfer.body.count > bodyLimit {
            end(task, nil)
            task.cancel()
        }
    }

    private func end(_ task: URLSessionTask, _ error: (any Error)?) {
        guard let transfer = open.removeValue(forKey: ObjectIdentifier(task)) else { return }
        transfer.continuation.resume(with: Result { try response(of: task, transfer.body, error) })
    }

    private func response(of task: URLSessionTask, _ body: Data, _ error: (any Error)?) throws -> TransportResponse {
        if let error { throw TransportFailure.failure(of: error) }
        guard let response = task.response as? HTTPURLResponse else {
            throw TransportFailure(maybeSent: true, message: "the answer is no HTTP")
        }
        var headers: [String: String] = [:]
        for case (let name as String, let value as String) in response.allHeaderFields { headers[name] = value }
        return TransportResponse(status: response.statusCode, headers: headers, body: body)
    }
}

extension TransportFailure {
    /// What an error of `URLSession` says of the request; a cancellation is one.
    static func failure(of error: any Error) -> any Error {
        guard let error = error as? URLError else {
            return TransportFailure(maybeSent: true, message: error.localizedDescription)
        }
        // Not `code`: on Linux it ends the program for a number that it has no name for.
        let code = error.errorCode
        if code == URLError.Code.cancelled.rawValue { return CancellationError() }
        return TransportFailure(
            maybeSent: !beforeSending.contains(code), timedOut: code == URLError.Code.timedOut.rawValue,
            message: error.localizedDescription)
    }

    /// What goes wrong before the first byte of a request. Where that is not certain, it is not here.
    private static let beforeSending: Set<Int> = [
        URLError.Code.cannotFindHost.rawValue, URLError.Code.cannotConnectToHost.rawValue,
        URLError.Code.dnsLookupFailed.rawValue, URLError.Code.notConnectedToInternet.rawValue,
        URLError.Code.secureConnectionFailed.rawValue,
    ]
}
