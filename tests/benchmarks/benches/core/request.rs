//! An order of 19 domains to the bytes that are sent: read, checked, normalised, canonical.

use std::hint::black_box;

use criterion::Criterion;
use peeker_core::config::{Config, Options};
use peeker_core::input::Prepared;
use peeker_core::model::{NewOrder, NewPersona, Sequencer};
use peeker_core::operation::ORDERS_CREATE;
use peeker_core::request::Additions;

pub(crate) fn build(criterion: &mut Criterion) {
    let options = Options { api_key: Some("pk_test_bench".into()), ..Options::default() };
    let config = Config::new(options, |_| None).expect("sound settings");
    let order = order();

    let mut group = criterion.benchmark_group("build the request of an order");
    group.bench_function("ours", |bencher| {
        bencher.iter(|| {
            let input = Prepared::new(black_box(&order).clone()).expect("a sound order");
            config.request(ORDERS_CREATE.operation(), input, &Additions::default()).expect("a request")
        });
    });
    group.bench_function("serde_json, nothing checked", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&order)).expect("JSON"));
    });
    group.finish();
}

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
