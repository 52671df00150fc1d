//! Bundles and the domains they need.

use serde_json::{Value, json};

use crate::client::{order_with, setup};

fn path(bundle: &Value) -> String {
    format!("/bundles/{}", bundle["id"].as_str().unwrap())
}

#[test]
fn the_published_example_comes_back_as_published() {
    let setup = setup();
    let body = json!({
        "name": "Starter - 25k emails/month",
        "monthly_sending_volume": 25_000,
        "send_on_weekends": false,
        "google_inboxes_per_domain": 2,
    });
    let mut bundle = setup.api.post("/bundles", &body).data(201);
    assert_eq!(setup.api.get(&path(&bundle)).data(200), bundle);
    let id = bundle.as_object_mut().unwrap().remove("id").unwrap();
    assert!(id.as_str().unwrap().starts_with("bun_"));
    assert_eq!(
        bundle,
        json!({
            "name": "Starter - 25k emails/month",
            "monthly_sending_volume": 25_000,
            "google_percent": null,
            "microsoft_percent": null,
            "send_on_weekends": false,
            "google_inboxes_per_domain": 2,
            "effective": { "google_percent": 50, "microsoft_percent": 50 },
            "required_domains": { "google": 15, "microsoft": 4, "total": 19 },
            "status": "active",
            "created_at": "2026-05-08T12:00:00Z",
        })
    );
}

#[test]
fn wrong_fields_are_named() {
    let setup = setup();
    let good = json!({ "name": "x", "monthly_sending_volume": 1000 });
    for (change, field) in [
        (json!({ "name": null }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "monthly_sending_volume": "1000" }), "monthly_sending_volume"),
        (json!({ "monthly_sending_volume": -1 }), "monthly_sending_volume"),
        (json!({ "monthly_sending_volume": 0 }), "monthly_sending_volume"),
        (json!({ "google_percent": 50 }), "microsoft_percent"),
        (json!({ "microsoft_percent": 50 }), "google_percent"),
        (json!({ "google_percent": 60, "microsoft_percent": 50 }), "google_percent"),
        (json!({ "google_inboxes_per_domain": 4 }), "google_inboxes_per_domain"),
        (json!({ "send_on_weekends": 1 }), "send_on_weekends"),
    ] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        setup.api.post("/bundles", &body).refuses(field);
    }
}

#[test]
fn an_update_changes_what_it_names_and_null_percents_put_the_recommendation_back() {
    let setup = setup();
    let body =
        json!({ "name": "x", "monthly_sending_volume": 100_000, "google_percent": 70, "microsoft_percent": 30 });
    let bundle = setup.api.post("/bundles", &body).ok();
    assert_eq!(bundle["required_domains"], json!({ "google": 80, "microsoft": 10, "total": 90 }));
    let renamed = setup.api.patch(&path(&bundle), &json!({ "name": "y" })).data(200);
    assert_eq!((&renamed["name"], &renamed["google_percent"]), (&json!("y"), &json!(70)));
    let reset = json!({ "google_percent": null, "microsoft_percent": null });
    let reset = setup.api.patch(&path(&bundle), &reset).data(200);
    assert_eq!((&reset["google_percent"], &reset["effective"]["google_percent"]), (&json!(null), &json!(50)));
    setup.api.patch(&path(&bundle), &json!({ "name": null })).refuses("name");
    assert_eq!(setup.api.get(&path(&bundle)).ok()["name"], "y");
}

#[test]
fn a_bundle_that_was_never_ordered_is_removed_and_another_archived() {
    let setup = setup();
    let body = json!({ "name": "x", "monthly_sending_volume": 1, "google_percent": 100, "microsoft_percent": 0 });
    let (unused, used) = (setup.api.post("/bundles", &body).ok(), setup.api.post("/bundles", &body).ok());
    let order = json!({ "bundle_id": used["id"], "google_licenses": null, "domains": ["acme-mail.com"] });
    setup.api.post("/orders", &order_with(&order)).data(200);

    assert_eq!(setup.api.delete(&path(&unused)).data(200), json!({ "id": unused["id"], "status": "deleted" }));
    setup.api.get(&path(&unused)).error(404, "not_found");
    assert_eq!(setup.api.delete(&path(&used)).data(200), json!({ "id": used["id"], "status": "archived" }));
    assert_eq!(setup.api.get(&path(&used)).ok()["status"], "archived");
    assert_eq!(setup.api.get("/bundles?status=active").ok(), json!([]));
    assert_eq!(setup.api.get("/bundles?status=archived").ok()[0]["id"], used["id"]);

    let again = json!({ "bundle_id": used["id"], "google_licenses": null, "domains": ["team-acme.com"] });
    setup.api.post("/orders", &order_with(&again)).refuses("bundle_id");
}
