//! The tables of core, for the tests that nothing of them is missing here.

use peeker_core::batch;
use peeker_core::operation::ALL;
use peeker_core::watch::WATCHED;
use pyo3::prelude::*;

/// Every operation of the API, as in `orders.create`.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    ALL.iter().map(|operation| operation.name).collect()
}

/// Every operation that makes several calls of a long input, as in `imports.create_many`.
#[pyfunction]
pub(crate) fn batches() -> Vec<&'static str> {
    batch::ALL.iter().map(|operation| operation.name).collect()
}

/// Everything that can be waited for, as in `orders.wait`.
#[pyfunction]
pub(crate) fn waits() -> Vec<&'static str> {
    WATCHED.iter().map(|watched| watched.name).collect()
}
