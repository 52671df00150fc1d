//! The call machine against scripts of answers, on a clock that only the test moves.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::config::Options;
use crate::model::ById;
use crate::operation::{
    ALL, BUNDLES_CREATE, BUNDLES_DELETE, DOMAINS_CHECK_AVAILABILITY, IMPORTS_CREATE_JOB, ORDERS_CANCEL,
    ORDERS_RETRIEVE, Reply,
};

/// What the other side does with an attempt.
#[derive(Debug, Clone)]
enum Act {
    Answer(u16, Value),
    Fail(Failure),
}

/// What the machine did, in the order it did it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Sent,
    /// Waited, and whether it was no longer than this many milliseconds.
    Waited(u64),
}

/// A call, its answers, and a clock.
struct Script {
    operation: &'static Operation,
    acts: std::collections::VecDeque<Act>,
    options: CallOptions,
    budget: Arc<Budget>,
    latency: u64,
    seed: u64,
    now: u64,
    seen: Vec<Seen>,
}

impl Script {
    fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            acts: std::collections::VecDeque::new(),
            options: CallOptions::default(),
            budget: Budget::shared(),
            latency: 10,
            seed: 1,
            now: 1_000_000,
            seen: Vec::new(),
        }
    }

    fn reply(mut self, status: u16) -> Self {
        let code = match status {
            404 => "not_found",
            429 => "rate_limited",
            500.. => "internal_error",
            _ => "invalid_request",
        };
        let body = match status {
            200..300 => json!({ "data": { "id": "x_1" } }),
            _ => json!({ "error": { "code": code, "message": "no" } }),
        };
        self.acts.push_back(Act::Answer(status, body));
        self
    }

    fn reply_with(mut self, status: u16, body: Value) -> Self {
        self.acts.push_back(Act::Answer(status, body));
        self
    }

    fn fail(mut self, failure: Failure) -> Self {
        self.acts.push_back(Act::Fail(failure));
        self
    }

    fn options(mut self, change: impl FnOnce(&mut CallOptions)) -> Self {
        change(&mut self.options);
        self
    }

    fn call(&self) -> Call {
        let options = Options { api_key: Some("pk_test_script".into()), ..Options::default() };
        let config = Config::new(options, |_| None).unwrap();
        let now = Now { instant: Instant::from_millis(self.now), unix_ms: 1_778_241_600_000 };
        let input = input_for(self.operation);
        let budget = Arc::clone(&self.budget);
        config
            .call_json(self.operation.name, &input, "{}", budget, now, self.seed)
            .map(|mut call| {
                call.policy = call.policy.with(&self.options).unwrap();
                call
            })
            .unwrap()
    }

    /// Runs to the end; an act that is missing is a silent server.
    fn run(&mut self) -> Result<Raw, Error> {
        let mut call = self.call();
        loop {
            match call.step(Instant::from_millis(self.now)) {
                Step::Send(transfer) => {
                    self.seen.push(Seen::Sent);
                    match self.acts.pop_front() {
                        Some(act) => {
                            self.now += self.latency.min(transfer.timeout);
                            self.answer(&mut call, act);
                        }
                        None => self.now += transfer.timeout,
                    }
                }
                Step::Wait(until) => {
                    let wait = until.as_millis() - self.now;
                    if !matches!(call.state, State::InFlight { .. }) {
                        self.seen.push(Seen::Waited(wait));
                    }
                    self.now = until.as_millis();
                }
                Step::Done(result) => return result,
            }
        }
    }

    fn answer(&self, call: &mut Call, act: Act) {
        let now = Instant::from_millis(self.now);
        match act {
            Act::Answer(status, body) => {
                let headers = vec![("Peeker-Request-Id".to_owned(), "req_1".to_owned())];
                call.received(now, HttpResponse { status, headers, body: body.to_string().into_bytes() });
            }
            Act::Fail(failure) => call.failed(now, failure),
        }
    }

    fn sent(&self) -> usize {
        self.seen.iter().filter(|seen| **seen == Seen::Sent).count()
    }

    fn waits(&self) -> Vec<u64> {
        self.seen.iter().filter_map(|seen| if let Seen::Waited(ms) = seen { Some(*ms) } else { None }).collect()
    }
}

/// A sound input for any operation.
fn input_for(operation: &Operation) -> String {
    let order = json!({
        "user": "alex@acme.com", "bundle_id": "bun_1", "domains": ["acme-mail.com"],
        "sequencer": { "provider": "smartlead", "client_id": 1, "login_email": "a@b.co", "login_password": "canary-pw" },
        "personas": [{ "first_name": "Alex", "last_name": "Rivera" }]
    });
    let domains = json!({ "domains": ["acme-mail.com"] });
    let value = match operation.name {
        "orders.create" => order,
        "bundles.create" => json!({ "name": "Starter", "monthly_sending_volume": 25000 }),
        "users.create" => json!({ "email": "a@b.co", "sequencer": { "provider": "smartlead" } }),
        "domains.check_availability" | "imports.create" | "imports.create_job" | "imports.lookup" => domains,
        "forwarding.set" => json!({ "domains": ["acme-mail.com"], "forwarding_url": "https://acme.com" }),
        "swaps.create" => {
            json!({ "type": "standard", "domain_id": "dom_1", "replacement_domain": "acme-mail.com" })
        }
        "swaps.rename_users" => {
            json!({ "domain_id": "dom_1", "personas": [{ "first_name": "A", "last_name": "B" }] })
        }
        "bundles.update" => json!({ "id": "any_1", "name": "Growth" }),
        "users.update" => json!({ "id": "any_1", "first_name": "Alex" }),
        _ if operation.path.contains('{') => json!({ "id": "any_1" }),
        _ => json!({}),
    };
    value.to_string()
}

fn orders_create() -> &'static Operation {
    ORDERS_CREATE.operation()
}

fn orders_retrieve() -> &'static Operation {
    ORDERS_RETRIEVE.operation()
}

fn bundles_create() -> &'static Operation {
    BUNDLES_CREATE.operation()
}

fn kind(result: Result<Raw, Error>) -> Result<u16, ErrorKind> {
    result.map(|raw| raw.response.status).map_err(|error| error.kind())
}

#[test]
fn a_success_is_sent_once() {
    for operation in ALL {
        let mut script = Script::new(operation).reply(200);
        assert_eq!(kind(script.run()), Ok(200), "{}", operation.name);
        assert_eq!(script.sent(), 1);
    }
}

#[test]
fn what_was_certainly_not_sent_is_tried_again_whatever_it_is() {
    for operation in ALL {
        let mut script =
            Script::new(operation).fail(Failure::not_sent("refused")).fail(Failure::not_sent("refused")).reply(200);
        assert_eq!(kind(script.run()), Ok(200), "{}", operation.name);
        assert_eq!(script.sent(), 3);
    }
}

#[test]
fn what_may_have_reached_the_server_is_repeated_only_where_that_is_safe() {
    let reached =
        [Act::Fail(Failure::broken("reset")), Act::Fail(Failure::timed_out("silent")), Act::Answer(503, json!({}))];
    for act in reached {
        for operation in ALL {
            let mut script = Script::new(operation).reply(200);
            script.acts.push_front(act.clone());
            let result = kind(script.run());
            if operation.replay == Replay::Never {
                assert_eq!(
                    (result, script.sent()),
                    (Err(ErrorKind::OutcomeUnknown), 1),
                    "{} {act:?}",
                    operation.name
                );
            } else {
                assert_eq!((result, script.sent()), (Ok(200), 2), "{} {act:?}", operation.name);
            }
        }
    }
}

#[test]
fn retries_send_the_same_bytes() {
    let mut call = Script::new(orders_create()).call();
    let Step::Send(first) = call.step(Instant::from_millis(1_000_000)) else { panic!("sends first") };
    call.failed(Instant::from_millis(1_000_001), Failure::broken("reset"));
    let Step::Wait(until) = call.step(Instant::from_millis(1_000_001)) else { panic!("backs off") };
    let Step::Send(second) = call.step(until) else { panic!("sends again") };
    assert_eq!(first.request, second.request);
}

#[test]
fn back_off_is_drawn_from_a_range_that_doubles_up_to_eight_seconds() {
    let mut longest = [0; 8];
    for seed in 0..400 {
        let mut script = Script::new(orders_retrieve()).options(|options| {
            options.max_retries = Some(8);
            options.deadline = Some(3_600_000);
        });
        script.seed = seed;
        for _ in 0..9 {
            script = script.reply(503);
        }
        assert_eq!(kind(script.run()), Err(ErrorKind::Server));
        for (most, wait) in longest.iter_mut().zip(script.waits()) {
            *most = wait.max(*most);
        }
    }
    for (longest, cap) in longest.iter().zip([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]) {
        assert!(*longest <= cap && *longest > cap * 9 / 10, "{longest} of {cap}");
    }
}

#[test]
fn a_429_is_waited_for_even_when_replay_is_unsafe_and_costs_no_retry() {
    let limited = json!({ "error": { "code": "rate_limited", "details": { "retry_after_seconds": 12 } } });
    let mut script = Script::new(bundles_create()).reply_with(429, limited).reply(200);
    script = script.options(|options| options.max_retries = Some(1));
    assert_eq!(kind(script.run()), Ok(200));
    assert!((12_000..=13_000).contains(&script.waits()[0]), "{:?}", script.waits());
}

#[test]
fn a_429_that_names_no_wait_is_waited_for_five_seconds() {
    let mut script = Script::new(orders_retrieve()).reply(429).reply(200);
    assert_eq!(kind(script.run()), Ok(200));
    assert!((5_000..=6_000).contains(&script.waits()[0]));
}

#[test]
fn a_429_is_waited_for_eight_times_at_most() {
    let short = json!({ "error": { "code": "rate_limited", "details": { "retry_after_seconds": 0 } } });
    let mut script = Script::new(orders_retrieve());
    for _ in 0..20 {
        script = script.reply_with(429, short.clone());
    }
    assert_eq!(kind(script.run()), Err(ErrorKind::RateLimit));
    assert_eq!(script.sent(), 9);
}

#[test]
fn a_wait_that_would_pass_the_deadline_is_not_begun() {
    let long = json!({ "error": { "code": "rate_limited", "details": { "retry_after_seconds": 120 } } });
    let mut script = Script::new(orders_create()).reply_with(429, long);
    let error = script.run().expect_err("the wait is too long");
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(120.0)));
    assert!(script.waits().is_empty());
}

#[test]
fn no_retries_means_no_waiting_after_a_429_either() {
    let mut script = Script::new(orders_retrieve()).reply(429).options(|options| options.max_retries = Some(0));
    assert_eq!(kind(script.run()), Err(ErrorKind::RateLimit));
    assert_eq!(script.sent(), 1);
}

#[test]
fn busy_import_accounts_are_waited_for_once_and_then_the_way_out_is_named() {
    let busy = json!({ "error": { "code": "rate_limited", "details": { "reason": "cloudflare_account_capacity" } } });
    let mut script = Script::new(IMPORTS_CREATE.operation());
    script = script.reply_with(429, busy.clone()).reply_with(429, busy.clone()).reply(200);
    let error = script.run().expect_err("still busy");
    assert_eq!(script.sent(), 2);
    assert!(error.message().contains("imports.create_job"), "{error}");

    let mut job =
        Script::new(IMPORTS_CREATE_JOB.operation()).reply_with(429, busy.clone()).reply_with(429, busy).reply(200);
    assert_eq!(kind(job.run()), Ok(200));
}

#[test]
fn a_refusal_is_not_repeated() {
    for status in [301, 302, 307, 400, 401, 403, 404, 409, 422] {
        let mut script = Script::new(orders_create()).reply(status);
        let error = script.run().expect_err("refused");
        assert_ne!(error.kind(), ErrorKind::OutcomeUnknown, "{status}");
        assert_eq!((script.sent(), error.status()), (1, Some(status)));
    }
}

#[test]
fn a_write_that_nobody_answered_has_an_unknown_outcome_whatever_ended_it() {
    let ends: [fn(Script) -> Script; 5] = [
        |script| script.fail(Failure::not_sent("refused")).fail(Failure::not_sent("refused")),
        |script| script.reply(503).reply(503),
        |script| script.fail(Failure::timed_out("silent")).fail(Failure::timed_out("silent")),
        |script| script.reply(401),
        |script| script.reply(302),
    ];
    for end in ends {
        let mut script = end(Script::new(orders_create()).fail(Failure::broken("reset")));
        let error = script.run().expect_err("not answered");
        assert_eq!((error.kind(), error.replay_safe()), (ErrorKind::OutcomeUnknown, Some(true)));
        assert!(error.cause().is_some() && error.message().contains("same order again"), "{error}");
    }
}

#[test]
fn an_answer_to_the_repetition_settles_what_was_open() {
    let mut script = Script::new(orders_create()).fail(Failure::broken("reset")).reply(400);
    assert_eq!(kind(script.run()), Err(ErrorKind::BadRequest));
}

#[test]
fn only_what_the_api_says_of_the_request_itself_settles_what_was_open() {
    let conflict = json!({ "error": { "code": "domain_already_in_active_order", "message": "taken" } });
    // Perhaps it is the first attempt's own order that has the domains now.
    let newer = json!({ "error": { "code": "domain_not_available", "message": "taken" } });
    let answers = [
        (404, json!("<html>")),
        (400, json!("blocked")),
        (413, json!({})),
        (409, conflict.clone()),
        (400, conflict),
        (400, newer),
    ];
    for (status, body) in answers {
        let mut script = Script::new(orders_create()).fail(Failure::timed_out("silent")).reply_with(status, body);
        assert_eq!(kind(script.run()), Err(ErrorKind::OutcomeUnknown), "{status}");
    }
    let mut gone =
        Script::new(BUNDLES_DELETE.operation()).fail(Failure::broken("reset")).reply_with(404, json!("<html>"));
    assert_eq!(kind(gone.run()), Err(ErrorKind::OutcomeUnknown));
    for odd in [100, 600] {
        assert_eq!(kind(Script::new(bundles_create()).reply(odd).run()), Err(ErrorKind::OutcomeUnknown), "{odd}");
    }
}

#[test]
fn an_id_of_another_kind_is_sent_where_checks_are_turned_off_and_what_is_no_id_is_not() {
    let config = Config::new(Options { api_key: Some("pk_test_x".into()), ..Options::default() }, |_| None).unwrap();
    let now = Now { instant: Instant::from_millis(0), unix_ms: 0 };
    let url = |input: &str, options: &str| {
        let call = config.call_json("bundles.retrieve", input, options, Budget::shared(), now, 1);
        call.map(|call| call.request.url).map_err(|error| error.code().to_owned())
    };
    let off = r#"{"validate":false}"#;
    assert_eq!(url(r#"{"id":"ord_1"}"#, "{}"), Err("wrong_id_kind".into()));
    assert_eq!(url(r#"{"id":"ord_1"}"#, off), Ok("https://api.peeker.ai/partner/v1/bundles/ord_1".into()));
    for wrong in ["", "..", "a/b", "pk_live_x"] {
        assert_eq!(url(&format!(r#"{{"id":"{wrong}"}}"#), off), Err("invalid_id".into()), "{wrong}");
    }
}

#[test]
fn a_password_that_is_part_of_a_documented_code_changes_no_decision() {
    let now = Now { instant: Instant::from_millis(0), unix_ms: 0 };
    let config = Config::new(Options { api_key: Some("pk_test_x".into()), ..Options::default() }, |_| None).unwrap();
    let sequencer = r#"{"provider":"smartlead","login_email":"a@b.co","login_password":"domain"}"#;
    let order = format!(
        r#"{{"user":"a@b.co","sequencer":{sequencer},"bundle_id":"bun_1","domains":["acme.com"],
            "personas":[{{"first_name":"A","last_name":"B"}}]}}"#
    );
    let mut call = config.call_json("orders.create", &order, "{}", Budget::shared(), now, 1).expect("a sound order");
    let answer = |body: Value| HttpResponse { status: 400, headers: Vec::new(), body: body.to_string().into_bytes() };
    let _ = call.step(now.instant);
    call.failed(now.instant, Failure::broken("reset"));
    let Step::Wait(until) = call.step(now.instant) else { panic!("it is tried again") };
    let _ = call.step(until);
    let conflict = json!({ "error": { "code": "domain_already_in_active_order", "message": "domain taken" } });
    call.received(until, answer(conflict));
    let Step::Done(Err(error)) = call.step(until) else { panic!("it was refused") };
    let cause = error.cause().expect("what led to it");
    assert_eq!(
        (error.kind(), cause.code(), cause.message()),
        (ErrorKind::OutcomeUnknown, "domain_already_in_active_order", "[redacted] taken")
    );
    assert_eq!(error.attempts()[1].outcome, "domain_already_in_active_order");
}

#[test]
fn a_result_that_comes_too_late_to_be_taken_was_done_all_the_same() {
    let now = Instant::from_millis(1_000_000);
    let mut call = Script::new(orders_create()).call();
    let _ = call.step(now);
    call.received(now, HttpResponse { status: 200, headers: Vec::new(), body: b"{}".to_vec() });
    assert!(call.interrupted(now));
}

#[test]
fn reads_have_no_unknown_outcome() {
    for operation in [orders_retrieve(), DOMAINS_CHECK_AVAILABILITY.operation()] {
        let mut script = Script::new(operation);
        for _ in 0..3 {
            script = script.fail(Failure::broken("reset"));
        }
        assert_eq!(kind(script.run()), Err(ErrorKind::Connection));
    }
}

#[test]
fn a_write_that_was_certainly_not_sent_has_no_unknown_outcome() {
    let mut script = Script::new(orders_create());
    for _ in 0..3 {
        script = script.fail(Failure::not_sent("refused"));
    }
    assert_eq!(kind(script.run()), Err(ErrorKind::Connection));
}

#[test]
fn a_delete_that_finds_nothing_after_an_unknown_outcome_has_succeeded() {
    let delete = BUNDLES_DELETE.operation();
    let raw = Script::new(delete).fail(Failure::broken("reset")).reply(404).run().expect("gone");
    let (reply, meta) = raw.reply().expect("a deletion");
    assert!(meta.already_gone);
    assert!(matches!(reply, Reply::Deletion { data } if data.id == "any_1"));
    assert_eq!(kind(Script::new(delete).reply(404).run()), Err(ErrorKind::NotFound));
}

#[test]
fn a_silent_transport_is_counted_out_by_the_machine_itself() {
    let mut script = Script::new(orders_retrieve());
    let error = script.run().expect_err("silent");
    assert_eq!((error.kind(), script.sent()), (ErrorKind::Deadline, 3));
    assert!(script.now <= 1_000_000 + Policy::DEADLINE);
}

#[test]
fn an_outage_empties_the_budget_and_a_success_refills_it() {
    let budget = Budget::shared();
    let outage = |budget: &Arc<Budget>| {
        let mut script = Script::new(orders_retrieve()).reply(503).reply(503).reply(503);
        script.budget = Arc::clone(budget);
        let _ = script.run();
        script.sent()
    };
    let attempts: usize = (0..100).map(|_| outage(&budget)).sum();
    assert_eq!(attempts, 100 + 100, "a hundred retries, then none");
    budget.refund(Budget::RETRY);
    let mut script = Script::new(orders_retrieve()).reply(503).reply(200);
    script.budget = Arc::clone(&budget);
    assert_eq!(kind(script.run()), Ok(200));
    assert_eq!(outage(&budget), 2, "what the successful retry cost came back");
}

#[test]
fn the_log_tells_what_was_tried_and_why_it_was_waited() {
    let mut script = Script::new(orders_create()).reply(503).fail(Failure::broken("reset")).reply(200);
    let raw = script.run().expect("third time");
    let outcomes: Vec<_> = raw.attempts.iter().map(|attempt| attempt.outcome.as_str()).collect();
    assert_eq!(outcomes, ["internal_error", "connection_failed", "ok"]);
    assert_eq!(
        raw.attempts.iter().map(|attempt| attempt.waited_ms).collect::<Vec<_>>(),
        [script.waits(), vec![0]].concat()
    );
    assert_eq!(raw.attempts[0].request_id.as_deref(), Some("req_1"));
    assert!(raw.attempts[1].maybe_processed);
}

#[test]
fn an_interrupted_write_says_that_it_may_have_been_done() {
    let now = Instant::from_millis(1_000_000);
    let mut call = Script::new(ORDERS_CANCEL.operation()).call();
    let _ = call.step(now);
    assert!(call.interrupted(now));
    assert_eq!(call.attempts().len(), 1);
    let mut unsent = Script::new(ORDERS_CANCEL.operation()).call();
    assert!(!unsent.interrupted(now));
}

#[test]
fn an_order_that_is_older_than_its_call_is_called_probably_original() {
    let order = |status: &str, created: &str| {
        let costs = json!({ "total_cents": 1, "currency": "usd" });
        json!({ "data": { "id": "ord_1", "user_id": "usr_1", "email": "a@b.co", "status": status,
            "domain_count": 1, "costs": costs, "created_at": created } })
    };
    let meta = |body: Value| Script::new(orders_create()).reply_with(200, body).run().unwrap().reply().unwrap().1;
    assert!(!meta(order("in_progress", "2026-05-08T11:59:30Z")).probably_original);
    assert!(meta(order("in_progress", "2026-05-08T11:58:30Z")).probably_original);
    let failed = meta(order("failed", "2026-05-08T12:00:00Z"));
    assert!(failed.probably_original && failed.warnings.len() == 1);
}

#[test]
fn secrets_of_the_call_are_in_no_error_and_no_debug() {
    let echo = json!({ "error": { "code": "invalid_request", "message": "bad canary-pw for pk_test_script",
        "details": { "canary-pw": ["Bearer pk_test_script"] } } });
    let mut script = Script::new(orders_create()).reply_with(400, echo);
    let call = format!("{:?}", script.call());
    let error = script.run().expect_err("refused");
    for shown in [call, format!("{error} {error:?}"), error.to_json()] {
        assert!(!shown.contains("canary") && !shown.contains("pk_test_script"), "{shown}");
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    let answer = (0u16..700, proptest::option::of(-1e6..1e10f64), any::<bool>()).prop_map(|(status, wait, busy)| {
        let reason = if busy { "cloudflare_account_capacity" } else { "x" };
        let details = json!({ "retry_after_seconds": wait, "reason": reason });
        Act::Answer(status, json!({ "error": { "code": "c", "details": details } }))
    });
    let limited = (0.0..100.0f64).prop_map(|wait| {
        Act::Answer(429, json!({ "error": { "code": "rate_limited", "details": { "retry_after_seconds": wait } } }))
    });
    let failure = (any::<bool>(), any::<bool>())
        .prop_map(|(maybe_sent, timed_out)| Act::Fail(Failure { maybe_sent, timed_out, message: "x".into() }));
    prop_oneof![answer, limited, failure]
}

proptest! {
    #[test]
    fn no_sequence_of_answers_makes_a_call_outlive_its_deadline(
        acts in proptest::collection::vec(any_act(), 0..40),
        index in 0..29usize,
        (retries, timeout, deadline) in (0u32..12, 1u64..60_000, 1u64..200_000),
        latency in 0u64..80_000,
        seed: u64,
    ) {
        let mut script = Script::new(ALL[index]).options(|options| {
            options.max_retries = Some(retries);
            options.timeout = Some(timeout);
            options.deadline = Some(deadline);
        });
        (script.acts, script.latency, script.seed) = (acts.into(), latency, seed);
        let begun = script.now;
        let result = script.run();
        prop_assert!(script.now <= begun + deadline, "{} ms of {deadline}", script.now - begun);
        prop_assert!(script.sent() as u64 <= 1 + u64::from(retries) + 8);
        if let Err(error) = result {
            prop_assert_eq!(error.attempts().len(), script.sent());
        }
    }

    #[test]
    fn what_must_not_be_repeated_reaches_the_server_at_most_once(
        acts in proptest::collection::vec(any_act(), 0..12),
        seed: u64,
    ) {
        for operation in ALL.iter().filter(|operation| operation.replay == Replay::Never) {
            let mut script = Script::new(operation);
            (script.acts, script.seed) = (acts.clone().into(), seed);
            let _ = script.run();
            let harmless = |act: &Act| match act {
                Act::Answer(status, _) => *status == 429,
                Act::Fail(failure) => !failure.maybe_sent,
            };
            let until_it_may_be_done = acts.iter().take_while(|act| harmless(act)).count() + 1;
            prop_assert!(script.sent() <= until_it_may_be_done);
        }
    }
}

#[test]
fn ids_are_checked_before_anything_is_sent() {
    let config = Config::new(Options { api_key: Some("pk_test_x".into()), ..Options::default() }, |_| None).unwrap();
    let now = Now { instant: Instant::from_millis(0), unix_ms: 0 };
    let mut codes = Vec::new();
    for id in ["", ".", "..", "a/b", "a b", "ord_1?x", "ü", "bun_1", "other_1", "ord_1"] {
        let input = Prepared::new(ById::from(id)).unwrap();
        let call = config.call(orders_retrieve(), input, &CallOptions::default(), Budget::shared(), now, 1);
        codes.push(call.err().map(|error| error.violations()[0].code));
    }
    let (bad, wrong) = (Some("invalid_id"), Some("wrong_id_kind"));
    assert_eq!(codes, [bad, bad, bad, bad, bad, bad, bad, wrong, None, None]);
}

#[test]
fn an_error_has_a_sentence_also_where_nobody_gave_one() {
    let message = |script: Script| {
        let mut script = script.options(|options| options.max_retries = Some(0));
        script.run().expect_err("it failed").message().to_owned()
    };
    for silent in [json!({ "error": { "code": "odd" } }), json!({ "error": { "code": "odd", "message": " " } })] {
        let found = message(Script::new(orders_retrieve()).reply_with(400, silent));
        assert_eq!(found, "the API answered `odd` and no sentence");
    }
    let found = message(Script::new(orders_retrieve()).fail(Failure::not_sent("")));
    assert_eq!(found, "the transport did not say why");
}
