import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Answers on loopback, one request per connection.
final class LocalServer: Sendable {
    /// What was received, in order.
    let requests: AsyncStream<String>
    private let port: UInt16
    private let listener: Int32

    var url: String { "http://127.0.0.1:\(port)" }

    /// `answer` gets the request's text; without an answer the connection stays open and silent.
    init(_ answer: @escaping @Sendable (String) -> String?) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard listens else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let (requests, received) = AsyncStream.makeStream(of: String.self)
        self.requests = requests
        Thread.detachNewThread {
            while case let peer = accept(listener, nil, nil), peer >= 0 {
                let request = Self.read(from: peer)
                received.yield(request)
                guard let reply = answer(request) else { continue }
                _ = reply.utf8CString.withUnsafeBytes { send(peer, $0.baseAddress, reply.utf8.count, 0) }
                close(peer)
            }
            close(listener)
            received.finish()
        }
    }

    /// Ends the server, once, and gives everything that was received. Without it the server ends with the process.
    func stopped() async -> [String] {
        // Only its own thread closes the socket: the number would be another server's before the thread notices.
        shutdown(listener, Int32(SHUT_RDWR))
        return await requests.reduce(into: []) { $0.append($1) }
    }

    private static func read(from peer: Int32) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65536)
        while !isComplete(text) {
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        return text
    }

    private static func isComplete(_ request: String) -> Bool {
        guard let end = request.range(of: "\r\n\r\n") else { return false }
        let length = request.lowercased().firstRange(of: /content-length: [0-9]+/)
        let announced = length.flatMap { Int(request[$0].dropFirst("content-length: ".count)) } ?? 0
        return request[end.upperBound...].utf8.count >= announced
    }

    static func http(_ status: String, _ headers: [String: String] = [:], _ body: String = "") -> String {
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }
}
