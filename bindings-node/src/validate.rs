//! What needs no client: core's checks, from JSON to JSON.

use napi_derive::napi;
use peeker_core::validate;

use crate::guard::enter;

#[napi]
pub fn validate_domain(text: String) -> napi::Result<String> {
    enter(|| validate::domain_json(&text))
}

#[napi]
pub fn validate_domains(query: String) -> napi::Result<String> {
    enter(|| validate::domains_json(&query))
}

#[napi]
pub fn validate_order(order: String, known: String) -> napi::Result<String> {
    enter(|| validate::order::report_json(&order, &known))
}

#[napi]
pub fn assign_providers(query: String) -> napi::Result<String> {
    enter(|| validate::assign_providers_json(&query))
}

#[napi]
pub fn plan_domains(query: String) -> napi::Result<String> {
    enter(|| validate::plan_json(&query))
}

#[napi]
pub fn estimate_domains(query: String) -> napi::Result<String> {
    enter(|| validate::estimate_domains_json(&query))
}
