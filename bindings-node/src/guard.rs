//! What every entry from JavaScript passes: no panic leaves Rust, and every error crosses as its facts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use peeker_core::error::Error;
use peeker_core::scrub::Scrubber;

/// Runs an entry. A panic becomes an `InternalError`; unwinding into Node would end the process.
pub(crate) fn guard<T>(entry: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // What a panic left half done belongs to this call alone, and the call ends with it.
    catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|payload| Err(panicked(payload.as_ref())))
}

/// The same, as Node-API wants it: the exception's message is the error's facts, and `errors.ts` makes its class.
pub(crate) fn enter<T>(entry: impl FnOnce() -> Result<T, Error>) -> napi::Result<T> {
    guard(entry).map_err(|error| napi::Error::from_reason(error.to_json()))
}

fn panicked(payload: &(dyn std::any::Any + Send)) -> Error {
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    let shown = Scrubber::default().scrub(text.unwrap_or("no message"));
    Error::internal(format!("the SDK panicked: {shown}; please report it"))
}

#[cfg(test)]
mod tests {
    use peeker_core::error::ErrorKind;

    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error_and_shows_no_key() {
        let panics = || -> Result<(), Error> { panic!("lost pk_live_canary{}", 1) };
        let error = guard(panics).expect_err("it panicked");
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().contains("lost pk_live_[redacted]"), "{error}");
    }

    #[test]
    fn an_exception_is_the_errors_facts() {
        let exception = enter(|| Err::<(), _>(Error::internal("torn"))).expect_err("it failed");
        let facts: serde_json::Value = serde_json::from_str(&exception.reason).expect("JSON");
        assert_eq!((&facts["kind"], &facts["message"]), (&"internal".into(), &"torn".into()));
    }
}
