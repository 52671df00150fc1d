//! What every entry from Swift passes: no panic leaves Rust, and every error crosses as its facts.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use peeker_core::error::Error;
use peeker_core::scrub::Scrubber;

use crate::fault::Fault;

/// Runs an entry. A panic becomes an error of kind `internal`.
pub(crate) fn guard<T>(entry: impl FnOnce() -> Result<T, Error>) -> Result<T, Fault> {
    // What a panic left half done belongs to this call alone, and the call ends with it.
    let result = catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|payload| Err(panicked(payload.as_ref())));
    result.map_err(|error| Fault::Failed { error: Box::new((&error).into()) })
}

fn panicked(payload: &(dyn Any + Send)) -> Error {
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    let shown = Scrubber::default().scrub(text.unwrap_or("no message"));
    Error::internal(format!("the SDK panicked: {shown}; please report it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error_and_shows_no_key() {
        let panics = || -> Result<(), Error> { panic!("lost pk_live_canary{}", 1) };
        let Fault::Failed { error } = guard(panics).expect_err("it panicked");
        assert_eq!(error.kind.0, "internal");
        assert!(error.message.contains("lost pk_live_[redacted]"), "{}", error.message);
    }
}
