//! What stands at every boundary to another language: a panic must not cross it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::Error;
use crate::scrub::Scrubber;

/// Runs an entry. A panic becomes an error of kind `Internal`: unwinding into another language would end the process.
///
/// # Errors
/// The entry's own, and `internal` if it panicked.
pub fn caught<T, E: From<Error>>(entry: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // What a panic left half done belongs to this call alone, and the call ends with it.
    catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|payload| Err(panicked(payload.as_ref()).into()))
}

fn panicked(payload: &(dyn Any + Send)) -> Error {
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    // What follows a quotation mark may be anybody's data: slicing quotes the whole text that was to be sliced.
    let own = text.and_then(|text| text.split(['`', '"']).next()).unwrap_or("no message").trim_end();
    let shown = Scrubber::default().scrub(own);
    Error::internal(format!("the SDK panicked: {shown}; please report it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_panic_becomes_an_internal_error_and_shows_no_key() {
        let error = caught::<(), Error>(|| panic!("lost pk_live_canary{}", 1)).expect_err("it panicked");
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().contains("lost pk_live_[redacted]"), "{error}");
    }

    #[test]
    fn what_a_panic_quotes_is_left_out() {
        let text = String::from("canary-ü");
        let error = caught::<usize, Error>(|| Ok(text.split_at(8).0.len())).expect_err("it panicked");
        assert!(error.message().contains("panicked") && !error.message().contains("canary"), "{error}");
    }

    #[test]
    fn what_does_not_panic_passes() {
        assert_eq!(caught::<i32, Error>(|| Ok(1)), Ok(1));
        assert_eq!(caught::<i32, Error>(|| Err(Error::internal("torn"))), Err(Error::internal("torn")));
    }
}
