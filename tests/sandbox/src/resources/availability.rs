//! `POST /domains/availability`: which domains can be bought, for how much, for which provider.

use serde_json::{Value, json};

use crate::fields::Fields;
use crate::names;
use crate::reply::{ApiError, Reply};
use crate::router::Call;
use crate::state::{AccountId, World};

pub(crate) fn check(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let names = Fields::body(body)?.texts("domains", MOST_DOMAINS)?;
    let rows: Vec<Value> = names.iter().map(|name| row(world, call.account, name)).collect();
    Ok(Reply::data(200, &json!({ "domains": rows })))
}

fn row(world: &mut World, account: AccountId, name: &str) -> Value {
    let Ok(name) = names::root_domain(name) else {
        return json!({ "domain": names::normalise(name), "available": false, "reason": "invalid" });
    };
    if let Some(reason) = refusal(world, &name) {
        return json!({ "domain": name, "available": false, "reason": reason });
    }
    if names::is_stale_at_first(&name) && world.account_mut(account).refreshed.insert(name.clone()) {
        return json!({ "domain": name, "available": false, "reason": "stale" });
    }
    let (price, renewal) = names::prices(&name);
    let usable_for: Vec<&str> = names::usable_for(&name).iter().map(|provider| provider.name()).collect();
    json!({
        "domain": name,
        "available": true,
        "price_cents": price,
        "renewal_price_cents": renewal,
        "currency": "usd",
        "usable_for": usable_for,
    })
}

/// Why a name cannot be bought: its letters say so, or somebody has it already.
pub(crate) fn refusal(world: &World, name: &str) -> Option<&'static str> {
    let owned = || world.accounts().any(|(_, account)| account.domain_named(name).is_some());
    names::refusal(name).or_else(|| owned().then_some("taken"))
}

/// Documented in June; earlier it was 25.
const MOST_DOMAINS: usize = 50;
