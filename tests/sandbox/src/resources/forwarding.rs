//! Forwarding jobs: where the account's domains redirect to.

use std::time::Duration;

use serde_json::{Value, json};

use crate::agenda::Task;
use crate::clock::Moment;
use crate::fields::Fields;
use crate::names;
use crate::reply::{ApiError, Reply};
use crate::router::Call;
use crate::state::{Account, AccountId, Record, World};

#[derive(Clone, Debug)]
pub(crate) struct ForwardingJob {
    id: String,
    status: &'static str,
    /// As sent: ids or names.
    domains: Vec<String>,
    forwarding_url: String,
    completed: Vec<String>,
    failed: Vec<(String, &'static str)>,
    created_at: Moment,
    completed_at: Option<Moment>,
}

impl Record for ForwardingJob {
    fn id(&self) -> &str {
        &self.id
    }
}

impl ForwardingJob {
    /// That `completed` lists names is inferred; `failed` rows are documented.
    fn to_json(&self) -> Value {
        let failed: Vec<Value> =
            self.failed.iter().map(|(name, reason)| json!({ "domain": name, "reason": reason })).collect();
        let mut job = json!({
            "id": self.id,
            "status": self.status,
            "completed_count": self.completed.len(),
            "failed_count": failed.len(),
            "forwarding_url": self.forwarding_url,
            "completed": self.completed,
            "failed": failed,
            "created_at": self.created_at.to_string(),
        });
        if let Some(at) = self.completed_at {
            job["completed_at"] = json!(at.to_string());
        }
        job
    }
}

/// At most 25 domains, by id or name, mixed as you like (documented).
pub(crate) fn set(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let fields = Fields::body(body)?;
    let domains = fields.texts("domains", 25)?.into_iter().map(str::to_owned).collect();
    let forwarding_url = fields.text("forwarding_url")?.to_owned();
    let job = ForwardingJob {
        id: world.ids.next("fwj"),
        status: "in_progress",
        domains,
        forwarding_url,
        completed: Vec::new(),
        failed: Vec::new(),
        created_at: world.now,
        completed_at: None,
    };
    let task = Task::FinishForwarding { account: call.account, job: job.id.clone() };
    world.agenda.plan(world.now.plus(DURATION), task);
    let reply = Reply::data(202, &job.to_json());
    world.account_mut(call.account).forwarding.insert(job);
    Ok(reply)
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let jobs = &world.account(call.account).forwarding;
    let job = jobs.get(call.id()).ok_or_else(|| ApiError::not_found("forwarding job"))?;
    Ok(Reply::data(200, &job.to_json()))
}

/// Sets the redirects. A job with both kinds of rows sends both events (inferred, like the payload of `_failed`).
pub(crate) fn finish(world: &mut World, account: AccountId, id: &str) {
    let now = world.now;
    let Some(mut job) = world.account(account).forwarding.get(id).cloned() else { return };
    for given in &job.domains {
        match apply(world.account_mut(account), given, &job.forwarding_url) {
            Ok(name) => job.completed.push(name),
            Err(reason) => job.failed.push((given.clone(), reason)),
        }
    }
    job.status = match (job.completed.is_empty(), job.failed.is_empty()) {
        (_, true) => "completed",
        (true, false) => "failed",
        (false, false) => "partial_success",
    };
    job.completed_at = Some(now);
    let data = job.to_json();
    let (some_done, some_failed) = (!job.completed.is_empty(), !job.failed.is_empty());
    if let Some(kept) = world.account_mut(account).forwarding.get_mut(id) {
        *kept = job;
    }
    if some_done {
        world.emit(account, id, "domain.forwarding_updated", &data);
    }
    if some_failed {
        world.emit(account, id, "domain.forwarding_failed", &data);
    }
}

/// The three documented reasons. A domain the account does not have does not resolve (inferred).
fn apply(account: &mut Account, given: &str, url: &str) -> Result<String, &'static str> {
    if !names::is_http_url(url) {
        return Err("invalid_target");
    }
    if names::is_unreachable(url) {
        return Err("target_unreachable");
    }
    let by_name = || account.domain_named(&names::normalise(given)).map(|domain| domain.id.clone());
    let id = account.domains.get(given).map(|domain| domain.id.clone()).or_else(by_name);
    let domain = id.and_then(|id| account.domains.get_mut(&id));
    let domain = domain.filter(|domain| !names::does_not_resolve(&domain.name)).ok_or("dns_lookup_failed")?;
    if let Some(place) = &mut domain.place {
        place.forwarding_url = Some(url.to_owned());
    }
    Ok(domain.name.clone())
}

/// Inferred.
const DURATION: Duration = Duration::from_secs(2);
