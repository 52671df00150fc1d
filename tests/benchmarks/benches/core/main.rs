//! `make bench`: core beside the bare libraries under it. Each group holds `ours` and what it is compared with;
//! the table of ratios is made from the same run by the crate's program.

mod decode;
mod domain;
mod plan;
mod request;
mod round_trip;
#[path = "../samples/mod.rs"]
mod samples;
mod webhook;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    webhook::verify,
    domain::one,
    domain::many,
    plan::cheapest,
    plan::checked,
    decode::page,
    request::build,
    round_trip::get
);
criterion_main!(benches);
