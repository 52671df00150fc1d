//! The inputs of the jobs. They are written to files once, so that no language makes its own.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

/// As many names as people paste into a form at once.
pub const PASTED: usize = 500;
/// The most rows that a page of the API has.
pub const PAGE: usize = 100;
/// How many domains the orders have that are checked; an order has 500 at the most.
pub const ORDER_CHECKS: [usize; 5] = [10, 30, 100, 300, 500];

/// Writes every input to a folder, one file each.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, size) in [("1kb", 1_024), ("10kb", 10_240)] {
        fs::write(folder.join(format!("event-{name}.json")), event(size))?;
    }
    fs::write(folder.join("page.json"), last_page(PAGE))?;
    fs::write(folder.join("me.json"), me())?;
    fs::write(folder.join("pasted.json"), json!((0..PASTED).map(pasted).collect::<Vec<_>>()).to_string())?;
    fs::write(
        folder.join("availability.json"),
        json!((0..10_000).map(availability).collect::<Vec<_>>()).to_string(),
    )?;
    let checks = ORDER_CHECKS.map(|domains| (domains.to_string(), order_check(domains)));
    fs::write(folder.join("order-checks.json"), json!(checks.into_iter().collect::<Map<_, _>>()).to_string())
}

/// Whose key it is: the smallest answer of the API.
pub fn me() -> Vec<u8> {
    let me = json!({ "data": {
        "api_key": { "environment": "test", "permission_preset": "full" }, "partner": { "id": "org_1", "name": "Acme" }
    } });
    me.to_string().into_bytes()
}

/// A delivery of about that many bytes: an order with as many domains as fit.
pub fn event(size: usize) -> Vec<u8> {
    let mut domains = Vec::new();
    loop {
        let event = json!({
            "id": "evt_bench", "type": "order.completed", "created_at": "2026-05-08T12:00:00Z",
            "data": {
                "id": "ord_bench", "user_id": "usr_bench", "email": "alex@acme.com", "bundle_id": null, "status": "completed",
                "domain_count": domains.len(), "costs": { "total_cents": 36_800, "currency": "usd" },
                "domains": { "registered": domains, "imported": [] }, "created_at": "2026-05-08T11:00:00Z"
            }
        });
        let body = event.to_string().into_bytes();
        if body.len() >= size {
            return body;
        }
        domains.push(format!("acme-mail-{}.com", domains.len()));
    }
}

/// One page of orders that says there are more.
pub fn page(rows: usize) -> Vec<u8> {
    page_of(0, rows, Some("b3BhcXVl"))
}

/// The only page of a short list.
pub fn last_page(rows: usize) -> Vec<u8> {
    page_of(0, rows, None)
}

/// The documented example of a row, as often as is asked for, from that number on.
pub fn page_of(first: usize, rows: usize, next: Option<&str>) -> Vec<u8> {
    let mut links = json!({ "first": "/orders?per_page=100" });
    if let Some(token) = next {
        links["next"] = json!(format!("/orders?per_page=100&page_token={token}"));
    }
    let meta = json!({ "path": "/orders", "per_page": 100, "returned": rows });
    json!({ "data": orders(first, rows), "links": links, "meta": meta }).to_string().into_bytes()
}

/// A page as SDKs of other APIs have them, with the same rows: a list that continues after its last id.
pub fn cursor_page_of(first: usize, rows: usize, more: bool) -> Vec<u8> {
    let page = json!({ "object": "list", "url": "/v1/customers", "has_more": more, "data": orders(first, rows) });
    page.to_string().into_bytes()
}

fn orders(first: usize, rows: usize) -> Vec<Value> {
    let order = |number: usize| {
        json!({
            "id": format!("ord_{number:024}"), "user_id": "usr_01JXA7Q2M9K4T6V8W0Y2Z4B6", "email": "alex@acme.com",
            "bundle_id": "bun_01JXA7Q2M9K4T6V8W0Y2Z4B6", "status": "in_progress", "domain_count": 19,
            "costs": { "total_cents": 36_800, "currency": "usd" },
            "renews_at": "2026-06-08T12:00:00Z", "created_at": "2026-05-08T12:00:00Z"
        })
    };
    (first..first + rows).map(order).collect()
}

/// One in ten is odd: a capital, a URL, a repetition, a subdomain, an international name, an address.
pub fn pasted(number: usize) -> String {
    match number % 50 {
        0 => format!(" HTTPS://Acme-Mail-{number}.com/pricing?from=list "),
        10 => format!("www.acme-mail-{number}.com"),
        20 => format!("münchen-{number}.de"),
        30 => format!("ACME-mail-{}.com.", number - 1),
        40 => format!("alex@acme-mail-{number}.com"),
        _ => format!("acme-mail-{number}.com"),
    }
}

/// A row of an availability check. Two in three are for both providers; prices repeat, as they do.
pub fn availability(number: usize) -> Value {
    let cents = 1_100 + number * 7_919 % 40 * 50;
    let usable_for: &[&str] = if number.is_multiple_of(3) { &["google"] } else { &["google", "microsoft"] };
    json!({
        "domain": format!("acme-mail-{}.com", number * 7_919 % 10_007), "available": true, "price_cents": cents,
        "renewal_price_cents": cents + 200, "currency": "usd", "usable_for": usable_for,
    })
}

/// A sound order of that many domains with all that is known of it: its bundle and its domains.
pub fn order_check(domains: usize) -> Value {
    let rows: Vec<Value> = (0..domains).map(availability).collect();
    let names: Vec<&Value> = rows.iter().map(|row| &row["domain"]).collect();
    let microsoft = domains / 10;
    json!({
        "order": {
            "user": "alex@acme.com", "bundle_id": "bun_bench", "domains": names,
            "sequencer": { "provider": "smartlead", "client_id": 366_903, "login_email": "peeker@acme.com", "login_password": "a-dedicated-login" },
            "personas": [{ "first_name": "Alex", "last_name": "Rivera", "profile_picture_url": "https://cdn.acme.com/alex.jpg" }],
            "forwarding_url": "https://acme.com",
        },
        "bundle": {
            "id": "bun_bench", "name": "Large", "monthly_sending_volume": 550_000, "status": "active",
            "required_domains": { "google": domains - microsoft, "microsoft": microsoft, "total": domains },
            "created_at": "2026-05-01T08:00:00Z",
        },
        "domains": rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_json_with_as_many_rows_as_asked_for() {
        let page: Value = serde_json::from_slice(&page_of(200, 100, Some("300"))).unwrap();
        assert_eq!(page["data"].as_array().unwrap().len(), 100);
        assert_eq!(page["data"][0]["id"], "ord_000000000000000000000200");
        assert_eq!(page["links"]["next"], "/orders?per_page=100&page_token=300");
        assert!(serde_json::from_slice::<Value>(&last_page(100)).unwrap()["links"].get("next").is_none());
    }

    #[test]
    fn a_page_of_other_sdks_says_whether_there_is_more() {
        let page: Value = serde_json::from_slice(&cursor_page_of(0, 2, true)).unwrap();
        assert_eq!((page["data"].as_array().unwrap().len(), &page["has_more"]), (2, &json!(true)));
    }
}
