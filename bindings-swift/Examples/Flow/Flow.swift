import Foundation
import PeekerPartner

/// Imports two domains of one's own and orders inboxes on them, in the sandbox:
///
///     swift run peeker-flow                                     # with PEEKER_API_KEY and PEEKER_BASE_URL
///     swift run peeker-flow http://127.0.0.1:4010/partner/v1    # at another address
///
/// It takes a sandbox key alone: with one of the other kind it would spend money.
@main
struct Flow {
    static func main() async {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            guard arguments.count <= 1 else {
                say("usage: peeker-flow [base URL]; the key is in PEEKER_API_KEY", to: .standardError)
                exit(2)
            }
            let peeker = try Peeker(baseURL: arguments.first, options: ClientOptions(expect: .test))
            try await Flow(peeker: peeker).run()
        } catch {
            say("peeker-flow: \(explained(error))", to: .standardError)
            exit(1)
        }
    }

    let peeker: Peeker

    func run() async throws {
        let me = try await peeker.me()
        say("\(me.partner.name), with a key for \(me.apiKey.environment)")
        let domains = ["acme-mail.com", "team-acme.com"]
        try await imported(domains)
        let order = try await placed(domains)
        try await completed(order)
    }

    /// What must be done at the registrar is told by the import, and by it alone.
    private func imported(_ domains: [String]) async throws {
        let job = try await peeker.imports.create(domains)
        for group in job.nameserverGroups {
            let names = group.domains.joined(separator: ", ")
            say("\(names): set the nameservers to \(group.nameserverOne) and \(group.nameserverTwo)")
        }
        let ended = try await peeker.imports.wait(job.id)
        say("import \(ended.id) is \(ended.status): \(ended.completedCount) of \(ended.submittedCount)")
    }

    /// The order is checked with all that the API says of it before it is placed.
    private func placed(_ domains: [String]) async throws -> Order {
        let bundle = try await peeker.bundles.create(name: "Starter", monthlySendingVolume: 1_000)
        let draft = NewOrder(
            user: "alex@acme.com", bundleID: bundle.id,
            sequencer: .smartlead(
                clientID: 366_903, loginEmail: "peeker@acme.com", loginPassword: "a-dedicated-login"),
            domains: domains.map { OrderDomain($0) },
            personas: [NewPersona(firstName: "Alex", lastName: "Rivera")])
        let (order, meta) = try await peeker.withMeta { try await $0.orders.create(draft, preflight: true) }
        let again = meta.probablyOriginal ? ", as before" : ""
        say("order \(order.id) is \(order.status)\(again): \(order.costs.total.formatted())")
        return order
    }

    private func completed(_ order: Order) async throws {
        for try await update in peeker.orders.watch(order.id) {
            switch update {
            case .progress(let progress): say("  \(progress.status ?? progress.error ?? "unknown")")
            case .result(let order): say("order \(order.id) is \(order.status)")
            }
        }
    }
}

/// All that a person needs who reads it in a terminal.
private func explained(_ error: any Error) -> String {
    guard let error = error as? PeekerError else { return "\(error)" }
    let violations = error.violations.map { "\n  \($0.path): \($0.message)" }.joined()
    return error.description + violations + (error.advice.map { "\n  \($0)" } ?? "")
}

private func say(_ line: String, to file: FileHandle = .standardOutput) { file.write(Data("\(line)\n".utf8)) }
