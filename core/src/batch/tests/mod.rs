mod properties;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::config::Options;
use crate::model::{Availability, List, NewForwarding};

const CHECK: &str = "domains.check_availability";
const IMPORT: &str = "imports.create_many";
const FORWARD: &str = "forwarding.set";

fn config() -> Config {
    Config::new(Options { api_key: Some("pk_test_batch".into()), ..Options::default() }, |_| None).expect("settings")
}

fn names(count: usize) -> Vec<String> {
    // Names whose alphabetical order is not that of the input.
    (0..count).map(|number| format!("n{}-{number}.com", number * 7919 % 10_007)).collect()
}

fn input(operation: &str, domains: &[String]) -> Value {
    match operation {
        FORWARD => json!({ "domains": domains, "forwarding_url": "https://acme.com" }),
        _ => json!({ "domains": domains }),
    }
}

fn begin(operation: &str, domains: &[String]) -> BatchCall {
    config().batch_json(operation, &input(operation, domains).to_string(), "{}").expect("a sound input")
}

/// How a call may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Refused,
    Server,
    NotConnected,
    Unknown,
    Unreadable,
    UnknownByDeadline,
    RateLimited,
    Unauthorized,
    Redirected,
    Garbled,
}

use End::*;

fn error(kind: ErrorKind, code: &'static str) -> Error {
    Error::new(kind, code, format!("it is {code}"))
}

fn answer(end: End, next: &NextCall) -> Result<(Reply, Meta), Error> {
    let unknown = |cause: Error| call::outcome_unknown(next.operation, cause.message()).because(cause);
    Err(match end {
        Done => return Ok((reply(next), meta())),
        Refused => error(ErrorKind::BadRequest, "invalid_request"),
        Server => error(ErrorKind::Server, "internal_error"),
        NotConnected => error(ErrorKind::Connection, "connection_failed"),
        Unknown => unknown(error(ErrorKind::Connection, "connection_failed")),
        UnknownByDeadline => unknown(error(ErrorKind::Deadline, "deadline_exceeded")),
        Unreadable => error(ErrorKind::UnreadableSuccess, "unreadable_success"),
        RateLimited => error(ErrorKind::RateLimit, "rate_limited").with_retry_after(Some(12.0)),
        Unauthorized => error(ErrorKind::Authentication, "unauthorized").with_status(401),
        Redirected => error(ErrorKind::UnexpectedResponse, "unexpected_redirect"),
        Garbled => error(ErrorKind::UnexpectedResponse, "unexpected_response"),
    })
}

/// The answer to a call, with its domains in the reverse order of the request.
fn reply(next: &NextCall) -> Reply {
    let count = sent(next).len();
    let rows: Vec<Value> = sent(next).iter().rev().map(|name| json!({ "domain": name, "available": true })).collect();
    let job = json!({ "id": "job_1", "status": "in_progress", "submitted_count": count, "completed_count": 0,
        "failed_count": 0, "created_at": "2026-05-08T12:00:00Z" });
    match next.operation.name {
        "domains.check_availability" => Reply::Availability { data: read(json!({ "domains": rows })) },
        "imports.create_job" => Reply::Import { data: read(job) },
        _ => Reply::Forwarding { data: read(job) },
    }
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("it fits")
}

fn meta() -> Meta {
    Meta {
        status: 200,
        request_id: Some("req_1".into()),
        attempts: List::default(),
        already_gone: false,
        probably_original: false,
        warnings: List::default(),
    }
}

fn sent(next: &NextCall) -> Vec<String> {
    let input: Value = serde_json::from_str(&next.input_json()).expect("JSON");
    read(input["domains"].clone())
}

/// Runs a batch to its end, each call ending as told (the last word holds for the rest), and notes what was sent.
fn run(batch: &mut BatchCall, ends: &[End]) -> (Result<Batch<Reply>, Error>, Vec<String>) {
    let (mut log, mut ends) = (Vec::new(), ends.iter().copied().peekable());
    let mut last = Done;
    loop {
        match batch.step() {
            BatchStep::Done(result) => return (result, log),
            BatchStep::Call(next) => {
                last = ends.next().unwrap_or(last);
                log.push(next.input_json());
                batch.answered(answer(last, &next));
            }
        }
    }
}

/// The outcomes of a batch's items, by the code of what failed.
fn codes(batch: &Batch<Reply>) -> Vec<String> {
    let code = |item: &BatchItem<Reply>| item.result.as_ref().map_or_else(|e| e.code().to_owned(), |_| "ok".into());
    batch.items.iter().map(code).collect()
}

#[test]
fn every_row_of_the_table_is_found_by_its_name_and_splits_an_operation_of_its_own() {
    let operations: BTreeSet<_> = ALL.iter().map(|row| row.operation.name).collect();
    assert_eq!(operations.len(), ALL.len());
    for row in ALL {
        assert_eq!(BatchOperation::named(row.name).map(|found| found.name), Some(row.name));
        let whole = input(row.name, &names(row.most)).to_string();
        assert!(row.operation.prepare_json(&whole).is_ok(), "{}", row.name);
        let more = input(row.name, &names(row.most + 1)).to_string();
        let refused = row.operation.prepare_json(&more).expect_err(row.name);
        assert_eq!(refused.code(), "too_many_items", "{}: the limits are the API's", row.name);
    }
    assert!(BatchOperation::named("imports.create").is_none());
    let unknown = config().batch_json("orders.create", "{}", "{}").expect_err("no batch operation");
    assert_eq!(unknown.kind(), ErrorKind::Internal);
}

#[test]
fn parts_are_cut_in_input_order_and_imports_are_sorted_inside() {
    for row in ALL {
        let domains = names(row.most * 2 + 3);
        let (result, log) = run(&mut begin(row.name, &domains), &[]);
        let batch = result.expect("a batch");
        assert!(batch.is_complete());
        assert_eq!(batch.items.iter().map(|item| item.domains.len()).collect::<Vec<_>>(), [row.most, row.most, 3]);
        for (item, body) in batch.items.iter().zip(&log) {
            let mut expected = item.domains.clone();
            if row.name == IMPORT {
                expected.sort();
            }
            assert_eq!(
                serde_json::from_str::<Value>(body).expect("JSON")["domains"],
                json!(expected),
                "{}",
                row.name
            );
        }
    }
}

#[test]
fn everything_wrong_with_a_long_input_is_said_at_once_in_the_callers_count() {
    for row in ALL {
        let mut domains = names(row.most * 3);
        domains[3] = "mail.acme.com".into();
        domains[row.most + 7] = "acme".into();
        domains[row.most * 2 + 1] = " ".into();
        let text = input(row.name, &domains).to_string();
        let error = config().batch_json(row.name, &text, "{}").expect_err("three are wrong");
        let paths: Vec<_> = error.violations().iter().map(|violation| violation.path.clone()).collect();
        let expected = [3, row.most + 7, row.most * 2 + 1].map(|place| format!("domains[{place}]"));
        assert_eq!(paths, expected, "{}", row.name);
        assert_eq!(error.operation(), Some(row.name));
        let empty = config().batch_json(row.name, &input(row.name, &[]).to_string(), "{}").expect_err("empty");
        assert_eq!(empty.code(), "empty_list");
    }
    let odd = config().batch_json(IMPORT, r#"{"domain":["acme.com"]}"#, "{}").expect_err("a wrong field");
    assert_eq!(odd.code(), "unknown_field");
}

#[test]
fn wrong_options_are_refused_before_there_is_a_batch() {
    let text = input(IMPORT, &names(3)).to_string();
    for (options, code) in [
        (r#"{"extra_body":{"domains":[]}}"#, "field_given_twice"),
        (r#"{"timeout":0}"#, "invalid_option"),
        (r#"{"headers":[["Host","x"]]}"#, "invalid_header"),
        (r#"{"retries":1}"#, "invalid_option"),
    ] {
        assert_eq!(config().batch_json(IMPORT, &text, options).expect_err(options).code(), code, "{options}");
    }
}

#[test]
fn the_first_call_that_was_certainly_not_done_is_the_error_of_the_whole_batch() {
    for operation in [CHECK, IMPORT, FORWARD] {
        for end in [Refused, Server, NotConnected, RateLimited, Unauthorized] {
            let mut batch = begin(operation, &names(1_100));
            let (result, log) = run(&mut batch, &[end, Done]);
            assert_eq!(log.len(), 1, "{operation} {end:?}");
            assert!(!result.expect_err("nothing was done").may_be_done());
            assert_eq!(batch.so_far().succeeded().count(), 0);
        }
    }
}

#[test]
fn a_first_call_that_may_have_been_done_gives_a_batch_that_holds_it() {
    for end in [Unknown, Unreadable] {
        let (result, log) = run(&mut begin(FORWARD, &names(60)), &[end]);
        let batch = result.expect("something may have been done");
        assert_eq!((batch.unknown().count(), batch.failed().count(), log.len()), (1, 2, 1), "{end:?}");
        let (result, log) = run(&mut begin(IMPORT, &names(1_100)), &[end, Done]);
        let batch = result.expect("something may have been done");
        assert_eq!((batch.unknown().count(), batch.succeeded().count(), log.len()), (1, 2, 3), "{end:?}");
    }
}

#[test]
fn after_the_first_call_it_goes_on_unless_that_is_senseless() {
    let stopped = |code: &str| vec!["ok".to_owned(), code.to_owned(), "not_sent".to_owned()];
    let went_on = |code: &str| vec!["ok".to_owned(), code.to_owned(), "ok".to_owned()];
    let cases = [
        (Refused, "invalid_request", [false, false]),
        (Server, "internal_error", [false, false]),
        (NotConnected, "connection_failed", [false, false]),
        (Unknown, "outcome_unknown", [false, true]),
        (Unreadable, "unreadable_success", [false, true]),
        (UnknownByDeadline, "outcome_unknown", [true, true]),
        (RateLimited, "rate_limited", [true, true]),
        (Unauthorized, "unauthorized", [true, true]),
        (Redirected, "unexpected_redirect", [true, true]),
        (Garbled, "unexpected_response", [false, false]),
    ];
    for (end, code, stops) in cases {
        for ((operation, most), stops) in [(IMPORT, 500), (FORWARD, 25)].into_iter().zip(stops) {
            let (result, _) = run(&mut begin(operation, &names(most * 3)), &[Done, end, Done]);
            let expected = if stops { stopped(code) } else { went_on(code) };
            assert_eq!(codes(&result.expect("a batch")), expected, "{operation} {end:?}");
        }
    }
}

#[test]
fn what_was_not_sent_names_in_short_what_stopped_it_and_whether_to_try_again() {
    let last = |end: End| {
        let (result, _) = run(&mut begin(FORWARD, &names(75)), &[Done, end]);
        result.expect("a batch").items.pop().expect("three").result.expect_err("not sent")
    };
    let limited = last(RateLimited);
    assert_eq!((limited.kind(), limited.operation()), (ErrorKind::NotSent, Some("forwarding.set")));
    assert_eq!((limited.retry_after(), limited.is_retryable(), limited.status()), (Some(12.0), true, None));
    assert!(last(Unknown).is_retryable());
    let refused = last(Unauthorized);
    assert_eq!(refused.cause().and_then(Error::status), Some(401));
    assert!(!refused.is_retryable(), "the key is refused for this part, too");
}

#[test]
fn a_retry_sends_what_failed_or_was_not_sent_with_the_same_bytes_and_nothing_else() {
    let mut first = begin(FORWARD, &names(125));
    let (_, log) = run(&mut first, &[Done, Refused, Done, Unknown]);
    assert_eq!(codes(&first.so_far()), ["ok", "invalid_request", "ok", "outcome_unknown", "not_sent"]);
    let mut again = first.retry();
    let (result, resent) = run(&mut again, &[Done]);
    let batch = result.expect("a batch");
    assert_eq!(codes(&batch), ["ok", "ok", "ok", "outcome_unknown", "ok"]);
    assert_eq!((resent.len(), &resent[0]), (2, &log[1]));
    assert!(!log.contains(&resent[1]));
    let domains: Vec<_> = batch.items.iter().flat_map(|item| item.domains.clone()).collect();
    assert_eq!(domains, names(125));
    let (_, nothing) = run(&mut batch.into_retry(), &[Done]);
    assert!(nothing.is_empty(), "what is unknown is not repeated: {nothing:?}");
}

#[test]
fn a_retry_has_no_error_of_its_own_and_keeps_what_was_said_of_what_it_did_not_reach() {
    let mut first = begin(IMPORT, &names(2_000));
    let (before, _) = run(&mut first, &[Done, Refused, Refused, RateLimited]);
    assert_eq!(codes(&before.expect("a batch")), ["ok", "invalid_request", "invalid_request", "rate_limited"]);
    let (result, log) = run(&mut first.retry(), &[Unauthorized]);
    assert_eq!(codes(&result.expect("a batch")), ["ok", "unauthorized", "invalid_request", "rate_limited"]);
    assert_eq!(log.len(), 1);
}

#[test]
fn what_is_interrupted_keeps_what_was_done() {
    let mut between = begin(IMPORT, &names(1_500));
    let BatchStep::Call(next) = between.step() else { panic!("it begins with a call") };
    between.answered(answer(Done, &next));
    assert_eq!(codes(&between.interrupted(false, &[])), ["ok", "not_sent", "not_sent"]);
    assert!(matches!(between.step(), BatchStep::Done(Ok(_))), "it is over");

    let mut during = begin(IMPORT, &names(1_500));
    let BatchStep::Call(next) = during.step() else { panic!("it begins with a call") };
    during.answered(answer(Done, &next));
    let BatchStep::Call(_) = during.step() else { panic!("it goes on with a call") };
    let mut unsent = during.clone();
    let batch = during.interrupted(true, &[]);
    assert_eq!(codes(&batch), ["ok", "outcome_unknown", "not_sent"]);
    let unknown = batch.items[1].result.as_ref().expect_err("unknown");
    assert_eq!(unknown.replay_safe(), Some(true));
    during.answered(answer(Done, &next));
    assert_eq!(codes(&during.so_far()), codes(&batch), "what comes later is ignored");
    assert_eq!(codes(&unsent.interrupted(false, &[])), ["ok", "not_sent", "not_sent"]);
    assert_eq!(run(&mut unsent.retry(), &[Done]).1.len(), 2);
}

#[test]
fn a_host_that_does_not_wait_for_the_answer_sends_nothing_twice() {
    let mut batch = begin(FORWARD, &names(30));
    let BatchStep::Call(next) = batch.step() else { panic!("it begins with a call") };
    let BatchStep::Done(Err(error)) = batch.step() else { panic!("it waits for the answer") };
    assert_eq!(error.kind(), ErrorKind::Internal);
    batch.answered(answer(Done, &next));
    batch.answered(answer(Refused, &next));
    let (result, log) = run(&mut batch, &[Done]);
    assert_eq!((codes(&result.expect("a batch")).len(), log.len()), (2, 1));
    assert!(matches!(batch.step(), BatchStep::Done(Ok(_))), "the result can be asked for again");
}

#[test]
fn rows_come_in_the_order_of_the_input_and_strangers_last() {
    let (result, _) = run(&mut begin(CHECK, &names(120)), &[]);
    let batch = result.expect("a batch").typed::<Availability>();
    assert_eq!(batch.rows().map(|row| row.domain.clone()).collect::<Vec<_>>(), names(120));

    let asked = ["b.com", "a.com", "b.com"].map(str::to_owned);
    let row = |name: &str| json!({ "domain": name, "available": false });
    let rows = json!({ "domains": [row("x.com"), row("b.com"), row("a.com")] });
    let answer = Reply::Availability { data: read(rows) };
    let Reply::Availability { data } = in_order(answer, &asked) else { panic!("the same type") };
    assert_eq!(data.domains.iter().map(|row| row.domain.as_str()).collect::<Vec<_>>(), ["b.com", "a.com", "x.com"]);
}

#[test]
fn all_or_nothing_gives_the_results_or_the_first_error() {
    let run = |ends: &[End]| run(&mut begin(IMPORT, &names(1_100)), ends).0.expect("a batch");
    let jobs = run(&[]).into_result().expect("all done");
    assert_eq!(jobs.len(), 3);
    let error = run(&[Done, Refused, RateLimited]).into_result().expect_err("the second failed");
    assert_eq!(error.code(), "invalid_request");
}

#[test]
fn as_json_an_item_has_its_domains_its_outcome_and_its_result_or_its_error() {
    let domains = names(75);
    let (result, _) = run(&mut begin(FORWARD, &domains), &[Done, Refused, Unknown]);
    let found = serde_json::to_value(result.expect("a batch")).expect("JSON");
    let items = found["items"].as_array().expect("items");
    assert_eq!(items[0]["domains"], json!(domains[..25]));
    assert_eq!(items[0]["result"]["id"], "job_1");
    assert_eq!(items[0]["meta"]["request_id"], "req_1");
    assert_eq!(items[1]["error"]["code"], "invalid_request");
    assert_eq!((items[1].get("result"), items[1].get("meta")), (None, None));
    let outcomes: Vec<_> = items.iter().map(|item| item["outcome"].as_str().expect("a word")).collect();
    assert_eq!(outcomes, [Outcome::Succeeded, Outcome::Failed, Outcome::Unknown].map(Outcome::as_str));
}

#[test]
fn no_secret_of_the_options_is_in_what_a_batch_prints() {
    let options = r#"{"headers":[["x-trace","canary-1"]],"extra_body":{"note":"canary-2"}}"#;
    let text = input(IMPORT, &names(3)).to_string();
    let mut batch = config().batch_json(IMPORT, &text, options).expect("sound");
    let begun = format!("{batch:?}");
    let BatchStep::Call(next) = batch.step() else { panic!("it begins with a call") };
    assert_eq!(next.options.extra_body["note"], "canary-2");
    batch.answered(answer(Unknown, &next));
    let BatchStep::Done(Ok(done)) = batch.step() else { panic!("it is over") };
    let shown = format!("{begun} {next:?} {done:?} {}", serde_json::to_string(&done).expect("JSON"));
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn typed_inputs_and_texts_are_the_same_batch() {
    let domains = names(60);
    let typed = NewForwarding { domains: domains.clone(), forwarding_url: "https://acme.com".into() };
    let mut typed = config().batch(SET_FORWARDING, typed, CallOptions::default()).expect("sound");
    assert_eq!(run(&mut typed, &[]).1, run(&mut begin(FORWARD, &domains), &[]).1);
}
