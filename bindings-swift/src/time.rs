//! Timestamps, read in one place for all languages.

use peeker_core::model::Timestamp;

use crate::fault::Fault;
use crate::guard::guard;

/// Milliseconds since 1970 in UTC, or nothing if the text is no timestamp.
#[uniffi::export]
pub(crate) fn unix_ms(timestamp: Timestamp) -> Result<Option<i64>, Fault> {
    guard(|| Ok(timestamp.unix_ms()))
}
