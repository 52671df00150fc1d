//! Walking the pages of a list.

use std::sync::{Mutex, PoisonError};

use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::model::PageInfo;
use peeker_core::operation::Operation;
use peeker_core::page;
use pyo3::prelude::*;

use crate::guard::guard;

/// Knows which pages of one list were read.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Pager {
    operation: &'static Operation,
    pager: Mutex<page::Pager>,
}

#[pymethods]
impl Pager {
    #[new]
    fn new(py: Python<'_>, operation: &str) -> PyResult<Self> {
        guard(py, || {
            let known = Operation::named(operation);
            let operation = known.ok_or_else(|| Error::internal(format!("there is no operation `{operation}`")))?;
            Ok(Self { operation, pager: Mutex::default() })
        })
    }

    /// The token of the page after this one; `None` after the last.
    fn next(&self, py: Python<'_>, page: &PageInfo, meta: &Meta) -> PyResult<Option<String>> {
        guard(py, || {
            let mut pager = self.pager.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(pager.next(page).map_err(|error| error.of_call(self.operation, meta))?)
        })
    }
}
