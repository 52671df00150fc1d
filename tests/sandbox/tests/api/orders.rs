//! Placing, reading, deduplicating and cancelling orders.

use serde_json::{Value, json};

use crate::client::{Api, Setup, order_body, order_with, persona, sequencer, setup};

const DAY: u64 = 24 * 3600;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("acme-{n}.com")).collect()
}

fn bundle(setup: &Setup) -> Value {
    setup.api.post("/bundles", &json!({ "name": "Starter", "monthly_sending_volume": 25_000 })).ok()
}

fn place(setup: &Setup, changes: &Value) -> crate::client::Answer {
    setup.api.post("/orders", &order_with(changes))
}

#[test]
fn an_order_is_answered_in_its_lean_form_and_read_in_its_full_one() {
    let setup = setup();
    let order = setup.api.post("/orders", &order_body()).data(200);
    assert!(order["id"].as_str().unwrap().starts_with("ord_"));
    assert_eq!((&order["status"], &order["domain_count"]), (&json!("in_progress"), &json!(2)));
    assert_eq!((&order["email"], &order["bundle_id"]), (&json!("alex@acme.com"), &json!(null)));
    assert_eq!(order["costs"], json!({ "total_cents": 4 * 100 + 2 * 1300, "currency": "usd" }));
    assert_eq!(
        (&order["created_at"], &order["renews_at"]),
        (&json!("2026-05-08T12:00:00Z"), &json!("2026-06-07T12:00:00Z"))
    );
    for key in ["personas", "domains"] {
        assert!(order.get(key).is_none(), "{key}");
    }

    let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).data(200);
    assert_eq!(full["domains"], json!({ "registered": ["acme-mail.com", "team-acme.com"], "imported": [] }));
    assert_eq!(full["personas"], json!([persona("")]));
    assert_eq!(
        full["costs"]["line_items"],
        json!([
            { "type": "google_license", "quantity": 4, "amount_cents": 100 },
            { "type": "domain_registration", "quantity": 2, "amount_cents": 1300 },
        ])
    );
}

#[test]
fn a_bundle_order_brings_the_domains_the_bundle_requires() {
    let setup = setup();
    let bundle = bundle(&setup);
    let changes = json!({ "bundle_id": bundle["id"], "google_licenses": null, "domains": names(19) });
    let order = place(&setup, &changes).data(200);
    assert_eq!((&order["bundle_id"], &order["domain_count"]), (&bundle["id"], &json!(19)));
    assert_eq!(order["costs"]["total_cents"], 30 * 100 + 4 * 900 + 19 * 1300);
    let providers = |provider: &str| {
        let rows = setup.api.get("/domains?per_page=100").ok();
        rows.as_array().unwrap().iter().filter(|row| row["provider"] == provider).count()
    };
    assert_eq!((providers("google"), providers("microsoft")), (15, 4));
}

#[test]
fn too_few_and_too_many_domains_are_a_mismatch_with_its_details() {
    let setup = setup();
    let bundle = bundle(&setup);
    for (count, missing) in [(17, 2), (21, 0)] {
        let changes = json!({ "bundle_id": bundle["id"], "google_licenses": null, "domains": names(count) });
        let error = place(&setup, &changes).error(400, "domain_count_mismatch");
        assert_eq!(error["field"], "domains");
        let details = json!({ "required_count": 19, "submitted_count": count, "missing_count": missing });
        assert_eq!(error["details"], details);
    }
    place(&setup, &json!({ "google_licenses": 5 })).error(400, "domain_count_mismatch");
    assert!(setup.sandbox.orders().is_empty());
    assert_eq!(setup.api.get("/domains").ok(), json!([]), "a refused order buys nothing");
}

#[test]
fn a_custom_order_counts_domains_by_inboxes() {
    let setup = setup();
    let three =
        json!({ "google_licenses": 7, "google_inboxes_per_domain": 3, "microsoft_licenses": 1, "domains": names(4) });
    place(&setup, &three).data(200);
    place(&setup, &json!({ "google_inboxes_per_domain": 4 })).refuses("google_inboxes_per_domain");
    place(&setup, &json!({ "google_licenses": 0 })).refuses("google_licenses");
}

#[test]
fn a_bundle_and_licenses_together_conflict() {
    let setup = setup();
    let bundle = bundle(&setup);
    for field in ["google_licenses", "microsoft_licenses", "google_inboxes_per_domain"] {
        let mut changes = json!({ "bundle_id": bundle["id"], "google_licenses": null });
        changes[field] = json!(2);
        place(&setup, &changes).error(400, "order_shape_conflict");
    }
    place(&setup, &json!({ "google_licenses": null })).refuses("bundle_id");
    let unknown = json!({ "bundle_id": "bun_none", "google_licenses": null });
    assert_eq!(place(&setup, &unknown).error(404, "not_found")["field"], "bundle_id");
}

#[test]
fn wrong_fields_are_named() {
    let setup = setup();
    let without = |key: &str| {
        let mut routing = sequencer();
        routing.as_object_mut().unwrap().remove(key);
        json!({ "sequencer": routing })
    };
    let no_picture = json!({ "first_name": "Alex", "last_name": "Rivera" });
    for (changes, field) in [
        (json!({ "user": null }), "user"),
        (json!({ "user": "alex" }), "user"),
        (json!({ "sequencer": null }), "sequencer"),
        (without("provider"), "sequencer.provider"),
        (without("login_email"), "sequencer.login_email"),
        (without("login_password"), "sequencer.login_password"),
        (json!({ "domains": null }), "domains"),
        (json!({ "domains": [] }), "domains"),
        (json!({ "domains": ["mail.acme.com", "b.com"] }), "domains[0]"),
        (json!({ "domains": ["a.com", "A.com"] }), "domains[1]"),
        (json!({ "domains": ["a.com", { "name": "b.com" }] }), "domains[1].domain"),
        (json!({ "domains": ["a.com", { "domain": "b.com", "forwarding_url": "x" }] }), "domains[1].forwarding_url"),
        (json!({ "domains": ["a.com", { "domain": "b.com" }] }), "domains[1].forwarding_url"),
        (json!({ "forwarding_url": "acme.com" }), "forwarding_url"),
        (json!({ "personas": null }), "personas"),
        (json!({ "personas": vec![persona(""); 11] }), "personas"),
        (json!({ "personas": [no_picture] }), "personas[0].profile_picture_url"),
        (json!({ "personas": [persona(""), persona("alex.jpg")] }), "personas[1].profile_picture_url"),
        (json!({ "personas": [{ "first_name": "A", "profile_picture_url": "" }] }), "personas[0].last_name"),
    ] {
        place(&setup, &changes).refuses(field);
    }
    assert!(setup.sandbox.orders().is_empty());
}

#[test]
fn another_tool_than_smartlead_needs_no_login() {
    let setup = setup();
    place(&setup, &json!({ "sequencer": { "provider": "instantly", "api_key": "of that tool" } })).data(200);
    place(&setup, &json!({ "sequencer": { "provider": "instantly", "client_id": "7" } }))
        .refuses("sequencer.client_id");
}

#[test]
fn pictures_may_be_a_url_empty_or_null() {
    let setup = setup();
    let mut unset = persona("");
    unset["profile_picture_url"] = Value::Null;
    let personas = json!([persona("https://cdn.acme.com/alex.jpg"), persona(""), unset]);
    let order = place(&setup, &json!({ "personas": personas })).data(200);
    let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok();
    assert_eq!(full["personas"], personas);
}

#[test]
fn a_domain_may_have_a_url_of_its_own() {
    let setup = setup();
    let domains = json!([{ "domain": "a-acme.com", "forwarding_url": "https://a.example" }, "b-acme.com"]);
    place(&setup, &json!({ "domains": domains })).data(200);
    let rows = setup.api.get("/domains").ok();
    assert_eq!(
        (&rows[0]["forwarding_url"], &rows[1]["forwarding_url"]),
        (&json!("https://acme.com"), &json!("https://a.example"))
    );
}

#[test]
fn a_domain_that_cannot_be_had_is_refused_and_nothing_is_bought() {
    let setup = setup();
    for name in ["taken-acme.com", "premium-acme.com", "errored-acme.com"] {
        place(&setup, &json!({ "domains": ["a-acme.com", name] })).refuses("domains");
    }
    setup.order();
    let error = place(&setup, &json!({ "domains": ["a-acme.com", "acme-mail.com"] }))
        .error(409, "domain_already_in_active_order");
    assert_eq!(error["details"], json!({ "domain": "acme-mail.com" }));
    let other = Api::new(&setup.sandbox, "pk_test_other");
    other.post("/orders", &order_body()).refuses("domains");
    assert_eq!(setup.sandbox.orders().len(), 1);
    assert_eq!(setup.api.get("/domains").ok().as_array().unwrap().len(), 2);
}

#[test]
fn google_only_domains_cannot_fill_the_microsoft_places() {
    let setup = setup();
    let licenses = |domains: Value| json!({ "google_licenses": 2, "microsoft_licenses": 1, "domains": domains });
    place(&setup, &licenses(json!(["google-only-a.com", "google-only-b.com"]))).refuses("domains");
    place(&setup, &licenses(json!(["microsoft-only-a.com", "microsoft-only-b.com"]))).refuses("domains");
    place(&setup, &licenses(json!(["a-acme.com", "google-only-b.com"]))).data(200);
    let rows = setup.api.get("/domains").ok();
    assert_eq!((&rows[0]["provider"], &rows[1]["provider"]), (&json!("google"), &json!("microsoft")));
}

#[test]
fn the_same_body_is_the_same_order_for_a_day() {
    let setup = setup();
    let first = setup.order();
    setup.advance(DAY - 1);
    let again = setup.order();
    assert_eq!((&again["id"], &again["status"]), (&first["id"], &json!("completed")));
    assert_eq!(setup.sandbox.orders().len(), 1);
    setup.advance(1);
    setup.api.post("/orders", &order_body()).error(409, "domain_already_in_active_order");
}

#[test]
fn a_body_with_other_bytes_is_another_order() {
    let setup = setup();
    setup.order();
    let spaced = order_body().to_string().replacen(':', ": ", 1);
    setup.api.send("POST", "/orders", &spaced).unwrap().error(409, "domain_already_in_active_order");
}

#[test]
fn a_refused_body_is_judged_anew() {
    let setup = setup();
    let changes = json!({ "domains": ["stale-acme.com", "acme.com"], "user": "usr_none" });
    place(&setup, &changes).error(404, "not_found");
    place(&setup, &changes).error(404, "not_found");
    assert!(setup.sandbox.orders().is_empty());
}

#[test]
fn the_same_body_from_another_account_is_another_order() {
    let setup = setup();
    setup.order();
    let other = Api::new(&setup.sandbox, "pk_test_other");
    other.post("/orders", &order_body()).refuses("domains");
}

#[test]
fn orders_are_listed_newest_first_and_filtered() {
    let setup = setup();
    let bundle = bundle(&setup);
    let first = setup.order();
    setup.advance(10);
    let changes =
        json!({ "user": "sam@acme.com", "bundle_id": bundle["id"], "google_licenses": null, "domains": names(19) });
    let second = place(&setup, &changes).ok();
    let ids = |query: &str| {
        let rows = setup.api.get(&format!("/orders{query}")).data(200);
        rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(""), [second["id"].clone(), first["id"].clone()]);
    assert_eq!(ids("?status=completed"), [first["id"].clone()]);
    assert_eq!(ids("?user_email=SAM%40acme.com"), [second["id"].clone()]);
    assert_eq!(ids(&format!("?user_id={}", first["user_id"].as_str().unwrap())), [first["id"].clone()]);
    assert_eq!(ids(&format!("?bundle_id={}", bundle["id"].as_str().unwrap())), [second["id"].clone()]);
    setup.api.get("/orders?status=done").refuses("status");
    setup.api.get("/orders/ord_none").error(404, "not_found");
}

#[test]
fn cancelling_schedules_the_end_of_the_renewal_period() {
    let setup = setup();
    let order = setup.order();
    setup.advance(DAY);
    let path = format!("/orders/{}/cancel", order["id"].as_str().unwrap());
    let answer = setup.api.send("POST", &path, "").unwrap().data(200);
    assert_eq!((&answer["id"], &answer["status"]), (&order["id"], &json!("cancel_scheduled")));
    assert_eq!(answer["cancellation_scheduled_at"], "2026-05-09T12:00:00Z");
    assert_eq!(answer["cancels_at"], "2026-06-07T12:00:00Z");
    let names: Vec<&Value> = answer["domains"].as_array().unwrap().iter().map(|row| &row["domain"]).collect();
    assert_eq!(names, ["acme-mail.com", "team-acme.com"]);
    assert_eq!(setup.event_data("order.cancel_scheduled"), answer);
    assert_eq!(setup.order_status(&order), "cancel_scheduled");
    setup.api.send("POST", &path, "").unwrap().error(400, "invalid_request");

    setup.advance(30 * DAY);
    assert_eq!(setup.order_status(&order), "cancelled");
    assert_eq!(setup.event_data("order.cancelled"), json!({ "id": order["id"], "status": "cancelled" }));
    assert_eq!(setup.api.get("/domains?category=inventory").ok().as_array().unwrap().len(), 2);
    let again = setup.order();
    assert_ne!(again["id"], order["id"]);
    assert_eq!(again["costs"]["total_cents"], 400, "released domains are not bought twice");
}

#[test]
fn some_domains_can_be_cancelled_by_id_or_name() {
    let setup = setup();
    let order = setup.order();
    setup.advance(10);
    let path = format!("/orders/{}/cancel", order["id"].as_str().unwrap());
    setup.api.post(&path, &json!({ "domains": [] })).refuses("domains");
    setup.api.post(&path, &json!({ "domains": ["other.com"] })).refuses("domains");
    let id = setup.domain_id("acme-mail.com");
    let answer = setup.api.post(&path, &json!({ "domains": [id, "ACME-mail.com"] })).data(200);
    assert_eq!(answer["domains"], json!([{ "id": id, "domain": "acme-mail.com" }]));
    assert_eq!(setup.order_status(&order), "completed");
    setup.advance(30 * DAY);
    assert_eq!(setup.order_status(&order), "completed");
    let full = setup.api.get(&format!("/orders/{}", order["id"].as_str().unwrap())).ok();
    assert_eq!(full["domains"]["registered"], json!(["team-acme.com"]));
    setup.api.post("/orders/ord_none/cancel", &json!({})).error(404, "not_found");
}

#[test]
fn an_order_cancelled_on_its_way_stops() {
    let setup = setup();
    let order = setup.order();
    setup.api.send("POST", &format!("/orders/{}/cancel", order["id"].as_str().unwrap()), "").unwrap().data(200);
    setup.advance(60);
    assert_eq!(setup.event_types(), ["order.in_progress", "order.cancel_scheduled"]);
}
