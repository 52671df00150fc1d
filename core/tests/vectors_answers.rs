//! `responses.json` and `errors.json`: what the API answers becomes the documented models and errors.

mod support;

use peeker_core::call::{CallOptions, Step};
use peeker_core::clock::Instant;
use peeker_core::config::Options;
use peeker_core::error::Error;
use peeker_core::operation::{ALL, Reply};
use peeker_core::page::Pager;
use peeker_core::response::{HttpResponse, Raw};
use serde_json::Value;
use support::{config, same, sample_input, start, vectors};

fn answer(operation: &str, status: u16, headers: &[(String, String)], body: Vec<u8>) -> Result<Raw, Error> {
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    let mut call = start(&config(Options::default()), operation, &sample_input(operation), &options, 1);
    let Step::Send(_) = call.step(Instant::from_millis(0)) else { panic!("a call begins by sending") };
    call.received(Instant::from_millis(9), HttpResponse { status, headers: headers.to_vec(), body });
    let Step::Done(result) = call.step(Instant::from_millis(9)) else { panic!("it is over") };
    result
}

fn raw(vector: &Value, body: &Value) -> Result<Raw, Error> {
    let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
    answer(vector["operation"].as_str().unwrap(), status, &[], body.to_string().into_bytes())
}

fn decode(vector: &Value, body: &Value) -> Result<Reply, Error> {
    raw(vector, body)?.reply().map(|(reply, _)| reply)
}

#[test]
fn every_documented_response_decodes_and_loses_nothing() {
    let vectors = vectors("responses.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let reply = match decode(vector, &vector["body"]) {
            Ok(reply) => reply,
            Err(error) => {
                wrong.push(format!("{}: {error}", vector["id"]));
                continue;
            }
        };
        let typed = serde_json::to_value(&reply).unwrap();
        for (pointer, expected) in vector["expect"].as_object().unwrap() {
            if !same(typed.pointer(pointer), expected) {
                wrong.push(format!("{} {pointer}: {expected} is {:?}", vector["id"], typed.pointer(pointer)));
            }
        }
        if let Some(expected) = vector.get("next_page_token") {
            let token = Pager::default().next(reply.page().expect("a page")).unwrap();
            if token.as_deref() != expected.as_str() {
                wrong.push(format!("{}: token {token:?}", vector["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} response vectors", vectors.len());
}

#[test]
fn every_operation_has_at_least_three_response_vectors() {
    let vectors = vectors("responses.json");
    for operation in ALL {
        let count = vectors.iter().filter(|vector| vector["operation"] == operation.name).count();
        assert!(count >= 3, "{} has {count}", operation.name);
    }
}

#[test]
fn a_documented_example_without_one_of_its_keys_never_panics_and_names_the_key_it_needs() {
    let mut tried = 0;
    for vector in vectors("responses.json") {
        for pointer in pointers(&vector["body"]["data"], "/data") {
            let mut body = vector["body"].clone();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&key.replace("~1", "/"));
            if let Err(error) = decode(&vector, &body) {
                // An untagged form (a lookup's one or many) can only say that none of its forms fits.
                let named = error.message().contains(key) || error.message().contains("untagged");
                assert!(named, "{} without {pointer}: {error}", vector["id"]);
            }
            tried += 1;
        }
    }
    assert!(tried > 800, "{tried}");
}

#[test]
fn integers_that_javascript_cannot_hold_are_refused_in_every_documented_field() {
    let mut refused = 0;
    for vector in vectors("responses.json") {
        let future = vector["flags"].as_array().is_some_and(|flags| flags.iter().any(|flag| flag == "future"));
        // Fields of another object that came instead stay untyped.
        let untyped = future
            || vector["operation"].as_str().is_some_and(|name| name.ends_with(".delete") || name == "orders.cancel");
        for pointer in numbers(&vector["body"]["data"], "/data").into_iter().filter(|_| !untyped) {
            let mut body = vector["body"].clone();
            *body.pointer_mut(&pointer).unwrap() = Value::from(9_007_199_254_740_992_i64);
            assert!(decode(&vector, &body).is_err(), "{} {pointer}", vector["id"]);
            refused += 1;
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn every_documented_error_becomes_a_typed_one() {
    let vectors = vectors("errors.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
        let headers: Vec<(String, String)> = vector["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        let body = match &vector["body"] {
            Value::String(text) => text.clone().into_bytes(),
            other => other.to_string().into_bytes(),
        };
        let result = answer("orders.retrieve", status, &headers, body).and_then(|raw| raw.reply());
        let Err(error) = result else {
            wrong.push(format!("{}: no error", vector["id"]));
            continue;
        };
        let found = serde_json::json!({
            "code": error.code(), "status": error.status(), "field": error.field(), "details": error.details(),
            "request_id": error.request_id(), "retryable": error.is_retryable(), "retry_after_seconds": error.retry_after(),
        });
        for (name, expected) in vector["expect"].as_object().unwrap() {
            if !same(found.get(name), expected) {
                wrong.push(format!("{} {name}: {expected} is {:?}", vector["id"], found.get(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} error vectors", vectors.len());
}

/// Pointers to every member of every object.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, item)| {
                let here = format!("{at}/{}", name.replace('/', "~1"));
                let below = pointers(item, &here);
                std::iter::once(here).chain(below)
            })
            .collect(),
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| pointers(item, &format!("{at}/{index}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Pointers to every number.
fn numbers(value: &Value, at: &str) -> Vec<String> {
    pointers(value, at)
        .into_iter()
        .filter(|pointer| {
            let below = pointer.strip_prefix(at).unwrap();
            value.pointer(below).is_some_and(Value::is_number)
        })
        .collect()
}
