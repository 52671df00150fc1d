//! The client's doors beside the tree of methods, over sockets: requests by their path, the hook, derived clients.

use std::sync::{Arc, Mutex};

use peeker_core::client::Client;
use peeker_core::config::Options;
use peeker_core::error::{Error, ErrorKind};
use peeker_core::operation::Method;
use peeker_flows::client_of;
use peeker_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

fn world() -> (Arc<Sandbox>, Client) {
    let sandbox = Arc::new(Sandbox::builder().seed(7).start().expect("a sandbox"));
    let client = client_of(&sandbox, 3).expect("a client");
    (sandbox, client)
}

/// What arrived: methods, and paths below the base URL with their queries.
fn arrived(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().iter().map(|request| format!("{} {}", request.method, request.path)).collect()
}

fn quote(client: &Client) -> Result<Value, Error> {
    client.request(Method::Post, "/quotes").body(json!({ "domains": 4 })).send()
}

#[test]
fn an_endpoint_that_the_sdk_knows_answers_by_its_path_with_its_whole_body() {
    let (sandbox, client) = world();
    let bundle = json!({ "name": "Starter", "monthly_sending_volume": 25_000 });
    let made = client.request(Method::Post, "/bundles").body(bundle).send().expect("a bundle");
    let id = made["data"]["id"].as_str().expect("an id").to_owned();

    let page = client.request(Method::Get, "/bundles").query("per_page", 1).send().expect("a page");
    assert_eq!((&page["data"][0]["id"], &page["meta"]["returned"]), (&made["data"]["id"], &json!(1)));
    let path = format!("/bundles/{id}");
    let typed = client.bundles().retrieve(&id).send().expect("a bundle");
    let changed =
        client.request(Method::Patch, &path).body(json!({ "name": "Growth" })).send_with_meta().expect("it");
    assert_eq!((changed.data["data"]["name"].as_str(), typed.name.as_str()), (Some("Growth"), "Starter"));
    assert!(changed.meta.request_id.is_some_and(|id| id.starts_with("req_")));
    client.request(Method::Delete, &path).send().expect("a deletion");
    let expected = ["POST /bundles", "GET /bundles", "GET", "PATCH", "DELETE"];
    assert!(arrived(&sandbox).iter().zip(expected).all(|(found, begins)| found.starts_with(begins)));
}

#[test]
fn an_endpoint_that_nobody_has_is_a_typed_404() {
    let (sandbox, client) = world();
    let error = quote(&client).expect_err("there is none");
    assert_eq!((error.kind(), error.code(), error.status()), (ErrorKind::NotFound, "not_found", Some(404)));
    assert_eq!((error.operation(), error.attempts().len()), (Some("request"), 1));
    assert_eq!(arrived(&sandbox), ["POST /quotes"]);
}

#[test]
fn a_post_by_its_path_is_repeated_only_if_its_caller_says_that_it_may_be() {
    let (sandbox, client) = world();
    sandbox.fault(Fault::status(503).on("POST", "/bundles").times(2));
    let bundle =
        || client.request(Method::Post, "/bundles").body(json!({ "name": "A", "monthly_sending_volume": 1 }));
    let error = bundle().send().expect_err("it may have been done");
    assert_eq!((error.kind(), error.replay_safe()), (ErrorKind::OutcomeUnknown, Some(false)));
    bundle().idempotent(true).send().expect("the second time");
    assert_eq!(arrived(&sandbox).len(), 3);
}

#[test]
fn the_hook_sees_a_500_and_then_the_success() {
    let (sandbox, client) = world();
    sandbox.fault(Fault::status(500).on("GET", "/me"));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let client = client.on_attempt(move |report| log.lock().expect("not poisoned").push(report.clone()));
    let before = sandbox.unix_ms();
    let meta = client.me().send_with_meta().expect("the second time").meta;

    let heard = heard.lock().expect("not poisoned").clone();
    let told: Vec<_> = heard.iter().map(|report| (report.attempt.status, report.result.as_deref())).collect();
    assert_eq!(told, [(Some(500), None), (Some(200), Some("ok"))]);
    assert!(heard.iter().all(|report| (report.method.as_str(), report.path.as_str()) == ("GET", "/me")));
    assert!(heard.iter().map(|report| &report.attempt).eq(meta.attempts.iter()));
    let waited = heard[0].retry_in_ms.expect("another attempt");
    assert!(sandbox.unix_ms() >= before + waited, "the clock moved by what was told");
}

#[test]
fn a_derived_client_ends_at_its_own_deadline_and_leaves_its_parent_alone() {
    let (sandbox, client) = world();
    let hurried = client.with_options(Options { deadline: Some(5_000), ..Options::default() }).expect("a client");
    sandbox.fault(Fault::rate_limited(Some(20)).on("GET", "/me").times(2));
    let error = hurried.me().send().expect_err("the wait is longer than the deadline");
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(20.0)));
    assert_eq!(client.me().send_with_meta().expect("after the wait").meta.attempts.len(), 2);
}

#[test]
fn a_derived_client_sends_its_own_key_to_the_same_place() {
    let (sandbox, client) = world();
    // The sandbox has an account for each key.
    let key = format!("{}-other", sandbox.key());
    let other = client.with_options(Options { api_key: Some(key.into()), ..Options::default() }).expect("a client");
    let accounts = [&client, &other, &client].map(|client| client.me().send().expect("an account").partner.id);
    assert_eq!((accounts[0] == accounts[2], accounts[0] == accounts[1]), (true, false));
    assert_eq!(arrived(&sandbox), ["GET /me"; 3]);
}
