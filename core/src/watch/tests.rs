//! The watch against scripts of answers, on a clock that only the test moves. What every language shares of it is in
//! `waits.json`.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::config::Options;

fn config() -> Config {
    let options = Options { api_key: Some("pk_test_canarykey".into()), ..Options::default() };
    Config::new(options, |_| None).expect("sound settings")
}

fn watch(options: &WaitOptions) -> Watch {
    config().watch(&IMPORTS_WAIT, "imp_1", options, at(0)).expect("a sound wait")
}

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

/// An import, with more fields if need be.
fn import(status: &str, more: &Value) -> Reply {
    let mut data = json!({
        "id": "imp_1", "status": status, "submitted_count": 3, "created_at": "2026-05-08T12:00:00Z",
    });
    more.as_object().into_iter().flatten().for_each(|(name, value)| data[name] = value.clone());
    Reply::Import { data: serde_json::from_value(data).expect("an import") }
}

fn running() -> Reply {
    import("in_progress", &json!({}))
}

fn down() -> Error {
    Error::new(ErrorKind::Server, "internal_error", "down")
}

/// Brings a watch into the state of a poll under way.
fn poll(watch: &mut Watch, now: Instant) -> Poll {
    match watch.step(now) {
        WatchStep::Poll(poll) => poll,
        other => panic!("a poll is due, not {other:?}"),
    }
}

fn done(watch: &mut Watch, now: Instant) -> Result<Reply, Error> {
    match watch.step(now) {
        WatchStep::Done(result) => result,
        other => panic!("it has ended, and does not {other:?}"),
    }
}

fn waits(watch: &mut Watch, now: Instant) -> u64 {
    match watch.step(now) {
        WatchStep::Wait(until) => until.as_millis(),
        other => panic!("it is to wait, not to {other:?}"),
    }
}

#[test]
fn a_poll_has_the_callers_own_options_and_a_deadline() {
    let call = CallOptions {
        timeout: Some(5_000),
        max_retries: Some(7),
        headers: vec![("x-tenant".into(), "acme".into())],
        ..CallOptions::default()
    };
    let poll = poll(&mut watch(&WaitOptions { call, ..WaitOptions::default() }), at(0));
    assert_eq!((poll.operation.name, poll.input_json().as_str()), ("imports.retrieve", r#"{"id":"imp_1"}"#));
    assert_eq!((poll.options.timeout, poll.options.max_retries), (Some(5_000), Some(7)));
    assert_eq!((poll.options.deadline, poll.options.headers.len()), (Some(90_000), 1));
}

#[test]
fn a_poll_that_is_never_reported_counts_as_failed_once_its_deadline_is_over() {
    let mut watch = watch(&WaitOptions::default());
    poll(&mut watch, at(0));
    assert_eq!(waits(&mut watch, at(10)), 90_000);
    assert_eq!(waits(&mut watch, at(90_000)), 91_000);
    let progress = watch.polled(at(90_500), Ok(import("completed", &json!({}))));
    assert_eq!((progress.polls, progress.status), (1, None), "its answer comes too late to be taken");
}

#[test]
fn a_host_that_wakes_up_after_the_timeout_does_not_poll() {
    let mut watch = watch(&WaitOptions { timeout: Some(10_000), ..WaitOptions::default() });
    poll(&mut watch, at(0));
    watch.polled(at(100), Ok(running()));
    let error = done(&mut watch, at(10_000)).expect_err("too late");
    assert_eq!((error.kind(), error.last()), (ErrorKind::WaitTimeout, Some(&running())));
}

#[test]
fn a_result_is_handed_out_once() {
    let mut watch = watch(&WaitOptions::default());
    poll(&mut watch, at(0));
    watch.polled(at(1), Ok(import("completed", &json!({}))));
    assert!(done(&mut watch, at(2)).is_ok());
    assert_eq!(done(&mut watch, at(3)).map_err(|error| error.kind()), Err(ErrorKind::Internal));
}

#[test]
fn an_answer_about_something_else_is_a_fault_of_the_host() {
    let mut watch = watch(&WaitOptions::default());
    poll(&mut watch, at(0));
    let deletion = json!({ "id": "bun_1", "status": "deleted" });
    watch.polled(at(1), Ok(Reply::Deletion { data: serde_json::from_value(deletion).expect("a deletion") }));
    assert_eq!(done(&mut watch, at(2)).map_err(|error| error.kind()), Err(ErrorKind::Internal));
}

#[test]
fn a_timeout_says_what_it_waited_for_and_why_the_last_poll_failed() {
    let mut watch = watch(&WaitOptions { timeout: Some(2_000), ..WaitOptions::default() });
    poll(&mut watch, at(0));
    watch.polled(at(100), Ok(running()));
    let cause = down().with_status(503).with_request_id(Some("req_9".into()));
    poll(&mut watch, at(1_100));
    watch.polled(at(2_000), Err(cause));
    let error = done(&mut watch, at(2_000)).expect_err("the time is up");
    assert_eq!((error.operation(), error.object_id()), (Some("imports.wait"), Some("imp_1")));
    assert_eq!((error.status(), error.request_id()), (Some(503), Some("req_9")));
    assert!(error.message().contains("`in_progress`") && error.message().contains("2000 ms"), "{error}");
    assert!(error.is_retryable());
}

#[test]
fn no_error_shows_a_secret_that_the_api_put_into_the_object_or_into_its_state() {
    let call = CallOptions { headers: vec![("x-token".into(), "canary-header".into())], ..CallOptions::default() };
    for (kind, options) in [
        (ErrorKind::WaitTimeout, WaitOptions { timeout: Some(50), call: call.clone(), ..WaitOptions::default() }),
        (ErrorKind::UnknownState, WaitOptions { poll: Some(1), call: call.clone(), ..WaitOptions::default() }),
    ] {
        let mut watch = watch(&options);
        let echo = json!({ "echo": { "key": "pk_test_canarykey", "headers": ["canary-header"] } });
        let mut now = 0;
        let error = loop {
            match watch.step(at(now)) {
                WatchStep::Poll(_) => {
                    now += 100;
                    watch.polled(at(now), Ok(import("canary-header", &echo)));
                }
                WatchStep::Wait(until) => now = until.as_millis(),
                WatchStep::Done(result) => break result.expect_err("no end"),
            }
        };
        assert_eq!(error.kind(), kind);
        for shown in [error.to_string(), format!("{error:?}"), error.to_json()] {
            assert!(!shown.contains("canary"), "{shown}");
        }
        let Some(Reply::Import { data }) = error.last() else { panic!("the import comes with it") };
        assert_eq!((data.id.as_str(), data.status.as_str()), ("imp_1", "[redacted]"));
    }
}

#[test]
fn an_error_carries_the_object_as_the_api_writes_it() {
    let mut watch = watch(&WaitOptions { raise_on_failure: true, ..WaitOptions::default() });
    poll(&mut watch, at(0));
    watch.polled(at(1), Ok(import("failed", &json!({ "failed_count": 3 }))));
    let error = done(&mut watch, at(1)).expect_err("it failed");
    let facts: Value = serde_json::from_str(&error.to_json()).expect("JSON");
    assert_eq!(facts["kind"], "wait_failed");
    assert_eq!((&facts["last"]["status"], &facts["last"]["failed_count"]), (&json!("failed"), &json!(3)));
    assert!(!error.is_retryable());
}

#[test]
fn there_is_no_wait_for_what_does_not_end() {
    let refused = config().watch_json("bundles.wait", "bun_1", "{}", at(0)).expect_err("no such wait");
    assert_eq!(refused.kind(), ErrorKind::Internal);
}

/// What becomes of one poll.
#[derive(Debug, Clone)]
enum Act {
    Answer(&'static str, u8),
    Fail(ErrorKind, &'static str, Option<f64>),
    /// The host says nothing until the poll's deadline.
    Silence,
}

fn acts() -> impl Strategy<Value = Act> {
    let states =
        prop::sample::select(vec!["in_progress", "in_progress", "action_required", "paused", "completed", "failed"]);
    let failures = prop::sample::select(vec![
        (ErrorKind::Server, "internal_error"),
        (ErrorKind::Connection, "connection_failed"),
        (ErrorKind::RateLimit, "rate_limited"),
        (ErrorKind::UnexpectedResponse, "unexpected_response"),
        (ErrorKind::NotFound, "not_found"),
        (ErrorKind::Authentication, "unauthorized"),
    ]);
    prop_oneof![
        5 => (states, 0u8..3).prop_map(|(state, count)| Act::Answer(state, count)),
        3 => (failures, prop::option::of(0.0..30.0))
            .prop_map(|((kind, code), seconds)| Act::Fail(kind, code, seconds)),
        1 => Just(Act::Silence),
    ]
}

fn wait_options() -> impl Strategy<Value = WaitOptions> {
    (1u64..20_000, 1u64..5_000, any::<bool>(), any::<bool>()).prop_map(|(timeout, poll, stop, raise)| WaitOptions {
        timeout: Some(timeout),
        poll: Some(poll),
        stop_on_action: stop,
        raise_on_failure: raise,
        call: CallOptions::default(),
    })
}

/// A host that answers by a script, late, oversleeping, or not at all, and checks each step.
struct Host {
    options: WaitOptions,
    now: u64,
    polls: u32,
    /// Until when the last wait was.
    asleep_until: u64,
    /// When a poll is due, and before when none may come.
    due: u64,
    earliest: u64,
    /// A poll came before it was due, as only the last one may.
    brought_forward: bool,
    operation: &'static str,
}

impl Host {
    fn new(options: WaitOptions) -> Self {
        let operation = IMPORTS_WAIT.operation.name;
        let (now, polls, asleep_until, due, earliest) = (0, 0, 0, 0, 0);
        Self { options, now, polls, asleep_until, due, earliest, brought_forward: false, operation }
    }

    fn run(mut self, script: Vec<(Act, u64, u64)>) -> Result<(), TestCaseError> {
        let mut watch = watch(&self.options);
        let mut script = script.into_iter();
        loop {
            let (act, latency, oversleeps) = script.next().unwrap_or((Act::Answer("in_progress", 0), 10, 0));
            match watch.step(at(self.now)) {
                WatchStep::Wait(until) => self.sleep(until.as_millis(), oversleeps)?,
                WatchStep::Poll(poll) => self.poll(&mut watch, &poll, &act, latency)?,
                WatchStep::Done(result) => return ended(result),
            }
        }
    }

    fn timeout(&self) -> u64 {
        self.options.timeout.unwrap_or(0)
    }

    fn sleep(&mut self, until: u64, oversleeps: u64) -> Result<(), TestCaseError> {
        prop_assert!(until <= self.timeout(), "it sleeps beyond its timeout");
        prop_assert!(until > self.now, "a wait that is over is no wait");
        self.asleep_until = until;
        self.now = until + oversleeps;
        Ok(())
    }

    fn poll(&mut self, watch: &mut Watch, poll: &Poll, act: &Act, latency: u64) -> Result<(), TestCaseError> {
        let deadline = poll.options.deadline.unwrap_or(0);
        prop_assert!((1..=self.timeout() - self.now).contains(&deadline), "it polls beyond its timeout");
        if poll.operation.name == self.operation {
            prop_assert!(!self.brought_forward, "a poll after the last one");
            self.brought_forward = self.now < self.due;
            let near = self.timeout() - self.asleep_until <= Policy::LAST_POLL;
            prop_assert!(!self.brought_forward || near, "it polls too often");
            prop_assert!(self.now >= self.earliest, "it does not keep a rate limit's wait");
        }
        self.operation = poll.operation.name;
        self.polls += 1;
        self.now += if matches!(act, Act::Silence) { deadline } else { latency };
        let result = match act {
            Act::Silence => None,
            Act::Answer(state, count) => Some(Ok(import(state, &json!({ "completed_count": count })))),
            Act::Fail(kind, code, seconds) => Some(Err(Error::new(*kind, *code, "no").with_retry_after(*seconds))),
        };
        let asked = match act {
            Act::Fail(ErrorKind::RateLimit, _, seconds) => seconds.map_or(5_000, retry_after::to_millis),
            _ => 0,
        };
        if let Some(result) = result {
            prop_assert_eq!(watch.polled(at(self.now), result).polls, self.polls);
        }
        self.earliest = self.now + asked;
        self.due = self.earliest.max(self.now + self.options.poll.unwrap_or(0));
        Ok(())
    }
}

fn ended(result: Result<Reply, Error>) -> Result<(), TestCaseError> {
    match result {
        Ok(reply) => {
            let status = Seen::of(&reply).map(|seen| Standing::of(&seen.status));
            prop_assert!(matches!(status, Some(Standing::Ended | Standing::Failed | Standing::NeedsAction)));
        }
        Err(error) => prop_assert!(error.kind() != ErrorKind::Internal, "{error}"),
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_happens_polls_keep_their_distance_and_the_timeout(
        options in wait_options(),
        script in prop::collection::vec((acts(), 0u64..3_000, 0u64..300), 0..40),
    ) {
        Host::new(options).run(script)?;
    }

    #[test]
    fn no_texts_make_it_panic(name in ".*", id in ".*", options in ".*") {
        let _ = config().watch_json(&name, &id, &options, at(0));
        let _ = config().watch_json("orders.wait", &id, "{}", at(0));
        let _ = config().watch_json("orders.wait", "ord_1", &options, at(0));
    }
}
