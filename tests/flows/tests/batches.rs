//! Long inputs over real sockets: what is sent, what is not, and what a retry sends.

use std::sync::Arc;

use peeker_core::batch::{Batch, BatchItem, Outcome};
use peeker_core::client::Client;
use peeker_core::error::ErrorKind;
use peeker_core::model::{Forwarding, Import};
use peeker_flows::client_of;
use peeker_sandbox::{Fault, Sandbox};

const CHECK: &str = "/domains/availability";
const FORWARD: &str = "/domains/forwarding";
const IMPORT: &str = "/domains/import/jobs";

fn world() -> (Arc<Sandbox>, Client) {
    let sandbox = Arc::new(Sandbox::builder().seed(17).start().expect("a sandbox"));
    let client = client_of(&sandbox, 3).expect("a client");
    (sandbox, client)
}

/// Names whose order is not that of the alphabet.
fn names(count: usize) -> Vec<String> {
    (0..count).rev().map(|number| format!("acme-{number}.com")).collect()
}

/// The domains of each request to a path, in the order in which they arrived.
fn arrived(sandbox: &Sandbox, path: &str) -> Vec<Vec<String>> {
    let requests = sandbox.requests().into_iter().filter(|request| request.path == path);
    let domains = |body: &[u8]| {
        let body: serde_json::Value = serde_json::from_slice(body).expect("JSON");
        serde_json::from_value(body["domains"].clone()).expect("domains")
    };
    requests.map(|request| domains(&request.body)).collect()
}

fn outcomes<T>(batch: &Batch<T>) -> Vec<Outcome> {
    batch.items.iter().map(BatchItem::outcome).collect()
}

fn jobs(batch: &Batch<Import>) -> Vec<Option<String>> {
    batch.items.iter().map(|item| item.result.as_ref().ok().map(|job| job.id.clone())).collect()
}

use Outcome::{Failed, Succeeded, Unknown};

#[test]
fn a_hundred_and_twenty_names_are_checked_by_three_calls_and_answered_in_their_order() {
    let (sandbox, client) = world();
    let mut names = names(118);
    names.insert(60, "taken-acme.com".to_owned());
    names.push("premium-acme.com".to_owned());
    let batch = client.domains().check_availability(&names).send().expect("all are sound");
    assert!(batch.is_complete());
    assert_eq!(batch.rows().map(|row| row.domain.clone()).collect::<Vec<_>>(), names);
    let not_free: Vec<_> = batch.rows().filter(|row| !row.available).map(|row| row.domain.as_str()).collect();
    assert_eq!(not_free, ["taken-acme.com", "premium-acme.com"]);
    assert_eq!(arrived(&sandbox, CHECK), names.chunks(50).collect::<Vec<_>>());
}

#[test]
fn one_name_is_a_batch_of_one() {
    let (sandbox, client) = world();
    let batch = client.domains().check_availability(["Acme-Mail.com"]).send().expect("it is sound");
    assert_eq!(batch.items[0].meta.as_ref().map(|meta| meta.status), Some(200));
    assert_eq!(batch.into_result().expect("it is checked").len(), 1);
    assert_eq!(arrived(&sandbox, CHECK), [["acme-mail.com"]]);
}

#[test]
fn forwarding_stops_where_nobody_knows_and_a_retry_sends_only_what_was_not_sent() {
    let (sandbox, client) = world();
    let names = names(60);
    sandbox.fault(Fault::reset_after().on("POST", FORWARD).skip(1));
    let batch = client.forwarding().set(&names, "https://acme.com").send().expect("the first job is known");
    assert_eq!(outcomes(&batch), [Succeeded, Unknown, Failed]);
    let unknown = batch.items[1].result.as_ref().expect_err("its answer is lost");
    assert_eq!((unknown.kind(), unknown.replay_safe()), (ErrorKind::OutcomeUnknown, Some(false)));
    let not_sent = batch.items[2].result.as_ref().expect_err("it was not sent");
    assert_eq!((not_sent.kind(), not_sent.code()), (ErrorKind::NotSent, "not_sent"));
    assert_eq!(arrived(&sandbox, FORWARD), names.chunks(25).take(2).collect::<Vec<_>>());

    let first = batch.jobs().next().map(|job: &Forwarding| job.id.clone());
    let batch = batch.retry(&client);
    assert_eq!(outcomes(&batch), [Succeeded, Unknown, Succeeded]);
    assert_eq!(batch.jobs().next().map(|job| job.id.clone()), first);
    assert_eq!(arrived(&sandbox, FORWARD), names.chunks(25).collect::<Vec<_>>(), "each was sent once");
    let batch = batch.retry(&client);
    assert_eq!((batch.unknown().count(), arrived(&sandbox, FORWARD).len()), (1, 3), "what is unknown stays so");
}

#[test]
fn a_500_in_the_middle_of_imports_leaves_one_job_open_which_the_same_call_completes() {
    let (sandbox, client) = world();
    let names = names(1_100);
    sandbox.fault(Fault::status(500).processed(true).on("POST", IMPORT).skip(1).times(3));
    let batch = client.imports().create_many(&names).send().expect("the first job is known");
    assert_eq!(outcomes(&batch), [Succeeded, Unknown, Succeeded]);
    assert_eq!(arrived(&sandbox, IMPORT).len(), 5, "one, three attempts, one");
    assert_eq!(batch.items[1].domains, names[500..1_000]);
    let before = jobs(&batch);
    let batch = batch.retry(&client);
    assert_eq!((outcomes(&batch), arrived(&sandbox, IMPORT).len()), (vec![Succeeded, Unknown, Succeeded], 5));

    let again = client.imports().create_many(&names).send().expect("the same jobs");
    assert!(again.is_complete());
    let after = jobs(&again);
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]));
    let requests = arrived(&sandbox, IMPORT);
    assert_eq!(requests[6], requests[1], "the same bytes");
    assert_eq!(again.jobs().map(|job| job.submitted_count).sum::<i64>(), 1_100);
}

#[test]
fn a_500_that_passes_is_not_seen() {
    let (sandbox, client) = world();
    sandbox.fault(Fault::status(500).on("POST", IMPORT).skip(1));
    let batch = client.imports().create_many(names(1_100)).send().expect("three jobs");
    assert!(batch.is_complete());
    let attempts = batch.items.iter().map(|item| item.meta.as_ref().map_or(0, |meta| meta.attempts.len()));
    assert_eq!(attempts.collect::<Vec<_>>(), [1, 2, 1]);
}

#[test]
fn a_rate_limit_that_is_too_long_ends_the_batch_and_a_later_retry_completes_it() {
    let (sandbox, client) = world();
    let names = names(1_400);
    sandbox.fault(Fault::rate_limited(Some(600)).on("POST", IMPORT).skip(1));
    let batch = client.imports().create_many(&names).send().expect("the first job is known");
    assert_eq!(outcomes(&batch), [Succeeded, Failed, Failed]);
    let not_sent = batch.items[2].result.as_ref().expect_err("it was not sent");
    assert_eq!((not_sent.code(), not_sent.retry_after(), not_sent.is_retryable()), ("not_sent", Some(600.0), true));
    assert_eq!(arrived(&sandbox, IMPORT).len(), 2);
    let first = jobs(&batch)[0].clone();
    let batch = batch.retry(&client);
    assert!(batch.is_complete());
    assert_eq!(jobs(&batch)[0], first);
    assert_eq!(arrived(&sandbox, IMPORT).len(), 4);
}

#[test]
fn what_is_wrong_in_a_long_input_is_found_before_anything_is_sent() {
    let (sandbox, client) = world();
    let mut names = names(1_100);
    names[137] = "mail.acme.co.uk".to_owned();
    names[901] = "acme".to_owned();
    let error = client.imports().create_many(&names).send().expect_err("two are wrong");
    let places: Vec<_> = error.violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(places, ["domains[137]", "domains[901]"]);
    let too_many = client.imports().create(names).send().expect_err("too many");
    assert!(too_many.message().contains("imports.create_many"), "{too_many}");
    assert!(sandbox.requests().is_empty());
}

#[test]
fn what_one_call_sets_is_set_in_every_call_of_a_batch() {
    let (sandbox, client) = world();
    let request = client.domains().check_availability(names(60)).header("x-trace", "t-1").max_retries(0);
    let batch = request.extra_body("region", "eu").send().expect("two calls");
    assert!(batch.is_complete());
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.header("x-trace"), Some("t-1"));
        assert!(String::from_utf8_lossy(&request.body).ends_with(r#""region":"eu"}"#));
    }
}
