//! What the fuzz targets share: inputs as lines, deliveries, calls, and the shared test vectors as seeds.

pub mod delivery;
mod limit;
pub mod seeds;

use peeker_core::call::{Budget, Call, CallOptions};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::input::Prepared;
use peeker_core::operation::Operation;

/// 2026-05-08T12:00:00Z, when the test vectors take place.
pub const NOW_S: i64 = 1_778_241_600;

/// The first lines of an input, without their ends, and what follows them. Lines that are not there are empty.
pub fn lines<const N: usize>(input: &[u8]) -> ([&[u8]; N], &[u8]) {
    let mut rest = input;
    let lines = std::array::from_fn(|_| {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        line
    });
    (lines, rest)
}

/// A call whose first step is the sending, with a key that no output may show.
pub fn call(operation: &'static Operation, input: Prepared, options: &CallOptions) -> Call {
    let settings = Options { api_key: Some("pk_test_canary".into()), ..Options::default() };
    let config = Config::new(settings, |_| None).expect("sound settings");
    let now = Now { instant: Instant::from_millis(0), unix_ms: NOW_S * 1_000 };
    let mut call = config.call(operation, input, options, Budget::shared(), now, 1).expect("a sound call");
    let _ = call.step(Instant::from_millis(0));
    call
}
