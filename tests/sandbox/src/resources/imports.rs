//! Imports: domains the customer owns elsewhere, and the nameservers to set for them.
//!
//! ```text
//! POST /domains/import       ──▶ completed ──30 min, not moved──▶ action_required ──moved──▶ completed
//! POST /domains/import/jobs  ──▶ in_progress ──3 s──▶ completed, as above
//! ```
//! `completed` says that nameservers are assigned, not that DNS has moved. The event `domain_import.completed` comes after
//! DNS has moved, once per job. All of that follows the documentation; the three seconds are inferred, and so is that the
//! job says `completed` again, with a new `completed_at`, when DNS has moved.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::clock::Moment;
use crate::fields::Fields;
use crate::limiter::rate_limited;
use crate::names::{self, BadName};
use crate::reply::{ApiError, Reply};
use crate::resources::domains::{Domain, Origin};
use crate::resources::{provisioning, swaps};
use crate::router::Call;
use crate::settings::Dns;
use crate::state::{Account, AccountId, Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Import {
    id: String,
    asynchronous: bool,
    status: Status,
    submitted: usize,
    /// Names that can be imported; they become domains when the job is finished.
    accepted: Vec<String>,
    failed: Vec<(String, &'static str)>,
    created_at: Moment,
    completed_at: Option<Moment>,
    /// Whether its last event was sent.
    settled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    InProgress,
    Completed,
    ActionRequired,
    Failed,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::ActionRequired => "action_required",
            Self::Failed => "failed",
        }
    }
}

impl Record for Import {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Import {
    fn to_json(&self, account: &Account) -> Value {
        let finished = self.status != Status::InProgress;
        let completed = if self.status == Status::Completed { self.accepted.len() } else { 0 };
        let failed: Vec<Value> =
            self.failed.iter().map(|(name, reason)| json!({ "domain": name, "reason": reason })).collect();
        let mut job = json!({
            "id": self.id,
            "status": self.status.name(),
            "submitted_count": self.submitted,
            "completed_count": completed,
            "failed_count": if finished { failed.len() } else { 0 },
            "nameserver_groups": if finished { self.nameserver_groups(account) } else { Vec::new() },
            "failed": if finished { failed } else { Vec::new() },
            "created_at": self.created_at.to_string(),
        });
        if let Some(at) = self.completed_at {
            job["completed_at"] = json!(at.to_string());
        }
        job
    }

    /// One job stays on one pair of nameservers (documented), but for domains that an earlier job had put elsewhere.
    fn nameserver_groups(&self, account: &Account) -> Vec<Value> {
        let mut groups: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for domain in self.accepted.iter().filter_map(|name| account.domain_named(name)) {
            if let Origin::Imported { nameservers: (one, two), .. } = &domain.origin {
                groups.entry((one, two)).or_default().push(&domain.name);
            }
        }
        let group =
            |((one, two), domains)| json!({ "nameserver_one": one, "nameserver_two": two, "domains": domains });
        groups.into_iter().map(group).collect()
    }

    /// Whether its last event was sent: its nameservers have moved, or there is nothing to move.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    fn all_moved(&self, account: &Account) -> bool {
        self.accepted.iter().filter_map(|name| account.domain_named(name)).all(Domain::nameservers_moved)
    }
}

/// At most 25, answered in its finished form (documented).
pub(crate) fn create(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let id = start(world, call, 25, false)?;
    finish(world, call.account, &id);
    show(world, call.account, &id, 200)
}

/// At most 500, answered at once (documented).
pub(crate) fn create_job(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let id = start(world, call, 500, true)?;
    show(world, call.account, &id, 202)
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    show(world, call.account, call.id(), 200)
}

/// The job of exactly these domains, or else the newest with one of them. That the answer is one job and not a list, and
/// which one, is inferred.
pub(crate) fn lookup(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let mut names: Vec<String> = call.query("domains").unwrap_or_default().split(',').map(names::normalise).collect();
    names.sort_unstable();
    names.dedup();
    if names.iter().all(String::is_empty) {
        return Err(ApiError::invalid("domains", "This query parameter is required."));
    }
    let account = world.account(call.account);
    let newest = || {
        let of_each = names.iter().filter_map(|name| account.imports_of.get(name)?.last());
        of_each.max_by_key(|id| account.imports.number(id))
    };
    let found = account.import_sets.get(&names).or_else(newest).and_then(|id| account.imports.get(id));
    let import = found.ok_or_else(|| ApiError::not_found("import job"))?;
    Ok(Reply::data(200, &import.to_json(account)))
}

/// The job for these domains: the one made before for the same sorted unique set (documented), or a new one.
fn start(world: &mut World, call: &Call<'_>, most: usize, asynchronous: bool) -> Result<String, ApiError> {
    let body = call.json()?;
    let names = Fields::body(body)?.texts("domains", most)?;
    let mut set: Vec<String> = names.iter().map(|name| names::normalise(name)).collect();
    set.sort_unstable();
    set.dedup();
    if let Some(known) = world.account(call.account).import_sets.get(&set) {
        return Ok(known.clone());
    }
    if !asynchronous && call.access.live && set.iter().any(|name| names::meets_full_accounts(name)) {
        check_capacity(world, call.account)?;
    }
    let import = Import { asynchronous, ..judge(world, call.account, &set) };
    let id = import.id.clone();
    let task = Task::FinishImport { account: call.account, import: id.clone() };
    world.agenda.plan(world.now.plus(ASYNC_TIME), task);
    let account = world.account_mut(call.account);
    account.imports.insert(import);
    for name in &set {
        account.imports_of.entry(name.clone()).or_default().push(id.clone());
    }
    account.import_sets.insert(set, id.clone());
    Ok(id)
}

/// A live synchronous import may find the Cloudflare accounts full; jobs are not refused for that (both documented). How
/// long it takes, and that the answer names no wait, are inferred.
fn check_capacity(world: &mut World, account: AccountId) -> Result<(), ApiError> {
    let now = world.now;
    let until = *world.account_mut(account).crowded_until.get_or_insert(now.plus(CROWDED));
    if now < until { Err(rate_limited(None, Some("cloudflare_account_capacity"))) } else { Ok(()) }
}

fn judge(world: &mut World, account: AccountId, set: &[String]) -> Import {
    let (mut accepted, mut failed) = (Vec::new(), Vec::new());
    for name in set {
        match refusal(world, account, name) {
            None => accepted.push(name.clone()),
            Some(reason) => failed.push((name.clone(), reason)),
        }
    }
    Import {
        id: world.ids.next("imp"),
        asynchronous: false,
        status: Status::InProgress,
        submitted: set.len(),
        accepted,
        failed,
        created_at: world.now,
        completed_at: None,
        settled: false,
    }
}

/// Why a domain cannot be imported. That bad rows are rows of the job is documented, their form and words are inferred.
fn refusal(world: &World, account: AccountId, name: &str) -> Option<&'static str> {
    if let Err(bad) = names::check_root(name) {
        return Some(BadName::reason(bad));
    }
    let elsewhere = world.accounts().any(|(id, other)| id != account && other.domain_named(name).is_some());
    match () {
        () if names::cannot_be_imported(name) => Some("import_failed"),
        () if elsewhere => Some("already_in_use"),
        () => None,
    }
}

/// Assigns nameservers; the job is finished. Done at once for a synchronous import, also one that meets its unfinished
/// asynchronous twin.
pub(crate) fn finish(world: &mut World, account: AccountId, id: &str) {
    let now = world.now;
    let Some(import) = world.account_mut(account).imports.get_mut(id).filter(|i| i.status == Status::InProgress)
    else {
        return;
    };
    import.completed_at = Some(now);
    import.status = Status::Completed;
    if import.accepted.is_empty() {
        fail(world, account, id);
        return;
    }
    let accepted = import.accepted.clone();
    let nameservers = nameservers(world, id);
    for name in &accepted {
        adopt(world, account, name, &nameservers);
    }
    world.agenda.plan(now.plus(PATIENCE), Task::RemindImport { account, import: id.to_owned() });
    settle(world, account, id);
}

/// Not one domain could be imported. An answer at once may say `completed` all the same (documented); that a job which
/// was asked for asynchronously says `failed` is inferred from the name of its event.
fn fail(world: &mut World, account: AccountId, id: &str) {
    if let Some(import) = world.account_mut(account).imports.get_mut(id) {
        import.settled = true;
        if import.asynchronous {
            import.status = Status::Failed;
        }
    }
    announce(world, account, id, "domain_import.failed");
}

/// Makes the domain the account's own, unless it is already.
fn adopt(world: &mut World, account: AccountId, name: &str, nameservers: &(String, String)) {
    if world.account(account).domain_named(name).is_some() {
        return;
    }
    let origin = Origin::Imported { nameservers: nameservers.clone(), moved: false };
    let domain = Domain::new(world.ids.next("dom"), name, origin, world.now);
    if world.settings.dns == Dns::Auto {
        let task = Task::MoveNameservers { account, domain: name.to_owned() };
        world.agenda.plan(world.now.plus(AUTO_MOVE), task);
    }
    world.account_mut(account).domains.insert(domain);
}

/// The customer has set the nameservers of a domain: imports are settled, and what waited for it goes on.
pub(crate) fn move_nameservers(world: &mut World, account: AccountId, name: &str) {
    let here = world.account_mut(account);
    let Some(id) = here.domain_named(name).map(|domain| domain.id.clone()) else { return };
    let Some(Domain { origin: Origin::Imported { moved, .. }, .. }) = here.domains.get_mut(&id) else { return };
    if std::mem::replace(moved, true) {
        return;
    }
    for import in here.imports_of.get(name).cloned().unwrap_or_default() {
        settle(world, account, &import);
    }
    provisioning::nameservers_moved(world, account, &id);
    swaps::look_again(world, account, name);
}

/// Thirty minutes are over: says once that the nameservers have not moved.
pub(crate) fn remind(world: &mut World, account: AccountId, id: &str) {
    let here = world.account(account);
    let waiting = here.imports.get(id).is_some_and(|import| !import.settled && !import.all_moved(here));
    if !waiting {
        return;
    }
    if let Some(import) = world.account_mut(account).imports.get_mut(id) {
        import.status = Status::ActionRequired;
        import.completed_at = None;
    }
    announce(world, account, id, "domain_import.action_required");
}

/// Ends a finished job whose domains have all moved.
fn settle(world: &mut World, account: AccountId, id: &str) {
    let (now, here) = (world.now, world.account(account));
    let is_over = |import: &Import| !import.settled && import.status != Status::InProgress && import.all_moved(here);
    if !here.imports.get(id).is_some_and(is_over) {
        return;
    }
    if let Some(import) = world.account_mut(account).imports.get_mut(id) {
        import.status = Status::Completed;
        import.completed_at = Some(now);
        import.settled = true;
    }
    announce(world, account, id, "domain_import.completed");
}

fn announce(world: &mut World, account: AccountId, id: &str, event: &str) {
    let here = world.account(account);
    if let Some(data) = here.imports.get(id).map(|import| import.to_json(here)) {
        world.emit(account, id, event, &data);
    }
}

fn show(world: &World, account: AccountId, id: &str, status: u16) -> Result<Reply, ApiError> {
    let here = world.account(account);
    let import = here.imports.get(id).ok_or_else(|| ApiError::not_found("import job"))?;
    Ok(Reply::data(status, &import.to_json(here)))
}

fn nameservers(world: &World, import: &str) -> (String, String) {
    let pair = PAIRS[world.ids.pick(import, PAIRS.len())];
    (format!("{}.ns.cloudflare.com", pair.0), format!("{}.ns.cloudflare.com", pair.1))
}

const PAIRS: [(&str, &str); 6] =
    [("helena", "idris"), ("ada", "bob"), ("cora", "dean"), ("elsa", "finn"), ("gina", "hugh"), ("iris", "jack")];

/// How long an asynchronous job is in progress. Inferred.
const ASYNC_TIME: Duration = Duration::from_secs(3);

/// From the first refusal for lack of capacity until there is some. Inferred.
const CROWDED: Duration = Duration::from_secs(30);

/// About thirty minutes (documented).
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// How soon nameservers move when they move by themselves.
const AUTO_MOVE: Duration = Duration::from_secs(2);
