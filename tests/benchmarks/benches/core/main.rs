//! `make bench`: core beside the bare libraries under it. Each group holds `ours` and what it is compared with;
//! the table of ratios is made from the same run by the crate's program.

mod decode;
mod loopback;
mod request;
mod round_trip;
mod webhook;

use criterion::{criterion_group, criterion_main};

criterion_group!(benches, webhook::verify, decode::page, request::build, round_trip::get);
criterion_main!(benches);
