import Foundation

/// What all calls of a client have in common. What is left out is as it comes.
public struct ClientOptions: Sendable {
    /// `.test` or `.live`: refuses a key of the other kind.
    public var expect: PeekerEnvironment?
    /// Hosts that a live key may be sent to although only the environment names them.
    public var allowHosts: [String]
    /// Headers of every request.
    public var headers: [String: Secret]
    /// For one attempt; 30 seconds. `URLSession` has no time limit for connecting alone.
    public var timeout: Duration?
    /// For all attempts and waits together; 90 seconds.
    public var deadline: Duration?
    /// Retries after failures; 2. With 0 nothing is retried, not even after a 429.
    public var maxRetries: Int?
    /// The program that uses the package, for the `User-Agent`: `acme-portal/2.1`.
    public var appInfo: String?

    /// Options.
    public init(
        expect: PeekerEnvironment? = nil, allowHosts: [String] = [], headers: [String: Secret] = [:],
        timeout: Duration? = nil, deadline: Duration? = nil, maxRetries: Int? = nil, appInfo: String? = nil
    ) {
        self.expect = expect
        self.allowHosts = allowHosts
        self.headers = headers
        self.timeout = timeout
        self.deadline = deadline
        self.maxRetries = maxRetries
        self.appInfo = appInfo
    }
}

/// What one call sets differently from its client. What is left out is as the client has it.
public struct CallOptions: Sendable {
    /// For one attempt.
    public var timeout: Duration?
    /// For all attempts and waits together.
    public var deadline: Duration?
    /// Retries after failures; 0 turns off waiting after a 429 too.
    public var maxRetries: Int?
    /// Headers besides the client's own; the same name replaces.
    public var headers: [String: Secret]
    /// Fields that this version does not know, for a write. Their texts are treated as secrets.
    public var extraBody: [String: JSONValue]
    /// Filters that this version does not know.
    public var extraQuery: [String: JSONValue]
    /// Whether the input is checked before it is sent. Without it only what cannot be sent at all is refused.
    public var validate: Bool
    /// Codes of inferred rules that you answer for, such as `unknown_suffix`. What is stated by Peeker cannot be waived.
    public var waive: [String]

    /// Options.
    public init(
        timeout: Duration? = nil, deadline: Duration? = nil, maxRetries: Int? = nil, headers: [String: Secret] = [:],
        extraBody: [String: JSONValue] = [:], extraQuery: [String: JSONValue] = [:], validate: Bool = true,
        waive: [String] = []
    ) {
        self.timeout = timeout
        self.deadline = deadline
        self.maxRetries = maxRetries
        self.headers = headers
        self.extraBody = extraBody
        self.extraQuery = extraQuery
        self.validate = validate
        self.waive = waive
    }
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
        try fields.encode(validate, forKey: "validate")
        try fields.encode(waive, forKey: "waive")
    }
}

/// A client's settings as core reads them.
struct ClientSettings: Encodable {
    let apiKey: Secret?
    var isWithoutKey = false
    let baseURL: String?
    let options: ClientOptions

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(apiKey, forKey: "api_key")
        try fields.encode(isWithoutKey, forKey: "without_key")
        try fields.encodeIfPresent(baseURL, forKey: "base_url")
        try fields.encodeIfPresent(options.expect.map { $0 == .test ? "sandbox" : $0.rawValue }, forKey: "expect")
        try fields.encode(options.allowHosts, forKey: "allow_hosts")
        try fields.encode(headers: options.headers)
        try fields.encodeIfPresent(options.timeout?.millis, forKey: "timeout")
        try fields.encodeIfPresent(options.deadline?.millis, forKey: "deadline")
        try fields.encodeIfPresent(options.maxRetries, forKey: "max_retries")
        try fields.encodeIfPresent(options.appInfo, forKey: "app_info")
        try fields.encode(HostSystem.language, forKey: "language")
        try fields.encode(HostSystem.version, forKey: "os")
    }
}

extension KeyedEncodingContainer<FieldName> {
    fileprivate mutating func encode(headers: [String: Secret]) throws {
        let pairs = headers.sorted { $0.key < $1.key }.map { [Secret($0.key), $0.value] }
        try encode(pairs, forKey: "headers")
    }
}
