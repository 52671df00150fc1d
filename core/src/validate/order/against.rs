//! An order against what is known of its bundle and its domains.

use std::collections::HashMap;

use serde_json::json;

use super::report::{Check, Findings};
use crate::error::Violation;
use crate::model::{BundleStatus, Extra, NewOrder, OrderDomain, Provider, RequiredDomains, UnavailableReason};
use crate::validate::assign::{Candidate, assign_providers};
use crate::validate::known::{Known, KnownDomain};

/// Adds to the report what an order with normalised domains is against what is known.
pub(super) fn check(order: &NewOrder, known: &Known, report: &mut Findings) {
    let required = required_domains(order, known, report);
    let rows = known.by_name();
    check_availability(order, &rows, report);
    let Some(required) = required else {
        let why = "how many domains the order needs is not known";
        report.skipped(Check::DomainCount, why);
        report.skipped(Check::ProviderSplit, why);
        return;
    };
    let counted = check_count(order, &required, report);
    check_split(order, &required, &rows, counted, report);
    report.required_domains = Some(required);
}

/// The bundle's own numbers, which are the truth, or what follows from the licences, which is inferred.
fn required_domains(order: &NewOrder, known: &Known, report: &mut Findings) -> Option<RequiredDomains> {
    let Some(id) = &order.bundle_id else { return required_by_licences(order) };
    let Some(bundle) = &known.bundle else {
        report.skipped(Check::Bundle, "the bundle is not known; pass it, or use orders.preflight");
        return None;
    };
    report.checked.push(Check::Bundle);
    if bundle.id != *id {
        let message = format!("the bundle given for checking is `{}`", bundle.id);
        report.violations.push(Violation::new("bundle_id", "other_bundle", message));
        return None;
    }
    if bundle.status == BundleStatus::ARCHIVED {
        report.violations.push(Violation::new("bundle_id", "bundle_archived", "this bundle is archived"));
    }
    bundle.required_domains.clone()
}

/// One Microsoft licence is one domain (stated); 2 or 3 Google licences share one (2 is the bundle's default, and that
/// an order has the same is inferred from a documented invoice).
fn required_by_licences(order: &NewOrder) -> Option<RequiredDomains> {
    let inboxes = order.google_inboxes_per_domain.unwrap_or(2);
    if !(2..=3).contains(&inboxes) {
        return None;
    }
    // Without either field nothing is said, and something is missing.
    let licences = order.google_licenses.or_else(|| order.microsoft_licenses.and(Some(0)))?;
    let google = licences.checked_add(inboxes - 1)?.checked_div(inboxes)?;
    let microsoft = order.microsoft_licenses.unwrap_or(0);
    let sound = google >= 0 && microsoft >= 0;
    let total = google.checked_add(microsoft).filter(|_| sound)?;
    Some(RequiredDomains { google, microsoft, total, extra: Extra::default() })
}

/// The API's own code and details. That too many are refused as well is inferred, and so is all of it where the numbers
/// follow from licences.
fn check_count(order: &NewOrder, required: &RequiredDomains, report: &mut Findings) -> bool {
    report.checked.push(Check::DomainCount);
    let submitted = i64::try_from(order.domains.len()).unwrap_or(i64::MAX);
    if submitted == required.total {
        return true;
    }
    let missing = required.total.saturating_sub(submitted).max(0);
    let plan = if order.bundle_id.is_some() { "the bundle needs" } else { "the licences need" };
    let message = format!("{submitted} domains, and {plan} {}", required.total);
    let details = json!({
        "required_count": required.total, "submitted_count": submitted, "missing_count": missing,
    });
    let code = if missing > 0 { "domain_count_mismatch" } else { "too_many_domains" };
    report.violations.push(as_certain(order, Violation::new("domains", code, message).details(details)));
    false
}

/// What rests on the numbers of a bundle is as certain as its rule; what rests on licences is inferred.
fn as_certain(order: &NewOrder, violation: Violation) -> Violation {
    if order.bundle_id.is_some() { violation } else { violation.inferred() }
}

fn check_availability(order: &NewOrder, rows: &HashMap<String, &KnownDomain>, report: &mut Findings) {
    let mut unknown = 0_usize;
    for (index, entry) in order.domains.iter().enumerate() {
        let name = entry.name();
        let place = entry.place(index);
        match rows.get(name) {
            None => unknown += 1,
            Some(row) => match (row.refusal(), row.on_order()) {
                // Neither says that the name cannot be had, only that nobody knows for the moment.
                (Some(reason), _) if *reason == UnavailableReason::STALE || *reason == UnavailableReason::ERRORED => {
                    let message = format!("whether `{name}` can be bought is not known ({reason}); check it again");
                    report.warnings.push(Violation::new(place, "availability_unknown", message).inferred());
                }
                (Some(reason), _) => {
                    let message = format!("`{name}` cannot be bought: {reason}");
                    report.violations.push(Violation::new(place, "domain_not_available", message));
                }
                (None, Some(other)) => {
                    let which = if other.is_empty() { "another order".to_owned() } else { format!("`{other}`") };
                    let message = format!(
                        "`{name}` is on {which}; if that is this very order, send it again without this check to get \
                         it back, else swap the domain or cancel that order first"
                    );
                    let violation = Violation::new(place, "domain_already_in_active_order", message);
                    report.violations.push(if may_correct(order, row) { violation.inferred() } else { violation });
                }
                (None, None) => {}
            },
        }
    }
    if unknown < order.domains.len() {
        report.checked.push(Check::Availability);
    }
    if unknown > 0 {
        report.skipped(Check::Availability, format!("nothing is known of {unknown} of the domains"));
    }
}

/// An order that waits for another picture is mended by a corrected one of the same customer, which names the same domains
/// (stated). Whether it waits is not known here, and neither is whose id an address belongs to.
fn may_correct(order: &NewOrder, row: &KnownDomain) -> bool {
    order.user.contains('@') || row.customer().is_none_or(|customer| customer == order.user)
}

/// Domains of which nothing is known might serve both providers: only what fails even then is a violation.
fn check_split(
    order: &NewOrder,
    required: &RequiredDomains,
    rows: &HashMap<String, &KnownDomain>,
    counted: bool,
    report: &mut Findings,
) {
    let mut unknown = 0_usize;
    let candidate = |entry: &OrderDomain| {
        let usable_for = rows.get(entry.name()).and_then(|row| row.usable_for());
        unknown += usize::from(usable_for.is_none());
        Candidate::new(entry.name(), usable_for.unwrap_or(&BOTH).iter().cloned())
    };
    let candidates: Vec<Candidate> = order.domains.iter().map(candidate).collect();
    let assigned = assign_providers(&candidates, required);
    if let Err(error) = &assigned {
        // Their number is another rule's, and counted in its own words.
        let splits = error.violations().iter().filter(|violation| violation.code != "domain_count_mismatch");
        let details = error.details().cloned().map(Box::new);
        let detailed = splits.map(|violation| Violation { details: details.clone(), ..violation.clone() });
        report.violations.extend(detailed.map(|violation| as_certain(order, violation)));
    }
    if unknown > 0 {
        report
            .skipped(Check::ProviderSplit, format!("who can host the mail of {unknown} of the domains is not known"));
    } else {
        report.checked.push(Check::ProviderSplit);
        report.assignment = assigned.ok().filter(|_| counted);
    }
}

const BOTH: [Provider; 2] = [Provider::GOOGLE, Provider::MICROSOFT];
