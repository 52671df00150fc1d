//! The stress run: thousands of orders through two hundred partners at once, on a network and an API that fail in one
//! request of ten, with webhooks that are lost, late, doubled and refused.
//!
//! It asserts what the SDK promises, and no duration:
//!
//! - every order was placed exactly once, and every other write done exactly once;
//! - no write that is not replay-safe was carried out twice by one call, and no request arrived that the SDK did not report;
//! - no call took longer than its deadline, on the clock that its client was given;
//! - every event was handled exactly once.
//!
//! Time is virtual, so nobody waits: each partner has a clock of its own, the API another. `PEEKER_STRESS_SEED` (2026) and
//! `PEEKER_STRESS_ORDERS` (10 000) change what is run; the faults that a request meets depend on the seed and on what the
//! request says, not on which partner is faster.

mod endpoint;
mod network;
mod partner;
mod tally;
mod verdict;

use std::io::Write;
use std::str::FromStr;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use peeker_core::client::Client;
use peeker_core::config::{Config, Expect, Options};
use peeker_core::model::NewBundle;
use peeker_core::transport::{UreqOptions, UreqTransport};
use peeker_sandbox::{Fault, Sandbox, Timestamps, WebhookFault};

use crate::endpoint::{Endpoint, SECRET};
use crate::network::{OwnTime, SlowNetwork};
use crate::partner::{Partner, Plan};
use crate::tally::Tally;

/// Says which call a request belongs to.
const CALL_HEADER: &str = "X-Stress-Call";

const PARTNERS: usize = 200;
/// So many partners share a client, and with it connections and the retry budget.
const PARTNERS_PER_CLIENT: usize = 10;
/// One request of ten, and one event of ten.
const FAULTS_PERCENT: u32 = 10;
/// After so many orders, a second passes at the API.
const ORDERS_PER_SECOND: usize = 50;
/// Real time, which is not meant to run out however busy this machine is.
const NEVER: Duration = Duration::from_secs(120);
/// The five attempts to deliver a webhook are over within this.
const ALL_ATTEMPTS: Duration = Duration::from_secs(24 * 3600);

#[test]
fn thousands_of_orders_through_hundreds_of_partners_are_placed_and_told_exactly_once() {
    let (seed, orders) = (setting("PEEKER_STRESS_SEED", 2026), setting("PEEKER_STRESS_ORDERS", 10_000));
    say(&format!("stress: seed {seed}, {orders} orders, {PARTNERS} partners, {FAULTS_PERCENT} % faults"));
    let begun = Instant::now();
    let endpoint = Endpoint::open(seed);
    let sandbox = sandbox(seed, &endpoint);
    let bundle = quiet_client(&sandbox)
        .bundles()
        .create(NewBundle { name: "One domain of each".into(), monthly_sending_volume: 1, ..NewBundle::default() })
        .send()
        .expect("a bundle");
    sandbox.random_faults(FAULTS_PERCENT, faults()).expect("odds");
    let tally = run(&sandbox, seed, orders, &bundle.id);
    sandbox.clear_faults();
    sandbox.advance(ALL_ATTEMPTS);
    let seconds = begun.elapsed().as_secs_f64();
    let figures = verdict::pass(&sandbox, &quiet_client(&sandbox), &endpoint, &tally, orders);
    say(&figures.told(&tally, seconds));
}

/// All partners at once, each on a thread of its own; time passes at the API as orders are placed.
fn run(sandbox: &Sandbox, seed: u64, orders: usize, bundle: &str) -> Tally {
    let clients: Vec<Client> =
        (0..PARTNERS.div_ceil(PARTNERS_PER_CLIENT)).map(|n| client(sandbox, seed.wrapping_add(n as u64))).collect();
    let (placed, told) = mpsc::channel();
    thread::scope(|scope| {
        let partners: Vec<_> = (0..PARTNERS)
            .map(|number| {
                let plan = Plan { number, orders: share(orders, number), seed, bundle: bundle.to_owned() };
                let (client, placed) = (clients[number / PARTNERS_PER_CLIENT].clone(), placed.clone());
                scope.spawn(move || Partner::new(plan, client, placed).work())
            })
            .collect();
        drop(placed);
        for (n, ()) in told.iter().enumerate() {
            if n % ORDERS_PER_SECOND == 0 {
                sandbox.advance(Duration::from_secs(1));
            }
        }
        partners.into_iter().map(|partner| partner.join().expect("a partner that does not panic")).sum()
    })
}

/// How many of the orders one partner places.
fn share(orders: usize, number: usize) -> usize {
    orders / PARTNERS + usize::from(number < orders % PARTNERS)
}

fn sandbox(seed: u64, endpoint: &Endpoint) -> Sandbox {
    let webhook_faults = [
        WebhookFault::duplicate(1),
        WebhookFault::duplicate(3),
        WebhookFault::delay(Duration::from_secs(30)),
        WebhookFault::reorder(),
        WebhookFault::dropped(1),
        WebhookFault::dropped(2),
    ];
    let sandbox = Sandbox::builder()
        .seed(seed)
        .rate_limit(u32::MAX)
        .requests_kept(usize::MAX)
        .webhook(endpoint.url(), SECRET)
        .webhook_connections(4)
        .webhook_timeout(NEVER)
        .timestamps(Timestamps::Real)
        .random_webhook_faults(FAULTS_PERCENT, webhook_faults)
        .start();
    sandbox.expect("a sandbox")
}

/// What goes wrong between a request and its answer.
fn faults() -> Vec<Fault> {
    vec![
        Fault::rate_limited(Some(1)),
        Fault::rate_limited(Some(30)),
        Fault::rate_limited(None),
        Fault::status(500),
        Fault::status(502),
        Fault::status(503).processed(true),
        Fault::reset_before(),
        Fault::reset_before(),
        Fault::reset_after(),
        Fault::reset_after(),
        Fault::torn_body(),
        Fault::html(502),
        Fault::html(200),
        Fault::empty(),
        Fault::wrong_json(),
        Fault::broken_json(),
        Fault::close_after(),
        Fault::latency(Duration::from_millis(3)),
    ]
}

/// A client of a partner: on the partner's own time, over a slow network.
fn client(sandbox: &Sandbox, seed: u64) -> Client {
    Client::with_parts(config(sandbox), SlowNetwork::new(transport()), OwnTime, seed)
}

/// A client for looking, once nothing fails any more.
fn quiet_client(sandbox: &Sandbox) -> Client {
    Client::with_parts(config(sandbox), transport(), OwnTime, 1)
}

fn config(sandbox: &Sandbox) -> Config {
    let options = Options {
        api_key: Some(sandbox.key().into()),
        base_url: Some(sandbox.base_url().to_owned()),
        expect: Some(Expect::Sandbox),
        ..Options::default()
    };
    Config::new(options, |_| None).expect("a configuration")
}

fn transport() -> UreqTransport {
    UreqTransport::new(&UreqOptions::default()).expect("a transport")
}

fn setting<T: FromStr>(name: &str, default: T) -> T {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} cannot be `{text}`")),
        Err(_) => default,
    }
}

/// Past the test runner, which would keep it to itself.
fn say(text: &str) {
    writeln!(std::io::stderr(), "{text}").expect("a standard error");
}
