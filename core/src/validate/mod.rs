//! What the API would refuse, found before anything is sent.

pub mod domain;
pub mod domains;
mod ip;
mod issue;
mod normalise;
pub mod order;
mod script;
pub mod suffix;
pub mod url;

pub use domain::domain_json;
pub use domains::{domains, domains_json};
pub use issue::ValidationIssue;
use serde::Serialize;

use crate::error::Error;

fn json_text(result: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(result).map_err(|error| Error::internal(error.to_string()))
}
