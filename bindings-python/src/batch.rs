//! What became of a long input, part by part.

use peeker_core::batch::{BatchCall, BatchItem};
use peeker_core::operation::Reply;
use peeker_core::python::exception;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What became of a batch, and what a retry begins with.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct BatchResult(BatchCall);

#[pymethods]
impl BatchResult {
    /// For each part: its domains, outcome, result, error and meta.
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyTuple>>> {
        self.0.so_far().items.into_iter().map(|item| part(py, item)).collect()
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&self.0.so_far()).unwrap_or_default()
    }
}

impl BatchResult {
    pub(crate) fn new(batch: BatchCall) -> Self {
        Self(batch)
    }

    pub(crate) fn retry(&self) -> BatchCall {
        self.0.retry()
    }
}

fn part(py: Python<'_>, item: BatchItem<Reply>) -> PyResult<Bound<'_, PyTuple>> {
    let outcome = item.outcome().as_str();
    let domains = PyTuple::new(py, item.domains)?;
    let (data, error) = match item.result {
        Ok(reply) => (reply.into_pyobject(py)?, None),
        Err(error) => (py.None().into_bound(py), Some(exception(py, &error).into_value(py))),
    };
    (domains, outcome, data, error, item.meta).into_pyobject(py)
}
