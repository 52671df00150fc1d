//! What is measured: made once, and the same for what tells the time and what counts instructions.

use std::sync::Arc;

use peeker_benchmarks::fixtures;
pub(crate) use peeker_benchmarks::fixtures::{event as event_of, page as page_of};
use peeker_core::call::{Budget, CallOptions, Step};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::input::Prepared;
use peeker_core::model::{
    Bundle, DomainAvailability, Extra, NewOrder, NewPersona, OrderFilter, Provider, RequiredDomains, Sequencer,
};
use peeker_core::operation::ORDERS_LIST;
use peeker_core::response::{HttpResponse, Raw};
use peeker_core::validate::known::Known;
use serde_json::json;

/// A root domain as most are.
pub(crate) const NAME: &str = "acme-mail.com";
/// A webhook secret, and when its deliveries are signed and read.
pub(crate) const SECRET: &str = "whsec_of-the-benchmark";
pub(crate) const NOW: i64 = 1_778_241_600;

/// An answer to a list of orders, as a call ends in it.
pub(crate) fn answered(body: &[u8]) -> Raw {
    let now = Now { instant: Instant::from_millis(0), unix_ms: 0 };
    let input = Prepared::new(OrderFilter::default()).expect("a sound filter");
    let budget = Arc::new(Budget::default());
    let mut call =
        config().call(ORDERS_LIST.operation(), input, &CallOptions::default(), budget, now, 1).expect("a sound call");
    let Step::Send(_) = call.step(now.instant) else { panic!("a call begins by sending") };
    call.received(now.instant, HttpResponse { status: 200, headers: Vec::new(), body: body.to_vec() });
    let Step::Done(result) = call.step(now.instant) else { panic!("it was answered") };
    result.expect("a success")
}

/// An order of 19 domains.
pub(crate) fn order() -> NewOrder {
    NewOrder {
        user: "alex@acme.com".to_owned(),
        sequencer: Sequencer::smartlead(366_903, "peeker@acme.com", "a-dedicated-login"),
        bundle_id: Some("bun_bench".to_owned()),
        domains: (0..19).map(|number| format!("acme-mail-{number}.com").as_str().into()).collect(),
        personas: vec![NewPersona::new("Alex", "Rivera").picture("https://cdn.acme.com/alex.jpg")],
        forwarding_url: Some("https://acme.com".to_owned()),
        ..NewOrder::default()
    }
}

/// Two in three are for both providers; prices repeat, as they do.
pub(crate) fn row(number: usize) -> DomainAvailability {
    let cents = 1_100 + i64::try_from(number * 7_919 % 40).unwrap_or_default() * 50;
    let usable_for =
        if number.is_multiple_of(3) { vec![Provider::GOOGLE] } else { vec![Provider::GOOGLE, Provider::MICROSOFT] };
    DomainAvailability {
        domain: format!("acme-mail-{}.com", number * 7_919 % 10_007),
        available: true,
        price_cents: Some(cents),
        renewal_price_cents: Some(cents + 200),
        currency: Some("usd".to_owned()),
        usable_for: usable_for.into_iter().collect(),
        reason: None,
        premium: None,
        extra: Extra::default(),
    }
}

pub(crate) fn required(google: i64, microsoft: i64) -> RequiredDomains {
    RequiredDomains { google, microsoft, total: google + microsoft, extra: Extra::default() }
}

/// A bundle of 500 domains.
pub(crate) fn bundle() -> Bundle {
    let bundle = json!({
        "id": "bun_bench", "name": "Large", "monthly_sending_volume": 550_000, "status": "active",
        "required_domains": { "google": 440, "microsoft": 60, "total": 500 }, "created_at": "2026-05-01T08:00:00Z"
    });
    serde_json::from_value(bundle).expect("a bundle")
}

/// An order of as many domains as there are rows, and all that can be known of it.
pub(crate) fn large_order(rows: usize) -> (NewOrder, Known) {
    let rows: Vec<DomainAvailability> = (0..rows).map(row).collect();
    let domains = rows.iter().map(|row| row.domain.as_str().into()).collect();
    let known = Known { bundle: Some(bundle()), domains: rows.iter().map(Into::into).collect() };
    (NewOrder { domains, ..order() }, known)
}

/// So many plain names.
pub(crate) fn plain(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("acme-mail-{number}.com")).collect()
}

/// So many names as people paste them.
pub(crate) fn pasted(count: usize) -> Vec<String> {
    (0..count).map(fixtures::pasted).collect()
}

pub(crate) fn config() -> Config {
    let options = Options { api_key: Some("pk_test_bench".into()), ..Options::default() };
    Config::new(options, |_| None).expect("sound settings")
}
