//! How orders are carried out, and what they wait for.

use serde_json::{Value, json};

use crate::client::{Setup, order_with, persona, sequencer, setup};

fn pending(setup: &Setup, query: &str) -> Vec<Value> {
    setup.api.get(&format!("/orders/pending{query}")).data(200).as_array().unwrap().clone()
}

fn import(setup: &Setup, domains: &Value) {
    setup.api.post("/domains/import", &json!({ "domains": domains })).data(200);
}

#[test]
fn an_order_announces_itself_each_domain_and_its_completion() {
    let setup = setup();
    let order = setup.order();
    assert_eq!(setup.event_data("order.in_progress"), json!({ "id": order["id"], "status": "in_progress" }));
    setup.advance(10);
    assert_eq!(setup.event_types(), ["order.in_progress", "domain.connected", "domain.connected", "order.completed"]);
    let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok();
    assert_eq!(setup.event_data("order.completed"), full);
    assert_eq!(full["status"], "completed");
    let connected: Value = serde_json::from_str(&setup.sandbox.events()[1].body).unwrap();
    assert_eq!(connected["data"]["domain"], "acme-mail.com");
    assert_eq!(
        (&connected["data"]["category"], &connected["data"]["status"]),
        (&json!("connected"), &json!("active"))
    );
}

#[test]
fn ninety_domains_take_seconds() {
    let setup = setup();
    let names: Vec<String> = (0..90).map(|n| format!("acme-{n}.com")).collect();
    let order = setup.api.post("/orders", &order_with(&json!({ "google_licenses": 180, "domains": names }))).ok();
    setup.advance(15);
    assert_eq!(setup.order_status(&order), "completed");
    assert_eq!(setup.receiver.received().len(), 92);
}

#[test]
fn a_picture_on_a_private_host_is_asked_for() {
    let setup = setup();
    let private = order_with(&json!({ "personas": [persona("http://10.0.0.1/a.png")] }));
    let order = setup.api.post("/orders", &private).data(200);
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "action_required");
    assert_eq!(pending(&setup, "")[0]["reason"], "profile_picture_not_accessible");
}

#[test]
fn an_unreachable_picture_is_asked_for_and_a_corrected_order_takes_the_domains_over() {
    let setup = setup();
    let bad = persona("https://unreachable.test/alex.jpg");
    let order = setup.api.post("/orders", &order_with(&json!({ "personas": [persona(""), bad] }))).data(200);
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "action_required");
    let types = setup.event_types();
    assert_eq!(types, ["order.in_progress", "order.action_required", "domain.connected", "domain.connected"]);
    let rows = pending(&setup, &format!("?order_id={}", order["id"].as_str().unwrap()));
    assert_eq!(rows.len(), 1);
    assert!(rows[0]["id"].as_str().unwrap().starts_with("act_"));
    assert_eq!(
        (&rows[0]["type"], &rows[0]["reason"]),
        (&json!("google_profile_picture"), &json!("profile_picture_not_accessible"))
    );
    assert_eq!((&rows[0]["user"], &rows[0]["domain"]), (&bad, &json!("acme-mail.com")));
    assert!(rows[0].get("order_id").is_none());

    let stranger = order_with(&json!({ "user": "sam@acme.com" }));
    setup.api.post("/orders", &stranger).error(409, "domain_already_in_active_order");
    let good = persona("https://cdn.acme.com/alex.jpg");
    let corrected = setup.api.post("/orders", &order_with(&json!({ "personas": [persona(""), good] }))).data(200);
    assert_eq!(setup.order_status(&order), "cancelled");
    assert_eq!(pending(&setup, ""), [] as [Value; 0]);
    assert_eq!(pending(&setup, "?status=resolved").len(), 1);
    setup.advance(10);
    assert_eq!(setup.order_status(&corrected), "completed");
}

#[test]
fn a_refused_login_is_asked_for() {
    let setup = setup();
    let mut routing = sequencer();
    routing["login_email"] = json!("ops@wrong.test");
    let order = setup.api.post("/orders", &order_with(&json!({ "sequencer": routing }))).ok();
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "action_required");
    assert_eq!(pending(&setup, "")[0]["reason"], "provider_workspace_problem");
}

#[test]
fn an_action_can_be_resolved_by_hand() {
    let setup = setup();
    let bad = persona("https://unreachable.test/alex.jpg");
    let order = setup.api.post("/orders", &order_with(&json!({ "personas": [bad] }))).ok();
    setup.advance(10);
    let id = pending(&setup, "")[0]["id"].as_str().unwrap().to_owned();
    assert!(setup.sandbox.resolve_action(&id));
    assert!(!setup.sandbox.resolve_action(&id));
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "completed");
}

#[test]
fn an_order_waits_for_nameservers_that_have_not_moved() {
    let setup = setup();
    import(&setup, &json!(["a-acme.com", "b-acme.com"]));
    setup.sandbox.point_nameservers(&["a-acme.com"]);
    let order = setup.api.post("/orders", &order_with(&json!({ "domains": ["a-acme.com", "b-acme.com"] }))).data(200);
    setup.advance(10);
    assert_eq!(
        setup.event_types(),
        ["order.in_progress", "domain.connected", "domain.action_required", "order.action_required"]
    );
    let rows = pending(&setup, "?user=alex%40acme.com");
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["type"], &rows[0]["reason"]), (&json!("update_nameservers"), &json!("update_nameservers")));
    assert_eq!((&rows[0]["domain"], &rows[0]["user"]), (&json!("b-acme.com"), &json!(null)));

    setup.sandbox.point_nameservers(&["b-acme.com"]);
    assert_eq!(setup.order_status(&order), "in_progress");
    setup.advance(10);
    let full = setup.event_data("order.completed");
    assert_eq!(full["domains"], json!({ "registered": [], "imported": ["a-acme.com", "b-acme.com"] }));
    assert_eq!(full["costs"]["total_cents"], 400, "imported domains are not bought");
}

#[test]
fn pending_actions_are_filtered_by_every_documented_filter() {
    let setup = setup();
    import(&setup, &json!(["a-acme.com", "b-acme.com"]));
    let order = setup.api.post("/orders", &order_with(&json!({ "domains": ["a-acme.com", "b-acme.com"] }))).ok();
    setup.advance(10);
    assert_eq!(pending(&setup, "").len(), 2);
    assert_eq!(pending(&setup, &format!("?user={}", order["user_id"].as_str().unwrap())).len(), 2);
    assert_eq!(pending(&setup, "?user=usr_none").len(), 0);
    assert_eq!(pending(&setup, "?order_id=ord_none").len(), 0);
    assert_eq!(pending(&setup, &format!("?domain_id={}", setup.domain_id("a-acme.com"))).len(), 1);
    assert_eq!(pending(&setup, "?status=resolved").len(), 0);
    setup.api.get("/orders/pending?status=done").refuses("status");
}

#[test]
fn a_doomed_order_fails_and_releases_its_domains() {
    let setup = setup();
    let order = setup.api.post("/orders", &order_with(&json!({ "domains": ["doomed-a.com", "b-acme.com"] }))).ok();
    setup.advance(10);
    assert_eq!(setup.event_types(), ["order.in_progress", "order.failed"]);
    assert_eq!(setup.order_status(&order), "failed");
    assert_eq!(setup.api.get("/domains?category=connected").ok(), json!([]));
}

#[test]
fn a_domain_that_must_be_replaced_is_by_a_swap() {
    let setup = setup();
    let order = setup.api.post("/orders", &order_with(&json!({ "domains": ["replace-a.com", "b-acme.com"] }))).ok();
    setup.advance(10);
    assert_eq!(pending(&setup, "")[0]["reason"], "replace_domain");
    let swap = json!({ "type": "standard", "domain_id": setup.domain_id("replace-a.com"), "replacement_domain": "c-acme.com" });
    setup.api.post("/swaps", &swap).data(201);
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "completed");
    assert_eq!(setup.event_data("order.completed")["domains"]["registered"], json!(["b-acme.com", "c-acme.com"]));
}
