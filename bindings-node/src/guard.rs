//! What every entry from JavaScript passes: no panic leaves Rust, and every error crosses as its facts.

use peeker_core::error::Error;
pub(crate) use peeker_core::guard::caught as guard;

/// Runs an entry as Node-API wants it: the exception's message is the error's facts, and `errors.ts` makes its class.
pub(crate) fn enter<T>(entry: impl FnOnce() -> Result<T, Error>) -> napi::Result<T> {
    guard(entry).map_err(|error| napi::Error::from_reason(error.to_json()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_is_the_errors_facts() {
        let exception = enter(|| Err::<(), _>(Error::internal("torn"))).expect_err("it failed");
        let facts: serde_json::Value = serde_json::from_str(&exception.reason).expect("JSON");
        assert_eq!((&facts["kind"], &facts["message"]), (&"internal".into(), &"torn".into()));
    }
}
