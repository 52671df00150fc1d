//! The API as it was documented in May: what it answered to the same calls, and what its events carried.
//!
//! The rules and the requests are June's; only the answers look older. They are made of June's at the border, so that no
//! handler knows of it.

use serde_json::{Value, json};

use crate::reply::Reply;
use crate::resources::imports::Import;
use crate::resources::orders::Order;
use crate::resources::pending;
use crate::router::{Call, Route};
use crate::state::{AccountId, World};

/// An answer in May's shape.
pub(crate) fn reply(world: &World, call: &Call<'_>, route: &Route, reply: Reply) -> Reply {
    let Reply { mut status, mut body } = reply;
    let data = &mut body["data"];
    match (route.method, route.path) {
        ("GET" | "POST" | "PATCH", "/bundles" | "/bundles/{id}") => each(data, bundle),
        ("POST", "/domains/availability") => each(&mut data["domains"], availability),
        ("GET" | "POST", path) if path.starts_with("/domains/import") => {
            import(world, call.account, data);
            status = if route.method == "POST" { 202 } else { status };
        }
        ("GET" | "POST", "/orders" | "/orders/{id}") => each(data, order),
        ("POST", "/orders/{id}/cancel") => *data = whole_order(world, call.account, call.id()),
        ("GET", "/orders/pending") => each(data, action),
        ("POST", "/swaps") => swap(data),
        ("POST", "/swaps/user_names") => each(&mut data["swaps"], swap),
        _ => {}
    }
    Reply { status, body }
}

/// The data of an event in May's shape: orders nested, what is to be done with them, and the key's environment.
pub(crate) fn event(world: &World, account: AccountId, object_id: &str, event_type: &str, data: &Value) -> Value {
    let mut data = data.clone();
    match event_type {
        "order.cancel_scheduled" => data = json!({ "order": whole_order(world, account, object_id) }),
        name if name.starts_with("order.") => {
            order(&mut data);
            data = json!({ "order": data });
        }
        _ => {}
    }
    if event_type == "order.action_required" {
        let mut rows = pending::open_rows(world.account(account), object_id);
        rows.iter_mut().for_each(action);
        data["pending_actions"] = json!(rows);
    }
    data["api_key"] = json!({ "environment": if world.account(account).live { "live" } else { "test" } });
    data
}

/// Applies a change to an object, or to each object of a list.
fn each(data: &mut Value, change: fn(&mut Value)) {
    match data {
        Value::Array(rows) => rows.iter_mut().for_each(change),
        row => change(row),
    }
}

/// The price is for display only, and was whatever the partner had set.
fn bundle(row: &mut Value) {
    without(row, &["send_on_weekends", "google_inboxes_per_domain", "required_domains"]);
    row["customer_price_cents"] = json!(0);
    row["currency"] = json!("USD");
}

fn availability(row: &mut Value) {
    row["premium"] = json!(row["reason"] == "premium");
}

/// A job was in progress until the nameservers had moved.
fn import(world: &World, account: AccountId, job: &mut Value) {
    let id = job["id"].as_str().unwrap_or_default();
    let has_moved = world.account(account).imports.get(id).is_some_and(Import::is_settled);
    if job["status"] == "completed" && !has_moved {
        without(job, &["completed_at"]);
        job["status"] = json!("in_progress");
        job["completed_count"] = json!(0);
    }
}

fn order(row: &mut Value) {
    without(row, &["renews_at"]);
    if let Some(people) = row.as_object_mut().and_then(|row| row.remove("personas")) {
        row["users"] = people;
    }
}

fn whole_order(world: &World, account: AccountId, id: &str) -> Value {
    let mut data = world.account(account).orders.get(id).map(Order::to_full_json).unwrap_or_default();
    order(&mut data);
    data
}

fn action(row: &mut Value) {
    if row["reason"] == "profile_picture_not_accessible" {
        row["reason"] = json!("profile_picture_public_link_required");
    }
}

/// A new one was in progress from the start.
fn swap(row: &mut Value) {
    row["status"] = json!("in_progress");
}

fn without(row: &mut Value, names: &[&str]) {
    if let Some(row) = row.as_object_mut() {
        names.iter().for_each(|name| drop(row.remove(*name)));
    }
}
