//! A page of 100 orders to typed rows, beside what `serde_json` does with the same bytes.

use std::hint::black_box;

use criterion::Criterion;
use peeker_core::operation::ORDERS_LIST;
use serde::Deserialize;
use serde_json::Value;

use crate::samples::{answered, page_of};

pub(crate) fn page(criterion: &mut Criterion) {
    let body = page_of(100);
    let raw = answered(&body);

    let mut group = criterion.benchmark_group("decode a page of 100 orders");
    group.bench_function("ours", |bencher| bencher.iter(|| ORDERS_LIST.decode(black_box(&raw)).expect("a page")));
    group.bench_function("serde_json to the same fields, unknown ones dropped", |bencher| {
        bencher.iter(|| serde_json::from_slice::<BarePage>(black_box(&body)).expect("a page"));
    });
    group.bench_function("serde_json to untyped values", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Value>(black_box(&body)).expect("JSON"));
    });
    group.finish();
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only read from JSON")]
struct BarePage {
    data: Vec<BareOrder>,
    links: BareLinks,
    meta: BareMeta,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only read from JSON")]
struct BareOrder {
    id: String,
    user_id: String,
    email: String,
    bundle_id: Option<String>,
    status: String,
    domain_count: i64,
    costs: BareCosts,
    renews_at: Option<String>,
    created_at: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only read from JSON")]
struct BareCosts {
    total_cents: i64,
    currency: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only read from JSON")]
struct BareLinks {
    first: Option<String>,
    next: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only read from JSON")]
struct BareMeta {
    path: Option<String>,
    per_page: i64,
    returned: i64,
}
