//! Swaps: another domain in the place of one, or other names on its inboxes.
//!
//! ```text
//! created ──1 s──▶ in_progress ──2 s──▶ completed
//!                      │   ▲              (or failed, when the domain has left its order)
//!                      ▼   │ once the replacement is imported and its nameservers have moved
//!                  action_required
//! ```

use std::time::Duration;

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::clock::Moment;
use crate::fields::Fields;
use crate::listing::Listing;
use crate::names::{self, Provider};
use crate::reply::{ApiError, Reply};
use crate::resources::domains::{Domain, Place};
use crate::resources::draft::{self, Persona};
use crate::resources::pending::{self, Cause};
use crate::resources::{availability, placing, premium, provisioning};
use crate::router::Call;
use crate::state::{Account, AccountId, Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Swap {
    id: String,
    kind: Kind,
    status: Status,
    domain_id: String,
    order_id: String,
    user_id: String,
    created_at: Moment,
}

#[derive(Clone, Debug)]
enum Kind {
    /// The old domain is retired at once.
    Standard { replacement: String },
    /// The old domain stays warm beside the new one for fourteen days.
    Premium { replacement: String },
    /// One inbox gets another name.
    UserNames { persona: Persona },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Created,
    InProgress,
    Completed,
    Failed,
    ActionRequired,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::ActionRequired => "action_required",
        }
    }
}

impl Record for Swap {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Swap {
    fn replacement(&self) -> Option<&String> {
        match &self.kind {
            Kind::Standard { replacement } | Kind::Premium { replacement } => Some(replacement),
            Kind::UserNames { .. } => None,
        }
    }

    fn is_premium(&self) -> bool {
        matches!(self.kind, Kind::Premium { .. })
    }

    /// A premium swap that was made, or is being made, and when it was asked for. One that waits for the partner has not
    /// used anything up: it is to be asked for again (documented).
    pub(crate) fn as_premium(&self) -> Option<Moment> {
        let counts = matches!(self.status, Status::Created | Status::InProgress | Status::Completed);
        (self.is_premium() && counts).then_some(self.created_at)
    }

    /// Whether it takes this domain away or brings it.
    pub(crate) fn concerns(&self, domain: &Domain) -> bool {
        self.domain_id == domain.id || self.replacement().is_some_and(|name| *name == domain.name)
    }

    fn to_json(&self) -> Value {
        let kind = match self.kind {
            Kind::Standard { .. } => "standard",
            Kind::Premium { .. } => "premium",
            Kind::UserNames { .. } => "user_names",
        };
        json!({
            "id": self.id,
            "type": kind,
            "domain_id": self.domain_id,
            "replacement_domain": self.replacement(),
            "status": self.status.name(),
            "created_at": self.created_at.to_string(),
        })
    }
}

/// The codes of all refusals here are inferred; the rules are documented.
pub(crate) fn create(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let fields = Fields::body(body)?;
    let kind = fields.text("type")?;
    let account = world.account(call.account);
    let (domain, place) = placed_domain(account, &fields)?;
    let wanted = fields.text("replacement_domain")?;
    let replacement =
        names::root_domain(wanted).map_err(|_| fields.error("replacement_domain", "This is not a root domain."))?;
    if !names::usable_for(&replacement).contains(&place.provider) {
        return Err(fields.error("replacement_domain", "This domain cannot be used for the provider of the old one."));
    }
    let kind = match kind {
        "standard" => Kind::Standard { replacement },
        "premium" => {
            premium::check(world, account, domain, place.provider)?;
            Kind::Premium { replacement }
        }
        _ => return Err(fields.error("type", "This must be `standard` or `premium`.")),
    };
    let (domain_id, place) = (domain.id.clone(), place.clone());
    let swap = begin(world, call.account, kind, &domain_id, &place);
    Ok(Reply::data(201, &swap))
}

/// One swap per inbox of the domain, not per persona sent (documented); personas are dealt out in turn (inferred).
pub(crate) fn rename_users(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let fields = Fields::body(body)?;
    let account = world.account(call.account);
    let (domain, place) = placed_domain(account, &fields)?;
    let rows = fields.filled_list("personas", 10)?;
    let read = |(index, row)| draft::persona(&Fields::row("personas", index, row)?);
    let personas: Vec<Persona> = rows.iter().enumerate().map(read).collect::<Result<_, _>>()?;
    let inboxes = inboxes(account, place);
    let (domain_id, place) = (domain.id.clone(), place.clone());
    let dealt = personas.into_iter().cycle().take(inboxes);
    let swaps: Vec<Value> =
        dealt.map(|persona| begin(world, call.account, Kind::UserNames { persona }, &domain_id, &place)).collect();
    Ok(Reply::data(201, &json!({ "swaps": swaps })))
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let filters = [("user_id", None), ("order_id", None), ("domain_id", None), ("status", None)];
    let listing = Listing::read(call, &filters)?;
    listing.filter_among("status", &["created", "in_progress", "completed", "failed", "action_required"])?;
    let account = world.account(call.account);
    let domain = listing.filter("domain_id").map(|id| account.domains.get(id));
    let shows = |swap: &Swap| {
        listing.allows("user_id", Some(&swap.user_id))
            && listing.allows("order_id", Some(&swap.order_id))
            && listing.allows("status", Some(swap.status.name()))
            && domain.is_none_or(|domain| domain.is_some_and(|domain| swap.concerns(domain)))
    };
    Ok(listing.reply(&account.swaps, shows, Swap::to_json))
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let swap = world.account(call.account).swaps.get(call.id()).ok_or_else(|| ApiError::not_found("swap"))?;
    Ok(Reply::data(200, &swap.to_json()))
}

/// The next step of a swap.
pub(crate) fn proceed(world: &mut World, account: AccountId, id: &str) {
    let Some(swap) = world.account(account).swaps.get(id).cloned() else { return };
    match swap.status {
        Status::Created | Status::ActionRequired => {
            enter(world, account, id, Status::InProgress);
            plan(world, account, id, WORK);
        }
        Status::InProgress => {
            let outcome = carry_out(world, account, &swap);
            enter(world, account, id, outcome);
        }
        Status::Completed | Status::Failed => {}
    }
}

/// A domain has been imported and points here: swaps that wait for it go on by themselves (documented).
pub(crate) fn look_again(world: &mut World, account: AccountId, name: &str) {
    let here = world.account(account);
    let waits_for_it =
        |id: &&String| here.swaps.get(id).and_then(Swap::replacement).is_some_and(|wanted| wanted == name);
    let mut waiting: Vec<String> = here.waiting_swaps.iter().filter(waits_for_it).cloned().collect();
    waiting.sort_by_key(|id| here.swaps.number(id));
    for id in waiting {
        plan(world, account, &id, PICK_UP);
    }
}

/// The old domain of a swap leaves its order.
pub(crate) fn retire(world: &mut World, account: AccountId, domain_id: &str) {
    if let Some(domain) = world.account_mut(account).domains.get_mut(domain_id) {
        domain.place = None;
        domain.retired = true;
    }
}

fn begin(world: &mut World, account: AccountId, kind: Kind, domain_id: &str, place: &Place) -> Value {
    let swap = Swap {
        id: world.ids.next("swp"),
        kind,
        status: Status::Created,
        domain_id: domain_id.to_owned(),
        order_id: place.order.clone(),
        user_id: place.user.clone(),
        created_at: world.now,
    };
    let (id, data) = (swap.id.clone(), swap.to_json());
    world.account_mut(account).swaps.insert(swap);
    world.emit(account, &id, "swap.created", &data);
    plan(world, account, &id, PICK_UP);
    data
}

fn plan(world: &mut World, account: AccountId, id: &str, delay: Duration) {
    world.agenda.plan(world.now.plus(delay), Task::ContinueSwap { account, swap: id.to_owned() });
}

/// Changes the status and says so.
fn enter(world: &mut World, account: AccountId, id: &str, status: Status) {
    let here = world.account_mut(account);
    let Some(swap) = here.swaps.get_mut(id) else { return };
    swap.status = status;
    if status == Status::ActionRequired {
        here.waiting_swaps.insert(id.to_owned());
    } else {
        here.waiting_swaps.remove(id);
    }
    let data = swap.to_json();
    world.emit(account, id, &format!("swap.{}", status.name()), &data);
}

fn carry_out(world: &mut World, account: AccountId, swap: &Swap) -> Status {
    if was_exchanged(world.account(account), swap) {
        return Status::Completed;
    }
    let old = world.account(account).domains.get(&swap.domain_id);
    let Some((old, place)) = old.and_then(|old| Some((old.clone(), old.place.clone()?))) else {
        return Status::Failed;
    };
    match &swap.kind {
        // The guide says that a private picture blocks; the endpoint's page says that pictures are ignored. The guide is followed.
        Kind::UserNames { persona } if persona.has_unreachable_picture() => Status::ActionRequired,
        Kind::UserNames { .. } => Status::Completed,
        Kind::Standard { replacement } | Kind::Premium { replacement } => {
            let Some(new) = obtain(world, account, replacement) else { return Status::ActionRequired };
            exchange(world, account, swap, &old, &new, &place);
            Status::Completed
        }
    }
}

/// Whether another swap has put the same replacement in the place of the same domain. A partner whose swap waited is told
/// to ask again; that the other one then ends as if it had been carried out itself is inferred ("resolves by itself").
fn was_exchanged(account: &Account, swap: &Swap) -> bool {
    let new = swap.replacement().and_then(|name| account.domain_named(name));
    new.and_then(|domain| domain.replaces.as_ref()).is_some_and(|old| *old == swap.domain_id)
}

/// The replacement's id: already here and ready, or bought now; none when the partner has to import it first.
fn obtain(world: &mut World, account: AccountId, name: &str) -> Option<String> {
    if let Some(domain) = world.account(account).domain_named(name) {
        let ready = domain.place.is_none() && !domain.retired && domain.nameservers_moved();
        return ready.then(|| domain.id.clone());
    }
    let buyable = availability::refusal(world, name).is_none();
    buyable.then(|| placing::buy(world, account, name))
}

fn exchange(world: &mut World, account: AccountId, swap: &Swap, old: &Domain, new: &str, place: &Place) {
    let here = world.account_mut(account);
    if let Some(domain) = here.domains.get_mut(new) {
        domain.place = Some(Place { connected: true, ..place.clone() });
        domain.replaces = Some(old.id.clone());
        if let Some(order) = here.orders.get_mut(&place.order) {
            order.replace(&old.name, domain);
        }
    }
    pending::resolve_for_domain(here, &old.id, Cause::Replacement);
    if swap.is_premium() {
        let task = Task::RetireDomain { account, domain: old.id.clone() };
        world.agenda.plan(world.now.plus(WARM), task);
    } else {
        retire(world, account, &old.id);
    }
    provisioning::resume(world, account, &place.order);
    if let Some(replacement) = swap.replacement() {
        look_again(world, account, replacement);
    }
}

/// The domain that the body names by its id; it must have its place on an order (inferred).
fn placed_domain<'a>(account: &'a Account, fields: &Fields<'_>) -> Result<(&'a Domain, &'a Place), ApiError> {
    let id = fields.text("domain_id")?;
    let domain = account.domains.get(id).ok_or_else(|| ApiError::not_found("domain").field("domain_id"))?;
    let place = domain.place.as_ref().ok_or_else(|| fields.error("domain_id", "This domain is not on an order."))?;
    Ok((domain, place))
}

fn inboxes(account: &Account, place: &Place) -> usize {
    let google = account.orders.get(&place.order).map_or(2, |order| order.inboxes);
    match place.provider {
        Provider::Google => usize::try_from(google).unwrap_or(2),
        // A license is a domain (documented for Microsoft), so it counts as one inbox (inferred).
        Provider::Microsoft => 1,
    }
}

/// Until a worker picks it up. Inferred.
const PICK_UP: Duration = Duration::from_secs(1);

/// Until the worker is done. Inferred.
const WORK: Duration = Duration::from_secs(2);

/// How long a premium swap keeps the old domain (documented).
pub(crate) const WARM: Duration = Duration::from_secs(14 * 24 * 3600);
