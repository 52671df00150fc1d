//! The shapes of May: what is older about the answers and the events.

use peeker_sandbox::Shapes;
use serde_json::{Value, json};

use crate::client::{Setup, order_with, persona, setup_with};

fn setup() -> Setup {
    setup_with(|builder| builder.shapes(Shapes::May))
}

fn has(row: &Value, names: &[&str]) -> bool {
    names.iter().any(|name| row.get(*name).is_some())
}

#[test]
fn the_base_url_and_the_links_are_mays() {
    let setup = setup();
    assert!(setup.sandbox.base_url().ends_with("/api/partner/v1"));
    let first = setup.api.get("/bundles").json()["links"]["first"].as_str().unwrap().to_owned();
    assert!(first.starts_with(setup.sandbox.base_url()), "{first}");
}

#[test]
fn bundles_have_a_price_and_nothing_of_june() {
    let setup = setup();
    let made = setup.api.post("/bundles", &json!({ "name": "B", "monthly_sending_volume": 25_000 })).data(201);
    let listed = setup.api.get("/bundles").ok()[0].clone();
    for row in [made, listed] {
        assert_eq!((&row["currency"], &row["effective"]["google_percent"]), (&json!("USD"), &json!(50)));
        assert!(!has(&row, &["required_domains", "send_on_weekends", "google_inboxes_per_domain"]), "{row}");
    }
}

#[test]
fn availability_says_of_every_name_whether_it_is_premium() {
    let setup = setup();
    let answer =
        setup.api.post("/domains/availability", &json!({ "domains": ["premium-a.com", "a.com", "taken-a.com"] }));
    let rows = answer.data(200)["domains"].as_array().unwrap().clone();
    assert_eq!(rows.iter().map(|row| row["premium"].clone()).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn an_import_is_in_progress_until_its_nameservers_have_moved() {
    let setup = setup();
    let job = setup.api.post("/domains/import", &json!({ "domains": ["acme.com"] })).data(202);
    let path = format!("/domains/import/{}", job["id"].as_str().unwrap());
    assert_eq!((&job["status"], &job["completed_count"]), (&json!("in_progress"), &json!(0)));
    assert!(!has(&job, &["completed_at"]) && !job["nameserver_groups"].as_array().unwrap().is_empty());
    setup.advance(30 * 60);
    assert_eq!(setup.api.get(&path).data(200)["status"], "action_required");
    setup.sandbox.point_nameservers(&["acme.com"]);
    assert_eq!(setup.api.get(&path).data(200)["status"], "completed");
    assert_eq!(setup.api.get("/domains/import?domains=acme.com").data(200)["completed_count"], 1);
}

#[test]
fn orders_have_users_and_a_cancellation_is_answered_with_the_order() {
    let setup = setup();
    let order = setup.order();
    let path = format!("/orders/{}", order["id"].as_str().unwrap());
    let full = setup.api.get(&path).data(200);
    assert_eq!(full["users"][0]["first_name"], "Alex");
    assert!(!has(&order, &["renews_at"]) && !has(&full, &["renews_at", "personas"]), "{full}");
    let cancelled = setup.api.post(&format!("{path}/cancel"), &json!({ "scope": "order" })).data(200);
    assert_eq!((&cancelled["status"], &cancelled["users"]), (&json!("cancel_scheduled"), &full["users"]));
    assert_eq!(setup.event_data("order.cancel_scheduled")["order"], cancelled);
}

#[test]
fn a_new_swap_is_in_progress() {
    let setup = setup();
    setup.order();
    setup.advance(10);
    let domain = setup.domain_id("acme-mail.com");
    let body = json!({ "type": "standard", "domain_id": domain, "replacement_domain": "new-acme.com" });
    assert_eq!(setup.api.post("/swaps", &body).data(201)["status"], "in_progress");
    let body = json!({ "domain_id": domain, "personas": [persona("")] });
    assert_eq!(setup.api.post("/swaps/user_names", &body).data(201)["swaps"][0]["status"], "in_progress");
}

#[test]
fn events_nest_their_order_and_bring_the_environment_and_what_is_to_be_done() {
    let setup = setup();
    let changes = json!({ "personas": [persona("https://unreachable.test/a.jpg")] });
    let order = setup.api.post("/orders", &order_with(&changes)).data(200);
    setup.advance(10);
    let begun = setup.event_data("order.in_progress");
    assert_eq!(begun["order"], json!({ "id": order["id"], "status": "in_progress" }));
    let waiting = setup.event_data("order.action_required");
    assert_eq!((&waiting["order"]["id"], &waiting["api_key"]["environment"]), (&order["id"], &json!("test")));
    let reason = "profile_picture_public_link_required";
    assert_eq!(waiting["pending_actions"][0]["reason"], reason);
    assert_eq!(setup.api.get("/orders/pending").ok()[0]["reason"], reason);
    let connected = setup.sandbox.events().into_iter().find(|event| event.event_type == "domain.connected").unwrap();
    let connected: Value = serde_json::from_str(&connected.body).unwrap();
    assert!(connected["data"]["api_key"].is_object() && connected["data"]["domain"].is_string(), "{connected}");
}
