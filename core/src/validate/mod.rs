//! What the API would refuse, found before anything is sent.

pub mod assign;
pub mod domain;
pub mod known;
pub mod order;
pub mod rules;
pub mod url;

use serde::Serialize;

use crate::error::Error;

fn json_text(result: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(result).map_err(|error| Error::internal(error.to_string()))
}
