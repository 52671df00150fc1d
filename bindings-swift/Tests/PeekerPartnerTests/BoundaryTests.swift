import Foundation
import Testing

@testable import PeekerPartner

@Suite struct BoundaryTests {
    @Test func everyEndpointIsOneOfCores() throws {
        let session = try Session(options: #"{"api_key":"pk_test_1"}"#, env: [:])
        for endpoint in Endpoint.allCases {
            let input = try Vectors.input(of: endpoint.rawValue).description
            _ = try session.begin(
                operation: endpoint.rawValue, input: input, options: "{}", at: .start)
        }
        #expect(Endpoint.allCases.count == 29)
    }

    @Test func anUnknownOperationIsAFaultOfTheProgram() async throws {
        let session = try Session(options: #"{"api_key":"pk_test_1"}"#, env: [:])
        let error = try await thrown(as: PeekerError.self) {
            try crossing {
                try session.begin(operation: "no.such", input: "{}", options: "{}", at: .start)
            }
        }
        #expect(error.kind == .internal)
    }

    @Test func aCallGivenUpSaysWhetherItMayHaveBeenDone() throws {
        let session = try Session(options: #"{"api_key":"pk_test_1"}"#, env: [:])
        let input = try Vectors.input(of: "bundles.create").description
        let begin = {
            try session.begin(operation: "bundles.create", input: input, options: "{}", at: .start)
        }
        #expect(try begin().interrupted(nowMs: 5).maybeDone == false)
        let machine = try begin()
        guard case .send = try machine.step(nowMs: 0) else {
            Issue.record("a call begins by sending")
            return
        }
        #expect(try machine.interrupted(nowMs: 5).maybeDone == true)
    }

    @Test func jsonSurvivesTheBoundary() throws {
        let value: JSONValue = ["a": [1, 2.5, true, .null, "å/\"\n"], "b": ["c": [:]], "n": 9_007_199_254_740_993]
        #expect(try JSONValue(fromText: value.description) == value)
        #expect(JSONValue.text(of: [:]).isEmpty)
        #expect(try JSONValue.object(fromText: "").isEmpty)
        #expect(value["b"]?["c"] == [:] && value["a"]?["x"] == nil)
    }

    @Test func openEnumsAreTheirText() throws {
        #expect(OrderStatus.inProgress.rawValue == "in_progress" && OrderStatus.known.contains(.inProgress))
        let unknown = try JSONDecoder().decode([OrderStatus].self, from: Data(#"["paused"]"#.utf8))
        #expect(unknown.first?.isKnown == false && "\(unknown)" == "[paused]")
        #expect(String(decoding: try JSONEncoder().encode(unknown), as: UTF8.self) == #"["paused"]"#)
    }

    @Test func timestampsKeepTheirText() {
        let time = Timestamp(rawValue: "2026-05-08T14:00:00.001+02:00")
        #expect(time.date == Date(timeIntervalSince1970: 1_778_241_600.001))
        #expect(Timestamp(rawValue: "yesterday").date == nil && Timestamp(rawValue: "").date == nil)
    }

    @Test func timesCrossAsMillisecondsHoweverLongTheyAre() {
        let most = UInt64(Int64.max)
        let millis: [(Duration, UInt64)] = [
            (.seconds(90), 90_000), (.microseconds(1_500), 1), (.zero, 0), (.seconds(-1), 0),
            (.seconds(Int64.max), most), (.seconds(Int64.min), 0),
            (Duration(secondsComponent: 18_446_744_073_709_551, attosecondsComponent: 999_000_000_000_000_000), most),
        ]
        for (duration, expected) in millis { #expect(duration.millis == expected) }
        #expect(Duration.millis(.max) == .milliseconds(Int64.max))
        #expect(Date(timeIntervalSince1970: 1.2345).unixMillis == 1234)
        #expect(Date(timeIntervalSince1970: .infinity).unixMillis == .max)
        #expect(Date(timeIntervalSince1970: -.infinity).unixMillis == .min)
    }
}
