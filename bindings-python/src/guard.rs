//! The boundary: what goes wrong in Rust arrives in Python as an exception of the package.

use peeker_core::error::Error;
use peeker_core::guard::caught;
use peeker_core::python::exception;
use pyo3::prelude::*;

/// Runs what Python called. An error becomes the exception of its kind, and a panic an `InternalError`.
pub(crate) fn guard<T>(py: Python<'_>, work: impl FnOnce() -> Result<T, Failed>) -> PyResult<T> {
    caught(work).map_err(|failed| match failed {
        Failed::Core(error) => exception(py, &error),
        Failed::Python(error) => error,
    })
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

/// Panics behind the guard, for the test that it arrives as an `InternalError`.
#[cfg(feature = "test-hooks")]
#[pyfunction]
pub(crate) fn panic_on_purpose(py: Python<'_>) -> PyResult<()> {
    guard(py, || panic!("on purpose"))
}
