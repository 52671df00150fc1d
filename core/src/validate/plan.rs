//! The cheapest domains that make up a bundle.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::issue::ValidationIssue;
use super::json_text;
use super::places::{Capability, Places, Seat, Shortfall, choose, latest, seats};
use crate::error::{Error, Violation, Violations};
use crate::input::read;
use crate::json::MAX_SAFE_INTEGER;
use crate::model::{DomainAvailability, List, Provider, RequiredDomains, UnavailableReason};

/// The cheapest domains that make up a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts", optional_fields))]
pub struct DomainPlan {
    /// As many as required, the cheapest first.
    pub domains: List<PlannedDomain>,
    /// First-year registration of all, in cents.
    pub total_cents: i64,
    /// Each further year of all, in cents; absent if one has no renewal price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_total_cents: Option<i64>,
    /// Of all prices, in lower case; absent if there is no price at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Rows that could not be considered, in the order given. What is only dearer is not among them.
    pub excluded: List<ExcludedDomain>,
    /// `required_domains_unclear`, if a domain has no provider.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub warnings: List<ValidationIssue>,
}

/// A domain to order, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts", optional_fields))]
pub struct PlannedDomain {
    /// The name.
    pub domain: String,
    /// Who is to host its mail. Absent where the bundle requires a domain without saying for whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// First-year registration in cents.
    pub price_cents: i64,
    /// Each further year in cents, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_price_cents: Option<i64>,
}

/// A row that could not be considered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct ExcludedDomain {
    /// Which row.
    pub index: u64,
    /// The name.
    pub domain: String,
    /// The API's own reason (`taken`, `premium`, `invalid`, `errored`, `stale`), or `unavailable` where it gives
    /// none; `duplicate` (a later row has the name), `no_price`, `negative_price`, `no_currency`, `other_currency`
    /// than the one that was named, `no_known_provider`.
    pub reason: String,
}

/// Picks the cheapest available domains that satisfy a bundle: those with the lowest sum of first-year prices; among
/// these, with the fewest unknown renewal prices, then the lowest sum of the known ones; and then those whose names
/// come first. The result is exact, does not depend on the order of the rows, and takes O(n log n).
///
/// A row counts if it is available, without a reason why not and not premium, has a price that is not negative, a
/// currency, and a provider that is known; a renewal price may be missing, but not be negative. Of several rows for
/// one name the last counts. Rows that do not count are in [`DomainPlan::excluded`]. Prices in several currencies
/// cannot be compared: name one of them.
///
/// # Errors
/// If the bundle cannot be satisfied, every reason why: `microsoft_split_unsatisfied`, `google_split_unsatisfied`,
/// `too_few_usable_domains`. Its details name the fewest additional domains that would do, for Google, for Microsoft
/// and for either, the rows that only one provider can use, and those that were excluded. Else
/// `required_domains_contradictory`, if a number is negative or the total smaller than the two others together;
/// `mixed_currencies`, if none was named; `number_out_of_range`, if a sum is beyond 2^53.
pub fn plan(
    rows: &[DomainAvailability],
    required: &RequiredDomains,
    currency: Option<&str>,
) -> Result<DomainPlan, Error> {
    let places = Places::read(required).map_err(Error::violation)?;
    let (mut offers, excluded) = consider(rows, currency)?;
    let usable = offers.iter().map(|offer| (offer.domain, offer.capability));
    if let Some(shortfall) = Shortfall::of(&usable, places) {
        return Err(refused(&shortfall, offers.len(), &excluded));
    }
    offers.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let currency = offers.first().map(|offer| offer.currency.clone());
    let chosen = choose(offers.iter().map(|offer| (offer, offer.capability)), places);
    let seats = seats(chosen.iter().map(|(_, capability)| *capability), places);
    let domains: Vec<_> = chosen.iter().zip(seats).map(|((offer, _), seat)| offer.seated(seat)).collect();
    Ok(DomainPlan {
        total_cents: sum(domains.iter().map(|domain| domain.price_cents))?,
        renewal_total_cents: renewals(&domains)?,
        domains: List::from(domains),
        currency,
        excluded: List::from(excluded),
        warnings: places.warning().map(ValidationIssue::from).into_iter().collect(),
    })
}

/// [`plan()`] for bindings: from `{"domains": [rows], "required_domains": {…}, "currency": "usd"}`, of which the
/// currency may be left out, to a [`DomainPlan`] as JSON.
///
/// # Errors
/// Those of [`plan()`], and of reading the JSON.
pub fn plan_json(query: &str) -> Result<String, Error> {
    json_text(&plan_of_json(query)?)
}

/// The same, for bindings that take the result as it is.
///
/// # Errors
/// The same.
pub fn plan_of_json(query: &str) -> Result<DomainPlan, Error> {
    /// Rows, and what is required of them.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        domains: Vec<DomainAvailability>,
        required_domains: RequiredDomains,
        #[serde(default)]
        currency: Option<String>,
    }
    let query: Query = read(query)?;
    plan(&query.domains, &query.required_domains, query.currency.as_deref())
}

/// A row that can be ordered, and what it costs.
struct Offer<'a> {
    domain: &'a str,
    capability: Capability,
    price: i64,
    renewal: Option<i64>,
    currency: String,
}

impl<'a> Offer<'a> {
    /// The row as an offer, or why it is none.
    fn read(row: &'a DomainAvailability) -> Result<Self, &'a str> {
        let reason = row.reason.as_ref().map(UnavailableReason::as_str).filter(|reason| !reason.trim().is_empty());
        if let Some(reason) = reason.or((!row.available).then_some("unavailable")) {
            return Err(reason);
        }
        if row.premium == Some(true) {
            return Err("premium");
        }
        let price = row.price_cents.ok_or("no_price")?;
        if price < 0 || row.renewal_price_cents.is_some_and(|renewal| renewal < 0) {
            return Err("negative_price");
        }
        let currency = row.currency.as_deref().map(normal_currency).filter(|currency| !currency.is_empty());
        Ok(Self {
            domain: &row.domain,
            capability: Capability::of(&row.usable_for).ok_or("no_known_provider")?,
            price,
            renewal: row.renewal_price_cents,
            currency: currency.ok_or("no_currency")?,
        })
    }

    fn in_currency(self, wanted: Option<&str>) -> Result<Self, &'a str> {
        if wanted.is_none_or(|wanted| wanted == self.currency) { Ok(self) } else { Err("other_currency") }
    }

    /// What comes first is the better choice.
    fn rank(&self) -> (i64, bool, Option<i64>, &str) {
        (self.price, self.renewal.is_none(), self.renewal, self.domain)
    }

    fn seated(&self, seat: Seat) -> PlannedDomain {
        PlannedDomain {
            domain: self.domain.to_owned(),
            provider: match seat {
                Seat::Google => Some(Provider::GOOGLE),
                Seat::Microsoft => Some(Provider::MICROSOFT),
                Seat::Either => None,
            },
            price_cents: self.price,
            renewal_price_cents: self.renewal,
        }
    }
}

/// The API writes `usd` in one place and `USD` in another.
fn normal_currency(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Rows that can be ordered in one currency, and those that cannot.
fn consider<'a>(
    rows: &'a [DomainAvailability],
    currency: Option<&str>,
) -> Result<(Vec<Offer<'a>>, Vec<ExcludedDomain>), Error> {
    let wanted = currency.map(normal_currency).filter(|currency| !currency.is_empty());
    let (mut offers, mut excluded) = (Vec::new(), Vec::new());
    let latest = latest(rows.iter().map(|row| row.domain.as_str()));
    for (index, (row, latest)) in (0..).zip(rows.iter().zip(latest)) {
        let offer = if latest { Offer::read(row) } else { Err("duplicate") };
        match offer.and_then(|offer| offer.in_currency(wanted.as_deref())) {
            Ok(offer) => offers.push(offer),
            Err(reason) => {
                excluded.push(ExcludedDomain { index, domain: row.domain.clone(), reason: reason.to_owned() });
            }
        }
    }
    let mut currencies: Vec<_> = offers.iter().map(|offer| offer.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    if currencies.len() > 1 {
        let message = format!("prices in {} cannot be compared; name one currency", currencies.join(", "));
        return Err(Error::violation(Violation::new("domains", "mixed_currencies", message)));
    }
    Ok((offers, excluded))
}

fn refused(shortfall: &Shortfall<'_>, usable: usize, excluded: &[ExcludedDomain]) -> Error {
    let mut violations = Violations::default();
    shortfall.violations().into_iter().for_each(|violation| violations.push(violation));
    let mut details = shortfall.details();
    details.insert("usable_count".to_owned(), usable.into());
    details.insert("excluded".to_owned(), json!(excluded));
    violations.into_error().with_details(Some(details.into()))
}

/// `None` if one of them has no renewal price.
fn renewals(domains: &[PlannedDomain]) -> Result<Option<i64>, Error> {
    let known: Option<Vec<i64>> = domains.iter().map(|domain| domain.renewal_price_cents).collect();
    known.map(|known| sum(known.into_iter())).transpose()
}

fn sum(mut cents: impl Iterator<Item = i64>) -> Result<i64, Error> {
    let sum = cents.try_fold(0_i64, i64::checked_add).filter(|sum| *sum <= MAX_SAFE_INTEGER);
    sum.ok_or_else(|| {
        let message = "the prices add up to more than 2^53 cents";
        Error::violation(Violation::new("domains", "number_out_of_range", message))
    })
}

#[cfg(test)]
mod tests;
