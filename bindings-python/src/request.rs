//! What a transport written in Python is given.

use peeker_core::call::Transfer;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

/// A request to send.
#[pyclass(frozen, module = "peeker_partner")]
pub(crate) struct Request {
    transfer: Transfer,
}

impl From<Transfer> for Request {
    fn from(transfer: Transfer) -> Self {
        Self { transfer }
    }
}

#[pymethods]
impl Request {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    #[getter]
    fn method(&self) -> &'static str {
        self.transfer.request.method.as_str()
    }

    /// The whole address, with its query.
    #[getter]
    fn url(&self) -> &str {
        &self.transfer.request.url
    }

    /// The address's path, without its query.
    #[getter]
    fn path(&self) -> &str {
        self.transfer.request.path()
    }

    /// Names in lower case. The key is among the values.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in &self.transfer.request.headers {
            headers.set_item(name, value.reveal())?;
        }
        Ok(headers)
    }

    /// JSON, or nothing.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.transfer.request.body.as_ref().map_or(b"".as_slice(), |body| body.reveal().as_bytes()))
    }

    /// Seconds until the answer must be complete.
    #[getter]
    fn timeout(&self) -> f64 {
        seconds(self.transfer.timeout)
    }

    fn __repr__(&self) -> String {
        format!("Request(method='{}', path='{}')", self.method(), self.path())
    }
}

/// Milliseconds as Python counts time.
pub(crate) fn seconds(millis: u64) -> f64 {
    std::time::Duration::from_millis(millis).as_secs_f64()
}
