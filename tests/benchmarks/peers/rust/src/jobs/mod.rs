//! One file per job; each declares its contenders.

mod domains;
mod growth;
mod round_trip;
mod webhook;

use crate::harness::{Inputs, Measure};

type Jobs<'a> = Vec<Box<dyn Measure + 'a>>;

pub const ALL: [(&str, for<'a> fn(&'a Inputs) -> Jobs<'a>); 6] = [
    ("domains-500", domains::many),
    ("order-check", growth::order_check),
    ("plan", growth::plan),
    ("root-domain", domains::one),
    ("round-trip", round_trip::get),
    ("webhook-verify", webhook::verify),
];
