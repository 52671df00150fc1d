//! The end of orders: scheduled by the partner, reached at the end of the renewal period, or brought about by a failure.

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::clock::Moment;
use crate::fields::Fields;
use crate::names;
use crate::reply::{ApiError, Reply};
use crate::resources::domains::Domain;
use crate::resources::orders::{MONTH, Order, OrderStatus};
use crate::resources::pending;
use crate::router::Call;
use crate::state::{Account, AccountId, World};

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
    let here = world.account(account);
    let Some(order) = here.orders.get(id).filter(|order| order.status != OrderStatus::Cancelled) else { return };
    let (ending, staying): (Vec<&Domain>, Vec<&Domain>) =
        here.domains_on(order).partition(|domain| domains.contains(&domain.id));
    if staying.is_empty() {
        close(world, account, id, OrderStatus::Cancelled, "order.cancelled");
        return;
    }
    let ending: Vec<String> = ending.iter().map(|domain| domain.id.clone()).collect();
    let here = world.account_mut(account);
    for domain in ending {
        let Some(domain) = here.domains.get_mut(&domain) else { continue };
        domain.place = None;
        if let Some(order) = here.orders.get_mut(id) {
            order.forget(&domain.name);
        }
    }
}

/// Ends an order for good: what it asked for is settled and its domains are released.
pub(crate) fn close(world: &mut World, account: AccountId, id: &str, status: OrderStatus, event: &str) {
    let here = world.account_mut(account);
    pending::resolve_all(here, id, |_| true);
    let Some(order) = here.orders.get(id) else { return };
    let domains: Vec<String> = here.domains_on(order).map(|domain| domain.id.clone()).collect();
    for domain in domains {
        if let Some(domain) = here.domains.get_mut(&domain) {
            domain.place = None;
        }
    }
    let Some(order) = here.orders.get_mut(id) else { return };
    order.status = status;
    let data = order.to_short_json();
    world.emit(account, id, event, &data);
}

/// The domains named in the body, by id or name; all of them when the body is empty (documented).
fn cancelled_domains<'a>(
    account: &'a Account,
    order: &'a Order,
    call: &Call<'_>,
) -> Result<Vec<&'a Domain>, ApiError> {
    let all: Vec<&Domain> = account.domains_on(order).collect();
    if call.body.bytes.is_empty() {
        return Ok(all);
    }
    let body = call.json()?;
    let fields = Fields::body(body)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_after_now() {
        let began = Moment::from_unix_seconds(0);
        assert_eq!(end_of_period(began, began), began.plus(MONTH));
        assert_eq!(end_of_period(began, began.plus(MONTH)), began.plus(MONTH).plus(MONTH));
    }
}
