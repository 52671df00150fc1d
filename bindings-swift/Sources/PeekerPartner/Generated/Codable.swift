// Generated from core by scripts/generate.sh; changes made here are lost.

extension Attempt: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .attempt(let value) = try Model("Attempt", from: decoder) else {
            throw DecodingError.anotherModel("Attempt", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.attempt(value: self).encode(to: encoder) }
}

extension AttemptReport: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .attemptReport(let value) = try Model("AttemptReport", from: decoder) else {
            throw DecodingError.anotherModel("AttemptReport", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.attemptReport(value: self).encode(to: encoder) }
}

extension Meta: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .meta(let value) = try Model("Meta", from: decoder) else {
            throw DecodingError.anotherModel("Meta", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.meta(value: self).encode(to: encoder) }
}

extension PeekerBundle: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .bundle(let value) = try Model("Bundle", from: decoder) else {
            throw DecodingError.anotherModel("Bundle", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.bundle(value: self).encode(to: encoder) }
}

extension RequiredDomains: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .requiredDomains(let value) = try Model("RequiredDomains", from: decoder) else {
            throw DecodingError.anotherModel("RequiredDomains", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.requiredDomains(value: self).encode(to: encoder) }
}

extension Split: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .split(let value) = try Model("Split", from: decoder) else {
            throw DecodingError.anotherModel("Split", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.split(value: self).encode(to: encoder) }
}

extension Deletion: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .deletion(let value) = try Model("Deletion", from: decoder) else {
            throw DecodingError.anotherModel("Deletion", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.deletion(value: self).encode(to: encoder) }
}

extension Availability: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .availability(let value) = try Model("Availability", from: decoder) else {
            throw DecodingError.anotherModel("Availability", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.availability(value: self).encode(to: encoder) }
}

extension Domain: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domain(let value) = try Model("Domain", from: decoder) else {
            throw DecodingError.anotherModel("Domain", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domain(value: self).encode(to: encoder) }
}

extension DomainAvailability: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainAvailability(let value) = try Model("DomainAvailability", from: decoder) else {
            throw DecodingError.anotherModel("DomainAvailability", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainAvailability(value: self).encode(to: encoder) }
}

extension DomainRef: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainRef(let value) = try Model("DomainRef", from: decoder) else {
            throw DecodingError.anotherModel("DomainRef", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainRef(value: self).encode(to: encoder) }
}

extension ImportFailure: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .importFailure(let value) = try Model("ImportFailure", from: decoder) else {
            throw DecodingError.anotherModel("ImportFailure", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.importFailure(value: self).encode(to: encoder) }
}

extension Forwarding: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .forwarding(let value) = try Model("Forwarding", from: decoder) else {
            throw DecodingError.anotherModel("Forwarding", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.forwarding(value: self).encode(to: encoder) }
}

extension ForwardingFailure: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .forwardingFailure(let value) = try Model("ForwardingFailure", from: decoder) else {
            throw DecodingError.anotherModel("ForwardingFailure", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.forwardingFailure(value: self).encode(to: encoder) }
}

extension Import: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .import(let value) = try Model("Import", from: decoder) else {
            throw DecodingError.anotherModel("Import", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.import(value: self).encode(to: encoder) }
}

extension NameserverGroup: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .nameserverGroup(let value) = try Model("NameserverGroup", from: decoder) else {
            throw DecodingError.anotherModel("NameserverGroup", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.nameserverGroup(value: self).encode(to: encoder) }
}

extension ImportLookup: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .importLookup(let value) = try Model("ImportLookup", from: decoder) else {
            throw DecodingError.anotherModel("ImportLookup", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.importLookup(value: self).encode(to: encoder) }
}

extension APIKeyInfo: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .apiKeyInfo(let value) = try Model("ApiKeyInfo", from: decoder) else {
            throw DecodingError.anotherModel("ApiKeyInfo", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.apiKeyInfo(value: self).encode(to: encoder) }
}

extension Me: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .me(let value) = try Model("Me", from: decoder) else {
            throw DecodingError.anotherModel("Me", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.me(value: self).encode(to: encoder) }
}

extension Partner: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .partner(let value) = try Model("Partner", from: decoder) else {
            throw DecodingError.anotherModel("Partner", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.partner(value: self).encode(to: encoder) }
}

extension Cancellation: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .cancellation(let value) = try Model("Cancellation", from: decoder) else {
            throw DecodingError.anotherModel("Cancellation", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.cancellation(value: self).encode(to: encoder) }
}

extension Costs: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .costs(let value) = try Model("Costs", from: decoder) else {
            throw DecodingError.anotherModel("Costs", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.costs(value: self).encode(to: encoder) }
}

extension LineItem: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .lineItem(let value) = try Model("LineItem", from: decoder) else {
            throw DecodingError.anotherModel("LineItem", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.lineItem(value: self).encode(to: encoder) }
}

extension Order: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .order(let value) = try Model("Order", from: decoder) else {
            throw DecodingError.anotherModel("Order", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.order(value: self).encode(to: encoder) }
}

extension OrderDomains: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .orderDomains(let value) = try Model("OrderDomains", from: decoder) else {
            throw DecodingError.anotherModel("OrderDomains", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.orderDomains(value: self).encode(to: encoder) }
}

extension PendingAction: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .pendingAction(let value) = try Model("PendingAction", from: decoder) else {
            throw DecodingError.anotherModel("PendingAction", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.pendingAction(value: self).encode(to: encoder) }
}

extension Persona: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .persona(let value) = try Model("Persona", from: decoder) else {
            throw DecodingError.anotherModel("Persona", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.persona(value: self).encode(to: encoder) }
}

extension Links: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .links(let value) = try Model("Links", from: decoder) else {
            throw DecodingError.anotherModel("Links", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.links(value: self).encode(to: encoder) }
}

extension PageInfo: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .pageInfo(let value) = try Model("PageInfo", from: decoder) else {
            throw DecodingError.anotherModel("PageInfo", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.pageInfo(value: self).encode(to: encoder) }
}

extension PageMeta: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .pageMeta(let value) = try Model("PageMeta", from: decoder) else {
            throw DecodingError.anotherModel("PageMeta", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.pageMeta(value: self).encode(to: encoder) }
}

extension Swap: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .swap(let value) = try Model("Swap", from: decoder) else {
            throw DecodingError.anotherModel("Swap", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.swap(value: self).encode(to: encoder) }
}

extension SwapBatch: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .swapBatch(let value) = try Model("SwapBatch", from: decoder) else {
            throw DecodingError.anotherModel("SwapBatch", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.swapBatch(value: self).encode(to: encoder) }
}

extension SequencerRoute: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .sequencerRoute(let value) = try Model("SequencerRoute", from: decoder) else {
            throw DecodingError.anotherModel("SequencerRoute", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.sequencerRoute(value: self).encode(to: encoder) }
}

extension User: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .user(let value) = try Model("User", from: decoder) else {
            throw DecodingError.anotherModel("User", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.user(value: self).encode(to: encoder) }
}

extension ProviderAssignment: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .providerAssignment(let value) = try Model("ProviderAssignment", from: decoder) else {
            throw DecodingError.anotherModel("ProviderAssignment", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.providerAssignment(value: self).encode(to: encoder) }
}

extension RootDomain: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .rootDomain(let value) = try Model("RootDomain", from: decoder) else {
            throw DecodingError.anotherModel("RootDomain", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.rootDomain(value: self).encode(to: encoder) }
}

extension DomainVerdict: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainVerdict(let value) = try Model("DomainVerdict", from: decoder) else {
            throw DecodingError.anotherModel("DomainVerdict", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainVerdict(value: self).encode(to: encoder) }
}

extension DomainsReport: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainsReport(let value) = try Model("DomainsReport", from: decoder) else {
            throw DecodingError.anotherModel("DomainsReport", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainsReport(value: self).encode(to: encoder) }
}

extension DomainEstimate: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainEstimate(let value) = try Model("DomainEstimate", from: decoder) else {
            throw DecodingError.anotherModel("DomainEstimate", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainEstimate(value: self).encode(to: encoder) }
}

extension ValidationIssue: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .validationIssue(let value) = try Model("ValidationIssue", from: decoder) else {
            throw DecodingError.anotherModel("ValidationIssue", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.validationIssue(value: self).encode(to: encoder) }
}

extension NotChecked: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .notChecked(let value) = try Model("NotChecked", from: decoder) else {
            throw DecodingError.anotherModel("NotChecked", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.notChecked(value: self).encode(to: encoder) }
}

extension OrderReport: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .orderReport(let value) = try Model("OrderReport", from: decoder) else {
            throw DecodingError.anotherModel("OrderReport", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.orderReport(value: self).encode(to: encoder) }
}

extension DomainPlan: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainPlan(let value) = try Model("DomainPlan", from: decoder) else {
            throw DecodingError.anotherModel("DomainPlan", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainPlan(value: self).encode(to: encoder) }
}

extension ExcludedDomain: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .excludedDomain(let value) = try Model("ExcludedDomain", from: decoder) else {
            throw DecodingError.anotherModel("ExcludedDomain", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.excludedDomain(value: self).encode(to: encoder) }
}

extension PlannedDomain: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .plannedDomain(let value) = try Model("PlannedDomain", from: decoder) else {
            throw DecodingError.anotherModel("PlannedDomain", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.plannedDomain(value: self).encode(to: encoder) }
}

extension WaitProgress: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .progress(let value) = try Model("Progress", from: decoder) else {
            throw DecodingError.anotherModel("Progress", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.progress(value: self).encode(to: encoder) }
}

extension Diagnosis: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .diagnosis(let value) = try Model("Diagnosis", from: decoder) else {
            throw DecodingError.anotherModel("Diagnosis", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.diagnosis(value: self).encode(to: encoder) }
}

extension Finding: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .finding(let value) = try Model("Finding", from: decoder) else {
            throw DecodingError.anotherModel("Finding", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.finding(value: self).encode(to: encoder) }
}

extension DomainEventData: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .domainEventData(let value) = try Model("DomainEventData", from: decoder) else {
            throw DecodingError.anotherModel("DomainEventData", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.domainEventData(value: self).encode(to: encoder) }
}

extension ForwardingEventData: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .forwardingEventData(let value) = try Model("ForwardingEventData", from: decoder) else {
            throw DecodingError.anotherModel("ForwardingEventData", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.forwardingEventData(value: self).encode(to: encoder) }
}

extension ImportEventData: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .importEventData(let value) = try Model("ImportEventData", from: decoder) else {
            throw DecodingError.anotherModel("ImportEventData", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.importEventData(value: self).encode(to: encoder) }
}

extension OrderEventData: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .orderEventData(let value) = try Model("OrderEventData", from: decoder) else {
            throw DecodingError.anotherModel("OrderEventData", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.orderEventData(value: self).encode(to: encoder) }
}

extension SwapEventData: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .swapEventData(let value) = try Model("SwapEventData", from: decoder) else {
            throw DecodingError.anotherModel("SwapEventData", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.swapEventData(value: self).encode(to: encoder) }
}

extension OrderEventDomains: Codable {
    /// From the API's own JSON.
    public init(from decoder: any Decoder) throws {
        guard case .orderEventDomains(let value) = try Model("OrderEventDomains", from: decoder) else {
            throw DecodingError.anotherModel("OrderEventDomains", decoder)
        }
        self = value
    }

    /// As the API's own JSON.
    public func encode(to encoder: any Encoder) throws { try Model.orderEventDomains(value: self).encode(to: encoder) }
}

extension PeekerBundle: Identifiable {}
extension Deletion: Identifiable {}
extension Domain: Identifiable {}
extension Forwarding: Identifiable {}
extension Import: Identifiable {}
extension Partner: Identifiable {}
extension Cancellation: Identifiable {}
extension Order: Identifiable {}
extension PendingAction: Identifiable {}
extension Swap: Identifiable {}
extension User: Identifiable {}
extension DomainEventData: Identifiable {}
extension ForwardingEventData: Identifiable {}
extension ImportEventData: Identifiable {}
extension OrderEventData: Identifiable {}
extension SwapEventData: Identifiable {}
