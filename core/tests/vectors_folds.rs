//! `folds.json`: events become the newest state of their objects, in whatever order and number they come.

mod support;

use std::collections::HashSet;

use peeker_core::webhook::{Event, Latest, latest, latest_by_object, latest_by_object_json, latest_json, parse};
use serde_json::{Value, json};
use support::{same, vectors};

fn events(vector: &Value) -> Vec<Event> {
    let bodies = vector["events"].as_array().expect("events");
    bodies.iter().map(|body| parse(body.to_string().as_bytes(), None).expect("an event")).collect()
}

/// What differs from the expectation.
fn wrong(found: &[Latest], expected: &[Value]) -> Vec<String> {
    if found.len() != expected.len() {
        return vec![format!("{} objects instead of {}", found.len(), expected.len())];
    }
    found.iter().zip(expected).flat_map(|(found, expected)| differences(found, expected)).collect()
}

fn differences(found: &Latest, expected: &Value) -> Vec<String> {
    let json = serde_json::to_value(found).expect("JSON");
    let mut facts = json.clone();
    facts["event_id"] = json!(found.event.id());
    let plain = ["id", "object", "status", "event_id", "events_seen"].into_iter();
    let plain = plain.map(|name| (name.to_owned(), facts.get(name), &expected[name]));
    let fields = expected["data"].as_object().expect("pointers").iter();
    let fields = fields.map(|(pointer, expected)| (pointer.clone(), json["data"].pointer(pointer), expected));
    plain
        .chain(fields)
        .filter(|(_, found, expected)| !same(*found, expected))
        .map(|(name, found, expected)| format!("{name}: {expected} is {found:?}"))
        .collect()
}

#[test]
fn every_list_of_events_is_folded_as_its_vector_says_in_any_order_and_with_duplicates() {
    let vectors = vectors("folds.json");
    let mut failed = Vec::new();
    for vector in &vectors {
        let given = events(vector);
        let expected = vector["expect"].as_array().expect("objects");
        let backwards: Vec<_> = given.iter().rev().cloned().collect();
        let twice: Vec<_> = given.iter().chain(&backwards).cloned().collect();
        for events in [given, backwards, twice] {
            let found = latest_by_object(&events);
            failed.extend(wrong(&found, expected).into_iter().map(|what| format!("{} {what}", vector["id"])));
            match latest(&events) {
                Ok(one) => assert_eq!((one.as_ref(), expected.len() < 2), (found.first(), true), "{}", vector["id"]),
                Err(error) => assert_eq!((error.violations()[0].code, expected.len() > 1), ("several_objects", true)),
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    println!("{} fold vectors", vectors.len());
}

#[test]
fn through_json_as_bindings_pass_it_the_result_is_the_same() {
    for vector in vectors("folds.json") {
        let events = events(&vector);
        let text = serde_json::to_string(&events).expect("JSON");
        let all: Vec<Latest> = serde_json::from_str(&latest_by_object_json(&text).expect("events")).expect("JSON");
        assert_eq!(all, latest_by_object(&events), "{}", vector["id"]);
        let one = latest_json(&text).map(|one| serde_json::from_str::<Option<Latest>>(&one).expect("JSON"));
        assert_eq!(one, latest(&events), "{}", vector["id"]);
    }
}

#[test]
fn ids_are_unique_and_every_kind_of_object_has_a_vector() {
    let vectors = vectors("folds.json");
    let ids: HashSet<_> = vectors.iter().map(|vector| vector["id"].as_str()).collect();
    assert_eq!(ids.len(), vectors.len());
    let objects: Vec<_> = vectors.iter().flat_map(|vector| vector["expect"].as_array().expect("objects")).collect();
    for object in ["order", "domain", "forwarding", "import", "swap", "unknown"] {
        assert!(objects.iter().any(|found| found["object"] == object), "{object}");
    }
}
