// Generated from core by scripts/generate.sh; changes made here are lost.

extension Attempt: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            number: try fields.decode(UInt32.self, forKey: "number"),
            startedMs: try fields.decode(UInt64.self, forKey: "started_ms"),
            tookMs: try fields.decode(UInt64.self, forKey: "took_ms"),
            status: try fields.decodeIfPresent(UInt16.self, forKey: "status"),
            outcome: try fields.decode(String.self, forKey: "outcome"),
            requestID: try fields.decodeIfPresent(String.self, forKey: "request_id"),
            maybeProcessed: try fields.decode(Bool.self, forKey: "maybe_processed"),
            waitedMs: try fields.decode(UInt64.self, forKey: "waited_ms"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(number, forKey: "number")
        try fields.encode(startedMs, forKey: "started_ms")
        try fields.encode(tookMs, forKey: "took_ms")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encode(outcome, forKey: "outcome")
        try fields.encodeIfPresent(requestID, forKey: "request_id")
        try fields.encode(maybeProcessed, forKey: "maybe_processed")
        try fields.encode(waitedMs, forKey: "waited_ms")
    }
}

extension AttemptReport: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            operation: try fields.decode(String.self, forKey: "operation"),
            method: try fields.decode(String.self, forKey: "method"),
            path: try fields.decode(String.self, forKey: "path"),
            attempt: try fields.decode(Attempt.self, forKey: "attempt"),
            retryInMs: try fields.decodeIfPresent(UInt64.self, forKey: "retry_in_ms"),
            result: try fields.decodeIfPresent(String.self, forKey: "result"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(operation, forKey: "operation")
        try fields.encode(method, forKey: "method")
        try fields.encode(path, forKey: "path")
        try fields.encode(attempt, forKey: "attempt")
        try fields.encodeIfPresent(retryInMs, forKey: "retry_in_ms")
        try fields.encodeIfPresent(result, forKey: "result")
    }
}

extension Meta: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            status: try fields.decode(UInt16.self, forKey: "status"),
            requestID: try fields.decodeIfPresent(String.self, forKey: "request_id"),
            attempts: try fields.decode([Attempt].self, forKey: "attempts"),
            alreadyGone: try fields.decode(Bool.self, forKey: "already_gone"),
            probablyOriginal: try fields.decode(Bool.self, forKey: "probably_original"),
            warnings: try fields.decode([String].self, forKey: "warnings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(status, forKey: "status")
        try fields.encodeIfPresent(requestID, forKey: "request_id")
        try fields.encode(attempts, forKey: "attempts")
        try fields.encode(alreadyGone, forKey: "already_gone")
        try fields.encode(probablyOriginal, forKey: "probably_original")
        try fields.encode(warnings, forKey: "warnings")
    }
}

extension PeekerBundle: Codable {
    private static let names: Set<String> = ["id", "name", "monthly_sending_volume", "google_percent", "microsoft_percent", "send_on_weekends", "google_inboxes_per_domain", "effective", "required_domains", "status", "created_at", "customer_price_cents", "currency"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            name: try fields.decode(String.self, forKey: "name"),
            monthlySendingVolume: try fields.decode(Int64.self, forKey: "monthly_sending_volume"),
            googlePercent: try fields.decodeIfPresent(Int64.self, forKey: "google_percent"),
            microsoftPercent: try fields.decodeIfPresent(Int64.self, forKey: "microsoft_percent"),
            sendOnWeekends: try fields.decodeIfPresent(Bool.self, forKey: "send_on_weekends"),
            googleInboxesPerDomain: try fields.decodeIfPresent(Int64.self, forKey: "google_inboxes_per_domain"),
            effective: try fields.decodeIfPresent(Split.self, forKey: "effective"),
            requiredDomains: try fields.decodeIfPresent(RequiredDomains.self, forKey: "required_domains"),
            status: try fields.decode(BundleStatus.self, forKey: "status"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            customerPriceCents: try fields.decodeIfPresent(Int64.self, forKey: "customer_price_cents"),
            currency: try fields.decodeIfPresent(String.self, forKey: "currency"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(name, forKey: "name")
        try fields.encode(monthlySendingVolume, forKey: "monthly_sending_volume")
        try fields.encodeIfPresent(googlePercent, forKey: "google_percent")
        try fields.encodeIfPresent(microsoftPercent, forKey: "microsoft_percent")
        try fields.encodeIfPresent(sendOnWeekends, forKey: "send_on_weekends")
        try fields.encodeIfPresent(googleInboxesPerDomain, forKey: "google_inboxes_per_domain")
        try fields.encodeIfPresent(effective, forKey: "effective")
        try fields.encodeIfPresent(requiredDomains, forKey: "required_domains")
        try fields.encode(status, forKey: "status")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encodeIfPresent(customerPriceCents, forKey: "customer_price_cents")
        try fields.encodeIfPresent(currency, forKey: "currency")
        try fields.encode(others: extra)
    }
}

extension RequiredDomains: Codable {
    private static let names: Set<String> = ["google", "microsoft", "total"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            google: try fields.decode(Int64.self, forKey: "google"),
            microsoft: try fields.decode(Int64.self, forKey: "microsoft"),
            total: try fields.decode(Int64.self, forKey: "total"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(google, forKey: "google")
        try fields.encode(microsoft, forKey: "microsoft")
        try fields.encode(total, forKey: "total")
        try fields.encode(others: extra)
    }
}

extension Split: Codable {
    private static let names: Set<String> = ["google_percent", "microsoft_percent"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            googlePercent: try fields.decode(Int64.self, forKey: "google_percent"),
            microsoftPercent: try fields.decode(Int64.self, forKey: "microsoft_percent"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(googlePercent, forKey: "google_percent")
        try fields.encode(microsoftPercent, forKey: "microsoft_percent")
        try fields.encode(others: extra)
    }
}

extension Deletion: Codable {
    private static let names: Set<String> = ["id", "status"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decodeIfPresent(DeletionStatus.self, forKey: "status"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encode(others: extra)
    }
}

extension Availability: Codable {
    private static let names: Set<String> = ["domains"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domains: try fields.decode([DomainAvailability].self, forKey: "domains"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(domains, forKey: "domains")
        try fields.encode(others: extra)
    }
}

extension Domain: Codable {
    private static let names: Set<String> = ["id", "domain", "category", "status", "provider", "user_id", "order_id", "usable_for", "forwarding_url", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            domain: try fields.decode(String.self, forKey: "domain"),
            category: try fields.decode(DomainCategory.self, forKey: "category"),
            status: try fields.decode(DomainStatus.self, forKey: "status"),
            provider: try fields.decodeIfPresent(Provider.self, forKey: "provider"),
            userID: try fields.decodeIfPresent(String.self, forKey: "user_id"),
            orderID: try fields.decodeIfPresent(String.self, forKey: "order_id"),
            usableFor: try fields.decode([Provider].self, forKey: "usable_for"),
            forwardingURL: try fields.decodeIfPresent(String.self, forKey: "forwarding_url"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(domain, forKey: "domain")
        try fields.encode(category, forKey: "category")
        try fields.encode(status, forKey: "status")
        try fields.encodeIfPresent(provider, forKey: "provider")
        try fields.encodeIfPresent(userID, forKey: "user_id")
        try fields.encodeIfPresent(orderID, forKey: "order_id")
        try fields.encode(usableFor, forKey: "usable_for")
        try fields.encodeIfPresent(forwardingURL, forKey: "forwarding_url")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension DomainAvailability: Codable {
    private static let names: Set<String> = ["domain", "available", "price_cents", "renewal_price_cents", "currency", "usable_for", "reason", "premium"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domain: try fields.decode(String.self, forKey: "domain"),
            available: try fields.decode(Bool.self, forKey: "available"),
            priceCents: try fields.decodeIfPresent(Int64.self, forKey: "price_cents"),
            renewalPriceCents: try fields.decodeIfPresent(Int64.self, forKey: "renewal_price_cents"),
            currency: try fields.decodeIfPresent(String.self, forKey: "currency"),
            usableFor: try fields.decode([Provider].self, forKey: "usable_for"),
            reason: try fields.decodeIfPresent(UnavailableReason.self, forKey: "reason"),
            premium: try fields.decodeIfPresent(Bool.self, forKey: "premium"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(domain, forKey: "domain")
        try fields.encode(available, forKey: "available")
        try fields.encodeIfPresent(priceCents, forKey: "price_cents")
        try fields.encodeIfPresent(renewalPriceCents, forKey: "renewal_price_cents")
        try fields.encodeIfPresent(currency, forKey: "currency")
        try fields.encode(usableFor, forKey: "usable_for")
        try fields.encodeIfPresent(reason, forKey: "reason")
        try fields.encodeIfPresent(premium, forKey: "premium")
        try fields.encode(others: extra)
    }
}

extension DomainRef: Codable {
    private static let names: Set<String> = ["id", "domain"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decodeIfPresent(String.self, forKey: "id"),
            domain: try fields.decodeIfPresent(String.self, forKey: "domain"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(id, forKey: "id")
        try fields.encodeIfPresent(domain, forKey: "domain")
        try fields.encode(others: extra)
    }
}

extension ImportFailure: Codable {
    private static let names: Set<String> = ["domain", "reason"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domain: try fields.decodeIfPresent(String.self, forKey: "domain"),
            reason: try fields.decodeIfPresent(String.self, forKey: "reason"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(domain, forKey: "domain")
        try fields.encodeIfPresent(reason, forKey: "reason")
        try fields.encode(others: extra)
    }
}

extension Forwarding: Codable {
    private static let names: Set<String> = ["id", "status", "completed_count", "failed_count", "forwarding_url", "completed", "failed", "created_at", "completed_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decode(ForwardingStatus.self, forKey: "status"),
            completedCount: try fields.decode(Int64.self, forKey: "completed_count"),
            failedCount: try fields.decode(Int64.self, forKey: "failed_count"),
            forwardingURL: try fields.decodeIfPresent(String.self, forKey: "forwarding_url"),
            completed: try fields.decode([DomainRef].self, forKey: "completed"),
            failed: try fields.decode([ForwardingFailure].self, forKey: "failed"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            completedAt: try fields.decodeIfPresent(Timestamp.self, forKey: "completed_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(status, forKey: "status")
        try fields.encode(completedCount, forKey: "completed_count")
        try fields.encode(failedCount, forKey: "failed_count")
        try fields.encodeIfPresent(forwardingURL, forKey: "forwarding_url")
        try fields.encode(completed, forKey: "completed")
        try fields.encode(failed, forKey: "failed")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encodeIfPresent(completedAt, forKey: "completed_at")
        try fields.encode(others: extra)
    }
}

extension ForwardingFailure: Codable {
    private static let names: Set<String> = ["domain", "reason"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domain: try fields.decodeIfPresent(String.self, forKey: "domain"),
            reason: try fields.decodeIfPresent(ForwardingFailureReason.self, forKey: "reason"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(domain, forKey: "domain")
        try fields.encodeIfPresent(reason, forKey: "reason")
        try fields.encode(others: extra)
    }
}

extension Import: Codable {
    private static let names: Set<String> = ["id", "status", "submitted_count", "completed_count", "failed_count", "nameserver_groups", "failed", "created_at", "completed_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decode(ImportStatus.self, forKey: "status"),
            submittedCount: try fields.decode(Int64.self, forKey: "submitted_count"),
            completedCount: try fields.decode(Int64.self, forKey: "completed_count"),
            failedCount: try fields.decode(Int64.self, forKey: "failed_count"),
            nameserverGroups: try fields.decode([NameserverGroup].self, forKey: "nameserver_groups"),
            failed: try fields.decode([ImportFailure].self, forKey: "failed"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            completedAt: try fields.decodeIfPresent(Timestamp.self, forKey: "completed_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(status, forKey: "status")
        try fields.encode(submittedCount, forKey: "submitted_count")
        try fields.encode(completedCount, forKey: "completed_count")
        try fields.encode(failedCount, forKey: "failed_count")
        try fields.encode(nameserverGroups, forKey: "nameserver_groups")
        try fields.encode(failed, forKey: "failed")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encodeIfPresent(completedAt, forKey: "completed_at")
        try fields.encode(others: extra)
    }
}

extension NameserverGroup: Codable {
    private static let names: Set<String> = ["nameserver_one", "nameserver_two", "domains"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            nameserverOne: try fields.decode(String.self, forKey: "nameserver_one"),
            nameserverTwo: try fields.decode(String.self, forKey: "nameserver_two"),
            domains: try fields.decode([String].self, forKey: "domains"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(nameserverOne, forKey: "nameserver_one")
        try fields.encode(nameserverTwo, forKey: "nameserver_two")
        try fields.encode(domains, forKey: "domains")
        try fields.encode(others: extra)
    }
}

extension ImportLookup: Codable {
    public init(from decoder: any Decoder) throws { self.init(jobs: try [Import](from: decoder)) }

    public func encode(to encoder: any Encoder) throws { try jobs.encode(to: encoder) }
}

extension APIKeyInfo: Codable {
    private static let names: Set<String> = ["environment", "permission_preset"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            environment: try fields.decode(PeekerEnvironment.self, forKey: "environment"),
            permissionPreset: try fields.decode(PermissionPreset.self, forKey: "permission_preset"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(environment, forKey: "environment")
        try fields.encode(permissionPreset, forKey: "permission_preset")
        try fields.encode(others: extra)
    }
}

extension Me: Codable {
    private static let names: Set<String> = ["api_key", "partner"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            apiKey: try fields.decode(APIKeyInfo.self, forKey: "api_key"),
            partner: try fields.decode(Partner.self, forKey: "partner"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(apiKey, forKey: "api_key")
        try fields.encode(partner, forKey: "partner")
        try fields.encode(others: extra)
    }
}

extension Partner: Codable {
    private static let names: Set<String> = ["id", "name"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            name: try fields.decode(String.self, forKey: "name"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(name, forKey: "name")
        try fields.encode(others: extra)
    }
}

extension Cancellation: Codable {
    private static let names: Set<String> = ["id", "status", "cancellation_scheduled_at", "cancels_at", "domains"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decode(OrderStatus.self, forKey: "status"),
            cancellationScheduledAt: try fields.decodeIfPresent(Timestamp.self, forKey: "cancellation_scheduled_at"),
            cancelsAt: try fields.decodeIfPresent(Timestamp.self, forKey: "cancels_at"),
            domains: try fields.decode([DomainRef].self, forKey: "domains"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(status, forKey: "status")
        try fields.encodeIfPresent(cancellationScheduledAt, forKey: "cancellation_scheduled_at")
        try fields.encodeIfPresent(cancelsAt, forKey: "cancels_at")
        try fields.encode(domains, forKey: "domains")
        try fields.encode(others: extra)
    }
}

extension Costs: Codable {
    private static let names: Set<String> = ["total_cents", "currency", "line_items"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            totalCents: try fields.decode(Int64.self, forKey: "total_cents"),
            currency: try fields.decode(String.self, forKey: "currency"),
            lineItems: try fields.decodeIfPresent([LineItem].self, forKey: "line_items"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(totalCents, forKey: "total_cents")
        try fields.encode(currency, forKey: "currency")
        try fields.encodeIfPresent(lineItems, forKey: "line_items")
        try fields.encode(others: extra)
    }
}

extension LineItem: Codable {
    private static let names: Set<String> = ["type", "quantity", "amount_cents"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            type: try fields.decode(LineItemType.self, forKey: "type"),
            quantity: try fields.decode(Int64.self, forKey: "quantity"),
            amountCents: try fields.decode(Int64.self, forKey: "amount_cents"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(type, forKey: "type")
        try fields.encode(quantity, forKey: "quantity")
        try fields.encode(amountCents, forKey: "amount_cents")
        try fields.encode(others: extra)
    }
}

extension Order: Codable {
    private static let names: Set<String> = ["id", "user_id", "email", "bundle_id", "status", "domain_count", "costs", "renews_at", "domains", "personas", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            userID: try fields.decode(String.self, forKey: "user_id"),
            email: try fields.decode(String.self, forKey: "email"),
            bundleID: try fields.decodeIfPresent(String.self, forKey: "bundle_id"),
            status: try fields.decode(OrderStatus.self, forKey: "status"),
            domainCount: try fields.decode(Int64.self, forKey: "domain_count"),
            costs: try fields.decode(Costs.self, forKey: "costs"),
            renewsAt: try fields.decodeIfPresent(Timestamp.self, forKey: "renews_at"),
            domains: try fields.decodeIfPresent(OrderDomains.self, forKey: "domains"),
            personas: try fields.decodeIfPresent([Persona].self, forKey: "personas"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(userID, forKey: "user_id")
        try fields.encode(email, forKey: "email")
        try fields.encodeIfPresent(bundleID, forKey: "bundle_id")
        try fields.encode(status, forKey: "status")
        try fields.encode(domainCount, forKey: "domain_count")
        try fields.encode(costs, forKey: "costs")
        try fields.encodeIfPresent(renewsAt, forKey: "renews_at")
        try fields.encodeIfPresent(domains, forKey: "domains")
        try fields.encodeIfPresent(personas, forKey: "personas")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension OrderDomains: Codable {
    private static let names: Set<String> = ["registered", "imported"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            registered: try fields.decode([String].self, forKey: "registered"),
            imported: try fields.decode([String].self, forKey: "imported"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(registered, forKey: "registered")
        try fields.encode(imported, forKey: "imported")
        try fields.encode(others: extra)
    }
}

extension PendingAction: Codable {
    private static let names: Set<String> = ["id", "type", "reason", "status", "domain_id", "domain", "user", "message", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            type: try fields.decode(PendingActionType.self, forKey: "type"),
            reason: try fields.decodeIfPresent(PendingActionReason.self, forKey: "reason"),
            status: try fields.decode(PendingActionStatus.self, forKey: "status"),
            domainID: try fields.decodeIfPresent(String.self, forKey: "domain_id"),
            domain: try fields.decodeIfPresent(String.self, forKey: "domain"),
            user: try fields.decodeIfPresent(Persona.self, forKey: "user"),
            message: try fields.decodeIfPresent(String.self, forKey: "message"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(type, forKey: "type")
        try fields.encodeIfPresent(reason, forKey: "reason")
        try fields.encode(status, forKey: "status")
        try fields.encodeIfPresent(domainID, forKey: "domain_id")
        try fields.encodeIfPresent(domain, forKey: "domain")
        try fields.encodeIfPresent(user, forKey: "user")
        try fields.encodeIfPresent(message, forKey: "message")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension Persona: Codable {
    private static let names: Set<String> = ["first_name", "last_name", "profile_picture_url"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            firstName: try fields.decodeIfPresent(String.self, forKey: "first_name"),
            lastName: try fields.decodeIfPresent(String.self, forKey: "last_name"),
            profilePictureURL: try fields.decodeIfPresent(String.self, forKey: "profile_picture_url"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(firstName, forKey: "first_name")
        try fields.encodeIfPresent(lastName, forKey: "last_name")
        try fields.encodeIfPresent(profilePictureURL, forKey: "profile_picture_url")
        try fields.encode(others: extra)
    }
}

extension Links: Codable {
    private static let names: Set<String> = ["first", "next"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            first: try fields.decodeIfPresent(String.self, forKey: "first"),
            next: try fields.decodeIfPresent(String.self, forKey: "next"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(first, forKey: "first")
        try fields.encodeIfPresent(next, forKey: "next")
        try fields.encode(others: extra)
    }
}

extension PageInfo: Codable {
    private static let names: Set<String> = ["links", "meta"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            links: try fields.decode(Links.self, forKey: "links"),
            meta: try fields.decodeIfPresent(PageMeta.self, forKey: "meta"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(links, forKey: "links")
        try fields.encodeIfPresent(meta, forKey: "meta")
        try fields.encode(others: extra)
    }
}

extension PageMeta: Codable {
    private static let names: Set<String> = ["path", "per_page", "returned"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            path: try fields.decodeIfPresent(String.self, forKey: "path"),
            perPage: try fields.decodeIfPresent(Int64.self, forKey: "per_page"),
            returned: try fields.decodeIfPresent(Int64.self, forKey: "returned"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(path, forKey: "path")
        try fields.encodeIfPresent(perPage, forKey: "per_page")
        try fields.encodeIfPresent(returned, forKey: "returned")
        try fields.encode(others: extra)
    }
}

extension Swap: Codable {
    private static let names: Set<String> = ["id", "type", "domain_id", "replacement_domain", "status", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            type: try fields.decode(SwapType.self, forKey: "type"),
            domainID: try fields.decode(String.self, forKey: "domain_id"),
            replacementDomain: try fields.decodeIfPresent(String.self, forKey: "replacement_domain"),
            status: try fields.decode(SwapStatus.self, forKey: "status"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(type, forKey: "type")
        try fields.encode(domainID, forKey: "domain_id")
        try fields.encodeIfPresent(replacementDomain, forKey: "replacement_domain")
        try fields.encode(status, forKey: "status")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension SwapBatch: Codable {
    private static let names: Set<String> = ["swaps"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            swaps: try fields.decode([Swap].self, forKey: "swaps"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(swaps, forKey: "swaps")
        try fields.encode(others: extra)
    }
}

extension SequencerRoute: Codable {
    private static let names: Set<String> = ["provider", "client_id"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            provider: try fields.decode(SequencerProvider.self, forKey: "provider"),
            clientID: try fields.decodeIfPresent(Int64.self, forKey: "client_id"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(provider, forKey: "provider")
        try fields.encodeIfPresent(clientID, forKey: "client_id")
        try fields.encode(others: extra)
    }
}

extension User: Codable {
    private static let names: Set<String> = ["id", "email", "first_name", "last_name", "status", "sequencer", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            email: try fields.decode(String.self, forKey: "email"),
            firstName: try fields.decodeIfPresent(String.self, forKey: "first_name"),
            lastName: try fields.decodeIfPresent(String.self, forKey: "last_name"),
            status: try fields.decode(UserStatus.self, forKey: "status"),
            sequencer: try fields.decodeIfPresent(SequencerRoute.self, forKey: "sequencer"),
            createdAt: try fields.decode(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encode(email, forKey: "email")
        try fields.encodeIfPresent(firstName, forKey: "first_name")
        try fields.encodeIfPresent(lastName, forKey: "last_name")
        try fields.encode(status, forKey: "status")
        try fields.encodeIfPresent(sequencer, forKey: "sequencer")
        try fields.encode(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension ProviderAssignment: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            google: try fields.decode([String].self, forKey: "google"),
            microsoft: try fields.decode([String].self, forKey: "microsoft"),
            either: try fields.decode([String].self, forKey: "either"),
            unassigned: try fields.decode([String].self, forKey: "unassigned"),
            warnings: try fields.decode([ValidationIssue].self, forKey: "warnings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(google, forKey: "google")
        try fields.encode(microsoft, forKey: "microsoft")
        try fields.encode(either, forKey: "either")
        try fields.encode(unassigned, forKey: "unassigned")
        try fields.encode(warnings, forKey: "warnings")
    }
}

extension RootDomain: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domain: try fields.decode(String.self, forKey: "domain"),
            unicode: try fields.decode(String.self, forKey: "unicode"),
            suffix: try fields.decode(String.self, forKey: "suffix"),
            warnings: try fields.decode([ValidationIssue].self, forKey: "warnings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(domain, forKey: "domain")
        try fields.encode(unicode, forKey: "unicode")
        try fields.encode(suffix, forKey: "suffix")
        try fields.encode(warnings, forKey: "warnings")
    }
}

extension DomainVerdict: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            root: try fields.decodeIfPresent(RootDomain.self, forKey: "root"),
            violation: try fields.decodeIfPresent(ValidationIssue.self, forKey: "violation"),
            duplicateOf: try fields.decodeIfPresent(UInt64.self, forKey: "duplicate_of"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(root, forKey: "root")
        try fields.encodeIfPresent(violation, forKey: "violation")
        try fields.encodeIfPresent(duplicateOf, forKey: "duplicate_of")
    }
}

extension DomainsReport: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            verdicts: try fields.decode([DomainVerdict].self, forKey: "verdicts"),
            domains: try fields.decode([String].self, forKey: "domains"),
            violations: try fields.decode([ValidationIssue].self, forKey: "violations"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(verdicts, forKey: "verdicts")
        try fields.encode(domains, forKey: "domains")
        try fields.encode(violations, forKey: "violations")
    }
}

extension DomainEstimate: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            google: try fields.decode(Int64.self, forKey: "google"),
            microsoft: try fields.decode(Int64.self, forKey: "microsoft"),
            total: try fields.decode(Int64.self, forKey: "total"),
            days: try fields.decode(Int64.self, forKey: "days"),
            microsoftSendsPerDomainPerDay: try fields.decode(Int64.self, forKey: "microsoft_sends_per_domain_per_day"),
            warnings: try fields.decode([ValidationIssue].self, forKey: "warnings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(google, forKey: "google")
        try fields.encode(microsoft, forKey: "microsoft")
        try fields.encode(total, forKey: "total")
        try fields.encode(days, forKey: "days")
        try fields.encode(microsoftSendsPerDomainPerDay, forKey: "microsoft_sends_per_domain_per_day")
        try fields.encode(warnings, forKey: "warnings")
    }
}

extension ValidationIssue: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            path: try fields.decode(String.self, forKey: "path"),
            code: try fields.decode(String.self, forKey: "code"),
            message: try fields.decode(String.self, forKey: "message"),
            suggestion: try fields.decodeIfPresent(String.self, forKey: "suggestion"),
            certainty: try fields.decode(String.self, forKey: "certainty"),
            source: try fields.decode(String.self, forKey: "source"),
            details: try fields.decodeIfPresent(Extra.self, forKey: "details"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(path, forKey: "path")
        try fields.encode(code, forKey: "code")
        try fields.encode(message, forKey: "message")
        try fields.encodeIfPresent(suggestion, forKey: "suggestion")
        try fields.encode(certainty, forKey: "certainty")
        try fields.encode(source, forKey: "source")
        try fields.encodeIfPresent(details, forKey: "details")
    }
}

extension NotChecked: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            check: try fields.decode(String.self, forKey: "check"),
            why: try fields.decode(String.self, forKey: "why"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(check, forKey: "check")
        try fields.encode(why, forKey: "why")
    }
}

extension OrderReport: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            ok: try fields.decode(Bool.self, forKey: "ok"),
            violations: try fields.decode([ValidationIssue].self, forKey: "violations"),
            warnings: try fields.decode([ValidationIssue].self, forKey: "warnings"),
            checked: try fields.decode([String].self, forKey: "checked"),
            notChecked: try fields.decode([NotChecked].self, forKey: "not_checked"),
            requiredDomains: try fields.decodeIfPresent(RequiredDomains.self, forKey: "required_domains"),
            assignment: try fields.decodeIfPresent(ProviderAssignment.self, forKey: "assignment"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(ok, forKey: "ok")
        try fields.encode(violations, forKey: "violations")
        try fields.encode(warnings, forKey: "warnings")
        try fields.encode(checked, forKey: "checked")
        try fields.encode(notChecked, forKey: "not_checked")
        try fields.encodeIfPresent(requiredDomains, forKey: "required_domains")
        try fields.encodeIfPresent(assignment, forKey: "assignment")
    }
}

extension DomainPlan: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domains: try fields.decode([PlannedDomain].self, forKey: "domains"),
            totalCents: try fields.decode(Int64.self, forKey: "total_cents"),
            renewalTotalCents: try fields.decodeIfPresent(Int64.self, forKey: "renewal_total_cents"),
            currency: try fields.decodeIfPresent(String.self, forKey: "currency"),
            excluded: try fields.decode([ExcludedDomain].self, forKey: "excluded"),
            warnings: try fields.decode([ValidationIssue].self, forKey: "warnings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(domains, forKey: "domains")
        try fields.encode(totalCents, forKey: "total_cents")
        try fields.encodeIfPresent(renewalTotalCents, forKey: "renewal_total_cents")
        try fields.encodeIfPresent(currency, forKey: "currency")
        try fields.encode(excluded, forKey: "excluded")
        try fields.encode(warnings, forKey: "warnings")
    }
}

extension ExcludedDomain: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            index: try fields.decode(UInt64.self, forKey: "index"),
            domain: try fields.decode(String.self, forKey: "domain"),
            reason: try fields.decode(String.self, forKey: "reason"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(index, forKey: "index")
        try fields.encode(domain, forKey: "domain")
        try fields.encode(reason, forKey: "reason")
    }
}

extension PlannedDomain: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            domain: try fields.decode(String.self, forKey: "domain"),
            provider: try fields.decodeIfPresent(Provider.self, forKey: "provider"),
            priceCents: try fields.decode(Int64.self, forKey: "price_cents"),
            renewalPriceCents: try fields.decodeIfPresent(Int64.self, forKey: "renewal_price_cents"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(domain, forKey: "domain")
        try fields.encodeIfPresent(provider, forKey: "provider")
        try fields.encode(priceCents, forKey: "price_cents")
        try fields.encodeIfPresent(renewalPriceCents, forKey: "renewal_price_cents")
    }
}

extension Progress: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            status: try fields.decodeIfPresent(String.self, forKey: "status"),
            elapsedMs: try fields.decode(UInt64.self, forKey: "elapsed_ms"),
            polls: try fields.decode(UInt32.self, forKey: "polls"),
            completed: try fields.decodeIfPresent(UInt64.self, forKey: "completed"),
            failed: try fields.decodeIfPresent(UInt64.self, forKey: "failed"),
            total: try fields.decodeIfPresent(UInt64.self, forKey: "total"),
            changed: try fields.decode(Bool.self, forKey: "changed"),
            error: try fields.decodeIfPresent(String.self, forKey: "error"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encode(elapsedMs, forKey: "elapsed_ms")
        try fields.encode(polls, forKey: "polls")
        try fields.encodeIfPresent(completed, forKey: "completed")
        try fields.encodeIfPresent(failed, forKey: "failed")
        try fields.encodeIfPresent(total, forKey: "total")
        try fields.encode(changed, forKey: "changed")
        try fields.encodeIfPresent(error, forKey: "error")
    }
}

extension Diagnosis: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            verified: try fields.decode(Bool.self, forKey: "verified"),
            findings: try fields.decode([Finding].self, forKey: "findings"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(verified, forKey: "verified")
        try fields.encode(findings, forKey: "findings")
    }
}

extension Finding: Codable {
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            code: try fields.decode(String.self, forKey: "code"),
            message: try fields.decode(String.self, forKey: "message"),
            label: try fields.decodeIfPresent(String.self, forKey: "label"),
            signedContent: try fields.decodeIfPresent(String.self, forKey: "signed_content"),
            secretEncoding: try fields.decodeIfPresent(String.self, forKey: "secret_encoding"),
            secretPrefix: try fields.decodeIfPresent(String.self, forKey: "secret_prefix"),
            ageSeconds: try fields.decodeIfPresent(Int64.self, forKey: "age_seconds"))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(code, forKey: "code")
        try fields.encode(message, forKey: "message")
        try fields.encodeIfPresent(label, forKey: "label")
        try fields.encodeIfPresent(signedContent, forKey: "signed_content")
        try fields.encodeIfPresent(secretEncoding, forKey: "secret_encoding")
        try fields.encodeIfPresent(secretPrefix, forKey: "secret_prefix")
        try fields.encodeIfPresent(ageSeconds, forKey: "age_seconds")
    }
}

extension DomainEventData: Codable {
    private static let names: Set<String> = ["id", "domain", "category", "status", "provider", "user_id", "order_id", "usable_for", "forwarding_url", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            domain: try fields.decodeIfPresent(String.self, forKey: "domain"),
            category: try fields.decodeIfPresent(DomainCategory.self, forKey: "category"),
            status: try fields.decodeIfPresent(DomainStatus.self, forKey: "status"),
            provider: try fields.decodeIfPresent(Provider.self, forKey: "provider"),
            userID: try fields.decodeIfPresent(String.self, forKey: "user_id"),
            orderID: try fields.decodeIfPresent(String.self, forKey: "order_id"),
            usableFor: try fields.decodeIfPresent([Provider].self, forKey: "usable_for"),
            forwardingURL: try fields.decodeIfPresent(String.self, forKey: "forwarding_url"),
            createdAt: try fields.decodeIfPresent(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(domain, forKey: "domain")
        try fields.encodeIfPresent(category, forKey: "category")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encodeIfPresent(provider, forKey: "provider")
        try fields.encodeIfPresent(userID, forKey: "user_id")
        try fields.encodeIfPresent(orderID, forKey: "order_id")
        try fields.encodeIfPresent(usableFor, forKey: "usable_for")
        try fields.encodeIfPresent(forwardingURL, forKey: "forwarding_url")
        try fields.encodeIfPresent(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension ForwardingEventData: Codable {
    private static let names: Set<String> = ["id", "status", "completed_count", "failed_count", "forwarding_url", "completed", "failed", "created_at", "completed_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decodeIfPresent(ForwardingStatus.self, forKey: "status"),
            completedCount: try fields.decodeIfPresent(Int64.self, forKey: "completed_count"),
            failedCount: try fields.decodeIfPresent(Int64.self, forKey: "failed_count"),
            forwardingURL: try fields.decodeIfPresent(String.self, forKey: "forwarding_url"),
            completed: try fields.decodeIfPresent([DomainRef].self, forKey: "completed"),
            failed: try fields.decodeIfPresent([ForwardingFailure].self, forKey: "failed"),
            createdAt: try fields.decodeIfPresent(Timestamp.self, forKey: "created_at"),
            completedAt: try fields.decodeIfPresent(Timestamp.self, forKey: "completed_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encodeIfPresent(completedCount, forKey: "completed_count")
        try fields.encodeIfPresent(failedCount, forKey: "failed_count")
        try fields.encodeIfPresent(forwardingURL, forKey: "forwarding_url")
        try fields.encodeIfPresent(completed, forKey: "completed")
        try fields.encodeIfPresent(failed, forKey: "failed")
        try fields.encodeIfPresent(createdAt, forKey: "created_at")
        try fields.encodeIfPresent(completedAt, forKey: "completed_at")
        try fields.encode(others: extra)
    }
}

extension ImportEventData: Codable {
    private static let names: Set<String> = ["id", "status", "submitted_count", "completed_count", "failed_count", "nameserver_groups", "failed", "created_at", "completed_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            status: try fields.decodeIfPresent(ImportStatus.self, forKey: "status"),
            submittedCount: try fields.decodeIfPresent(Int64.self, forKey: "submitted_count"),
            completedCount: try fields.decodeIfPresent(Int64.self, forKey: "completed_count"),
            failedCount: try fields.decodeIfPresent(Int64.self, forKey: "failed_count"),
            nameserverGroups: try fields.decodeIfPresent([NameserverGroup].self, forKey: "nameserver_groups"),
            failed: try fields.decodeIfPresent([ImportFailure].self, forKey: "failed"),
            createdAt: try fields.decodeIfPresent(Timestamp.self, forKey: "created_at"),
            completedAt: try fields.decodeIfPresent(Timestamp.self, forKey: "completed_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encodeIfPresent(submittedCount, forKey: "submitted_count")
        try fields.encodeIfPresent(completedCount, forKey: "completed_count")
        try fields.encodeIfPresent(failedCount, forKey: "failed_count")
        try fields.encodeIfPresent(nameserverGroups, forKey: "nameserver_groups")
        try fields.encodeIfPresent(failed, forKey: "failed")
        try fields.encodeIfPresent(createdAt, forKey: "created_at")
        try fields.encodeIfPresent(completedAt, forKey: "completed_at")
        try fields.encode(others: extra)
    }
}

extension OrderEventData: Codable {
    private static let names: Set<String> = ["id", "user_id", "email", "bundle_id", "status", "domain_count", "costs", "renews_at", "domains", "personas", "cancellation_scheduled_at", "cancels_at", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            userID: try fields.decodeIfPresent(String.self, forKey: "user_id"),
            email: try fields.decodeIfPresent(String.self, forKey: "email"),
            bundleID: try fields.decodeIfPresent(String.self, forKey: "bundle_id"),
            status: try fields.decodeIfPresent(OrderStatus.self, forKey: "status"),
            domainCount: try fields.decodeIfPresent(Int64.self, forKey: "domain_count"),
            costs: try fields.decodeIfPresent(Costs.self, forKey: "costs"),
            renewsAt: try fields.decodeIfPresent(Timestamp.self, forKey: "renews_at"),
            domains: try fields.decodeIfPresent(OrderEventDomains.self, forKey: "domains"),
            personas: try fields.decodeIfPresent([Persona].self, forKey: "personas"),
            cancellationScheduledAt: try fields.decodeIfPresent(Timestamp.self, forKey: "cancellation_scheduled_at"),
            cancelsAt: try fields.decodeIfPresent(Timestamp.self, forKey: "cancels_at"),
            createdAt: try fields.decodeIfPresent(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(userID, forKey: "user_id")
        try fields.encodeIfPresent(email, forKey: "email")
        try fields.encodeIfPresent(bundleID, forKey: "bundle_id")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encodeIfPresent(domainCount, forKey: "domain_count")
        try fields.encodeIfPresent(costs, forKey: "costs")
        try fields.encodeIfPresent(renewsAt, forKey: "renews_at")
        try fields.encodeIfPresent(domains, forKey: "domains")
        try fields.encodeIfPresent(personas, forKey: "personas")
        try fields.encodeIfPresent(cancellationScheduledAt, forKey: "cancellation_scheduled_at")
        try fields.encodeIfPresent(cancelsAt, forKey: "cancels_at")
        try fields.encodeIfPresent(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension SwapEventData: Codable {
    private static let names: Set<String> = ["id", "type", "domain_id", "replacement_domain", "status", "created_at"]

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: FieldName.self)
        self.init(
            id: try fields.decode(String.self, forKey: "id"),
            type: try fields.decodeIfPresent(SwapType.self, forKey: "type"),
            domainID: try fields.decodeIfPresent(String.self, forKey: "domain_id"),
            replacementDomain: try fields.decodeIfPresent(String.self, forKey: "replacement_domain"),
            status: try fields.decodeIfPresent(SwapStatus.self, forKey: "status"),
            createdAt: try fields.decodeIfPresent(Timestamp.self, forKey: "created_at"),
            extra: try fields.decodeOthers(than: Self.names))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(id, forKey: "id")
        try fields.encodeIfPresent(type, forKey: "type")
        try fields.encodeIfPresent(domainID, forKey: "domain_id")
        try fields.encodeIfPresent(replacementDomain, forKey: "replacement_domain")
        try fields.encodeIfPresent(status, forKey: "status")
        try fields.encodeIfPresent(createdAt, forKey: "created_at")
        try fields.encode(others: extra)
    }
}

extension OrderEventDomains: Codable {
    public init(from decoder: any Decoder) throws {
        do { self = .listed(try [DomainRef](from: decoder)) } catch {
            self = .grouped(try OrderDomains(from: decoder)) }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .listed(let value): try value.encode(to: encoder)
        case .grouped(let value): try value.encode(to: encoder)
        }
    }
}
