//! What every entry from JavaScript passes: no panic leaves Rust, and every error crosses as its facts.

use peeker_core::error::Error;
pub(crate) use peeker_core::guard::caught as guard;

/// Runs an entry as Node-API wants it: the exception's message is the error's facts, and `errors.ts` makes its class.
pub(crate) fn enter<T>(entry: impl FnOnce() -> Result<T, Error>) -> napi::Result<T> {
    guard(entry).map_err(|error| napi::Error::from_reason(error.to_json()))
}

/// Says of a panic where it was, and not what it quotes, which may be anybody's data: the error says what can be said.
#[cfg(not(test))]
#[napi_derive::module_init]
fn init() {
    use std::io::Write;
    // Of this addon alone: it has a standard library of its own.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "peeker-partner: a fault of the SDK at {place}; please report it");
    }));
}

/// Panics as a fault of the SDK would, so that the tests of the package see what becomes of it. Not in releases.
#[cfg(all(debug_assertions, not(test)))]
#[napi_derive::napi]
pub(crate) fn panic_for_test(message: String) -> napi::Result<()> {
    enter(|| {
        assert!(message.is_empty(), "{message}");
        Ok(())
    })
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
