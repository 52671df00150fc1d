import Foundation
import Testing

@testable import PeekerPartner

/// A unique text in each place for a secret, and a search of everything that can be printed.
@Suite struct SecretTests {
    private let canaries = ["canary-key", "canary-password", "canary-header", "canary-field", "canary-webhook"]

    private func expectHidden(_ value: Any, _ comment: Comment) {
        var dumped = ""
        dump(value, to: &dumped)
        var mirrored = ""
        reflect(value, into: &mirrored)
        for text in [String(describing: value), String(reflecting: value), "\(value)", dumped, mirrored] {
            #expect(!canaries.contains { text.contains($0) }, comment)
        }
    }

    private func reflect(_ value: Any, into text: inout String) {
        for child in Mirror(reflecting: value).children {
            text += "\(child.label ?? ""): \(child.value)\n"
            reflect(child.value, into: &text)
        }
    }

    @Test func inputsAndOptionsShowNone() throws {
        var order = NewOrder.sample
        order.sequencer.other = ["token": ["deep": "canary-field"]]
        var client = ClientOptions()
        client.headers = ["x-tenant": "canary-header"]
        var call = CallOptions()
        call.headers = ["x-tenant": "canary-header"]
        expectHidden(order, "order")
        expectHidden(order.sequencer, "sequencer")
        expectHidden([Secret("canary-password"): Secret("canary-key")], "secrets")
        expectHidden(client, "client options")
        expectHidden(call, "call options")
        for value in [order, call] as [any Encodable] {
            let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
            #expect(json.contains("[redacted]") && !canaries.contains { json.contains($0) })
        }
    }

    @Test func clientsRequestsAndErrorsShowNone() async throws {
        let echo = """
            {"error":{"code":"invalid_request","message":"no pk_test_canary-key, canary-password, canary-header",\
            "details":{"echo":["canary-password"]}}}
            """
        let (_, memory, clock) = try Peeker.inMemory([.status(400, echo)])
        let peeker = try Peeker(
            settingsJSON: #"{"api_key":"pk_test_canary-key","headers":[["x-tenant","canary-header"]]}"#,
            variables: [:], transport: memory, clock: clock)
        let error = try await thrown(as: PeekerError.self) { try await peeker.orders.create(.sample) }
        expectHidden(peeker, "client")
        expectHidden(error, "error")
        expectHidden(error.localizedDescription, "localized description")
        let request = try #require(await memory.requests.first)
        #expect(request.headers["authorization"] == "Bearer pk_test_canary-key")
        expectHidden(request, "request")
        #expect("\(peeker)" == "Peeker(test, https://api.peeker.ai/partner/v1)")
        #expect("\(request)" == "POST /partner/v1/orders")
    }

    @Test func wrongSettingsAndSecretsShowNone() async throws {
        for key in ["pk_test_canary-key \n", "canary-key"] {
            let error = try await thrown(as: PeekerError.self) { try Peeker(apiKey: key) }
            expectHidden(error, "key")
        }
        let error = try await thrown(as: PeekerError.self) {
            try Webhooks.verify(body: Data(), headers: [:], secrets: ["live": " canary-webhook"])
        }
        expectHidden(error, "webhook")
    }
}
