//! Servers that mean no good.

mod support;

use peeker_core::call::{Budget, CallOptions, Step};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Options;
use peeker_core::error::Error;
use peeker_core::operation::ALL;
use peeker_core::response::HttpResponse;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{UNIX_MS, config, sample_input, start};

/// What a client says of one answer.
fn outcome(operation: &str, response: HttpResponse) -> Result<Value, Error> {
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    let mut call = start(&config(Options::default()), operation, &sample_input(operation), &options, 1);
    let Step::Send(_) = call.step(Instant::from_millis(0)) else { panic!("a call begins by sending") };
    call.received(Instant::from_millis(1), response);
    let Step::Done(result) = call.step(Instant::from_millis(1)) else { panic!("it is over") };
    let raw = result?;
    let (reply, _) = raw.reply()?;
    Ok(serde_json::to_value(&reply).expect("replies are JSON"))
}

fn ok(body: impl Into<Vec<u8>>) -> HttpResponse {
    HttpResponse { status: 200, headers: Vec::new(), body: body.into() }
}

fn code(operation: &str, body: impl Into<Vec<u8>>) -> String {
    outcome(operation, ok(body)).expect_err("it cannot be read").code().to_owned()
}

#[test]
fn a_hundred_thousand_nested_arrays_are_refused_without_a_deep_stack() {
    let nested = format!("{{\"data\":{}", "[".repeat(100_000));
    for operation in ALL {
        let expected = if operation.is_write() { "unreadable_success" } else { "unexpected_response" };
        assert_eq!(code(operation.name, nested.as_bytes()), expected, "{}", operation.name);
    }
    let details = format!("{{\"error\":{{\"code\":\"x\",\"details\":{}", "[".repeat(100_000));
    let response = HttpResponse { status: 400, headers: Vec::new(), body: details.into_bytes() };
    assert_eq!(outcome("me", response).expect_err("400").code(), "unexpected_response");
}

#[test]
fn a_body_beyond_the_limit_is_refused_and_quoted_in_a_few_words() {
    let error = outcome("me", ok(vec![b'x'; 16 * 1024 * 1024 + 1])).expect_err("too large");
    assert_eq!(error.code(), "unexpected_response");
    assert!(error.message().len() < 1_000 && error.message().contains("16 MiB"), "{}", error.message());
}

#[test]
fn what_is_no_text_is_refused_and_still_quoted() {
    for body in [&b"\xff\xfe{"[..], b"{\"data\":{\"id\":\"\\ud800\"}}", b"\0\0\0", b"{\"data\":\"\x1b[31m\"}"] {
        let error = outcome("orders.retrieve", ok(body)).expect_err("no JSON");
        assert!(!error.message().chars().any(char::is_control), "{:?}", error.message());
    }
}

#[test]
fn an_answer_that_names_a_field_twice_is_refused() {
    let me = br#"{"data":{"api_key":{"environment":"test","permission_preset":"full","environment":"live"},
        "partner":{"id":"org_1","name":"Acme"}}}"#;
    assert_eq!(code("me", &me[..]), "unexpected_response");
}

#[test]
fn a_request_id_that_cannot_be_printed_is_dropped() {
    for id in ["req_1\r\nx: y", "req \u{7f}", &"r".repeat(500)] {
        let headers = vec![("peeker-request-id".to_owned(), id.to_owned())];
        let error = outcome("me", HttpResponse { status: 404, headers, body: Vec::new() }).expect_err("404");
        assert_eq!(error.request_id(), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_answer_makes_a_call_panic(
        status: u16,
        headers in proptest::collection::vec(("[a-zA-Z-]{0,20}", ".{0,40}"), 0..4),
        body in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            "\\{\"(data|error)\":[\\[\\]{}\":,a-z0-9.]{0,60}".prop_map(String::into_bytes),
        ],
    ) {
        for operation in ALL {
            let _ = outcome(operation.name, HttpResponse { status, headers: headers.clone(), body: body.clone() });
        }
    }

    #[test]
    fn no_text_from_a_binding_makes_it_panic(operation in ".{0,20}", input in ".{0,60}", options in ".{0,60}", index in 0..29usize) {
        let config = config(Options::default());
        let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
        for name in [operation.as_str(), ALL[index].name] {
            let _ = config.call_json(name, &input, &options, Budget::shared(), now, 1);
            let _ = config.call_json(name, &input, "{}", Budget::shared(), now, 1);
        }
    }

    #[test]
    fn an_input_with_any_value_in_any_place_is_checked_without_a_panic(index in 0..29usize, text in ".{0,30}", number: f64) {
        let operation = ALL[index];
        let input = sample_input(operation.name);
        for (name, _) in input.as_object().expect("inputs are objects") {
            for value in [json!(text), json!(number), json!([text, number]), json!({ text.clone(): number }), Value::Null] {
                let mut changed = input.clone();
                changed[name] = value;
                let _ = operation.prepare_json(&changed.to_string());
            }
        }
    }
}
