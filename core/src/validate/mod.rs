//! What the API would refuse, found before anything is sent.

pub mod assign;
pub mod domain;
pub mod domains;
pub mod estimate;
mod ip;
mod issue;
pub mod known;
mod normalise;
pub mod order;
mod places;
pub mod plan;
pub mod rules;
mod script;
pub mod suffix;
pub mod url;

pub use assign::{assign_providers, assign_providers_json, assign_providers_of_json};
pub use domain::domain_json;
pub use domains::{domains, domains_json, domains_of_json};
pub use estimate::{estimate_domains, estimate_domains_json, estimate_domains_of_json};
pub use issue::ValidationIssue;
pub use plan::{plan, plan_json, plan_of_json};
use serde::Serialize;

use crate::error::Error;

fn json_text(result: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(result).map_err(|error| Error::internal(error.to_string()))
}
