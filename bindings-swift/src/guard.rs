//! What every entry from Swift passes: no panic leaves Rust, and every error crosses as its facts.

use peeker_core::error::Error;
use peeker_core::guard::caught;

use crate::fault::Fault;

/// Runs an entry. A panic becomes an error of kind `internal`.
pub(crate) fn guard<T>(entry: impl FnOnce() -> Result<T, Error>) -> Result<T, Fault> {
    caught(entry).map_err(|error| Fault::Failed { error: Box::new((&error).into()) })
}
