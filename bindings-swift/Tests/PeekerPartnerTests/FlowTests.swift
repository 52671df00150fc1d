import Foundation
// Not @testable: this is what a server sees.
import PeekerPartner
import Testing

/// The whole flow against the sandbox, over `URLSession`.
@Suite(.timeLimit(.minutes(5))) struct FlowTests {
    private let sequencer = Sequencer.smartlead(
        clientID: 366_903, loginEmail: "peeker@yourcompany.com", loginPassword: "a-dedicated-login")
    private let quickly = WaitOptions(timeout: .seconds(250), poll: .milliseconds(20))

    @Test func importedDomainsBecomeAnOrderThatIsCompleted() async throws {
        let sandbox = try SandboxServer(["--speed", "100"])
        let peeker = try sandbox.peeker()
        #expect(try await peeker.me().apiKey.environment == peeker.environment)

        let job = try await peeker.imports.create([" HTTPS://Acme-Mail.com/ ", "team-acme.com"])
        #expect(job.nameserverGroups.flatMap(\.domains).sorted() == ["acme-mail.com", "team-acme.com"])
        #expect(try await peeker.imports.wait(job.id, options: quickly).completedCount == 2)
        #expect(try await peeker.imports.lookup(["acme-mail.com", "team-acme.com"]).jobs.first?.id == job.id)

        let bundle = try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1_000)
        let required = try #require(bundle.requiredDomains)
        let draft = NewOrder(
            user: "alex@acme.com", bundleID: bundle.id, sequencer: sequencer,
            domains: ["acme-mail.com", OrderDomain("team-acme.com", forwardingURL: "https://acme.com")],
            personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
        #expect(required.total == 2)
        let report = try await peeker.orders.preflight(draft)
        #expect(report.ok && report.violations.isEmpty, "\(report)")

        let (order, meta) = try await peeker.withMeta { try await $0.orders.create(draft, preflight: true) }
        #expect(meta.attempts.count == 1 && meta.requestID != nil && !meta.probablyOriginal)
        #expect(order.costs.total.currency == "usd" && order.costs.total.cents > 0)
        var seen: [String] = []
        var ended: Order?
        for try await update in peeker.orders.watch(order.id, options: quickly) {
            switch update {
            case .progress(let progress): seen.append(progress.status ?? "")
            case .result(let order): ended = order
            }
        }
        #expect(ended?.status == .completed && seen.last == "completed")
        let again = try await peeker.withMeta { try await $0.orders.create(draft) }
        #expect(again.data.id == order.id && again.meta.probablyOriginal && !again.meta.warnings.isEmpty)

        let swap = try await peeker.swaps.create(
            domainID: domainID(of: order, peeker), replacement: "fresh-acme.com")
        #expect(try await peeker.swaps.wait(swap.id, options: quickly).status == .completed)
        let cancelled = try await peeker.orders.cancel(order.id)
        #expect(cancelled.status == .cancelScheduled)
    }

    private func domainID(of order: Order, _ peeker: Peeker) async throws -> String {
        let domains = try await peeker.domains.list(category: .connected).all()
        return try #require(domains.first { $0.orderID == order.id }?.id)
    }

    @Test func customersAndBundlesAreKeptAndListedPageByPage() async throws {
        let peeker = try SandboxServer().peeker()
        for number in 1...7 {
            _ = try await peeker.bundles.create(name: "Bundle \(number)", monthlySendingVolume: 1_000 * number)
        }
        var sizes: [Int] = []
        for try await page in peeker.bundles.list(perPage: 3).pages { sizes.append(page.data.count) }
        #expect(sizes == [3, 3, 1])
        let bundles = try await peeker.bundles.list(perPage: 2).all()
        #expect(Set(bundles.map(\.name)).count == 7)

        let bundle = try #require(bundles.first)
        let split = try await peeker.bundles.update(bundle.id, googlePercent: 70, microsoftPercent: 30)
        #expect(split.googlePercent == 70 && split.microsoftPercent == 30)
        let back = try await peeker.bundles.update(bundle.id, googlePercent: .null, microsoftPercent: .null)
        #expect(back.googlePercent == nil && back.effective != nil && back.name == bundle.name)
        #expect(try await peeker.bundles.delete(bundle.id).id == bundle.id)

        let user = try await peeker.users.create(email: "alex@acme.com", sequencer: sequencer, firstName: "Alex")
        #expect(try await peeker.users.update(user.id, lastName: "Rivera").lastName == "Rivera")
        #expect(try await peeker.users.list(email: "alex@acme.com").all().map(\.id) == [user.id])
        _ = try await peeker.users.delete(user.id)
    }

    @Test func longInputsAreCutAndGathered() async throws {
        let peeker = try SandboxServer(["--speed", "100"]).peeker()
        let names = (0..<120).map { "acme-\($0).com" }
        let availability = try await peeker.domains.checkAvailability(names)
        #expect(availability.isComplete && availability.items.map(\.domains.count) == [50, 50, 20])
        #expect(availability.rows.map(\.domain) == names)
        #expect(availability.rows.first?.price?.formatted(locale: Locale(identifier: "en_US")) == "$13.00")

        let imports = try await peeker.imports.createMany(Array(names.prefix(30)))
        for job in try imports.results() { _ = try await peeker.imports.wait(job.id, options: quickly) }
        let forwarding = try await peeker.forwarding.set(Array(names.prefix(30)), to: "https://acme.com")
        #expect(forwarding.items.map(\.domains.count) == [25, 5])
        let job = try #require(forwarding.outputs.last)
        #expect(try await peeker.forwarding.wait(job.id, options: quickly).completedCount == 5)
    }

    @Test func aRequestByItsPathGivesTheWholeBody() async throws {
        let peeker = try SandboxServer().peeker()
        let body = try await peeker.request(.get, "/me")
        #expect(body["data"]?["api_key"]?["environment"] == "test")
        let bundle = try await peeker.request(
            .post, "/bundles", body: ["name": "Starter", "monthly_sending_volume": 1000])
        guard case .string(let id)? = bundle["data"]?["id"] else {
            Issue.record("\(bundle)")
            return
        }
        #expect(try await peeker.bundles.retrieve(id).name == "Starter")
    }
}
