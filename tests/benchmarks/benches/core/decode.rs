//! A page of 100 orders to typed rows, beside what `serde_json` does with the same bytes.

use std::hint::black_box;
use std::sync::Arc;

use criterion::Criterion;
use peeker_core::call::{Budget, CallOptions, Step};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::input::Prepared;
use peeker_core::model::OrderFilter;
use peeker_core::operation::ORDERS_LIST;
use peeker_core::response::{HttpResponse, Raw};
use serde::Deserialize;
use serde_json::{Value, json};

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

/// The documented example of a row, a hundred times.
pub(crate) fn page_of(rows: usize) -> Vec<u8> {
    let row = |number: usize| {
        json!({
            "id": format!("ord_{number:024}"), "user_id": "usr_01JXA7Q2M9K4T6V8W0Y2Z4B6", "email": "alex@acme.com",
            "bundle_id": "bun_01JXA7Q2M9K4T6V8W0Y2Z4B6", "status": "in_progress", "domain_count": 19,
            "costs": { "total_cents": 36_800, "currency": "usd" },
            "renews_at": "2026-06-08T12:00:00Z", "created_at": "2026-05-08T12:00:00Z"
        })
    };
    let page = json!({
        "data": (0..rows).map(row).collect::<Vec<_>>(),
        "links": { "first": "/orders?per_page=100", "next": "/orders?per_page=100&page_token=b3BhcXVl" },
        "meta": { "path": "/orders", "per_page": 100, "returned": rows }
    });
    page.to_string().into_bytes()
}

fn answered(body: &[u8]) -> Raw {
    let options = Options { api_key: Some("pk_test_bench".into()), ..Options::default() };
    let config = Config::new(options, |_| None).expect("sound settings");
    let now = Now { instant: Instant::from_millis(0), unix_ms: 0 };
    let input = Prepared::new(OrderFilter::default()).expect("a sound filter");
    let budget = Arc::new(Budget::default());
    let mut call =
        config.call(ORDERS_LIST.operation(), input, &CallOptions::default(), budget, now, 1).expect("a sound call");
    let Step::Send(_) = call.step(now.instant) else { panic!("a call begins by sending") };
    call.received(now.instant, HttpResponse { status: 200, headers: Vec::new(), body: body.to_vec() });
    let Step::Done(result) = call.step(now.instant) else { panic!("it was answered") };
    result.expect("a success")
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
