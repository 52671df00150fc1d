import Foundation
import Testing

@testable import PeekerPartner

/// Calls from end to end: over loopback where bytes matter, in memory elsewhere.
@Suite(.timeLimit(.minutes(5))) struct CallTests {
    private let meBody = """
        {"data":{"api_key":{"environment":"test","permission_preset":"billing"},\
        "partner":{"id":"org_1","name":"Acme","country":"SE"}}}
        """

    @Test func meGoesOverTheWireAndBack() async throws {
        let body = meBody
        let server = try LocalServer { _ in LocalServer.http("200 OK", ["Peeker-Request-Id": "req_1"], body) }
        var options = ClientOptions()
        options.appInfo = "acme-portal/2.1"
        let peeker = try Peeker(apiKey: "pk_test_abc", baseURL: server.url + "/partner/v1", options: options)
        let me = try await peeker.me()
        #expect(me.partner.name == "Acme")
        #expect(peeker.environment == .test && peeker.baseURL == server.url + "/partner/v1")
        let request = try #require(await server.stopped().first)
        #expect(request.hasPrefix("GET /partner/v1/me HTTP/1.1\r\n"))
        #expect(request.contains("Bearer pk_test_abc\r\n"))
        let userAgent = /peeker-partner\/[0-9.]+ \(swift 6\.[0-9]; [a-zA-Z]+ [0-9.]+\) acme-portal\/2\.1\r\n/
        #expect(request.contains(userAgent))
    }

    @Test func aValueThatIsNewerThanThePackageKeepsItsText() async throws {
        let (peeker, _, _) = try Peeker.inMemory([.status(200, meBody)])
        let me = try await peeker.me()
        #expect(me.apiKey.permissionPreset.rawValue == "billing")
        #expect(!me.apiKey.permissionPreset.isKnown && me.apiKey.environment.isKnown)
        #expect(me.apiKey.environment == .test)
    }

    @Test func aFieldThatIsNewerThanThePackageIsKept() async throws {
        let (peeker, _, _) = try Peeker.inMemory([.status(200, meBody)])
        let me = try await peeker.me()
        #expect(me.partner.extra == ["country": "SE"] && me.extra.isEmpty)
        let again = try JSONDecoder().decode(Me.self, from: JSONEncoder().encode(me))
        #expect(again == me)
    }

    @Test func anErrorHasItsFields() async throws {
        let body = """
            {"error":{"code":"domain_count_mismatch","message":"Needs 4 domains.","field":"domains",\
            "details":{"required_count":4,"provided_count":3}}}
            """
        let (peeker, memory, _) = try Peeker.inMemory([.status(400, body, headers: ["peeker-request-id": "req_7"])])
        let error = try await thrown(as: PeekerError.self) { try await peeker.orders.create(.sample) }
        #expect(error.kind == .badRequest && error.code == "domain_count_mismatch" && error.status == 400)
        #expect(error.field == "domains" && error.details?["required_count"] == 4 && error.requestID == "req_7")
        #expect(error.operation == "orders.create" && !error.isRetryable && error.cause == nil)
        #expect(error.attempts.map(\.outcome) == ["domain_count_mismatch"])
        let line = "orders.create: Needs 4 domains. [domain_count_mismatch, HTTP 400, req_7]"
        #expect(error.localizedDescription == "Needs 4 domains." && "\(error)" == line)
        #expect(error.recoverySuggestion != nil)
        #expect(await memory.left.isEmpty)
    }

    @Test func anInputIsRefusedBeforeItIsSentWithAllThatIsWrong() async throws {
        let (peeker, memory, _) = try Peeker.inMemory([])
        var order = NewOrder.sample
        order.domains = ["mail.acme-mail.com"]
        order.personas = []
        let error = try await thrown(as: PeekerError.self) { try await peeker.orders.create(order) }
        #expect(error.kind == .validation)
        #expect(error.violations.map(\.path) == ["domains[0]", "personas"])
        #expect(error.violations.first?.suggestion == "acme-mail.com")
        #expect(error.violations.first?.source == .local)
        #expect(await memory.requests.isEmpty)
    }

    @Test func anOrderIsSentInItsOneForm() async throws {
        let (peeker, memory, _) = try Peeker.inMemory([.status(500), .status(201, #"{"data":{}}"#)])
        let error = try await thrown(as: PeekerError.self) { try await peeker.orders.create(.sample) }
        #expect(error.kind == .unreadableSuccess && error.attempts.map(\.status) == [500, 201])
        let bodies = await memory.requests.map { $0.body.map { String(decoding: $0, as: UTF8.self) } }
        let expected = """
            {"bundle_id":"bun_1","domains":["acme-mail.com",{"domain":"team-acme.com",\
            "forwarding_url":"https://acme.com"}],"personas":[{"first_name":"Alex","last_name":"Rivera",\
            "profile_picture_url":null}],"sequencer":{"client_id":7,"login_email":"a@b.co",\
            "login_password":"canary-password","provider":"smartlead","region":"eu"},"user":"alex@acme.com"}
            """
        #expect(bodies == [expected, expected])
    }

    @Test func retrievingAndImportingAreTyped() async throws {
        let order = """
            {"data":{"id":"ord_1","user_id":"usr_1","email":"a@b.co","status":"completed","domain_count":2,\
            "costs":{"total_cents":900,"currency":"usd"},"created_at":"2026-05-08T12:00:00.250Z"}}
            """
        let job = """
            {"data":{"id":"imp_1","status":"in_progress","submitted_count":1,"created_at":"soon",\
            "nameserver_groups":[{"nameserver_one":"a.ns","nameserver_two":"b.ns","domains":["acme-mail.com"]}]}}
            """
        let (peeker, memory, _) = try Peeker.inMemory([.status(200, order), .status(201, job)])
        let found = try await peeker.orders.retrieve("ord_1")
        #expect(found.status == .completed && found.costs.totalCents == 900)
        #expect(found.createdAt.date == Date(timeIntervalSince1970: 1_778_241_600.25))
        let imported = try await peeker.imports.create(["Acme-Mail.com"])
        #expect(imported.nameserverGroups.first?.nameserverOne == "a.ns")
        #expect(imported.createdAt.date == nil && imported.createdAt.rawValue == "soon")
        let paths = await memory.requests.map(\.description)
        #expect(paths == ["GET /partner/v1/orders/ord_1", "POST /partner/v1/domains/import"])
    }

    @Test func aCallIsRetriedOnTheSchedule() async throws {
        let body = #"{"error":{"code":"rate_limited","details":{"retry_after_seconds":3}}}"#
        let busy = Memory.Answer.status(429, body)
        let (peeker, memory, clock) = try Peeker.inMemory([busy, .failure(maybeSent: true), .status(200, meBody)])
        _ = try await peeker.me()
        let times = await memory.times
        #expect(times.count == 3 && times[0] == 0)
        #expect((3_100...4_100).contains(times[1]) && (times[1] + 100...times[1] + 600).contains(times[2]))
        #expect(await clock.now().millis == times[2] + 100)
    }

    @Test func optionsOfACallReplaceTheClients() async throws {
        let (peeker, memory, _) = try Peeker.inMemory([.status(503)])
        var options = CallOptions()
        options.maxRetries = 0
        options.timeout = .seconds(7)
        options.headers = ["X-Tenant": "acme"]
        await #expect(throws: PeekerError.self) { try await peeker.me(options: options) }
        let request = try #require(await memory.requests.first)
        #expect(request.timeout == .seconds(7) && request.headers["x-tenant"] == "acme")
    }

    @Test func settingsThatAreWrongAreSaidAtOnce() async throws {
        var live = ClientOptions()
        live.expect = .live
        let wrong: [(code: String, key: String, url: String?, options: ClientOptions)] = [
            ("invalid_api_key", "sk_live_1", nil, ClientOptions()),
            ("insecure_base_url", "pk_test_1", "http://example.com", ClientOptions()),
            ("wrong_environment", "pk_test_1", nil, live),
        ]
        for (code, key, url, options) in wrong {
            let error = try await thrown(as: PeekerError.self) {
                try Peeker(apiKey: key, baseURL: url, options: options)
            }
            #expect(error.kind == .configuration && error.code == code)
        }
    }

    @Test func theEnvironmentFillsInWhatIsLeftOut() throws {
        let variables = ["PEEKER_API_KEY": "pk_live_1", "PEEKER_BASE_URL": "https://eu.peeker.ai/v1"]
        let peeker = try Peeker(settingsJSON: "{}", variables: variables, transport: Memory([]))
        #expect(peeker.environment == .live && peeker.baseURL == "https://eu.peeker.ai/v1")
    }
}

extension NewOrder {
    static var sample: NewOrder {
        var sequencer = Sequencer.smartlead(clientID: 7, loginEmail: "a@b.co", loginPassword: "canary-password")
        sequencer.other = ["region": "eu"]
        return NewOrder(
            user: "alex@acme.com", bundleID: "bun_1", sequencer: sequencer,
            domains: ["acme-mail.com", OrderDomain("team-acme.com", forwardingURL: "https://acme.com")],
            personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
    }
}
