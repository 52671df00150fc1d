//! Users: the partner's customers.

use serde_json::{Value, json};

use crate::client::{order_body, order_with, sequencer, setup};

fn path(user: &Value) -> String {
    format!("/users/{}", user["id"].as_str().unwrap())
}

fn sam() -> Value {
    json!({ "email": "Sam@Acme.com", "first_name": "Sam", "sequencer": { "provider": "smartlead", "client_id": 1 } })
}

#[test]
fn a_user_is_created_read_changed_and_deleted() {
    let setup = setup();
    let user = setup.api.post("/users", &sam()).data(201);
    assert!(user["id"].as_str().unwrap().starts_with("usr_"));
    assert_eq!(user["sequencer"], json!({ "provider": "smartlead", "client_id": 1 }));
    assert_eq!((&user["email"], &user["last_name"]), (&json!("sam@acme.com"), &json!(null)));

    let change = json!({ "last_name": "Lee", "sequencer": { "provider": "smartlead", "client_id": 2 } });
    let changed = setup.api.patch(&path(&user), &change).data(200);
    assert_eq!((&changed["first_name"], &changed["sequencer"]["client_id"]), (&json!("Sam"), &json!(2)));
    assert_eq!(setup.api.get(&path(&user)).data(200), changed);

    assert_eq!(setup.api.delete(&path(&user)).data(200)["status"], "deleted");
    setup.api.delete(&path(&user)).error(404, "not_found");
    setup.api.patch(&path(&user), &json!({})).error(404, "not_found");
    assert_eq!(setup.api.get(&path(&user)).data(200)["status"], "deleted");
}

#[test]
fn an_address_is_unique_until_its_user_is_deleted() {
    let setup = setup();
    let user = setup.api.post("/users", &sam()).ok();
    setup.api.post("/users", &sam()).refuses("email");
    setup.api.delete(&path(&user));
    let again = setup.api.post("/users", &sam()).data(201);
    assert_ne!(again["id"], user["id"]);
}

#[test]
fn wrong_fields_are_named() {
    let setup = setup();
    setup.api.post("/users", &json!({ "sequencer": sequencer() })).refuses("email");
    setup.api.post("/users", &json!({ "email": "sam", "sequencer": sequencer() })).refuses("email");
    setup.api.post("/users", &json!({ "email": "sam@acme.com" })).refuses("sequencer");
    let nameless = json!({ "email": "sam@acme.com", "sequencer": { "provider": " " } });
    setup.api.post("/users", &nameless).refuses("sequencer.provider");
}

#[test]
fn lists_are_filtered_by_address_and_status() {
    let setup = setup();
    let user = setup.api.post("/users", &sam()).ok();
    setup.order();
    assert_eq!(setup.api.get("/users").ok().as_array().unwrap().len(), 2);
    assert_eq!(setup.api.get("/users?email=SAM%40acme.com").ok()[0]["id"], user["id"]);
    assert_eq!(setup.api.get("/users?status=deleted").ok(), json!([]));
    setup.api.get("/users?status=gone").refuses("status");
}

#[test]
fn an_order_by_address_creates_the_user_and_a_later_one_reuses_it_and_overwrites_its_routing() {
    let setup = setup();
    let first = setup.api.post("/orders", &order_body()).ok();
    let user = setup.api.get(&format!("/users/{}", first["user_id"].as_str().unwrap())).ok();
    assert_eq!((&user["email"], &user["sequencer"]["client_id"]), (&json!("alex@acme.com"), &json!(366_903)));
    assert!(!user.to_string().contains("hunter2"));

    let mut routing = sequencer();
    routing["client_id"] = json!(5);
    let changes = json!({ "user": "ALEX@acme.com", "domains": ["x-acme.com", "y-acme.com"], "sequencer": routing });
    let second = setup.api.post("/orders", &order_with(&changes)).ok();
    assert_eq!(second["user_id"], first["user_id"]);
    assert_eq!(setup.api.get(&path(&user)).ok()["sequencer"]["client_id"], 5);
}

#[test]
fn an_order_by_id_needs_a_user_that_was_not_deleted() {
    let setup = setup();
    let user = setup.api.post("/users", &sam()).ok();
    let order = setup.api.post("/orders", &order_with(&json!({ "user": user["id"] }))).ok();
    assert_eq!((&order["user_id"], &order["email"]), (&user["id"], &json!("sam@acme.com")));
    setup.api.delete(&path(&user));
    let later = json!({ "user": user["id"], "domains": ["x-acme.com", "y-acme.com"] });
    let error = setup.api.post("/orders", &order_with(&later)).error(404, "not_found");
    assert_eq!(error["field"], "user");
}
