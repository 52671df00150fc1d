//! What a handler answers: a reply, or an error in the API's envelope.

use serde_json::{Value, json};

use crate::http::Response;

/// A success.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Reply {
    /// `{"data": …}`, as every single object is answered.
    pub(crate) fn data(status: u16, data: &Value) -> Self {
        Self { status, body: json!({ "data": data }) }
    }
}

/// An error as `{"error":{"code","message","field"?,"details"?}}` (documented).
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    code: &'static str,
    message: String,
    field: Option<String>,
    details: Option<Value>,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), field: None, details: None }
    }

    /// `400 invalid_request` naming the field (documented).
    pub(crate) fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(400, "invalid_request", message).field(field)
    }

    /// `404 not_found`: there is no such object in this account (documented).
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, "not_found", format!("No such {what} in this account."))
    }

    #[must_use]
    pub(crate) fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    #[must_use]
    pub(crate) fn details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }

    pub(crate) fn response(&self) -> Response {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(field) = &self.field {
            error["field"] = json!(field);
        }
        if let Some(details) = &self.details {
            error["details"] = details.clone();
        }
        Response::json(self.status, &json!({ "error": error }))
    }
}
