//! How many instructions core's hot paths take, counted by callgrind: the same number in each run of the same binary,
//! whatever else the machine is doing. `make bench` holds them against `instructions.json`.

// Not all of it is counted.
#[allow(dead_code)]
#[path = "../samples/mod.rs"]
mod samples;

use std::hint::black_box;

use gungraun::prelude::*;
use peeker_core::config::Config;
use peeker_core::error::Violation;
use peeker_core::input::Prepared;
use peeker_core::model::{DomainAvailability, NewOrder};
use peeker_core::operation::{ORDERS_CREATE, ORDERS_LIST, Orders};
use peeker_core::request::{Additions, HttpRequest};
use peeker_core::response::Raw;
use peeker_core::validate::domain::Root;
use peeker_core::validate::domains::DomainsReport;
use peeker_core::validate::known::Known;
use peeker_core::validate::order::OrderReport;
use peeker_core::validate::plan::DomainPlan;
use peeker_core::validate::{domains, order, plan};
use peeker_core::webhook::{Recipe, Verified, Verifier, VerifierOptions, sign};

use crate::samples::{NAME, NOW, SECRET};

type Delivery = (Verifier, Vec<u8>, Vec<(String, String)>);

#[library_benchmark]
#[bench::plain(NAME)]
#[bench::pasted(" HTTPS://Acme-Mail.com/pricing ")]
#[bench::international("münchen.de")]
#[bench::subdomain("mail.acme.com")]
fn domain(text: &str) -> Result<Root, Violation> {
    Root::parse(black_box(text))
}

#[library_benchmark]
#[bench::plain(samples::plain(500))]
#[bench::pasted(samples::pasted(500))]
fn domains_500(names: Vec<String>) -> DomainsReport {
    domains(black_box(&names), None).expect("few enough")
}

#[library_benchmark]
#[bench::one_kilobyte(delivery(1_024))]
#[bench::ten_kilobytes(delivery(10_240))]
fn webhook((verifier, body, headers): Delivery) -> Verified {
    verifier.verify(black_box(&body), headers.iter().map(|(name, value)| (name, value)), NOW).expect("signed")
}

#[library_benchmark]
#[bench::orders_100(samples::answered(&samples::page_of(100)))]
fn page(raw: Raw) -> Orders {
    ORDERS_LIST.decode(black_box(&raw)).expect("a page")
}

#[library_benchmark]
#[bench::domains_19((samples::config(), samples::order()))]
fn order_request((config, order): (Config, NewOrder)) -> HttpRequest {
    let input = Prepared::new(black_box(order)).expect("a sound order");
    config.request(ORDERS_CREATE.operation(), input, &Additions::default()).expect("a request")
}

#[library_benchmark]
#[bench::domains_500(samples::large_order(500))]
fn order_check((draft, known): (NewOrder, Known)) -> OrderReport {
    order::report(black_box(draft), &known)
}

#[library_benchmark]
#[bench::rows_10_000((0..10_000).map(samples::row).collect())]
fn cheapest(rows: Vec<DomainAvailability>) -> DomainPlan {
    plan(black_box(&rows), &samples::required(80, 10), None).expect("there are enough")
}

fn delivery(size: usize) -> Delivery {
    let body = samples::event_of(size);
    let headers = sign(&body, &SECRET.into(), &Recipe::default(), NOW, None).expect("a sound recipe");
    let verifier = Verifier::new(VerifierOptions::new([("live", SECRET.into())])).expect("a sound secret");
    (verifier, body, headers)
}

library_benchmark_group!(
    name = core;
    benchmarks = domain, domains_500, webhook, page, order_request, order_check, cheapest
);

main!(library_benchmark_groups = core);
