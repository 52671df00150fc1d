import Foundation

@testable import PeekerPartner

// How vectors write answers and errors.

func refused(_ error: PeekerError) -> JSONValue {
    let places = error.violations.map { violation -> JSONValue in
        [
            "path": .string(violation.path), "code": .string(violation.code),
            "suggestion": JSONValue(violation.suggestion),
        ]
    }
    return ["error": .string(error.kind.rawValue), "code": .string(error.code), "violations": .array(places)]
}

func answer(_ scripted: JSONValue) -> Memory.Answer {
    var answer: Memory.Answer
    switch scripted["fail"]?.text {
    case "not_sent": answer = .failure(maybeSent: false)
    case "broken": answer = .failure(maybeSent: true)
    case "timed_out": answer = .failure(maybeSent: true, timedOut: true)
    default:
        let body = scripted["body"].map { $0.text ?? $0.description } ?? ""
        let headers = (scripted["headers"]?.fields ?? [:]).compactMapValues(\.text)
        answer = .status(Int(scripted["status"]?.integer ?? 0), body, headers: headers)
    }
    answer.after = UInt64(scripted["after"]?.integer ?? 100)
    return answer
}
