//! `responses.json`, `errors.json`, `unreadable.json` and `pages.json`: what the API answers becomes the documented
//! models and errors.

mod support;

use peeker_core::call::{CallOptions, Step};
use peeker_core::clock::Instant;
use peeker_core::config::Options;
use peeker_core::error::Error;
use peeker_core::model::PageInfo;
use peeker_core::operation::Reply;
use peeker_core::page::Pager;
use peeker_core::response::{HttpResponse, Raw};
use serde_json::{Value, json};
use support::{config, pointers, same, sample_input, start, vectors, without};

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
fn a_documented_example_without_one_of_its_keys_never_panics_and_names_the_key_it_needs() {
    let mut tried = 0;
    for vector in vectors("responses.json") {
        for pointer in pointers(&vector["body"]["data"], "/data") {
            let key = pointer.rsplit('/').next().unwrap();
            if let Err(error) = decode(&vector, &without(&vector["body"], &pointer)) {
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
fn a_documented_error_without_one_of_its_keys_keeps_its_kind_and_its_code_if_it_has_one() {
    let mut tried = 0;
    for vector in vectors("errors.json").iter().filter(|vector| vector["body"]["error"].is_object()) {
        let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
        let refused = |body: &Value| {
            let result = answer("orders.retrieve", status, &[], text(body)).and_then(|raw| raw.reply());
            result.expect_err("an error")
        };
        let whole = refused(&vector["body"]);
        for pointer in pointers(&vector["body"], "") {
            let error = refused(&without(&vector["body"], &pointer));
            let expected = if matches!(pointer.as_str(), "/error" | "/error/code") {
                "unexpected_response"
            } else {
                whole.code()
            };
            assert_eq!((error.kind(), error.code()), (whole.kind(), expected), "{} without {pointer}", vector["id"]);
            tried += 1;
        }
    }
    assert!(tried > 80, "{tried}");
}

#[test]
fn a_success_of_a_write_that_cannot_be_read_says_so_and_keeps_the_id() {
    let vectors = vectors("unreadable.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
        let result = answer(vector["operation"].as_str().unwrap(), status, &[], text(&vector["body"]));
        let error = result.and_then(|raw| raw.reply()).expect_err("it cannot be read");
        let found = json!({
            "error": error.kind().as_str(), "code": error.code(), "status": error.status(),
            "retryable": error.is_retryable(), "object_id": error.object_id(),
        });
        if found != vector["expect"] || error.raw_body().is_none() {
            wrong.push(format!("{} {found}", vector["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} unreadable vectors", vectors.len());
}

#[test]
fn every_list_ends_or_breaks_where_its_links_say() {
    let vectors = vectors("pages.json");
    for vector in &vectors {
        let (mut pager, mut tokens, mut code) = (Pager::default(), Vec::new(), Value::Null);
        for next in vector["next"].as_array().unwrap() {
            let page: PageInfo = serde_json::from_value(json!({ "links": { "next": next } })).unwrap();
            match pager.next(&page) {
                Ok(token) => tokens.extend(token),
                Err(error) => code = error.code().into(),
            }
        }
        assert_eq!(json!({ "tokens": tokens, "code": code }), vector["expect"], "{}", vector["id"]);
    }
    println!("{} page vectors", vectors.len());
}

/// A body as it is sent: a text as it is, an object as JSON.
fn text(body: &Value) -> Vec<u8> {
    match body {
        Value::String(text) => text.clone().into_bytes(),
        other => other.to_string().into_bytes(),
    }
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
        let result = answer("orders.retrieve", status, &headers, text(&vector["body"])).and_then(|raw| raw.reply());
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
