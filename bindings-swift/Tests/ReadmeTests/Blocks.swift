// The README's Swift, between `README` and `END`, in its order. Change both.
import Foundation
import PeekerPartner

struct SignedOut: Error {}

/// What an app has.
struct Session: Sendable {
    func token() async throws -> String { throw SignedOut() }
}

func inAnApp(session: Session) throws {
    // README
    let peeker = try Peeker(baseURL: "https://app.acme.com/peeker") {
        ["authorization": "Bearer \(try await session.token())"]
    }
    // END
    print(peeker)
}

#if canImport(Security)
    // README
    import Security

    func storedToken() throws -> String {
        let query: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: "com.acme.app", kSecAttrAccount: "session",
            kSecReturnData: true,
        ]
        var found: CFTypeRef?
        guard SecItemCopyMatching(query as CFDictionary, &found) == errSecSuccess, let data = found as? Data else {
            throw SignedOut()
        }
        return String(decoding: data, as: UTF8.self)
    }
    // END

    func inAnAppOfApple() throws { print(try storedToken().isEmpty) }
#endif

func quickstart() async throws {
    // README
    let peeker = try Peeker()  // PEEKER_API_KEY=pk_test_…, or Peeker(apiKey: "pk_test_…")

    // What people paste is fine. A subdomain would be refused here, before anything is sent.
    let job = try await peeker.imports.create([" https://Acme-Mail.com/ ", "team-acme.com"])
    for group in job.nameserverGroups {
        print("\(group.domains): set \(group.nameserverOne) and \(group.nameserverTwo)")
    }

    let bundle = try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1_000)
    let draft = NewOrder(
        user: "alex@acme.com", bundleID: bundle.id,
        sequencer: .smartlead(clientID: 366_903, loginEmail: "peeker@acme.com", loginPassword: "its-password"),
        domains: ["acme-mail.com", "team-acme.com"],
        personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
    let order = try await peeker.orders.create(draft, preflight: true)
    print(order.id, order.status, order.costs.total.formatted())
    // END
}

func beforeAnythingIsSent() {
    // README
    do {
        print(try Validate.domain(" HTTPS://Acme-Mail.com/pricing ").domain)  // acme-mail.com
        _ = try Validate.domain("mail.acme.com")
    } catch let error as PeekerError {
        for violation in error.violations { print(violation.code, violation.suggestion ?? "") }
        // not_root_domain acme.com
    } catch {
        print(error)
    }
    // END
}

func waiting(peeker: Peeker, order: Order) async throws {
    // README
    for try await update in peeker.orders.watch(order.id) {
        switch update {
        case .progress(let progress): print(progress.status ?? "unknown")
        case .result(let order) where order.status == .actionRequired:
            for try await action in peeker.orders.pendingActions(orderID: order.id) { print(action) }
        case .result(let order): print("ended as \(order.status)")
        }
    }
    // END
}

func lists(peeker: Peeker) async throws {
    // README
    for try await order in peeker.orders.list(status: .inProgress) { print(order.id) }

    let domains = try await peeker.domains.list(category: .connected).all()
    for try await page in peeker.orders.list(perPage: 100).pages { print(page.data.count, "of", domains.count) }
    // END
}

func errors(peeker: Peeker, draft: NewOrder) async throws {
    // README
    do {
        let (order, meta) = try await peeker.withMeta { try await $0.orders.create(draft) }
        print(order.id, meta.requestID ?? "", meta.probablyOriginal)
    } catch let error as PeekerError {
        switch error.kind {
        case .validation: for violation in error.violations { print(violation.path, violation.message) }
        case .outcomeUnknown: print("perhaps done; the same again is safe:", error.isReplaySafe ?? false)
        default: print(error, error.advice ?? "")
        }
    }
    // END
}

// README
/// One delivery: its raw body and headers to the HTTP status to answer with.
struct PeekerWebhook: Sendable {
    let verifier: Webhooks.Verifier
    let deduplicator: Webhooks.Deduplicator

    /// Secrets have labels of your own: live, sandbox, old, new.
    init(secrets: [String: Secret], store: any Webhooks.DeduplicatorStore) throws {
        var options = Webhooks.Options()
        options.tolerance = .seconds(86_400)  // retries come for 24 hours, and the store tells what came before
        verifier = try Webhooks.Verifier(secrets: secrets, options: options)
        deduplicator = try Webhooks.Deduplicator(store)
    }

    func answer(body: some Sequence<UInt8>, headers: Webhooks.Headers) async -> Int {
        do {
            let event = try verifier.verify(body: body, headers: headers).event
            return try await deduplicator.handle(event) { try await handle($0) }  // 200, or 503 meanwhile
        } catch let error as PeekerError where error.kind == .webhook {
            return 400
        } catch {
            return 500  // Peeker delivers it again
        }
    }

    private func handle(_ event: Event) async throws {
        switch event {
        case .orderCompleted(_, _, let order, _): print(order.id, "is live")
        case .unknown(_, let type, _, _, _): print(type, "is newer than this package")
        default: print(event.id, event.type)
        }
    }
}
// END

func diagnosis(body: Data, headers: [String: String], secrets: [String: Secret]) throws {
    // README
    for finding in try Webhooks.diagnose(body: body, headers: headers, secrets: secrets).findings {
        print(finding.code, finding.message)  // recipe: the signature fits with signed_content = "body"
    }
    // END
}

func testing() async throws {
    // README
    let transport = MemoryTransport { request in
        request.path.hasSuffix("/orders/ord_1/cancel")
            ? .json(#"{"data":{"id":"ord_1","status":"cancel_scheduled"}}"#)
            : .json(#"{"error":{"code":"not_found","message":"No such order."}}"#, status: 404)
    }
    let peeker = try Peeker(
        apiKey: "pk_test_x", baseURL: "https://api.peeker.ai/partner/v1",
        options: ClientOptions(maxRetries: 0), transport: transport)
    let cancelled = try await peeker.orders.cancel("ord_1")
    print(cancelled.status, await transport.requests.map(\.path))
    // END
}
