//! What needs no client: core's checks, from JSON to typed results.

use peeker_core::error::Error;
use peeker_core::validate;
use peeker_core::validate::assign::ProviderAssignment;
use peeker_core::validate::domain::RootDomain;
use peeker_core::validate::domains::DomainsReport;
use peeker_core::validate::estimate::DomainEstimate;
use peeker_core::validate::order::OrderReport;
use peeker_core::validate::plan::DomainPlan;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;

use crate::guard::guard;

#[pyfunction]
pub(crate) fn validate_domain(py: Python<'_>, text: &str) -> PyResult<RootDomain> {
    typed(py, || validate::domain_json(text))
}

#[pyfunction]
pub(crate) fn validate_domains(py: Python<'_>, query: &str) -> PyResult<DomainsReport> {
    typed(py, || validate::domains_json(query))
}

#[pyfunction]
pub(crate) fn validate_order(py: Python<'_>, order: &str, known: &str) -> PyResult<OrderReport> {
    typed(py, || validate::order::report_json(order, known))
}

#[pyfunction]
pub(crate) fn assign_providers(py: Python<'_>, query: &str) -> PyResult<ProviderAssignment> {
    typed(py, || validate::assign_providers_json(query))
}

#[pyfunction]
pub(crate) fn plan_domains(py: Python<'_>, query: &str) -> PyResult<DomainPlan> {
    typed(py, || validate::plan_json(query))
}

#[pyfunction]
pub(crate) fn estimate_domains(py: Python<'_>, query: &str) -> PyResult<DomainEstimate> {
    typed(py, || validate::estimate_domains_json(query))
}

/// Works without the interpreter, and reads what core wrote.
fn typed<T: DeserializeOwned + Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<String, Error> + Send,
) -> PyResult<T> {
    let read = |text: String| serde_json::from_str(&text).map_err(|error| Error::internal(error.to_string()));
    guard(py, || Ok(py.detach(|| work().and_then(read))?))
}
