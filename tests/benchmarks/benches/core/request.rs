//! An order of 19 domains to the bytes that are sent: read, checked, normalised, canonical.

use std::hint::black_box;

use criterion::Criterion;
use peeker_core::input::Prepared;
use peeker_core::operation::ORDERS_CREATE;
use peeker_core::request::Additions;

use crate::samples::{config, order};

pub(crate) fn build(criterion: &mut Criterion) {
    let (config, order) = (config(), order());

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
