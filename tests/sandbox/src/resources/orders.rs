//! Orders: placing, reading and cancelling them. How they are carried out is in `provisioning`.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::clock::Moment;
use crate::fields::Fields;
use crate::listing::Listing;
use crate::names::{self, Provider};
use crate::reply::{ApiError, Reply};
use crate::resources::bundles::RequiredDomains;
use crate::resources::domains::{Domain, Origin, Place};
use crate::resources::draft::{Customer, Draft, Persona, Size};
use crate::resources::{availability, pending, provisioning, users};
use crate::router::Call;
use crate::state::{Account, AccountId, Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) email: String,
    bundle_id: Option<String>,
    pub(crate) status: OrderStatus,
    line_items: Vec<LineItem>,
    /// Names, in the order asked for.
    registered: Vec<String>,
    imported: Vec<String>,
    pub(crate) personas: Vec<Persona>,
    pub(crate) login_email: String,
    pub(crate) inboxes: u64,
    created_at: Moment,
}

/// The full documented enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderStatus {
    InProgress,
    Completed,
    Failed,
    ActionRequired,
    CancelScheduled,
    Cancelled,
}

impl OrderStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::ActionRequired => "action_required",
            Self::CancelScheduled => "cancel_scheduled",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it is being carried out.
    pub(crate) fn is_under_way(self) -> bool {
        matches!(self, Self::InProgress | Self::ActionRequired)
    }
}

/// Quantity times price; `amount_cents` is the price of one (seen in an example).
#[derive(Clone, Debug)]
struct LineItem {
    kind: &'static str,
    quantity: u64,
    cents: u64,
}

impl Record for Order {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Order {
    /// The lean form of answers to create and list.
    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "user_id": self.user_id,
            "email": self.email,
            "bundle_id": self.bundle_id,
            "status": self.status.name(),
            "domain_count": self.domain_count(),
            "costs": { "total_cents": self.total_cents(), "currency": "usd" },
            "renews_at": self.created_at.plus(MONTH).to_string(),
            "created_at": self.created_at.to_string(),
        })
    }

    /// The full form, also the payload of `order.completed`.
    pub(crate) fn to_full_json(&self) -> Value {
        let item =
            |item: &LineItem| json!({ "type": item.kind, "quantity": item.quantity, "amount_cents": item.cents });
        let mut order = self.to_json();
        order["costs"]["line_items"] = self.line_items.iter().map(item).collect();
        order["domains"] = json!({ "registered": self.registered, "imported": self.imported });
        order["personas"] = self.personas.iter().map(Persona::to_json).collect();
        order
    }

    /// The short payload of the other events: documented for `order.in_progress`, inferred for the rest.
    pub(crate) fn to_short_json(&self) -> Value {
        json!({ "id": self.id, "status": self.status.name() })
    }

    pub(crate) fn domain_names(&self) -> impl Iterator<Item = &String> {
        self.registered.iter().chain(&self.imported)
    }

    /// A swap has put one domain in the place of another.
    pub(crate) fn replace(&mut self, old: &str, new: &str, imported: bool) {
        self.forget(old);
        let list = if imported { &mut self.imported } else { &mut self.registered };
        list.push(new.to_owned());
    }

    fn forget(&mut self, domain: &str) {
        self.registered.retain(|name| name != domain);
        self.imported.retain(|name| name != domain);
    }

    fn domain_count(&self) -> usize {
        self.registered.len() + self.imported.len()
    }

    fn total_cents(&self) -> u64 {
        self.line_items.iter().map(|item| item.quantity.saturating_mul(item.cents)).fold(0, u64::saturating_add)
    }
}

/// The same body again within 24 hours is the same order (documented). What "the same" means is not: here, the same bytes.
/// The second answer shows the order as it is now (inferred).
pub(crate) fn create(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    if let Some(original) = original(world, call) {
        return Ok(Reply::data(200, &original.to_json()));
    }
    let draft = Draft::read(&body)?;
    let id = place(world, call.account, draft)?;
    let now = world.now;
    let account = world.account_mut(call.account);
    account.order_bodies.insert(call.body.to_vec(), (id.clone(), now));
    let order = account.orders.get(&id).ok_or_else(|| ApiError::not_found("order"))?;
    Ok(Reply::data(200, &order.to_json()))
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let filters = [("user_id", None), ("user_email", None), ("bundle_id", None), ("status", None)];
    let listing = Listing::read(call, &filters)?;
    let statuses = ["in_progress", "completed", "failed", "action_required", "cancel_scheduled", "cancelled"];
    listing.filter_among("status", &statuses)?;
    let orders = world.account(call.account).orders.newest_first();
    let shown = orders.filter(|(_, order)| {
        let email = listing.filter("user_email").is_none_or(|email| users::normalised(email) == order.email);
        email
            && listing.allows("user_id", Some(&order.user_id))
            && listing.allows("bundle_id", order.bundle_id.as_deref())
            && listing.allows("status", Some(order.status.name()))
    });
    Ok(listing.reply(shown.map(|(number, order)| (number, order.to_json()))))
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let order = world.account(call.account).orders.get(call.id()).ok_or_else(|| ApiError::not_found("order"))?;
    Ok(Reply::data(200, &order.to_full_json()))
}

/// Schedules the end of an order, or of some of its domains, for the end of the renewal period (documented).
/// Inferred: an order that has ended or is scheduled to end is refused; cancelling some domains leaves the order's status
/// as it is, and cancelling all of them one by one is cancelling it.
pub(crate) fn cancel(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let now = world.now;
    let account = world.account(call.account);
    let order = account.orders.get(call.id()).ok_or_else(|| ApiError::not_found("order"))?;
    if !order.status.is_under_way() && order.status != OrderStatus::Completed {
        return Err(ApiError::new(400, "invalid_request", "This order cannot be cancelled any more."));
    }
    let chosen = cancelled_domains(account, order, call)?;
    let (whole, id, ends) =
        (chosen.len() == order.domain_count(), order.id.clone(), end_of_period(order.created_at, now));
    let rows: Vec<Value> = chosen.iter().map(|domain| json!({ "id": domain.id, "domain": domain.name })).collect();
    let domains = chosen.iter().map(|domain| domain.id.clone()).collect();
    if whole && let Some(order) = world.account_mut(call.account).orders.get_mut(&id) {
        order.status = OrderStatus::CancelScheduled;
    }
    world.agenda.plan(ends, Task::EndOrder { account: call.account, order: id.clone(), domains });
    let data = json!({
        "id": id,
        "status": OrderStatus::CancelScheduled.name(),
        "cancellation_scheduled_at": now.to_string(),
        "cancels_at": ends.to_string(),
        "domains": rows,
    });
    world.emit(call.account, &id, "order.cancel_scheduled", &data);
    Ok(Reply::data(200, &data))
}

/// The renewal period is over: the domains are free again, and with the last of them the order is over (documented).
pub(crate) fn end(world: &mut World, account: AccountId, id: &str, domains: &[String]) {
    let here = world.account_mut(account);
    let Some(order) = here.orders.get_mut(id).filter(|order| order.status != OrderStatus::Cancelled) else { return };
    if !here.domains.iter().any(|domain| domain.is_on(id) && !domains.contains(&domain.id)) {
        close(world, account, id, OrderStatus::Cancelled, "order.cancelled");
        return;
    }
    for domain in here.domains.iter_mut().filter(|domain| domain.is_on(id) && domains.contains(&domain.id)) {
        domain.place = None;
        order.forget(&domain.name);
    }
}

/// Ends an order for good: what it asked for is settled and its domains are released.
pub(crate) fn close(world: &mut World, account: AccountId, id: &str, status: OrderStatus, event: &str) {
    let here = world.account_mut(account);
    for domain in here.domains.iter_mut().filter(|domain| domain.is_on(id)) {
        domain.place = None;
    }
    pending::resolve_all(here, |action| action.order_id == id);
    let Some(order) = here.orders.get_mut(id) else { return };
    order.status = status;
    let data = order.to_short_json();
    world.emit(account, id, event, &data);
}

fn original<'a>(world: &'a World, call: &Call<'_>) -> Option<&'a Order> {
    let account = world.account(call.account);
    let (id, at) = account.order_bodies.get(call.body)?;
    if world.now.since(*at) >= DEDUPE { None } else { account.orders.get(id) }
}

/// Checks what the draft refers to, and only then changes anything.
fn place(world: &mut World, account: AccountId, draft: Draft) -> Result<String, ApiError> {
    if let Customer::Id(id) = &draft.customer {
        users::active(world.account(account), id).map_err(|error| error.field("user"))?;
    }
    let (required, licenses, inboxes) = requirements(world.account(account), &draft.size)?;
    check_count(draft.domains.len(), required)?;
    let customer = match &draft.customer {
        Customer::Id(id) => Some(id.clone()),
        Customer::Email(email) => known_user(world.account(account), email),
    };
    let mut corrected = BTreeSet::new();
    for wanted in &draft.domains {
        corrected.extend(check_domain(world, account, &wanted.name, customer.as_deref())?);
    }
    let names: Vec<&str> = draft.domains.iter().map(|wanted| wanted.name.as_str()).collect();
    let providers = assign(&names, required)?;
    for id in corrected {
        close(world, account, &id, OrderStatus::Cancelled, "order.cancelled");
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
    if let Some(domain) = world.account_mut(account).domains.iter_mut().find(|domain| domain.name == name) {
        domain.place = Some(place);
        let list = if domain.is_imported() { &mut order.imported } else { &mut order.registered };
        list.push(name.to_owned());
        return;
    }
    buy(world, account, name, Some(place));
    order.registered.push(name.to_owned());
    let cents = names::prices(name).0;
    let same = |item: &&mut LineItem| item.kind == REGISTRATION && item.cents == cents;
    match order.line_items.iter_mut().find(same) {
        Some(item) => item.quantity += 1,
        None => order.line_items.push(LineItem { kind: REGISTRATION, quantity: 1, cents }),
    }
}

/// Buys a domain from the registrar.
pub(crate) fn buy(world: &mut World, account: AccountId, name: &str, place: Option<Place>) -> String {
    let id = world.ids.next("dom");
    let mut domain = Domain::new(id.clone(), name, Origin::Registered, world.now);
    domain.place = place;
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

fn known_user(account: &Account, email: &str) -> Option<String> {
    let email = users::normalised(email);
    account
        .users
        .iter()
        .find(|user| user.email == email && users::active(account, &user.id).is_ok())
        .map(|user| user.id.clone())
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

/// The domains named in the body, by id or name; all of them when the body is empty (documented).
fn cancelled_domains<'a>(account: &'a Account, order: &Order, call: &Call<'_>) -> Result<Vec<&'a Domain>, ApiError> {
    let all: Vec<&Domain> = account.domains.iter().filter(|domain| domain.is_on(&order.id)).collect();
    if call.body.is_empty() {
        return Ok(all);
    }
    let body = call.json()?;
    let fields = Fields::body(&body)?;
    if !fields.has("domains") {
        return Ok(all);
    }
    let mut chosen: Vec<&Domain> = Vec::new();
    for wanted in fields.texts("domains", usize::MAX)? {
        let name = names::normalise(wanted);
        let found = all.iter().find(|domain| domain.id == wanted || domain.name == name);
        let domain = found.ok_or_else(|| fields.error("domains", "One of these domains is not on this order."))?;
        if !chosen.iter().any(|known| known.id == domain.id) {
            chosen.push(domain);
        }
    }
    Ok(chosen)
}

fn end_of_period(began: Moment, now: Moment) -> Moment {
    let mut end = began.plus(MONTH);
    while end <= now {
        end = end.plus(MONTH);
    }
    end
}

const REGISTRATION: &str = "domain_registration";

/// The documented window.
const DEDUPE: Duration = Duration::from_secs(24 * 3600);

/// A renewal period. Thirty days, as an example has it.
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);

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

    #[test]
    fn a_period_ends_after_now() {
        let began = Moment::from_unix_seconds(0);
        assert_eq!(end_of_period(began, began), began.plus(MONTH));
        assert_eq!(end_of_period(began, began.plus(MONTH)), began.plus(MONTH).plus(MONTH));
    }
}
