import Foundation

/// What all calls of a client have in common.
public struct ClientOptions: Sendable {
    /// `.test` or `.live`: refuses a key of the other kind.
    public var expect: PeekerEnvironment?
    /// Hosts that a live key may be sent to although only the environment names them.
    public var allowHosts: [String] = []
    /// Headers of every request.
    public var headers: [String: Secret] = [:]
    /// For one attempt; 30 seconds. `URLSession` has no time limit for connecting alone.
    public var timeout: Duration?
    /// For all attempts and waits together; 90 seconds.
    public var deadline: Duration?
    /// Retries after failures; 2. With 0 nothing is retried, not even after a 429.
    public var maxRetries: Int?
    /// The program that uses the package, for the `User-Agent`: `acme-portal/2.1`.
    public var appInfo: String?

    /// The defaults.
    public init() {}
}

/// What one call sets differently from its client.
public struct CallOptions: Sendable {
    /// For one attempt.
    public var timeout: Duration?
    /// For all attempts and waits together.
    public var deadline: Duration?
    /// Retries after failures; 0 turns off waiting after a 429 too.
    public var maxRetries: Int?
    /// Headers besides the client's own; the same name replaces.
    public var headers: [String: Secret] = [:]
    /// Fields that this version does not know, for a write.
    public var extraBody: [String: JSONValue] = [:]
    /// Filters that this version does not know.
    public var extraQuery: [String: JSONValue] = [:]

    /// What the client has.
    public init() {}
}

extension CallOptions: Encodable {
    /// As core reads them.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(timeout?.millis, forKey: "timeout")
        try fields.encodeIfPresent(deadline?.millis, forKey: "deadline")
        try fields.encodeIfPresent(maxRetries, forKey: "max_retries")
        try fields.encode(headers: headers)
        try fields.encode(extraBody, forKey: "extra_body")
        try fields.encode(extraQuery, forKey: "extra_query")
    }
}

/// A client's settings as core reads them.
struct ClientSettings: Encodable {
    let apiKey: Secret?
    let baseURL: String?
    let options: ClientOptions

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(apiKey, forKey: "api_key")
        try fields.encodeIfPresent(baseURL, forKey: "base_url")
        try fields.encodeIfPresent(options.expect.map { $0 == .test ? "sandbox" : $0.rawValue }, forKey: "expect")
        try fields.encode(options.allowHosts, forKey: "allow_hosts")
        try fields.encode(headers: options.headers)
        try fields.encodeIfPresent(options.timeout?.millis, forKey: "timeout")
        try fields.encodeIfPresent(options.deadline?.millis, forKey: "deadline")
        try fields.encodeIfPresent(options.maxRetries, forKey: "max_retries")
        try fields.encodeIfPresent(options.appInfo, forKey: "app_info")
        try fields.encode(Host.language, forKey: "language")
        try fields.encode(Host.system, forKey: "os")
    }
}

extension KeyedEncodingContainer<FieldName> {
    fileprivate mutating func encode(headers: [String: Secret]) throws {
        let pairs = headers.sorted { $0.key < $1.key }.map { [Secret($0.key), $0.value] }
        try encode(pairs, forKey: "headers")
    }
}

/// What the `User-Agent` says of the program's surroundings.
enum Host {
    #if swift(>=6.2)
        static let language = "swift 6.2"
    #elseif swift(>=6.1)
        static let language = "swift 6.1"
    #else
        static let language = "swift 6.0"
    #endif

    #if os(iOS)
        private static let name = "iOS"
    #elseif os(macOS)
        private static let name = "macOS"
    #elseif os(Linux)
        private static let name = "Linux"
    #else
        private static let name = "other"
    #endif

    static var system: String {
        let version = ProcessInfo.processInfo.operatingSystemVersion
        return "\(name) \(version.majorVersion).\(version.minorVersion).\(version.patchVersion)"
    }
}
