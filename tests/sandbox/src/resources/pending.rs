//! Pending actions: what the partner has to do before an order goes on.

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::listing::Listing;
use crate::reply::{ApiError, Reply};
use crate::resources::domains::Domain;
use crate::resources::draft::Persona;
use crate::resources::users::normalised;
use crate::router::Call;
use crate::state::{Account, AccountId, Record, World};

/// One row of `GET /orders/pending`.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    id: String,
    /// Filtered by, but not shown: documented rows have no order id.
    pub(crate) order_id: String,
    pub(crate) cause: Cause,
    open: bool,
    domain_id: String,
    domain: String,
    persona: Option<Persona>,
    created_at: Moment,
}

/// Why an order waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A picture that cannot be fetched. Type and reason as in an example.
    Picture,
    /// Smartlead refuses the login. The reason is documented for May only; its type is inferred.
    Login,
    /// Nameservers have not been moved. Documented, but not whether as type or as reason: it is both here.
    Nameservers,
    /// The domain is no good. As above.
    Replacement,
}

impl Cause {
    fn type_and_reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Picture => ("google_profile_picture", "profile_picture_not_accessible"),
            Self::Login => ("provider_workspace_problem", "provider_workspace_problem"),
            Self::Nameservers => ("update_nameservers", "update_nameservers"),
            Self::Replacement => ("replace_domain", "replace_domain"),
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Picture => "The profile picture cannot be fetched. Place a corrected order with a public URL.",
            Self::Login => "The Smartlead login was refused. Place a corrected order.",
            Self::Nameservers => "Set this domain's nameservers at its registrar.",
            Self::Replacement => "This domain cannot be connected. Replace it.",
        }
    }
}

impl Record for Action {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Action {
    /// The person stands under `user` (seen in an example); that it is null where no person is meant is inferred.
    fn to_json(&self) -> Value {
        let (kind, reason) = self.cause.type_and_reason();
        json!({
            "id": self.id,
            "type": kind,
            "reason": reason,
            "status": self.status(),
            "domain_id": self.domain_id,
            "domain": self.domain,
            "user": self.persona.as_ref().map(Persona::to_json),
            "message": self.cause.message(),
            "created_at": self.created_at.to_string(),
        })
    }

    fn status(&self) -> &'static str {
        if self.open { "open" } else { "resolved" }
    }
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let filters = [("order_id", None), ("user", None), ("domain_id", None), ("status", Some("open"))];
    let listing = Listing::read(call, &filters)?;
    listing.filter_among("status", &["open", "resolved"])?;
    let account = world.account(call.account);
    let user = listing.filter("user").map(|user| (user, normalised(user)));
    let of_user = |action: &Action| {
        let order = account.orders.get(&action.order_id);
        let is = |id: &str, email: &String| order.is_some_and(|order| order.user_id == id || order.email == *email);
        user.as_ref().is_none_or(|(id, email)| is(id, email))
    };
    let shows = |action: &Action| {
        listing.allows("order_id", Some(&action.order_id))
            && listing.allows("domain_id", Some(&action.domain_id))
            && listing.allows("status", Some(action.status()))
            && of_user(action)
    };
    Ok(listing.reply(&account.actions, shows, Action::to_json))
}

/// Opens an action, unless the same is open already.
pub(crate) fn open(
    world: &mut World,
    account: AccountId,
    order_id: &str,
    cause: Cause,
    domain: &Domain,
    persona: Option<&Persona>,
) {
    let same = |action: &Action| action.cause == cause && action.domain_id == domain.id;
    if persona.is_none() && open_of(world.account(account), order_id).any(same) {
        return;
    }
    let action = Action {
        id: world.ids.next("act"),
        order_id: order_id.to_owned(),
        cause,
        open: true,
        domain_id: domain.id.clone(),
        domain: domain.name.clone(),
        persona: persona.cloned(),
        created_at: world.now,
    };
    let here = world.account_mut(account);
    if let Some(order) = here.orders.get_mut(order_id) {
        order.actions.push(action.id.clone());
    }
    here.actions.insert(action);
}

/// Resolves one action by its id; answers its order.
pub(crate) fn resolve(account: &mut Account, id: &str) -> Option<String> {
    let action = account.actions.get_mut(id).filter(|action| action.open)?;
    action.open = false;
    Some(action.order_id.clone())
}

/// Resolves those of an order's actions that are meant.
pub(crate) fn resolve_all(account: &mut Account, order_id: &str, which: impl Fn(&Action) -> bool) {
    let ids: Vec<String> =
        open_of(account, order_id).filter(|action| which(action)).map(|action| action.id.clone()).collect();
    for id in ids {
        resolve(account, &id);
    }
}

/// What concerns one domain on its order.
pub(crate) fn resolve_for_domain(account: &mut Account, domain_id: &str, cause: Cause) {
    let place = account.domains.get(domain_id).and_then(|domain| domain.place.as_ref());
    if let Some(order_id) = place.map(|place| place.order.clone()) {
        resolve_all(account, &order_id, |action| action.domain_id == domain_id && action.cause == cause);
    }
}

pub(crate) fn any_open(account: &Account, order_id: &str) -> bool {
    open_of(account, order_id).next().is_some()
}

/// Whether the order waits for something that the documentation mends by a corrected order.
pub(crate) fn asks_for_a_corrected_order(account: &Account, order_id: &str) -> bool {
    open_of(account, order_id).any(|action| matches!(action.cause, Cause::Picture | Cause::Login))
}

/// The rows that an order waits for.
pub(crate) fn open_rows(account: &Account, order_id: &str) -> Vec<Value> {
    open_of(account, order_id).map(Action::to_json).collect()
}

fn open_of<'a>(account: &'a Account, order_id: &str) -> impl Iterator<Item = &'a Action> {
    let ids = account.orders.get(order_id).map(|order| order.actions.as_slice()).unwrap_or_default();
    ids.iter().filter_map(|id| account.actions.get(id)).filter(|action| action.open)
}
