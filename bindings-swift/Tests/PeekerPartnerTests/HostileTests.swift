import Foundation
import Testing

@testable import PeekerPartner

/// Whatever is passed in and whatever comes back: a result or a typed error, and never the end of the program. What
/// fails here fails alike each time.
@Suite(.timeLimit(.minutes(5))) struct HostileTests {
    @Test func everyMethodTakesWhateverItIsGiven() async throws {
        let inputs = try Vectors.load("requests.json").compactMap { vector -> (String, JSONValue)? in
            guard let name = vector["operation"]?.text, let input = vector["input"], Methods.all[name] != nil else {
                return nil
            }
            return (name, input)
        }
        let bodies = try Vectors.load("responses.json").compactMap { $0["body"]?.description }
        var chance = Chance(20_261_127)
        var (made, sent) = (0, 0)
        var codes: [String: Int] = [:]
        for number in 0..<3_000 {
            let (operation, like) = inputs[number % inputs.count]
            let (answers, options) = (chance.next(), Hostile.options(&chance))
            let input = Hostile.input(like: like, &chance)
            let transport = Answers(seed: answers, bodies: bodies)
            let peeker = try Peeker(
                settingsJSON: #"{"api_key":"pk_test_vectors"}"#, variables: [:], transport: transport,
                clock: VirtualClock(), seed: { answers })
            do {
                made += 1
                guard let method = Methods.all[operation] else { continue }
                _ = try await method(peeker, Arguments(input), options, nil)
            } catch is Arguments.Untyped {
                made -= 1
            } catch let error as PeekerError {
                #expect(error.kind != .internal, "\(operation) \(input): \(error)")
                codes[error.code, default: 0] += 1
                #expect(!error.message.isEmpty && !error.code.isEmpty, "\(operation) \(input): \(error)")
            }
            sent += await transport.count
        }
        #expect(made > 2_000 && sent > 400 && codes.count > 30, "\(made) made, \(sent) sent, \(codes)")
    }

    @Test func everyWaitTakesWhateverItIsGiven() async throws {
        let bodies = try Vectors.load("responses.json").compactMap { $0["body"]?.description }
        var chance = Chance(7)
        for _ in 0..<800 {
            let seed = chance.next()
            let peeker = try Peeker(
                settingsJSON: #"{"api_key":"pk_test_vectors"}"#, variables: [:],
                transport: Answers(seed: seed, bodies: bodies), clock: VirtualClock(), seed: { seed })
            let options = WaitOptions(
                timeout: Hostile.duration(&chance), poll: Hostile.duration(&chance),
                stopsOnAction: chance.happens(in: 2), throwsOnFailure: chance.happens(in: 2),
                call: Hostile.options(&chance))
            let id = chance.happens(in: 2) ? "ord_1" : Hostile.text(&chance)
            do { _ = try await peeker.orders.wait(id, options: options) } catch let error as PeekerError {
                #expect(error.kind != .internal, "\(id): \(error)")
            }
        }
    }

    @Test func everySettingTakesWhateverItIsGiven() throws {
        var chance = Chance(11)
        for _ in 0..<2_000 {
            let options = ClientOptions(
                expect: chance.happens(in: 3) ? PeekerEnvironment(rawValue: Hostile.text(&chance)) : nil,
                allowHosts: [Hostile.text(&chance)],
                headers: chance.happens(in: 2) ? [Hostile.text(&chance): Secret(Hostile.text(&chance))] : [:],
                timeout: Hostile.duration(&chance), deadline: Hostile.duration(&chance),
                maxRetries: Hostile.number(&chance), appInfo: Hostile.text(&chance))
            let key = chance.happens(in: 2) ? "pk_test_x" : Hostile.text(&chance)
            let url = chance.happens(in: 2) ? "https://a.example" : Hostile.text(&chance)
            let transport = MemoryTransport { _ in .json("{}") }
            for make in [
                { try Peeker(apiKey: key, baseURL: url, options: options, transport: transport) },
                { try Peeker(baseURL: url, options: options, transport: transport) { [:] } },
                {
                    try Peeker(apiKey: "pk_test_x", transport: transport).withOptions(
                        options, apiKey: key, baseURL: url)
                },
            ] {
                do { _ = try make().description } catch let error as PeekerError {
                    #expect(error.kind == .configuration, "\(error)")
                }
            }
        }
    }

    @Test func everyModelIsReadFromWhateverThereIs() throws {
        let documents = try Vectors.load("responses.json").compactMap { $0["body"]?["data"] }
        let models: [any Codable.Type] = [
            Me.self, PeekerBundle.self, User.self, Domain.self, Availability.self, Import.self, ImportLookup.self,
            Forwarding.self, Order.self, Cancellation.self, Swap.self, SwapBatch.self, Deletion.self, PageInfo.self,
            Meta.self, WaitProgress.self, OrderReport.self, RootDomain.self, NewOrder.self, Sequencer.self,
        ]
        var chance = Chance(13)
        var read = 0
        for number in 0..<400 {
            let document = documents[number % documents.count]
            let json = chance.happens(in: 5) ? Hostile.json(&chance) : Hostile.input(like: document, &chance)
            var data = Data(json.description.utf8)
            if chance.happens(in: 4) { data = data.prefix(Int(chance.next() % UInt64(max(data.count, 1)))) }
            for model in models {
                do {
                    let value = try JSONDecoder().decode(model, from: data)
                    _ = try JSONEncoder().encode(value)
                    read += 1
                } catch is DecodingError {}
            }
        }
        #expect(read > 400, "\(read)")
    }

    @Test func timestampsMoneyAndJSONTakeAnything() {
        var chance = Chance(17)
        for _ in 0..<2_000 {
            let text = Hostile.text(&chance)
            _ = Timestamp(rawValue: text).date
            _ = Money(cents: Int64(Hostile.number(&chance)), currency: text).formatted(
                locale: Locale(identifier: "sv"))
            let json = Hostile.json(&chance)
            #expect(!json.description.isEmpty && json.hashValue == json.hashValue)
            _ = try? JSONValue(fromText: text)
        }
    }
}

/// Answers by chance.
private actor Answers: Transport {
    private var chance: Chance
    private let bodies: [String]
    private(set) var count = 0

    init(seed: UInt64, bodies: [String]) {
        chance = Chance(seed)
        self.bodies = bodies
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        count += 1
        return try Hostile.answer(&chance, like: bodies).get()
    }
}
