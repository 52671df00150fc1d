//! The boundary: what goes wrong in Rust arrives in Python as an exception of the package.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use peeker_core::error::Error;
use peeker_core::python::exception;
use pyo3::prelude::*;

/// Runs what Python called. An error becomes the exception of its kind, and a panic an `InternalError`.
pub(crate) fn guard<T>(py: Python<'_>, work: impl FnOnce() -> Result<T, Failed>) -> PyResult<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(Failed::Core(error))) => Err(exception(py, &error)),
        Ok(Err(Failed::Python(error))) => Err(error),
        Err(panic) => Err(exception(py, &Error::internal(format!("the SDK panicked: {}", message(&*panic))))),
    }
}

/// Why something that Python called did not work.
pub(crate) enum Failed {
    Core(Error),
    Python(PyErr),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// Panics behind the guard, for the test that it arrives as an `InternalError`.
#[cfg(feature = "test-hooks")]
#[pyfunction]
pub(crate) fn panic_on_purpose(py: Python<'_>) -> PyResult<()> {
    guard(py, || panic!("on purpose"))
}
