//! What needs no session: core's checks, from JSON to records.

use peeker_core::error::Error;
use peeker_core::validate;
use peeker_core::validate::assign::ProviderAssignment;
use peeker_core::validate::domain::RootDomain;
use peeker_core::validate::domains::DomainsReport;
use peeker_core::validate::estimate::DomainEstimate;
use peeker_core::validate::order::OrderReport;
use peeker_core::validate::plan::DomainPlan;
use serde::de::DeserializeOwned;

use crate::fault::Fault;
use crate::guard::guard;

#[uniffi::export]
pub(crate) fn validate_domain(text: &str) -> Result<RootDomain, Fault> {
    typed(|| validate::domain_json(text))
}

#[uniffi::export]
pub(crate) fn validate_domains(query: &str) -> Result<DomainsReport, Fault> {
    typed(|| validate::domains_json(query))
}

#[uniffi::export]
pub(crate) fn validate_order(order: &str, known: &str) -> Result<OrderReport, Fault> {
    typed(|| validate::order::report_json(order, known))
}

#[uniffi::export]
pub(crate) fn assign_providers(query: &str) -> Result<ProviderAssignment, Fault> {
    typed(|| validate::assign_providers_json(query))
}

#[uniffi::export]
pub(crate) fn plan_domains(query: &str) -> Result<DomainPlan, Fault> {
    typed(|| validate::plan_json(query))
}

#[uniffi::export]
pub(crate) fn estimate_domains(query: &str) -> Result<DomainEstimate, Fault> {
    typed(|| validate::estimate_domains_json(query))
}

/// Reads what core wrote.
fn typed<T: DeserializeOwned>(work: impl FnOnce() -> Result<String, Error>) -> Result<T, Fault> {
    let read = |text: String| serde_json::from_str(&text).map_err(|error| Error::internal(error.to_string()));
    guard(|| work().and_then(read))
}
