//! Availability and the account's own domains.

use serde_json::{Value, json};

use crate::client::{Api, setup};

fn check(api: &Api, names: &[&str]) -> Vec<Value> {
    let data = api.post("/domains/availability", &json!({ "domains": names })).data(200);
    data["domains"].as_array().unwrap().clone()
}

fn reason(api: &Api, name: &str) -> Value {
    let row = check(api, &[name]).remove(0);
    assert_eq!(row["available"] == true, row.get("reason").is_none(), "{row}");
    assert_eq!(row["available"] == true, row.get("usable_for").is_some(), "{row}");
    row["reason"].clone()
}

#[test]
fn a_free_domain_has_prices_and_providers() {
    let setup = setup();
    let rows = check(&setup.api, &["Acme-Mail.com", "google-only-acme.io", "microsoft-only-acme.net"]);
    assert_eq!(
        rows[0],
        json!({
            "domain": "acme-mail.com",
            "available": true,
            "price_cents": 1300,
            "renewal_price_cents": 1500,
            "currency": "usd",
            "usable_for": ["google", "microsoft"],
        })
    );
    assert_eq!((&rows[1]["usable_for"], &rows[1]["price_cents"]), (&json!(["google"]), &json!(3300)));
    assert_eq!((&rows[2]["usable_for"], &rows[2]["price_cents"]), (&json!(["microsoft"]), &json!(1100)));
}

#[test]
fn a_name_decides_why_it_is_not_free() {
    let setup = setup();
    assert_eq!(reason(&setup.api, "taken-acme.com"), "taken");
    assert_eq!(reason(&setup.api, "premium-acme.com"), "premium");
    assert_eq!(reason(&setup.api, "errored-acme.com"), "errored");
    assert_eq!(reason(&setup.api, "mail.acme.com"), "invalid");
    assert_eq!(reason(&setup.api, "acme"), "invalid");
}

#[test]
fn a_stale_answer_is_fresh_the_next_time() {
    let setup = setup();
    assert_eq!(reason(&setup.api, "stale-acme.com"), "stale");
    assert_eq!(reason(&setup.api, "stale-acme.com"), Value::Null);
}

#[test]
fn a_domain_that_someone_has_is_taken() {
    let setup = setup();
    setup.order();
    setup.api.post("/domains/import", &json!({ "domains": ["mine.com"] })).ok();
    let other = Api::new(&setup.sandbox, "pk_test_other");
    for name in ["acme-mail.com", "mine.com"] {
        assert_eq!(reason(&setup.api, name), "taken");
        assert_eq!(reason(&other, name), "taken");
    }
}

#[test]
fn fifty_names_are_enough() {
    let setup = setup();
    let names = |count: usize| (0..count).map(|n| format!("acme-{n}.com")).collect::<Vec<_>>();
    let answer = |body: &Value| setup.api.post("/domains/availability", body);
    assert_eq!(answer(&json!({ "domains": names(50) })).data(200)["domains"].as_array().unwrap().len(), 50);
    answer(&json!({ "domains": names(51) })).refuses("domains");
    answer(&json!({ "domains": [] })).refuses("domains");
    answer(&json!({ "domains": [1] })).refuses("domains");
    answer(&json!({ "domains": "acme.com" })).refuses("domains");
    answer(&json!({})).refuses("domains");
}

#[test]
fn inventory_rows_lack_what_an_order_gives() {
    let setup = setup();
    setup.api.post("/domains/import", &json!({ "domains": ["mine.com"] })).ok();
    setup.sandbox.point_nameservers(&["mine.com"]);
    let inventory = setup.api.get("/domains?category=inventory").ok()[0].clone();
    assert_eq!((&inventory["domain"], &inventory["status"]), (&json!("mine.com"), &json!("available")));
    for key in ["provider", "user_id", "order_id", "forwarding_url"] {
        assert!(inventory.get(key).is_none(), "{key}");
    }
    let order = setup.order();
    setup.advance(10);
    let connected = setup.api.get("/domains?category=connected").ok()[1].clone();
    assert_eq!(connected["domain"], "acme-mail.com");
    assert_eq!((&connected["status"], &connected["provider"]), (&json!("active"), &json!("google")));
    assert_eq!((&connected["order_id"], &connected["user_id"]), (&order["id"], &order["user_id"]));
    assert_eq!(connected["forwarding_url"], "https://acme.com");
}

#[test]
fn domains_are_filtered_by_every_documented_filter() {
    let setup = setup();
    let order = setup.order();
    setup.api.post("/domains/import", &json!({ "domains": ["google-only-mine.com"] })).ok();
    let count = |query: &str| setup.api.get(&format!("/domains?{query}")).ok().as_array().unwrap().len();
    assert_eq!(count(""), 3);
    assert_eq!(count(&format!("user_id={}", order["user_id"].as_str().unwrap())), 2);
    assert_eq!(count("user_email=Alex%40acme.com"), 2);
    assert_eq!(count("user_email=sam%40acme.com"), 0);
    assert_eq!(count("usable_for=google"), 3);
    assert_eq!(count("usable_for=microsoft"), 2);
    assert_eq!(count("status=pending"), 3);
    assert_eq!(count("category=inventory&usable_for=google"), 1);
    setup.api.get("/domains?category=none").refuses("category");
}
