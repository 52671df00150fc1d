//! `webhooks.json` and `events.json`: deliveries are accepted or refused for the right reason, and every documented
//! body becomes its event.

mod support;

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use peeker_core::error::Error;
use peeker_core::model::EventType;
use peeker_core::webhook::{Event, Verified, Verifier, parse};
use serde_json::{Value, json};
use support::{pointers, same, vectors, without};

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The body to the byte: as text, or in base64 where it is no text.
fn body(vector: &Value) -> Vec<u8> {
    match vector.get("body_base64") {
        Some(encoded) => STANDARD.decode(text(encoded)).expect("base64"),
        None => text(&vector["body"]).as_bytes().to_vec(),
    }
}

fn headers(vector: &Value) -> impl Iterator<Item = (&str, &str)> {
    vector["headers"].as_array().expect("headers").iter().map(|pair| (text(&pair[0]), text(&pair[1])))
}

fn now(vector: &Value) -> i64 {
    vector["now"].as_i64().expect("a time")
}

fn verifier(vector: &Value) -> Result<Verifier, Error> {
    Verifier::from_json(&vector["options"].to_string())
}

fn verify(vector: &Value) -> Result<Verified, Error> {
    verifier(vector)?.verify(&body(vector), headers(vector), now(vector))
}

/// What a vector can expect, as it came out.
fn facts(result: &Result<Verified, Error>) -> Value {
    let event = result.as_ref().map_or_else(Error::event, |verified| Some(&verified.event));
    let error = result.as_ref().err();
    json!({
        "result": error.map_or("ok", Error::code),
        "event_id": event.map(Event::id),
        "type": event.map(Event::event_type),
        "known": event.map(Event::is_known),
        "label": result.as_ref().ok().map(|verified| &verified.label),
        "authentic": error.and_then(Error::authentic),
        "age_seconds": error.and_then(Error::age_seconds),
        "field": error.and_then(Error::field),
    })
}

#[test]
fn every_delivery_ends_as_its_vector_says() {
    let vectors = vectors("webhooks.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let found = facts(&verify(vector));
        let mut expected = vector["expect"].clone();
        expected["result"] = vector["result"].clone();
        // Nothing but what is expected, so that an error never carries an event by mistake.
        for (name, found) in found.as_object().expect("facts") {
            let expected = &expected[name];
            if !same(Some(found), expected) {
                wrong.push(format!("{} {name}: {expected} is {found}", vector["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} webhook vectors", vectors.len());
}

/// What is only wrong inside of a body that is authentic is not seen without reading it.
#[test]
fn a_delivery_that_is_not_read_is_judged_as_one_that_is() {
    let mut unread = 0;
    for vector in vectors("webhooks.json") {
        let authentic = verifier(&vector)
            .and_then(|verifier| verifier.authenticate(&body(&vector), headers(&vector), now(&vector)));
        match (authentic, verify(&vector)) {
            (Ok(one), Ok(other)) => assert_eq!((one.label, one.timestamp), (other.label, other.timestamp)),
            (Ok(_), Err(error)) => {
                assert_eq!((error.code(), error.authentic()), ("webhook_malformed", Some(true)), "{}", vector["id"]);
                unread += 1;
            }
            (Err(one), Err(other)) => {
                assert_eq!((one.code(), one.age_seconds()), (other.code(), other.age_seconds()), "{}", vector["id"]);
                assert!(one.event().is_none());
            }
            (Err(error), Ok(_)) => panic!("{}: {error}", vector["id"]),
        }
    }
    assert!(unread > 0, "no vector has a wrong body");
}

#[test]
fn every_webhook_error_and_every_flag_has_a_vector_and_every_id_is_unique() {
    let vectors = vectors("webhooks.json");
    let results: HashSet<_> = vectors.iter().map(|vector| text(&vector["result"])).collect();
    for code in
        ["ok", "webhook_forged", "webhook_stale", "webhook_malformed", "webhook_unknown_secret", "invalid_option"]
    {
        assert!(results.contains(code), "{code}");
    }
    let ids: HashSet<_> = vectors.iter().map(|vector| text(&vector["id"])).collect();
    assert_eq!(ids.len(), vectors.len());
}

#[test]
fn no_secret_of_a_vector_shows_in_its_result() {
    for vector in vectors("webhooks.json") {
        let printed = match verify(&vector) {
            Ok(verified) => format!("{verified:?}"),
            Err(error) => format!("{error} {error:?} {}", error.to_json()),
        };
        let secrets: Vec<&str> = match &vector["options"]["secrets"] {
            Value::Object(labelled) => labelled.values().map(text).collect(),
            Value::Array(pairs) => pairs.iter().map(|pair| text(&pair[1])).collect(),
            other => vec![text(other)],
        };
        for secret in secrets.into_iter().filter(|secret| secret.trim().len() > 6) {
            assert!(!printed.contains(secret.trim()), "{}: {printed}", vector["id"]);
        }
    }
}

/// The data of an event as JSON, typed or raw.
fn data(event: &Event) -> Value {
    match event {
        Event::Unknown { raw, .. } => serde_json::from_str::<Value>(raw).expect("the body")["data"].clone(),
        known => serde_json::to_value(known).expect("JSON")["data"].clone(),
    }
}

fn flagged(vector: &Value, flag: &str) -> bool {
    vector["flags"].as_array().is_some_and(|flags| flags.iter().any(|found| found == flag))
}

#[test]
fn every_documented_body_becomes_its_event_and_loses_nothing() {
    let vectors = vectors("events.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let event = parse(vector["body"].to_string().as_bytes(), None).expect("an event is never refused");
        let known = EventType::from(text(&vector["type"])).is_known() && !flagged(vector, "unfit");
        assert_eq!(
            (event.event_type() == text(&vector["type"]), event.is_known()),
            (true, known),
            "{}: {event:?}",
            vector["id"]
        );
        let data = data(&event);
        for (pointer, expected) in vector["expect"].as_object().expect("expectations") {
            if !same(data.pointer(pointer), expected) {
                wrong.push(format!("{} {pointer}: {expected} is {:?}", vector["id"], data.pointer(pointer)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} event vectors", vectors.len());
}

#[test]
fn every_event_type_has_a_vector() {
    let vectors = vectors("events.json");
    for known in EventType::KNOWN {
        assert!(vectors.iter().any(|vector| vector["type"] == known.as_str()), "{known}");
    }
}

#[test]
fn a_documented_event_without_one_of_its_keys_is_typed_or_unknown_but_never_refused() {
    let mut tried = 0;
    for vector in vectors("events.json").iter().filter(|vector| !flagged(vector, "unfit")) {
        for pointer in pointers(&vector["body"], "") {
            let key = pointer.rsplit('/').next().expect("a key");
            let result = parse(without(&vector["body"], &pointer).to_string().as_bytes(), None);
            tried += 1;
            if pointer == "/type" {
                assert_eq!(result.expect_err("no type").code(), "webhook_malformed");
                continue;
            }
            let event = result.expect("an event is never refused");
            assert_eq!(event.event_type(), text(&vector["type"]));
            if let Event::Unknown { why, .. } = &event {
                let named =
                    why.contains(key) || why.contains("untagged") || why.contains("newer") || why.contains("`id`");
                assert!(named, "{} without {pointer}: {why}", vector["id"]);
            }
        }
    }
    assert!(tried > 300, "{tried}");
}
