extension Peeker {
    /// Asks what is not known of an order, and gives what was learnt with the report on it.
    func preflight(
        _ order: NewOrder, _ known: Validate.Known, _ options: CallOptions
    ) async throws -> (OrderReport, PreflightMachine) {
        let (order, known, options) = (try jsonText(order), try jsonText(known), try jsonText(options))
        let machine = try crossing { try PreflightMachine(order: order, known: known, options: options) }
        while true {
            switch try crossing({ try machine.step() }) {
            case .ended(let report): return (report, machine)
            case .ask:
                let call = try await drive { try machine.ask(session: $0, at: $1) }
                try crossing { try machine.answered(call: call) }
            }
        }
    }

    /// Places an order, checked against what is known of it.
    func create(
        _ order: NewOrder, _ known: Validate.Known?, _ isPreflighted: Bool, _ options: CallOptions
    ) async throws -> Order {
        var options = OrderOptions(call: options)
        if let known { options.known = try JSONValue(fromText: jsonText(known)) }
        if isPreflighted {
            let (_, machine) = try await preflight(order, known ?? Validate.Known(), options.call)
            options.known = try JSONValue(fromText: crossing { try machine.known() })
        }
        return try await call(.ordersCreate, order, options)
    }
}

/// The options of a call, and what its order is checked against.
private struct OrderOptions: Encodable {
    let call: CallOptions
    var known: JSONValue?

    func encode(to encoder: any Encoder) throws {
        try call.encode(to: encoder)
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(known, forKey: "known")
    }
}
