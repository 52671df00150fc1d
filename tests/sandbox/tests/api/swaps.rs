//! Swaps of domains and of names.

use peeker_sandbox::{Builder, Plan};
use serde_json::{Value, json};

use crate::client::{Setup, order_with, persona, setup_with};

const DAY: u64 = 24 * 3600;

/// Six Microsoft domains and a Google one, connected.
fn connected() -> (Setup, Value) {
    connected_with(6)
}

/// So many Microsoft domains, and after them a Google one.
fn connected_with(microsoft: usize) -> (Setup, Value) {
    connected_on(microsoft, |builder| builder)
}

fn connected_on(microsoft: usize, change: impl FnOnce(Builder) -> Builder) -> (Setup, Value) {
    let setup = setup_with(change);
    let names: Vec<String> = (0..=microsoft).map(|n| format!("acme-{n}.com")).collect();
    let changes = json!({ "google_licenses": 2, "microsoft_licenses": microsoft, "domains": names });
    let order = setup.api.post("/orders", &order_with(&changes)).data(200);
    setup.advance(10);
    (setup, order)
}

/// The last of the seven is the Google domain: Microsoft's places are filled first.
const GOOGLE: &str = "acme-6.com";

fn swap_body(setup: &Setup, kind: &str, domain: &str, replacement: &str) -> Value {
    json!({ "type": kind, "domain_id": setup.domain_id(domain), "replacement_domain": replacement })
}

fn status(setup: &Setup, swap: &Value) -> Value {
    setup.api.get(&format!("/swaps/{}", swap["id"].as_str().unwrap())).data(200)["status"].clone()
}

fn swap_events(setup: &Setup) -> Vec<String> {
    setup.event_types().into_iter().filter(|name| name.starts_with("swap.")).collect()
}

#[test]
fn a_standard_swap_retires_the_old_domain_at_once() {
    let (setup, order) = connected();
    let swap = setup.api.post("/swaps", &swap_body(&setup, "standard", GOOGLE, "new-acme.com")).data(201);
    assert!(swap["id"].as_str().unwrap().starts_with("swp_"));
    assert_eq!((&swap["status"], &swap["replacement_domain"]), (&json!("created"), &json!("new-acme.com")));
    setup.advance(10);
    assert_eq!(status(&setup, &swap), "completed");
    assert_eq!(swap_events(&setup), ["swap.created", "swap.in_progress", "swap.completed"]);
    let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok();
    assert!(full["domains"]["registered"].as_array().unwrap().contains(&json!("new-acme.com")));
    assert!(!full["domains"]["registered"].as_array().unwrap().contains(&json!(GOOGLE)));
    assert_eq!(setup.api.get("/domains?status=retired").ok()[0]["domain"], GOOGLE);
    let new = &setup.api.get("/domains").ok()[0];
    assert_eq!(
        (&new["domain"], &new["status"], &new["provider"]),
        (&json!("new-acme.com"), &json!("active"), &json!("google"))
    );
}

#[test]
fn a_premium_swap_keeps_the_old_domain_warm_for_fourteen_days() {
    let (setup, _) = connected();
    let swap = setup.api.post("/swaps", &swap_body(&setup, "premium", "acme-0.com", "new-acme.com")).data(201);
    setup.advance(10);
    assert_eq!(status(&setup, &swap), "completed");
    let count = || setup.api.get("/domains?status=active").ok().as_array().unwrap().len();
    assert_eq!(count(), 8);
    setup.advance(14 * DAY);
    assert_eq!(count(), 7);
}

#[test]
fn premium_swaps_are_for_microsoft_within_quota_and_cooldown() {
    let (setup, _) = connected();
    let post = |body: &Value| setup.api.post("/swaps", body);
    post(&swap_body(&setup, "premium", GOOGLE, "new-acme.com")).refuses("type");
    post(&swap_body(&setup, "premium", "acme-0.com", "new0-acme.com")).data(201);
    post(&swap_body(&setup, "premium", "acme-0.com", "other-acme.com")).refuses("domain_id");
    post(&swap_body(&setup, "premium", "acme-1.com", "new1-acme.com")).data(201);
    post(&swap_body(&setup, "premium", "acme-2.com", "new2-acme.com")).refuses("type");
    setup.advance(15 * DAY);
    post(&swap_body(&setup, "premium", "acme-2.com", "new2-acme.com")).data(201);
}

#[test]
fn the_plan_says_how_many_microsoft_domains_may_be_in_premium_swaps() {
    use Plan::{Base, Premium, Vip, VipPlus};
    let cases = [(5, Base, 1), (6, Base, 2), (10, Base, 2), (10, Premium, 3), (10, Vip, 4), (5, VipPlus, 3)];
    for (microsoft, plan, allowed) in cases {
        let (setup, _) = connected_on(microsoft, |builder| builder.plan(plan));
        let accepted = |n: &usize| {
            let body = swap_body(&setup, "premium", &format!("acme-{n}.com"), &format!("new{n}-acme.com"));
            setup.api.post("/swaps", &body).status == 201
        };
        assert_eq!((0..5).filter(accepted).count(), allowed, "of {microsoft} on {plan:?}");
    }
}

#[test]
fn a_replacement_that_must_be_imported_first_is_waited_for() {
    let (setup, _) = connected();
    let swap = setup.api.post("/swaps", &swap_body(&setup, "standard", GOOGLE, "taken-acme.com")).data(201);
    setup.advance(10);
    assert_eq!(status(&setup, &swap), "action_required");
    setup.api.post("/domains/import", &json!({ "domains": ["taken-acme.com"] })).ok();
    setup.advance(10);
    assert_eq!(status(&setup, &swap), "action_required");
    setup.sandbox.point_nameservers(&["taken-acme.com"]);
    setup.advance(10);
    assert_eq!(status(&setup, &swap), "completed");
    let expected = ["created", "in_progress", "action_required", "in_progress", "completed"];
    assert_eq!(swap_events(&setup), expected.map(|end| format!("swap.{end}")));
}

#[test]
fn the_domain_that_a_premium_swap_brought_has_to_cool_down_as_well() {
    let (setup, _) = connected();
    let post = |old: &str, new: &str| setup.api.post("/swaps", &swap_body(&setup, "premium", old, new));
    post("acme-0.com", "new-acme.com").data(201);
    setup.advance(20 * DAY);
    post("new-acme.com", "newer-acme.com").refuses("domain_id");
    setup.advance(10 * DAY);
    post("new-acme.com", "newer-acme.com").data(201);
}

#[test]
fn a_swap_that_waited_is_asked_for_again_once_the_replacement_is_imported_and_both_end_well() {
    for kind in ["standard", "premium"] {
        let (setup, order) = connected();
        let body = swap_body(&setup, kind, "acme-0.com", "taken-acme.com");
        let first = setup.api.post("/swaps", &body).data(201);
        setup.advance(10);
        assert_eq!(status(&setup, &first), "action_required", "{kind}");
        setup.api.post("/domains/import", &json!({ "domains": ["taken-acme.com"] })).ok();
        setup.sandbox.point_nameservers(&["taken-acme.com"]);
        let second = setup.api.post("/swaps", &body).data(201);
        assert_ne!(first["id"], second["id"]);
        setup.advance(10);
        assert_eq!((status(&setup, &first), status(&setup, &second)), (json!("completed"), json!("completed")));
        let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok();
        assert_eq!((&full["domains"]["imported"], &full["domain_count"]), (&json!(["taken-acme.com"]), &json!(7)));
    }
}

#[test]
fn a_swap_that_waits_ends_with_a_later_one_that_could_be_carried_out_first() {
    let (setup, _) = connected();
    // Imported and pointed, but still on an order of its own: the first swap waits for it.
    setup.api.post("/domains/import", &json!({ "domains": ["own-acme.com"] })).ok();
    setup.sandbox.point_nameservers(&["own-acme.com"]);
    let own = order_with(&json!({ "domains": ["own-acme.com"], "google_licenses": 2 }));
    let other = setup.api.post("/orders", &own).data(200)["id"].as_str().unwrap().to_owned();
    setup.advance(10);
    let body = swap_body(&setup, "standard", GOOGLE, "own-acme.com");
    let first = setup.api.post("/swaps", &body).data(201);
    setup.api.post(&format!("/orders/{other}/cancel"), &json!({})).data(200);
    setup.advance(31 * DAY);
    assert_eq!(status(&setup, &first), "action_required", "nothing tells it that the domain is free");
    let second = setup.api.post("/swaps", &body).data(201);
    setup.advance(10);
    assert_eq!((status(&setup, &second), status(&setup, &first)), (json!("completed"), json!("completed")));
}

#[test]
fn a_swap_whose_domain_has_left_its_order_fails() {
    let (setup, _) = connected();
    let swaps: Vec<Value> = ["new0-acme.com", "new1-acme.com"]
        .map(|name| setup.api.post("/swaps", &swap_body(&setup, "standard", GOOGLE, name)).data(201))
        .into();
    setup.advance(10);
    assert_eq!((status(&setup, &swaps[0]), status(&setup, &swaps[1])), (json!("completed"), json!("failed")));
}

#[test]
fn wrong_fields_are_named() {
    let (setup, _) = connected();
    let good = swap_body(&setup, "standard", GOOGLE, "new-acme.com");
    for (field, value) in [
        ("type", json!(null)),
        ("type", json!("user_names")),
        ("replacement_domain", json!("mail.acme.com")),
        ("replacement_domain", json!("microsoft-only-acme.com")),
    ] {
        let mut body = good.clone();
        body[field] = value;
        setup.api.post("/swaps", &body).refuses(field);
    }
    let unknown = json!({ "type": "standard", "domain_id": "dom_none", "replacement_domain": "new-acme.com" });
    assert_eq!(setup.api.post("/swaps", &unknown).error(404, "not_found")["field"], "domain_id");
}

#[test]
fn renaming_makes_one_swap_per_inbox() {
    let (setup, _) = connected();
    let rename = |domain: &str, picture: &str| {
        let body = json!({ "domain_id": setup.domain_id(domain), "personas": [persona(picture)] });
        setup.api.post("/swaps/user_names", &body).data(201)["swaps"].as_array().unwrap().clone()
    };
    let google = rename(GOOGLE, "");
    assert_eq!(google.len(), 2);
    assert_eq!((&google[0]["type"], &google[0]["replacement_domain"]), (&json!("user_names"), &json!(null)));
    assert_eq!(rename("acme-0.com", "").len(), 1);
    let blocked = rename("acme-1.com", "https://unreachable.test/a.jpg");
    setup.advance(10);
    assert_eq!(
        (status(&setup, &google[1]), status(&setup, &blocked[0])),
        (json!("completed"), json!("action_required"))
    );
}

#[test]
fn swaps_are_filtered_by_every_documented_filter() {
    let (setup, order) = connected();
    setup.api.post("/swaps", &swap_body(&setup, "standard", GOOGLE, "new-acme.com")).data(201);
    let old = setup.domain_id(GOOGLE);
    setup.advance(10);
    let count = |query: &str| setup.api.get(&format!("/swaps?{query}")).data(200).as_array().unwrap().len();
    assert_eq!(count(&format!("order_id={}", order["id"].as_str().unwrap())), 1);
    assert_eq!(count(&format!("user_id={}", order["user_id"].as_str().unwrap())), 1);
    assert_eq!(count(&format!("domain_id={old}")), 1);
    assert_eq!(count(&format!("domain_id={}", setup.domain_id("new-acme.com"))), 1);
    assert_eq!(count("domain_id=dom_none"), 0);
    assert_eq!((count("status=completed"), count("status=failed")), (1, 0));
    setup.api.get("/swaps/swp_none").error(404, "not_found");
}
