//! What a caller's hook is told of every attempt: by the machine to any host, and by the Rust client.

#![cfg(feature = "http")]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use peeker_core::call::{AttemptReport, Call, CallOptions, Failure, Step, Transfer};
use peeker_core::client::{Client, Clock};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Options;
use peeker_core::response::HttpResponse;
use serde_json::{Value, json};
use support::{UNIX_MS, config, sample_input, start};

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    let headers = vec![("Peeker-Request-Id".to_owned(), format!("req_{status}"))];
    HttpResponse { status, headers, body: body.to_string().into_bytes() }
}

fn call(operation: &str) -> Call {
    start(&config(Options::default()), operation, &sample_input(operation), &CallOptions::default(), 1)
}

/// Sends, and says when to go on.
fn send(call: &mut Call, now: u64) -> u64 {
    match call.step(at(now)) {
        Step::Send(_) => now,
        Step::Wait(until) => send(call, until.as_millis()),
        Step::Done(result) => panic!("it is over: {result:?}"),
    }
}

#[test]
fn each_attempt_is_reported_once_with_what_follows_it() {
    let mut call = call("orders.create");
    assert_eq!(call.take_report(), None);
    let now = send(&mut call, 0);
    assert_eq!(call.take_report(), None);
    call.received(at(now + 80), answer(503, &json!({ "error": { "code": "internal_error" } })));
    let first = call.take_report().expect("an attempt was made");
    assert_eq!(call.take_report(), None);
    assert_eq!(
        (first.operation.as_str(), first.method.as_str(), first.path.as_str()),
        ("orders.create", "POST", "/orders")
    );
    assert_eq!((first.attempt.number, first.attempt.status, first.attempt.took_ms), (1, Some(503), 80));
    assert_eq!(
        (first.attempt.outcome.as_str(), first.attempt.request_id.as_deref()),
        ("internal_error", Some("req_503"))
    );
    assert!(first.attempt.maybe_processed);
    assert_eq!((first.retry_in_ms, first.result), (Some(first.attempt.waited_ms), None));

    let now = send(&mut call, now + 80);
    assert_eq!(now, 80 + first.attempt.waited_ms);
    call.received(at(now + 1), answer(200, &json!({ "data": {} })));
    let second = call.take_report().expect("an attempt was made");
    assert_eq!((second.attempt.number, second.retry_in_ms), (2, None));
    assert_eq!((second.attempt.outcome.as_str(), second.result.as_deref()), ("ok", Some("ok")));
}

#[test]
fn the_last_attempt_says_how_the_call_ended_which_is_more_than_how_it_ended_itself() {
    let mut call = call("bundles.create");
    send(&mut call, 0);
    call.failed(at(5), Failure::broken("reset"));
    let report = call.take_report().expect("an attempt was made");
    assert_eq!((report.attempt.outcome.as_str(), report.attempt.status), ("connection_failed", None));
    assert_eq!((report.retry_in_ms, report.result.as_deref()), (None, Some("outcome_unknown")));
}

#[test]
fn an_attempt_whose_transport_never_answers_is_reported_by_the_step_that_gives_it_up() {
    let mut call = call("me");
    send(&mut call, 0);
    let _ = call.step(at(30_000));
    let report = call.take_report().expect("the attempt is over");
    assert_eq!((report.attempt.outcome.as_str(), report.attempt.took_ms), ("timeout", 30_000));
    assert!(report.retry_in_ms.is_some());
}

#[test]
fn an_attempt_that_is_interrupted_is_reported_and_a_wait_is_none() {
    let mut flying = call("orders.create");
    send(&mut flying, 0);
    flying.interrupted(at(5));
    let report = flying.take_report().expect("an attempt was made");
    assert_eq!((report.attempt.outcome.as_str(), report.result.as_deref()), ("interrupted", Some("interrupted")));

    let mut waiting = call("me");
    send(&mut waiting, 0);
    waiting.failed(at(1), Failure::not_sent("refused"));
    assert!(waiting.take_report().is_some());
    waiting.interrupted(at(2));
    assert_eq!(waiting.take_report(), None);
}

#[test]
fn a_deadline_that_ends_a_wait_is_no_attempt() {
    let mut call = call("me");
    send(&mut call, 0);
    call.failed(at(1), Failure::not_sent("refused"));
    assert!(call.take_report().is_some());
    let Step::Done(Err(error)) = call.step(at(90_000)) else { panic!("the host overslept") };
    assert_eq!((error.code(), call.take_report()), ("deadline_exceeded", None));
}

#[test]
fn a_path_is_reported_below_the_base_url_and_without_its_query() {
    let options = Options { base_url: Some("https://gate.acme.com/canary-gate/v1/".into()), ..Options::default() };
    let paths = [("orders.retrieve", json!({ "id": "ord_1" })), ("orders.list", json!({ "status": "in_progress" }))];
    let paths = paths.map(|(operation, input)| {
        let mut call = start(&config(options.clone()), operation, &input, &CallOptions::default(), 1);
        send(&mut call, 0);
        call.received(at(1), answer(404, &json!({})));
        call.take_report().expect("an attempt was made").path
    });
    assert_eq!(paths, ["/orders/ord_1", "/orders"]);
}

#[test]
fn a_report_reads_back_from_what_it_writes() {
    let mut call = call("me");
    send(&mut call, 0);
    call.received(at(1), answer(200, &json!({})));
    let report = call.take_report().expect("an attempt was made");
    let text = serde_json::to_string(&report).expect("JSON");
    assert_eq!(serde_json::from_str::<AttemptReport>(&text).expect("the same"), report);
}

/// A clock on which waits are over at once, and which remembers them.
#[derive(Clone, Default)]
struct Slept(Arc<Mutex<Vec<u64>>>);

impl Clock for Slept {
    fn now(&self) -> Now {
        let slept = self.0.lock().expect("not poisoned").iter().sum();
        Now { instant: at(slept), unix_ms: UNIX_MS }
    }
    fn sleep(&self, millis: u64) {
        self.0.lock().expect("not poisoned").push(millis);
    }
}

/// A client whose server fails once and then answers.
fn client(clock: Slept) -> Client {
    let failed = Mutex::new(false);
    let server = move |_: &Transfer| {
        let mut failed = failed.lock().expect("not poisoned");
        if !std::mem::replace(&mut *failed, true) {
            return Err(Failure::not_sent("refused"));
        }
        let partner = json!({ "id": "org_1", "name": "Acme" });
        let key = json!({ "environment": "test", "permission_preset": "full" });
        Ok(answer(200, &json!({ "data": { "api_key": key, "partner": partner } })))
    };
    Client::with_parts(config(Options::default()), server, clock, 1)
}

#[test]
fn the_hook_of_a_client_hears_of_each_attempt_before_the_wait_after_it() {
    let clock = Slept::default();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (log, waits) = (Arc::clone(&heard), Arc::clone(&clock.0));
    let client = client(clock.clone()).on_attempt(move |report| {
        let waited = waits.lock().expect("not poisoned").len();
        log.lock().expect("not poisoned").push((report.attempt.outcome.clone(), report.retry_in_ms, waited));
    });
    client.me().send().expect("the second time");
    let wait = clock.0.lock().expect("not poisoned")[0];
    let heard = heard.lock().expect("not poisoned").clone();
    assert_eq!(heard, [("connection_failed".to_owned(), Some(wait), 0), ("ok".to_owned(), None, 1)]);
}

#[test]
fn clones_and_derived_clients_share_the_hook_and_what_they_send_with() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let parent = client(Slept::default());
    let hooked =
        parent.clone().on_attempt(move |report| log.lock().expect("not poisoned").push(report.attempt.number));
    let derived =
        hooked.with_options(Options { max_retries: Some(0), ..Options::default() }).expect("sound settings");
    assert_eq!(derived.me().send().expect_err("no retry is left").code(), "connection_failed");
    // The one server that all of them have has failed once, and now answers.
    hooked.clone().me().send().expect("an answer");
    parent.me().send().expect("an answer");
    assert_eq!(*heard.lock().expect("not poisoned"), [1, 1]);
}

#[test]
fn a_hook_that_panics_ends_its_call_and_not_the_client() {
    let calls = Arc::new(Mutex::new(0));
    let count = Arc::clone(&calls);
    let client = client(Slept::default()).on_attempt(move |report| {
        *count.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += 1;
        assert_ne!(report.attempt.outcome, "connection_failed", "the hook's own fault");
    });
    let unwound = catch_unwind(AssertUnwindSafe(|| client.me().send()));
    assert!(unwound.is_err());
    client.me().send().expect("the client works on");
    assert_eq!(*calls.lock().unwrap_or_else(std::sync::PoisonError::into_inner), 2);
}

#[test]
fn what_a_derived_client_must_not_be_is_refused() {
    let refused = client(Slept::default()).with_options(Options { timeout: Some(0), ..Options::default() });
    assert_eq!(refused.expect_err("refused").code(), "invalid_option");
}
