//! The cheapest domains for a bundle out of 10,000 rows, and an order of 500 domains checked against what is known.

use std::hint::black_box;

use criterion::Criterion;
use peeker_core::model::DomainAvailability;
use peeker_core::validate::{order, plan};

use crate::samples::{large_order, required, row};

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
    let (draft, known) = large_order(500);
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
