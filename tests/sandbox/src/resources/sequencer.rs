//! Smartlead routing, on users and on orders.

use serde_json::{Value, json};

use crate::fields::Fields;
use crate::reply::ApiError;

/// What is kept and shown. Credentials are never echoed in any documented example, so they are not kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sequencer {
    provider: String,
    client_id: Value,
}

impl Sequencer {
    /// Only `smartlead` is known; that another provider is refused is inferred.
    pub(crate) fn read(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let provider = fields.text("provider")?;
        if provider != "smartlead" {
            return Err(fields.error("provider", "The only provider is `smartlead`."));
        }
        let client_id = fields.raw("client_id").cloned().unwrap_or(Value::Null);
        match client_id {
            Value::Null | Value::Number(_) | Value::String(_) => {
                Ok(Self { provider: provider.to_owned(), client_id })
            }
            _ => Err(fields.error("client_id", "This field must be a number.")),
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({ "provider": self.provider, "client_id": self.client_id })
    }
}
