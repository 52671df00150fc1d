//! Accepting an order: everything it refers to is checked before anything is changed.

use std::collections::BTreeSet;

use serde_json::json;

use crate::names::{self, Provider};
use crate::reply::ApiError;
use crate::resources::bundles::RequiredDomains;
use crate::resources::domains::{Domain, Origin, Place};
use crate::resources::draft::{Customer, Draft, Size};
use crate::resources::orders::{LineItem, Order, OrderStatus};
use crate::resources::{availability, cancelling, pending, provisioning, users};
use crate::state::{Account, AccountId, World};

/// Checks what the draft refers to, and only then changes anything.
pub(crate) fn place(world: &mut World, account: AccountId, draft: Draft) -> Result<String, ApiError> {
    if let Customer::Id(id) = &draft.customer {
        users::active(world.account(account), id).map_err(|error| error.field("user"))?;
    }
    let (required, licenses, inboxes) = requirements(world.account(account), &draft.size)?;
    check_count(draft.domains.len(), required)?;
    let customer = match &draft.customer {
        Customer::Id(id) => Some(id.clone()),
        Customer::Email(email) => {
            users::with_address(world.account(account), &users::normalised(email)).map(|user| user.id.clone())
        }
    };
    let mut corrected = BTreeSet::new();
    for wanted in &draft.domains {
        corrected.extend(check_domain(world, account, &wanted.name, customer.as_deref())?);
    }
    let names: Vec<&str> = draft.domains.iter().map(|wanted| wanted.name.as_str()).collect();
    let providers = assign(&names, required)?;
    for id in corrected {
        cancelling::close(world, account, &id, OrderStatus::Cancelled, "order.cancelled");
    }
    Ok(accept(world, account, draft, &providers, licenses, inboxes))
}

/// Nothing can be refused any more.
fn accept(
    world: &mut World,
    account: AccountId,
    draft: Draft,
    providers: &[Provider],
    licenses: [LineItem; 2],
    inboxes: u64,
) -> String {
    let (user_id, email) = customer(world, account, &draft);
    let id = world.ids.next("ord");
    let mut order = Order {
        id: id.clone(),
        user_id,
        email,
        bundle_id: None,
        status: OrderStatus::InProgress,
        line_items: licenses.into_iter().filter(|item| item.quantity > 0).collect(),
        registered: Vec::new(),
        imported: Vec::new(),
        all_domains: Vec::new(),
        actions: Vec::new(),
        personas: draft.personas,
        login_email: draft.login_email,
        inboxes,
        created_at: world.now,
    };
    if let Size::Bundle(bundle) = draft.size {
        if let Some(bundle) = world.account_mut(account).bundles.get_mut(&bundle) {
            bundle.note_order();
        }
        order.bundle_id = Some(bundle);
    }
    for (wanted, provider) in draft.domains.into_iter().zip(providers) {
        take(world, account, &mut order, &wanted.name, *provider, wanted.forwarding_url);
    }
    world.account_mut(account).orders.insert(order);
    provisioning::begin(world, account, &id);
    id
}

fn customer(world: &mut World, account: AccountId, draft: &Draft) -> (String, String) {
    let id = match &draft.customer {
        Customer::Id(id) => id.clone(),
        Customer::Email(email) => users::for_order(world, account, email, draft.sequencer.clone()),
    };
    let email = world.account(account).users.get(&id).map(|user| user.email.clone());
    (id, email.unwrap_or_default())
}

/// Puts a domain on the order, buying it where the account does not have it.
fn take(
    world: &mut World,
    account: AccountId,
    order: &mut Order,
    name: &str,
    provider: Provider,
    forwarding_url: Option<String>,
) {
    let place =
        Place { order: order.id.clone(), user: order.user_id.clone(), provider, forwarding_url, connected: false };
    let known = world.account(account).domain_named(name).map(|domain| domain.id.clone());
    let bought = known.is_none();
    let id = known.unwrap_or_else(|| buy(world, account, name));
    if let Some(domain) = world.account_mut(account).domains.get_mut(&id) {
        domain.place = Some(place);
        order.add(domain);
    }
    if !bought {
        return;
    }
    let cents = names::prices(name).0;
    let same = |item: &&mut LineItem| item.kind == REGISTRATION && item.cents == cents;
    match order.line_items.iter_mut().find(same) {
        Some(item) => item.quantity += 1,
        None => order.line_items.push(LineItem { kind: REGISTRATION, quantity: 1, cents }),
    }
}

/// Buys a domain from the registrar.
pub(crate) fn buy(world: &mut World, account: AccountId, name: &str) -> String {
    let id = world.ids.next("dom");
    let domain = Domain::new(id.clone(), name, Origin::Registered, world.now);
    world.account_mut(account).domains.insert(domain);
    id
}

/// What an order of this size needs: domains, licenses, and Google inboxes on each domain.
fn requirements(account: &Account, size: &Size) -> Result<(RequiredDomains, [LineItem; 2], u64), ApiError> {
    let (required, google_licenses, inboxes) = match size {
        Size::Bundle(id) => {
            let bundle = account.bundles.get(id).ok_or_else(|| ApiError::not_found("bundle").field("bundle_id"))?;
            let archived = || ApiError::invalid("bundle_id", "This bundle is archived.");
            let (required, inboxes) = bundle.required().ok_or_else(archived)?;
            (required, required.google.saturating_mul(inboxes), inboxes)
        }
        Size::Custom { google_licenses, microsoft_licenses, inboxes } => {
            let required =
                RequiredDomains { google: google_licenses.div_ceil(*inboxes), microsoft: *microsoft_licenses };
            (required, *google_licenses, *inboxes)
        }
    };
    let licenses = [
        LineItem { kind: "google_license", quantity: google_licenses, cents: 100 },
        LineItem { kind: "microsoft_license", quantity: required.microsoft, cents: 900 },
    ];
    Ok((required, licenses, inboxes))
}

/// Too few is documented with these details. That too many is refused with the same code, and the status, are inferred.
fn check_count(submitted: usize, required: RequiredDomains) -> Result<(), ApiError> {
    let submitted = submitted as u64;
    if submitted == required.total() {
        return Ok(());
    }
    let details = json!({
        "required_count": required.total(),
        "submitted_count": submitted,
        "missing_count": required.total().saturating_sub(submitted),
    });
    let message = format!("This order needs {} domains, but {submitted} were sent.", required.total());
    Err(ApiError::new(400, "domain_count_mismatch", message).field("domains").details(details))
}

/// Whether the account may put the domain on an order. Answers the order that this one corrects, if the domain is on one:
/// the documentation says to place a corrected order when a picture or a login was wrong, so that one gives its domains up
/// (inferred).
fn check_domain(
    world: &World,
    account: AccountId,
    name: &str,
    customer: Option<&str>,
) -> Result<Option<String>, ApiError> {
    let here = world.account(account);
    let Some(domain) = here.domain_named(name) else {
        return match availability::refusal(world, name) {
            Some(reason) => Err(ApiError::invalid("domains", format!("{name} cannot be bought: {reason}."))),
            None => Ok(None),
        };
    };
    if domain.retired {
        return Err(ApiError::invalid("domains", format!("{name} was swapped out.")));
    }
    let Some(place) = &domain.place else { return Ok(None) };
    if Some(place.user.as_str()) == customer && pending::asks_for_a_corrected_order(here, &place.order) {
        return Ok(Some(place.order.clone()));
    }
    // The code is documented; its status is inferred.
    let message = format!("{name} is already on an active order.");
    Err(ApiError::new(409, "domain_already_in_active_order", message)
        .field("domains")
        .details(json!({ "domain": name })))
}

/// Gives each domain its provider. Domains that Google cannot use fill Microsoft's places first, then others do, in the
/// order sent. That a shortfall is `invalid_request` is inferred; the rule itself is documented for Microsoft.
fn assign(domains: &[&str], required: RequiredDomains) -> Result<Vec<Provider>, ApiError> {
    let can = |name: &str, provider: Provider| names::usable_for(name).contains(&provider);
    let count = |provider: Provider| domains.iter().filter(|name| can(name, provider)).count() as u64;
    for (provider, needed) in [(Provider::Microsoft, required.microsoft), (Provider::Google, required.google)] {
        if count(provider) < needed {
            let message = format!("{needed} of the domains must be usable for {}.", provider.name());
            let details =
                json!({ "provider": provider.name(), "required_count": needed, "usable_count": count(provider) });
            return Err(ApiError::invalid("domains", message).details(details));
        }
    }
    let only_microsoft = domains.iter().filter(|name| !can(name, Provider::Google)).count() as u64;
    let mut flexible = required.microsoft.saturating_sub(only_microsoft);
    let mut assigned = Vec::with_capacity(domains.len());
    for name in domains {
        assigned.push(match (can(name, Provider::Google), can(name, Provider::Microsoft)) {
            (true, true) if flexible > 0 => {
                flexible -= 1;
                Provider::Microsoft
            }
            (true, _) => Provider::Google,
            (false, _) => Provider::Microsoft,
        });
    }
    Ok(assigned)
}

const REGISTRATION: &str = "domain_registration";

#[cfg(test)]
mod tests {
    use super::*;
    use Provider::{Google, Microsoft};

    #[test]
    fn microsoft_places_are_filled_without_robbing_google() {
        let required = RequiredDomains { google: 2, microsoft: 1 };
        assert_eq!(assign(&["google-only-a.com", "b.com", "c.com"], required).unwrap(), [Google, Microsoft, Google]);
        assert_eq!(
            assign(&["a.com", "b.com", "microsoft-only-c.com"], required).unwrap(),
            [Google, Google, Microsoft]
        );
    }

    #[test]
    fn an_impossible_split_is_refused() {
        let required = RequiredDomains { google: 1, microsoft: 1 };
        assert!(assign(&["google-only-a.com", "google-only-b.com"], required).is_err());
        assert!(assign(&["microsoft-only-a.com", "microsoft-only-b.com"], required).is_err());
    }
}
