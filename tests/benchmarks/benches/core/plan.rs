//! The cheapest domains for a bundle out of 10,000 rows, and an order of 500 domains checked against what is known.

use std::hint::black_box;

use criterion::Criterion;
use peeker_core::model::{Bundle, DomainAvailability, Extra, NewOrder, Provider, RequiredDomains};
use peeker_core::validate::known::Known;
use peeker_core::validate::{order, plan};
use serde_json::json;

use crate::request;

pub(crate) fn cheapest(criterion: &mut Criterion) {
    let rows: Vec<DomainAvailability> = (0..10_000).map(row).collect();
    let required = required(80, 10);
    assert_eq!(plan(&rows, &required, None).expect("there are enough").domains.len(), 90);

    let mut group = criterion.benchmark_group("the cheapest 90 of 10,000 offered domains");
    group.bench_function("ours", |bencher| bencher.iter(|| plan(black_box(&rows), &required, None)));
    group.bench_function("sorting the rows by price and name, no more", |bencher| {
        bencher.iter(|| {
            let mut sorted: Vec<&DomainAvailability> = black_box(&rows).iter().collect();
            sorted.sort_by(|a, b| (a.price_cents, &a.domain).cmp(&(b.price_cents, &b.domain)));
            sorted
        });
    });
    group.finish();
}

pub(crate) fn checked(criterion: &mut Criterion) {
    let rows: Vec<DomainAvailability> = (0..500).map(row).collect();
    let domains = rows.iter().map(|row| row.domain.as_str().into()).collect();
    let draft = NewOrder { domains, ..request::order() };
    let known = Known { bundle: Some(bundle()), domains: rows.iter().map(Into::into).collect() };
    assert!(order::report(draft.clone(), &known).not_checked.is_empty());

    let mut group = criterion.benchmark_group("an order of 500 domains against all that is known");
    group.bench_function("ours", |bencher| {
        bencher.iter(|| order::report(black_box(&draft).clone(), black_box(&known)));
    });
    group.bench_function("serde_json to text, nothing checked", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&draft)).expect("JSON"));
    });
    group.finish();
}

/// Two in three are for both providers; prices repeat, as they do.
fn row(number: usize) -> DomainAvailability {
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

fn required(google: i64, microsoft: i64) -> RequiredDomains {
    RequiredDomains { google, microsoft, total: google + microsoft, extra: Extra::default() }
}

fn bundle() -> Bundle {
    let bundle = json!({
        "id": "bun_bench", "name": "Large", "monthly_sending_volume": 550_000, "status": "active",
        "required_domains": { "google": 440, "microsoft": 60, "total": 500 }, "created_at": "2026-05-01T08:00:00Z"
    });
    serde_json::from_value(bundle).expect("a bundle")
}
