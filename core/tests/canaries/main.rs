//! A unique secret in every place that can hold one: nothing printed, logged, serialised or quoted shows it, nor a part
//! of it, in any form.
//!
//! What is no secret: names (of headers, of fields), ids, email addresses, domains, and the base URL with its path, which
//! `base_url()` gives back; reports of attempts leave the latter out all the same.

#![cfg(feature = "http")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "what is seen is gathered as it comes")]

#[path = "../support/mod.rs"]
mod support;

mod echoes;
mod logs;
mod watch;
mod webhooks;

use echoes::{at_edges, in_bodies, in_headers, torn};
use peeker_core::call::{Budget, Call, CallOptions, Failure, Step};
use peeker_core::client::{Client, SystemClock};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::error::Error;
use peeker_core::guard;
use peeker_core::input::{AnyRequest, Prepared};
use peeker_core::model::{NewOrder, NewUser, UserUpdate};
use peeker_core::operation::{Method, Operation, REQUEST};
use peeker_core::request::Additions;
use peeker_core::response::HttpResponse;
use peeker_core::scrub::Scrubber;
use peeker_core::secret::Secret;
use serde_json::{Value, json};
use support::{UNIX_MS, sample_input};
use watch::{Watch, all_of, forms};

const KEY: &str = "pk_test_kwZx0aB3dE91";
const CLIENT_HEADER: &str = "hcQv/T0kn+0f=cLnt9";
const CALL_HEADER: &str = "hjWn T0kn;0f,cLl8";
const PASSWORD: &str = "pzYm\"q\\w<ö>&'/ü 7kR";
const SEQUENCER_FIELD: &str = "sxUd-smRt-k3yq";
const SEQUENCER_DEEP: &str = "syVb:d33p#1n%a?zq";
const EXTRA_BODY: &str = "ebGt\tl1n\nbr4k~x";
const EXTRA_QUERY: &str = "eqFr=f1l&m0r x9";

/// All that one call of `orders.create` can hold.
const OF_A_CALL: [&str; 8] =
    [KEY, CLIENT_HEADER, CALL_HEADER, PASSWORD, SEQUENCER_FIELD, SEQUENCER_DEEP, EXTRA_BODY, EXTRA_QUERY];

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

fn client_options() -> Options {
    Options {
        api_key: Some(KEY.into()),
        base_url: Some("https://gate.acme.com/bpTs-token-of-a-gateway/v1".into()),
        headers: vec![("x-gate".into(), CLIENT_HEADER.into())],
        ..Options::default()
    }
}

fn order() -> Value {
    let mut order = sample_input("orders.create");
    order["sequencer"] = json!({
        "provider": "smartlead", "client_id": 1, "login_email": "ops@acme.com", "login_password": PASSWORD,
        "api_key": SEQUENCER_FIELD, "accounts": [{ "token": [SEQUENCER_DEEP] }],
    });
    order
}

fn call_options() -> CallOptions {
    let mut options = CallOptions {
        headers: vec![("x-trace".into(), CALL_HEADER.into())],
        max_retries: Some(1),
        deadline: Some(9_000),
        ..CallOptions::default()
    };
    options.extra_body.insert("note".into(), json!({ "deep": [EXTRA_BODY] }));
    options.extra_query.insert("filter".into(), EXTRA_QUERY.into());
    options
}

fn config() -> Config {
    Config::new(client_options(), |_| None).expect("sound settings")
}

fn begin(config: &Config, operation: &str, input: &Value, options: &CallOptions) -> Call {
    let (operation, input) = Operation::with_input(operation, &input.to_string()).expect("a sound input");
    let now = Now { instant: at(0), unix_ms: UNIX_MS };
    config.call(operation, input, options, Budget::shared(), now, 1).expect("a sound call")
}

fn order_call() -> Call {
    begin(&config(), "orders.create", &order(), &call_options())
}

/// Runs a call against a server that answers every attempt alike, and gathers what can be seen of it.
fn seen_of(mut call: Call, response: &HttpResponse) -> String {
    let mut seen = String::new();
    let mut now = at(0);
    loop {
        match call.step(now) {
            Step::Send(_) => call.received(now, response.clone()),
            Step::Wait(until) => now = until,
            Step::Done(Ok(raw)) => {
                seen += &match raw.reply() {
                    Ok((_, meta)) => format!("{raw:?}{meta:?}{}", json!(meta)),
                    Err(error) => format!("{raw:?}{}", all_of(&error)),
                };
                return seen;
            }
            Step::Done(Err(error)) => return seen + &all_of(&error),
        }
        if let Some(report) = call.take_report() {
            seen += &format!("{report:?}{}{call:?}{:?}", json!(report), call.attempts());
        }
    }
}

static STATUSES: [u16; 9] = [200, 302, 400, 401, 404, 409, 422, 429, 503];

#[test]
fn no_answer_that_echoes_a_secret_gets_it_into_anything_that_is_shown() {
    let (config, input, options) = (config(), order(), call_options());
    for secret in OF_A_CALL {
        let watch = Watch::of(&[secret]);
        let every_form = forms(secret).into_iter().collect::<Vec<_>>().join(" | ");
        let bodies = in_bodies(&every_form).into_iter().map(|answer| (answer, &STATUSES[..]));
        let others =
            forms(secret).into_iter().flat_map(|form| in_headers(&form)).chain(at_edges(secret)).chain(torn(secret));
        // Every status with every answer would take long.
        let others = others.zip(STATUSES.chunks(1).cycle());
        for (answer, statuses) in bodies.chain(others) {
            for &status in statuses {
                let call = begin(&config, "orders.create", &input, &options);
                let seen = seen_of(call, &HttpResponse { status, ..answer.clone() });
                let place = format!("{status}, {:?}, {:?}", answer.headers, String::from_utf8_lossy(&answer.body));
                watch.assert_clean(&place, &seen);
            }
        }
    }
}

#[test]
fn no_failure_of_a_transport_gets_a_secret_into_anything_that_is_shown() {
    let (config, input, options) = (config(), order(), call_options());
    for secret in OF_A_CALL {
        let watch = Watch::of(&[secret]);
        for form in forms(secret) {
            let failures: [fn(String) -> Failure; 3] = [Failure::not_sent, Failure::broken, Failure::timed_out];
            for fail in failures {
                let mut call = begin(&config, "orders.create", &input, &options);
                let mut now = at(0);
                let error = loop {
                    match call.step(now) {
                        Step::Send(_) => call.failed(now, fail(format!("could not write {form} to the socket"))),
                        Step::Wait(until) => now = until,
                        Step::Done(result) => break result.expect_err("no answer"),
                    }
                };
                watch.assert_clean(&form, &format!("{}{:?}{call:?}", all_of(&error), call.take_report()));
            }
        }
    }
}

#[test]
fn what_settings_and_inputs_are_held_in_shows_none_of_their_secrets() {
    let input = order();
    let order: NewOrder = serde_json::from_value(input.clone()).expect("an order");
    let user: NewUser =
        serde_json::from_value(json!({ "email": "a@b.co", "sequencer": input["sequencer"] })).expect("a user");
    let update: UserUpdate =
        serde_json::from_value(json!({ "id": "usr_1", "sequencer": input["sequencer"] })).expect("an update");
    let mut any = AnyRequest::new(Method::Post, "/quotes");
    any.query.insert("filter".into(), json!([EXTRA_QUERY]));
    any.body = Some(json!({ "note": [EXTRA_BODY] }));
    let prepared = [Prepared::new(order.clone()), Prepared::new(user.clone()), Prepared::new(any.clone())];
    let config = config();
    let mut call = order_call();
    let step = call.step(at(0));
    let Step::Send(transfer) = &step else { panic!("a call begins by sending") };
    let body = transfer.request.body.as_ref().map(Secret::reveal).unwrap_or_default();
    assert!(
        body.contains("pzYm") && body.contains("sxUd") && body.contains("syVb") && body.contains("ebGt"),
        "{body}"
    );
    assert!(transfer.request.url.contains("eqFr"));

    let options = call_options();
    let additions = Additions {
        headers: options.headers.clone(),
        body: options.extra_body.clone(),
        query: options.extra_query.clone(),
    };
    let client = Client::with_parts(config.clone(), |_: &_| Err(Failure::not_sent("x")), SystemClock::new(), 1);
    let orders = client.orders();
    let request = orders.create(order.clone()).header("x-trace", CALL_HEADER).extra_query("filter", EXTRA_QUERY);
    let by_path = client.request(Method::Post, "/quotes").query("filter", EXTRA_QUERY).body(EXTRA_BODY);
    let secret = Secret::new(PASSWORD);
    let seen = [
        format!("{:?} {:#?} {config:?} {options:?} {additions:?}", client_options(), client_options()),
        format!("{order:?} {user:?} {update:?} {any:?} {prepared:?}"),
        format!("{} {} {} {}", json!(order), json!(user), json!(update), json!(any)),
        format!("{call:?} {step:?} {transfer:?} {:?}", transfer.request),
        format!("{client:?} {request:?} {by_path:?} {orders:?}"),
        format!("{secret:?} {secret} {} {:?}", json!(secret), Scrubber::new([secret.clone()])),
    ];
    let watch = Watch::of(&OF_A_CALL);
    seen.iter().for_each(|seen| watch.assert_clean("a value", seen));
}

#[test]
fn settings_that_are_refused_are_not_quoted() {
    let with = |change: fn(&mut Options)| {
        let mut options = client_options();
        change(&mut options);
        let shown = format!("{options:?}");
        let error = Config::new(options, |_| None).expect_err("refused");
        shown + &all_of(&error)
    };
    let seen = [
        with(|options| options.api_key = Some(format!("{KEY}\n").into())),
        with(|options| options.api_key = Some(PASSWORD.into())),
        with(|options| options.headers.push(("x-a".into(), format!("{CALL_HEADER}\r\nx: y").into()))),
        with(|options| options.headers.push(("authorization".into(), CALL_HEADER.into()))),
        with(|options| options.base_url = Some("https://ops:uwPs-k3yq@gate.acme.com".into())),
        with(|options| options.base_url = Some("https://gate.acme.com/?token=uwPs-k3yq".into())),
        with(|options| options.base_url = Some("uwPs-k3yq".into())),
    ];
    let watch = Watch::of(&[KEY, PASSWORD, CALL_HEADER, "uwPs-k3yq"]);
    seen.iter().for_each(|seen| watch.assert_clean("a refusal", seen));

    let json = |text: Value| format!("{:?}", Config::from_json(&text.to_string(), |_| None).expect_err("no setting"));
    for value in [json!(["uwPs-k3yq"]), json!({ "uwPs-k3yq": 1 }), json!(4_815_162_342_i64)] {
        let seen = [
            json(json!({ "api_key": value })),
            json(json!({ "timeout": value })),
            json(json!({ "headers": [["x", "y"], value] })),
            json(json!({ "expect": value })),
        ];
        Watch::of(&["uwPs-k3yq", "4815162342"]).assert_clean("a type", &seen.concat());
    }
    assert!(!json(json!({ "timeout": "uwPs-k3yq" })).contains("uwPs"));
}

#[test]
fn secrets_of_the_wrong_type_are_not_quoted() {
    let order = Operation::named("orders.create").expect("known");
    for wrong in [json!(["uwPs-k3yq"]), json!(4_815_162_342_i64), json!(4815.125), json!({ "uwPs-k3yq": 1 })] {
        let mut input = self::order();
        input["sequencer"]["login_password"] = wrong;
        let error = order.prepare_json(&input.to_string()).expect_err("no text");
        assert!(!all_of(&error).contains("uwPs") && !all_of(&error).contains("4815"), "{error}");
    }
    let mut input = self::order();
    input["sequencer"]["client_id"] = json!("uwPs-k3yq, expected `x`");
    let error = order.prepare_json(&input.to_string()).expect_err("no number");
    assert!(!all_of(&error).contains("uwPs"), "{error}");
    for wrong in [json!({ "method": "uwPs-k3yq" }), json!({ "method": "GET", "path": ["uwPs-k3yq"] })] {
        let error = Operation::with_input(REQUEST, &wrong.to_string()).expect_err("refused");
        assert!(!all_of(&error).contains("uwPs"), "{error}");
    }
}

#[test]
fn a_request_by_its_path_keeps_its_texts_to_itself() {
    let secrets = [EXTRA_QUERY, EXTRA_BODY, SEQUENCER_DEEP];
    let input = json!({ "method": "POST", "path": "/quotes", "query": { "filter": [EXTRA_QUERY] },
        "body": { "note": EXTRA_BODY, "accounts": [{ "token": SEQUENCER_DEEP }] } });
    let (config, options) = (config(), CallOptions { max_retries: Some(0), ..CallOptions::default() });
    for secret in secrets {
        let watch = Watch::of(&[secret]);
        let every_form = forms(secret).into_iter().collect::<Vec<_>>().join(" | ");
        for answer in [in_bodies(&every_form), in_headers(secret), at_edges(secret), torn(secret)].concat() {
            for status in [200, 400, 503] {
                // What was answered with success is the caller's own.
                if status != 200 || serde_json::from_slice::<Value>(&answer.body).is_err() {
                    let call = begin(&config, REQUEST, &input, &options);
                    watch.assert_clean(secret, &seen_of(call, &HttpResponse { status, ..answer.clone() }));
                }
            }
        }
    }
}

#[test]
fn a_derived_client_keeps_the_secrets_that_it_was_given() {
    let (key, header) = ("pk_live_dkNv4cB8zT2", "dhMx-T0kn-n3w");
    let derived = config().derive(Options {
        api_key: Some(key.into()),
        headers: vec![("x-own".into(), header.into())],
        ..Options::default()
    });
    let derived = derived.expect("sound settings");
    let watch = Watch::of(&[KEY, CLIENT_HEADER, key, header]);
    watch.assert_clean("the settings", &format!("{derived:?}"));
    for secret in [CLIENT_HEADER, key, header] {
        for answer in [in_bodies(secret), in_headers(secret), at_edges(secret)].concat() {
            let call = begin(&derived, "orders.create", &order(), &CallOptions::default());
            watch.assert_clean("a refusal", &seen_of(call, &HttpResponse { status: 400, ..answer }));
        }
    }
}

#[test]
fn nothing_that_is_said_of_an_attempt_has_the_base_urls_path_in_it() {
    for answer in [in_bodies("x"), in_headers("x")].concat() {
        let mut call = order_call();
        let Step::Send(_) = call.step(at(0)) else { panic!("a call begins by sending") };
        call.received(at(1), HttpResponse { status: 302, ..answer });
        let report = call.take_report().expect("an attempt was made");
        let Step::Done(Err(error)) = call.step(at(1)) else { panic!("it is over") };
        let seen = format!("{report:?}{}{}", json!(report), all_of(&error));
        assert!(!seen.contains("bpTs") && !seen.contains("gate.acme.com/"), "{seen}");
    }
}

#[test]
fn a_panic_that_quotes_a_text_does_not_get_it_across_a_boundary() {
    type Entry = fn() -> Result<(), Error>;
    let panics: [Entry; 3] = [
        || Err(Error::internal(&PASSWORD[..=PASSWORD.find('ö').unwrap_or_default()])),
        || panic!("wrong value: {PASSWORD:?}"),
        || panic!("lost {KEY}"),
    ];
    let watch = Watch::of(&[PASSWORD, KEY]);
    for panicking in panics {
        let error = guard::caught::<(), Error>(panicking).expect_err("it panicked");
        assert!(error.message().contains("panicked"), "{error}");
        watch.assert_clean("a panic", &all_of(&error));
    }
}
