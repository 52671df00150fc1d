//! What needs no client: core's checks, from JSON to typed results.

use peeker_core::error::Error;
use peeker_core::validate::assign::ProviderAssignment;
use peeker_core::validate::domain::{Root, RootDomain};
use peeker_core::validate::domains::DomainsReport;
use peeker_core::validate::estimate::DomainEstimate;
use peeker_core::validate::order::OrderReport;
use peeker_core::validate::plan::DomainPlan;
use peeker_core::validate::{self, order};
use pyo3::prelude::*;

use crate::guard::guard;

/// One name is checked in less time than the interpreter takes to be given away and back.
#[pyfunction]
pub(crate) fn validate_domain(py: Python<'_>, text: &str) -> PyResult<RootDomain> {
    guard(py, || Ok(Root::parse(text).map(RootDomain::from).map_err(Error::violation)?))
}

#[pyfunction]
pub(crate) fn validate_domains(py: Python<'_>, query: &str) -> PyResult<DomainsReport> {
    detached(py, || validate::domains_of_json(query))
}

#[pyfunction]
pub(crate) fn validate_order(py: Python<'_>, order: &str, known: &str) -> PyResult<OrderReport> {
    detached(py, || order::report_of_json(order, known))
}

#[pyfunction]
pub(crate) fn assign_providers(py: Python<'_>, query: &str) -> PyResult<ProviderAssignment> {
    detached(py, || validate::assign_providers_of_json(query))
}

#[pyfunction]
pub(crate) fn plan_domains(py: Python<'_>, query: &str) -> PyResult<DomainPlan> {
    detached(py, || validate::plan_of_json(query))
}

#[pyfunction]
pub(crate) fn estimate_domains(py: Python<'_>, query: &str) -> PyResult<DomainEstimate> {
    detached(py, || validate::estimate_domains_of_json(query))
}

/// Works without the interpreter.
fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    guard(py, || Ok(py.detach(work)?))
}
