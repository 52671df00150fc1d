//! How an order is carried out, in virtual seconds.
//!
//! ```text
//! order.in_progress ──1 s──▶ look at pictures and login ──1 s──▶ domain.connected ×N ──1 s──▶ order.completed
//!                                │                                   │ nameservers not moved, or a bad domain
//!                                └──────▶ order.action_required ◀────┘
//! ```
//! The order of events is documented; the seconds are inferred ("sandbox orders finish in seconds").
//! `order.action_required` is sent when an order begins to wait, not once more for each further reason (inferred).

use std::time::Duration;

use crate::agenda::Task;
use crate::names;
use crate::resources::cancelling;
use crate::resources::domains::Domain;
use crate::resources::orders::{Order, OrderStatus};
use crate::resources::pending::{self, Cause};
use crate::state::{AccountId, World};

/// Announces a new order and plans its way.
pub(crate) fn begin(world: &mut World, account: AccountId, id: &str) {
    let now = world.now;
    let here = world.account(account);
    let Some(order) = here.orders.get(id) else { return };
    let data = order.to_short_json();
    let domains: Vec<String> =
        order.domain_names().filter_map(|name| here.domain_named(name)).map(|d| d.id.clone()).collect();
    world.emit(account, id, "order.in_progress", &data);
    world.agenda.plan(now.plus(STEP), Task::InspectOrder { account, order: id.to_owned() });
    let mut due = now.plus(STEP * 2);
    for domain in domains {
        world.agenda.plan(due, Task::ConnectDomain { account, order: id.to_owned(), domain });
        due = due.plus(PER_DOMAIN);
    }
}

/// Looks at what does not depend on a single domain.
pub(crate) fn inspect(world: &mut World, account: AccountId, id: &str) {
    let Some(order) = under_way(world, account, id) else { return };
    if order.domain_names().any(|name| names::dooms_its_order(name)) {
        cancelling::close(world, account, id, OrderStatus::Failed, "order.failed");
        return;
    }
    let Some(domain) = first_domain(world, account, &order) else { return };
    for persona in order.personas.iter().filter(|persona| persona.has_unreachable_picture()) {
        pending::open(world, account, id, Cause::Picture, &domain, Some(persona));
    }
    if names::is_wrong_login(&order.login_email) {
        pending::open(world, account, id, Cause::Login, &domain, None);
    }
    wait_if_asked(world, account, id);
}

/// Connects one domain, or says what keeps it.
pub(crate) fn connect(world: &mut World, account: AccountId, id: &str, domain_id: &str) {
    if !world.account(account).orders.get(id).is_some_and(|order| order.status.is_under_way()) {
        return;
    }
    let Some(domain) = world.account(account).domains.get(domain_id).cloned() else { return };
    let here = domain.place.as_ref().is_some_and(|place| place.order == id && !place.connected);
    match obstacle(&domain) {
        _ if !here => {}
        Some(cause) => {
            pending::open(world, account, id, cause, &domain, None);
            world.emit(account, domain_id, "domain.action_required", &domain.to_json());
            wait_if_asked(world, account, id);
        }
        None => {
            mark_connected(world, account, domain_id);
            world.agenda.plan(world.now.plus(STEP), Task::CompleteOrder { account, order: id.to_owned() });
        }
    }
}

/// Completes the order if nothing is missing. Planned after every connection; only the last one finds all in place.
pub(crate) fn complete(world: &mut World, account: AccountId, id: &str) {
    let here = world.account(account);
    let Some(order) = here.orders.get(id).filter(|order| order.status.is_under_way()) else { return };
    let connected = |domain: &Domain| domain.place.as_ref().is_some_and(|place| place.connected);
    let all = order.domain_names().all(|name| here.domain_named(name).is_some_and(connected));
    if !all || pending::any_open(here, id) {
        return;
    }
    let Some(order) = world.account_mut(account).orders.get_mut(id) else { return };
    order.status = OrderStatus::Completed;
    let data = order.to_full_json();
    world.emit(account, id, "order.completed", &data);
}

/// A domain's nameservers were set: its order goes on with it.
pub(crate) fn nameservers_moved(world: &mut World, account: AccountId, domain_id: &str) {
    pending::resolve_for_domain(world.account_mut(account), domain_id, Cause::Nameservers);
    let place = world.account(account).domains.get(domain_id).and_then(|domain| domain.place.clone());
    if let Some(place) = place.filter(|place| !place.connected) {
        resume(world, account, &place.order);
        let task = Task::ConnectDomain { account, order: place.order, domain: domain_id.to_owned() };
        world.agenda.plan(world.now.plus(STEP), task);
    }
}

/// Something the order waited for is done: if it was the last thing, the order is in progress again.
pub(crate) fn resume(world: &mut World, account: AccountId, id: &str) {
    if pending::any_open(world.account(account), id) {
        return;
    }
    let waiting = |order: &&mut Order| order.status == OrderStatus::ActionRequired;
    if let Some(order) = world.account_mut(account).orders.get_mut(id).filter(waiting) {
        order.status = OrderStatus::InProgress;
        world.agenda.plan(world.now.plus(STEP), Task::CompleteOrder { account, order: id.to_owned() });
    }
}

/// Sets the domain live and says so.
pub(crate) fn mark_connected(world: &mut World, account: AccountId, domain_id: &str) {
    let Some(domain) = world.account_mut(account).domains.get_mut(domain_id) else { return };
    if let Some(place) = &mut domain.place {
        place.connected = true;
    }
    let data = domain.to_json();
    world.emit(account, domain_id, "domain.connected", &data);
}

/// What keeps a domain from being connected.
fn obstacle(domain: &Domain) -> Option<Cause> {
    if names::must_be_replaced(&domain.name) {
        Some(Cause::Replacement)
    } else if domain.nameservers_moved() {
        None
    } else {
        Some(Cause::Nameservers)
    }
}

/// An order with open actions waits, and says so when it begins to.
fn wait_if_asked(world: &mut World, account: AccountId, id: &str) {
    if !pending::any_open(world.account(account), id) {
        return;
    }
    let in_progress = |order: &&mut Order| order.status == OrderStatus::InProgress;
    if let Some(order) = world.account_mut(account).orders.get_mut(id).filter(in_progress) {
        order.status = OrderStatus::ActionRequired;
        let data = order.to_short_json();
        world.emit(account, id, "order.action_required", &data);
    }
}

fn under_way(world: &World, account: AccountId, id: &str) -> Option<Order> {
    world.account(account).orders.get(id).filter(|order| order.status.is_under_way()).cloned()
}

/// The domain that a picture's row names: pictures matter to Google, so the first Google domain if there is one (inferred).
fn first_domain(world: &World, account: AccountId, order: &Order) -> Option<Domain> {
    let here = world.account(account);
    let domains: Vec<&Domain> = order.domain_names().filter_map(|name| here.domain_named(name)).collect();
    let is_google =
        |domain: &&&Domain| domain.place.as_ref().is_some_and(|place| place.provider == names::Provider::Google);
    domains.iter().find(is_google).or(domains.first()).map(|domain| (*domain).clone())
}

/// From one step to the next.
const STEP: Duration = Duration::from_secs(1);

/// From one domain to the next.
const PER_DOMAIN: Duration = Duration::from_millis(100);
