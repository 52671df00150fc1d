//! JavaScript's numbers as core's, and back. Every conversion saturates, and NaN is 0.

use peeker_core::clock::{Instant, Now};

/// Milliseconds of `performance.now()`.
pub(crate) fn instant(ms: f64) -> Instant {
    Instant::from_millis(count(ms))
}

/// The same, and milliseconds since 1970.
pub(crate) fn now(now_ms: f64, unix_ms: f64) -> Now {
    Now { instant: instant(now_ms), unix_ms: whole(unix_ms) }
}

/// What is not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn count(number: f64) -> u64 {
    number as u64
}

/// Seconds or milliseconds since 1970.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn whole(number: f64) -> i64 {
    number as i64
}

/// No wait of core is longer than a week, and no clock that began with the process is beyond 2^53.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn millis(ms: u64) -> f64 {
    ms as f64
}
