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
    /// `smartlead` is the only provider that was seen; any other is taken as it is (inferred). Ids are whole numbers in
    /// every example.
    pub(crate) fn read(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let provider = fields.text("provider")?.to_owned();
        let client_id = fields.raw("client_id").cloned().unwrap_or(Value::Null);
        match client_id {
            Value::Null => {}
            Value::Number(ref id) if id.is_i64() => {}
            _ => return Err(fields.error("client_id", "This field must be a whole number.")),
        }
        Ok(Self { provider, client_id })
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({ "provider": self.provider, "client_id": self.client_id })
    }
}

/// The one whose fields are documented.
pub(crate) const SMARTLEAD: &str = "smartlead";
