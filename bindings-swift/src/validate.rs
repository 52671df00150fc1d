//! What needs no session: core's checks, from JSON to records.

use peeker_core::error::Error;
use peeker_core::validate::assign::ProviderAssignment;
use peeker_core::validate::domain::{Root, RootDomain};
use peeker_core::validate::domains::DomainsReport;
use peeker_core::validate::estimate::DomainEstimate;
use peeker_core::validate::order::OrderReport;
use peeker_core::validate::plan::DomainPlan;
use peeker_core::validate::{self, order};

use crate::fault::Fault;
use crate::guard::guard;

#[uniffi::export]
pub(crate) fn validate_domain(text: &str) -> Result<RootDomain, Fault> {
    guard(|| Root::parse(text).map(RootDomain::from).map_err(Error::violation))
}

#[uniffi::export]
pub(crate) fn validate_domains(query: &str) -> Result<DomainsReport, Fault> {
    guard(|| validate::domains_of_json(query))
}

#[uniffi::export]
pub(crate) fn validate_order(order: &str, known: &str) -> Result<OrderReport, Fault> {
    guard(|| order::report_of_json(order, known))
}

#[uniffi::export]
pub(crate) fn assign_providers(query: &str) -> Result<ProviderAssignment, Fault> {
    guard(|| validate::assign_providers_of_json(query))
}

#[uniffi::export]
pub(crate) fn plan_domains(query: &str) -> Result<DomainPlan, Fault> {
    guard(|| validate::plan_of_json(query))
}

#[uniffi::export]
pub(crate) fn estimate_domains(query: &str) -> Result<DomainEstimate, Fault> {
    guard(|| validate::estimate_domains_of_json(query))
}
