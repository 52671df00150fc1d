//! Orders: the record, and asking for it. How they are accepted is in `placing`, carried out in `provisioning`, ended in `cancelling`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::listing::Listing;
use crate::reply::{ApiError, Reply};
use crate::resources::domains::Domain;
use crate::resources::draft::{Draft, Persona};
use crate::resources::{placing, users};
use crate::router::Call;
use crate::state::{Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) email: String,
    pub(crate) bundle_id: Option<String>,
    pub(crate) status: OrderStatus,
    pub(crate) line_items: Vec<LineItem>,
    /// Names, in the order asked for.
    pub(crate) registered: Vec<String>,
    pub(crate) imported: Vec<String>,
    /// The ids of all domains that ever had their place here.
    pub(crate) all_domains: Vec<String>,
    /// The ids of its pending actions, resolved or not.
    pub(crate) actions: Vec<String>,
    pub(crate) personas: Vec<Persona>,
    pub(crate) login_email: String,
    pub(crate) inboxes: u64,
    pub(crate) created_at: Moment,
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
pub(crate) struct LineItem {
    pub(crate) kind: &'static str,
    pub(crate) quantity: u64,
    pub(crate) cents: u64,
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
    pub(crate) fn replace(&mut self, old: &str, new: &Domain) {
        self.forget(old);
        self.add(new);
    }

    /// A domain has got its place here.
    pub(crate) fn add(&mut self, domain: &Domain) {
        let list = if domain.is_imported() { &mut self.imported } else { &mut self.registered };
        list.push(domain.name.clone());
        self.all_domains.push(domain.id.clone());
    }

    pub(crate) fn forget(&mut self, domain: &str) {
        self.registered.retain(|name| name != domain);
        self.imported.retain(|name| name != domain);
    }

    pub(crate) fn domain_count(&self) -> usize {
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
    let draft = Draft::read(body)?;
    let id = placing::place(world, call.account, draft)?;
    let now = world.now;
    let account = world.account_mut(call.account);
    account.order_bodies.insert(call.body.bytes.clone(), (id.clone(), now));
    let order = account.orders.get(&id).ok_or_else(|| ApiError::not_found("order"))?;
    Ok(Reply::data(200, &order.to_json()))
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let filters = [("user_id", None), ("user_email", None), ("bundle_id", None), ("status", None)];
    let listing = Listing::read(call, &filters)?;
    let statuses = ["in_progress", "completed", "failed", "action_required", "cancel_scheduled", "cancelled"];
    listing.filter_among("status", &statuses)?;
    let email = listing.filter("user_email").map(users::normalised);
    let shows = |order: &Order| {
        email.as_ref().is_none_or(|email| *email == order.email)
            && listing.allows("user_id", Some(&order.user_id))
            && listing.allows("bundle_id", order.bundle_id.as_deref())
            && listing.allows("status", Some(order.status.name()))
    };
    Ok(listing.reply(&world.account(call.account).orders, shows, Order::to_json))
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let order = world.account(call.account).orders.get(call.id()).ok_or_else(|| ApiError::not_found("order"))?;
    Ok(Reply::data(200, &order.to_full_json()))
}

fn original<'a>(world: &'a World, call: &Call<'_>) -> Option<&'a Order> {
    let account = world.account(call.account);
    let (id, at) = account.order_bodies.get(&call.body.bytes)?;
    if world.now.since(*at) >= DEDUPE { None } else { account.orders.get(id) }
}

/// The documented window.
const DEDUPE: Duration = Duration::from_secs(24 * 3600);

/// A renewal period. Thirty days, as an example has it.
pub(crate) const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);
