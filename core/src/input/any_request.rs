//! A request to an endpoint that is newer than the SDK.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Content, Input, Placed, Prepared, collect_texts, path, reading};
use crate::error::{Error, Violation, Violations};
use crate::operation::{self, Endpoint, Method, Operation};
use crate::secret::REDACTED;

/// What `request(method, path, query, body)` sends. Bindings pass it as JSON, as the input of the operation `request`.
///
/// The texts of its query and its body are treated as secrets: they are in no log, no error and no `Debug`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnyRequest {
    #[serde(deserialize_with = "method")]
    pub method: Method,
    /// Appended to the base URL: `/quotes/qt_1`.
    pub path: String,
    /// Lists are joined by commas.
    #[serde(default, deserialize_with = "or_none")]
    pub query: Map<String, Value>,
    /// Of a POST or PATCH; `null` is none.
    #[serde(default)]
    pub body: Option<Value>,
    /// Whether a POST may be sent again although it may have reached the server. Every other method may anyway.
    #[serde(default)]
    pub idempotent: bool,
}

impl AnyRequest {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), query: Map::new(), body: None, idempotent: false }
    }

    /// The operation that it is, which its method and its idempotence decide.
    pub fn endpoint(&self) -> Endpoint<Self, Value> {
        operation::any(self.method, self.idempotent)
    }

    /// Operation and input from JSON text: which operation it is stands in the input.
    pub(crate) fn from_json(text: &str) -> Result<(&'static Operation, Prepared), Error> {
        let request: Self = reading::read(text)?;
        Ok((request.endpoint().operation(), Prepared::new(request)?))
    }
}

impl Input for AnyRequest {
    fn check(mut self, violations: &mut Violations) -> Self {
        self.body = self.body.filter(|body| !body.is_null());
        if let Some(problem) = path::problem(&self.path) {
            violations.push(Violation::new("path", "invalid_path", problem));
        }
        if self.body.is_some() && !self.method.has_body() {
            let message = format!("a {} has no body", self.method.as_str());
            violations.push(Violation::new("body", "no_room_for_body", message));
        }
        self
    }

    fn prepare(self) -> Result<Prepared, Error> {
        let mut secrets = Vec::new();
        self.query.values().chain(&self.body).for_each(|value| collect_texts(value, &mut secrets));
        let Self { path, query, body, .. } = self;
        Ok(Prepared::of(Content::Placed(Placed { path, query, body }), secrets))
    }
}

impl std::fmt::Debug for AnyRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnyRequest")
            .field("method", &self.method.as_str())
            .field("path", &self.path)
            .field("query", &self.query.keys())
            .field("body", &self.body.as_ref().map(|_| REDACTED))
            .field("idempotent", &self.idempotent)
            .finish()
    }
}

/// Without what is treated as a secret.
impl Serialize for AnyRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let query: Map<_, _> = self.query.keys().map(|name| (name.clone(), REDACTED.into())).collect();
        let mut fields = serializer.serialize_struct("AnyRequest", 5)?;
        fields.serialize_field("method", self.method.as_str())?;
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("query", &query)?;
        fields.serialize_field("body", &self.body.as_ref().map(|_| REDACTED))?;
        fields.serialize_field("idempotent", &self.idempotent)?;
        fields.end()
    }
}

fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Method, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = [Method::Get, Method::Post, Method::Patch, Method::Delete];
    let found = known.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(&name));
    found.ok_or_else(|| serde::de::Error::custom("the method is GET, POST, PATCH or DELETE"))
}

fn or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
