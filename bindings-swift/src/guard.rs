//! What every entry from Swift passes: no panic leaves Rust, and every error crosses as its facts.

use peeker_core::error::Error;
use peeker_core::guard::caught;

use crate::fault::Fault;

/// Runs an entry. A panic becomes an error of kind `internal`.
pub(crate) fn guard<T>(entry: impl FnOnce() -> Result<T, Error>) -> Result<T, Fault> {
    caught(entry).map_err(|error| Fault::Failed { error: Box::new((&error).into()) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::machine::Step;
    use crate::session::{Beginning, Session};

    #[test]
    fn a_panic_is_thrown_as_an_internal_error() {
        let Err(Fault::Failed { error }) = guard::<()>(|| panic!("lost pk_live_canary")) else {
            unreachable!("it panicked")
        };
        assert_eq!((error.kind.0.as_str(), error.code.as_str()), ("internal", "internal"));
        assert!(!error.description.contains("canary"), "{}", error.description);
    }

    #[test]
    fn a_machine_whose_lock_was_lost_to_a_panic_can_still_be_given_up() {
        let session = Session::new(r#"{"api_key":"pk_test_x"}"#, [].into()).expect("sound settings");
        let at = Beginning { now_ms: 0, unix_ms: 0, seed: 1 };
        let machine = session.begin("orders.cancel", r#"{"id":"ord_1"}"#, "{}", at).expect("a sound call");
        assert!(matches!(machine.step(0), Ok(Step::Send { .. })));
        let lost = Arc::clone(&machine);
        std::thread::spawn(move || lost.panic_under_lock()).join().expect_err("it panicked");
        assert!(machine.interrupted(5).is_ok_and(|facts| facts.maybe_done));
    }
}
