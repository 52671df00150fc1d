import Foundation

/// An amount in the smallest unit that the API counts in: `total_cents` of 900 are 9.00. It is never rounded.
public struct Money: Hashable, Sendable {
    /// Hundredths of the currency's unit, as the API's fields in cents have them.
    public let cents: Int64
    /// As the API writes it: `usd`.
    public let currency: String

    /// An amount.
    public init(cents: Int64, currency: String) {
        self.cents = cents
        self.currency = currency
    }

    /// In the currency's unit, exactly.
    public var amount: Decimal { Decimal(cents) / 100 }

    /// For people: `$9.00`, as it is written in their locale.
    public func formatted(locale: Locale = .autoupdatingCurrent) -> String {
        amount.formatted(.currency(code: currency.uppercased()).locale(locale))
    }
}

extension Costs {
    /// The sum.
    public var total: Money { Money(cents: totalCents, currency: currency) }
}

extension DomainAvailability {
    /// First year's registration; nil where the name cannot be had.
    public var price: Money? { money(priceCents) }
    /// Each further year; nil where the name cannot be had.
    public var renewalPrice: Money? { money(renewalPriceCents) }

    private func money(_ cents: Int64?) -> Money? {
        guard let cents, let currency else { return nil }
        return Money(cents: cents, currency: currency)
    }
}
