//! Every fault of the sandbox against the calls that cost money: how many requests arrive is what is promised, and there
//! is one order.

use std::sync::Arc;
use std::time::Duration;

use peeker_core::client::Client;
use peeker_core::error::{Error, ErrorKind};
use peeker_core::model::{Bundle, NewBundle};
use peeker_flows::{client_of, order_of};
use peeker_sandbox::{Fault, Sandbox};

/// What a call does under one fault.
struct Case {
    name: &'static str,
    fault: fn() -> Fault,
    /// The fault once: requests that arrive, and how the call ends.
    once: (usize, End),
    /// The fault every time.
    always: (usize, End),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Fails(ErrorKind),
}

use End::{Done, Fails};

/// For a call that may be repeated with the same body: orders and imports.
fn cases() -> Vec<Case> {
    let case = |name, fault, once, always| Case { name, fault, once, always };
    let unknown = Fails(ErrorKind::OutcomeUnknown);
    let unreadable = Fails(ErrorKind::UnreadableSuccess);
    let redirect = Fails(ErrorKind::UnexpectedResponse);
    vec![
        case("429 with a wait", || Fault::rate_limited(Some(1)), (2, Done), (9, Fails(ErrorKind::RateLimit))),
        case("429 without", || Fault::rate_limited(None), (2, Done), (9, Fails(ErrorKind::RateLimit))),
        case(
            "429 too long",
            || Fault::rate_limited(Some(600)),
            (1, Fails(ErrorKind::RateLimit)),
            (1, Fails(ErrorKind::RateLimit)),
        ),
        case("500", || Fault::status(500), (2, Done), (3, unknown)),
        case("502", || Fault::status(502), (2, Done), (3, unknown)),
        case("503", || Fault::status(503), (2, Done), (3, unknown)),
        case("503 after the work", || Fault::status(503).processed(true), (2, Done), (3, unknown)),
        case("reset before", Fault::reset_before, (2, Done), (3, unknown)),
        case("reset after", Fault::reset_after, (2, Done), (3, unknown)),
        case("torn body", Fault::torn_body, (2, Done), (3, unknown)),
        case("HTML 502", || Fault::html(502), (2, Done), (3, unknown)),
        case("HTML 200", || Fault::html(200), (1, unreadable), (1, unreadable)),
        case("wrong JSON", Fault::wrong_json, (1, unreadable), (1, unreadable)),
        case("broken JSON", Fault::broken_json, (1, unreadable), (1, unreadable)),
        case("empty 200", Fault::empty, (1, unreadable), (1, unreadable)),
        case("redirect", || Fault::redirect(307, "http://127.0.0.1:9/elsewhere"), (1, redirect), (1, redirect)),
        case("latency", || Fault::latency(Duration::from_millis(20)), (1, Done), (1, Done)),
        case("close after", Fault::close_after, (1, Done), (1, Done)),
    ]
}

struct World {
    sandbox: Arc<Sandbox>,
    client: Client,
    bundle: Bundle,
    domains: Vec<String>,
}

fn world() -> World {
    let sandbox = Arc::new(Sandbox::builder().seed(11).start().expect("a sandbox"));
    let client = client_of(&sandbox, 5).expect("a client");
    let bundle = NewBundle { name: "Starter".into(), monthly_sending_volume: 5_000, ..NewBundle::default() };
    let bundle = client.bundles().create(bundle).send().expect("a bundle");
    let domains: Vec<String> =
        ["acme-mail.com", "get-acme.com", "team-acme.com", "try-acme.com"].map(String::from).to_vec();
    client.imports().create(&domains).send().expect("an import");
    World { sandbox, client, bundle, domains }
}

impl World {
    fn arrived(&self, method: &str, path: &str) -> usize {
        self.sandbox.requests().iter().filter(|request| request.method == method && request.path == path).count()
    }

    fn order(&self) -> Result<(), Error> {
        self.client.orders().create(order_of(&self.bundle.id, &self.domains)).send().map(drop)
    }

    fn import(&self) -> Result<(), Error> {
        let domains = vec!["new-acme.com".to_owned(), "more-acme.com".to_owned()];
        self.client.imports().create(domains).send().map(drop)
    }
}

fn end(result: Result<(), Error>) -> End {
    result.map_or_else(|error| Fails(error.kind()), |()| Done)
}

#[test]
fn an_order_under_every_fault_arrives_as_often_as_promised_and_is_one_order() {
    for case in cases() {
        for (times, (requests, expected)) in [(1, case.once), (1_000, case.always)] {
            let world = world();
            world.sandbox.fault((case.fault)().on("POST", "/orders").times(times));
            let found = end(world.order());
            let arrived = world.arrived("POST", "/orders");
            assert_eq!((arrived, found), (requests, expected), "{} × {times}", case.name);
            assert!(world.sandbox.orders().len() <= 1, "{} × {times}", case.name);
            if expected != Done {
                world.sandbox.clear_faults();
                // What the error advises: the same order again. It is still one order.
                world.order().unwrap_or_else(|error| panic!("{}: {error}", case.name));
            }
            assert_eq!(world.sandbox.orders().len(), 1, "{} × {times}", case.name);
        }
    }
}

#[test]
fn an_import_under_every_fault_arrives_as_often_as_promised() {
    for case in cases() {
        for (times, (requests, expected)) in [(1, case.once), (1_000, case.always)] {
            let world = world();
            let before = world.arrived("POST", "/domains/import");
            world.sandbox.fault((case.fault)().on("POST", "/domains/import").times(times));
            let found = end(world.import());
            let arrived = world.arrived("POST", "/domains/import") - before;
            assert_eq!((arrived, found), (requests, expected), "{} × {times}", case.name);
        }
    }
}

#[test]
fn a_bundle_is_never_sent_twice_once_it_may_have_arrived() {
    let faults: [fn() -> Fault; 5] = [
        Fault::reset_after,
        Fault::reset_before,
        Fault::torn_body,
        || Fault::status(503),
        || Fault::status(503).processed(true),
    ];
    for fault in faults {
        let world = world();
        let path = "/bundles";
        let before = world.arrived("POST", path);
        world.sandbox.fault(fault().on("POST", "/bundles"));
        let bundle = NewBundle { name: "Second".into(), monthly_sending_volume: 5_000, ..NewBundle::default() };
        let error = world.client.bundles().create(bundle).send().expect_err("the answer is lost");
        assert_eq!((error.kind(), error.replay_safe()), (ErrorKind::OutcomeUnknown, Some(false)));
        assert_eq!(world.arrived("POST", path) - before, 1);
    }
}

#[test]
fn busy_import_accounts_are_waited_for_once() {
    let world = world();
    world.sandbox.fault(Fault::import_capacity(None).on("POST", "/domains/import").times(5));
    let error = world.import().expect_err("busy");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert!(error.message().contains("imports.create_job"), "{error}");
    assert_eq!(world.arrived("POST", "/domains/import"), 3);
}

#[test]
fn the_key_is_never_sent_where_a_redirect_leads() {
    let elsewhere = Sandbox::builder().start().expect("another server");
    let world = world();
    world.sandbox.fault(Fault::redirect(307, format!("{}/orders", elsewhere.base_url())).on("POST", "/orders"));
    let error = world.order().expect_err("redirected");
    assert_eq!(error.code(), "unexpected_redirect");
    assert!(error.message().contains("127.0.0.1") && !error.message().contains("/orders"), "{error}");
    assert!(elsewhere.requests().is_empty());
}
