//! Requests by their path, for endpoints newer than the SDK, as the Rust client makes them.

#![cfg(feature = "http")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use peeker_core::call::{Budget, CallOptions, Failure, Step, Transfer};
use peeker_core::client::{Client, SystemClock};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Options;
use peeker_core::error::{Error, ErrorKind};
use peeker_core::input::AnyRequest;
use peeker_core::operation::{ALL, Method, Operation, REQUEST, Reply};
use peeker_core::response::HttpResponse;
use peeker_core::secret::Secret;
use serde_json::{Value, json};
use support::{UNIX_MS, config};

type Sent = Arc<Mutex<Vec<Transfer>>>;

/// A client whose server answers all requests alike, and what it was sent.
fn client(status: u16, body: &'static [u8]) -> (Client, Sent) {
    let sent = Sent::default();
    let log = Arc::clone(&sent);
    let server = move |transfer: &Transfer| {
        log.lock().expect("not poisoned").push(transfer.clone());
        Ok::<_, Failure>(HttpResponse { status, headers: Vec::new(), body: body.to_vec() })
    };
    let options = Options { max_retries: Some(0), ..Options::default() };
    (Client::with_parts(config(options), server, SystemClock::new(), 1), sent)
}

fn only(sent: &Sent) -> Transfer {
    let sent = sent.lock().expect("not poisoned");
    assert_eq!(sent.len(), 1);
    sent[0].clone()
}

#[test]
fn the_result_is_the_whole_body() {
    let (client, sent) = client(201, br#" {"data":{"id":"qt_1"},"links":null,"n":1.50} "#);
    let quote = client.request(Method::Post, "/quotes").query("draft", true).body(json!({ "domains": 4 })).send();
    assert_eq!(quote, Ok(json!({ "data": { "id": "qt_1" }, "links": null, "n": 1.5 })));
    let request = only(&sent).request;
    assert_eq!(request.url, "https://api.peeker.ai/partner/v1/quotes?draft=true");
    assert_eq!((request.method, request.body.as_ref().map(Secret::reveal)), (Method::Post, Some(r#"{"domains":4}"#)));
}

#[test]
fn an_answer_without_a_body_is_null() {
    for body in [&b""[..], b" \r\n"] {
        let (client, _) = client(204, body);
        assert_eq!(client.request(Method::Delete, "/quotes/qt_1").send(), Ok(Value::Null));
    }
}

#[test]
fn what_can_be_set_for_any_call_can_be_set_here() {
    let (client, sent) = client(200, b"{}");
    let request = client.request(Method::Post, "/quotes").body(json!({ "a": 1 })).idempotent(true);
    let request =
        request.timeout(Duration::from_millis(700)).deadline(Duration::from_secs(5)).header("X-Trace", "t-1");
    let result = request.extra_body("b", 2).extra_query("c", 3).send_with_meta().expect("an answer");
    assert_eq!((result.meta.status, result.meta.attempts.len()), (200, 1));
    let transfer = only(&sent);
    assert_eq!((transfer.timeout, transfer.request.header("x-trace")), (700, Some("t-1")));
    assert!(transfer.request.url.ends_with("/quotes?c=3"), "{}", transfer.request.url);
    assert_eq!(transfer.request.body.as_ref().map(Secret::reveal), Some(r#"{"a":1,"b":2}"#));
    // What is safe to repeat may use a connection of any age.
    assert_eq!(transfer.max_idle, None);
}

#[test]
fn nothing_is_sent_to_a_path_that_is_none() {
    let (client, sent) = client(200, b"{}");
    let error = client.request(Method::Get, "https://evil.example/pk_live_canary").send().expect_err("refused");
    assert_eq!(
        (error.kind(), error.code(), error.operation()),
        (ErrorKind::Validation, "invalid_path", Some(REQUEST))
    );
    assert!(!format!("{error} {error:?}").contains("evil"), "{error}");
    assert!(sent.lock().expect("not poisoned").is_empty());
}

#[test]
fn refusals_are_those_of_every_call() {
    let (client, _) = client(404, br#"{"error":{"code":"not_found","message":"no such quote"}}"#);
    let error = client.request(Method::Get, "/quotes/qt_1").send().expect_err("refused");
    assert_eq!((error.kind(), error.status(), error.operation()), (ErrorKind::NotFound, Some(404), Some("request")));
    assert_eq!(error.to_string(), "request: no such quote [not_found, HTTP 404]");
}

#[test]
fn a_success_that_is_no_json_is_an_error_that_knows_whether_something_was_done() {
    let kinds = [Method::Get, Method::Post, Method::Patch, Method::Delete].map(|method| {
        let (client, _) = client(200, b"<html>");
        client.request(method, "/quotes").send().expect_err("no JSON").kind()
    });
    let done = ErrorKind::UnreadableSuccess;
    assert_eq!(kinds, [ErrorKind::UnexpectedResponse, done, done, done]);
}

#[test]
fn the_texts_of_query_and_body_are_in_no_error_and_no_debug() {
    let body = br#"{"error":{"code":"invalid_request","message":"not canary-query, canary-body","details":{"canary-deep":1}}}"#;
    let (client, sent) = client(400, body);
    let request = client.request(Method::Post, "/quotes").query("token", "canary-query");
    let request = request.body(json!({ "login": "canary-body", "deep": [{ "x": "canary-deep" }] }));
    let mut seen = vec![format!("{request:?}")];
    let error = request.send().expect_err("refused");
    seen.push(format!("{error} {error:?} {} {:?}", error.to_json(), only(&sent)));
    let mut input = AnyRequest::new(Method::Post, "/quotes");
    input.query.insert("token".to_owned(), "canary-query".into());
    input.body = Some("canary-body".into());
    seen.push(format!("{input:?} {}", serde_json::to_string(&input).expect("JSON")));
    assert!(!seen.concat().contains("canary"), "{seen:?}");
    assert!(only(&sent).request.url.contains("canary-query"));
}

/// The end of a call that a binding makes, which passes texts.
fn from_json(input: &str, answers: &[Result<u16, Failure>]) -> Result<(Reply, bool), Error> {
    let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
    let mut call = config(Options::default()).call_json(REQUEST, input, "{}", Budget::shared(), now, 1)?;
    let (mut now, mut answers) = (now.instant, answers.iter());
    loop {
        match call.step(now) {
            Step::Send(_) => match answers.next().expect("an answer") {
                Ok(status) => {
                    let body = br#"{"error":{"code":"not_found"}}"#.to_vec();
                    call.received(now, HttpResponse { status: *status, headers: Vec::new(), body });
                }
                Err(failure) => call.failed(now, failure.clone()),
            },
            Step::Wait(until) => now = until,
            Step::Done(result) => return result?.reply().map(|(reply, meta)| (reply, meta.already_gone)),
        }
    }
}

#[test]
fn a_deletion_that_was_done_before_has_no_invented_answer() {
    let answers = [Err(Failure::broken("reset")), Ok(404)];
    let (reply, already_gone) = from_json(r#"{"method":"DELETE","path":"/quotes/qt_1"}"#, &answers).expect("gone");
    assert!(already_gone);
    assert_eq!(serde_json::to_value(&reply).expect("JSON"), Value::Null);
    assert!(reply.page().is_none());
}

#[test]
fn what_a_binding_passes_wrongly_is_named() {
    let path = |input: &str| from_json(input, &[]).expect_err("refused").violations()[0].path.clone();
    assert_eq!(path(r#"{"path":"/quotes"}"#), "method");
    assert_eq!(path(r#"{"method":"GET","path":["canary"]}"#), "path");
    assert_eq!(path(r#"{"method":"GET","path":"/quotes","query":"a=b"}"#), "query");
    assert_eq!(path(r#"{"method":"GET","path":"/quotes"} canary"#), "");
}

#[test]
fn it_is_no_row_of_the_table() {
    assert!(Operation::named(REQUEST).is_none());
    assert!(ALL.iter().all(|row| row.name != REQUEST && !row.path.is_empty()));
    let endpoint = AnyRequest::new(Method::Get, "/quotes").endpoint().operation();
    assert_eq!((endpoint.name, endpoint.path), (REQUEST, ""));
    let options = CallOptions::default();
    let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
    let (operation, input) = Operation::with_input(REQUEST, r#"{"method":"GET","path":"/quotes"}"#).expect("sound");
    let call = config(Options::default()).call(operation, input, &options, Budget::shared(), now, 1).expect("sound");
    assert_eq!(call.operation().name, REQUEST);
}
