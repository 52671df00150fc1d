//! From an input to the bytes that are sent. A pure function: the same input gives the same request, in every language.

use serde_json::{Map, Value};

use crate::config::Config;
use crate::error::{Error, Violation, Violations};
use crate::input::{Content, Placed, Prepared, ids};
use crate::json::{canonical, integer, is_fraction};
use crate::operation::{Method, Operation};
use crate::secret::{REDACTED, Secret};

/// What a transport sends. Its `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: Method,
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, Secret)>,
    /// JSON text, or nothing.
    pub body: Option<Secret>,
}

/// What one call adds to its operation's input.
#[derive(Clone, Default)]
pub struct Additions {
    /// Headers besides the client's own; the same name replaces.
    pub headers: Vec<(String, Secret)>,
    /// Fields that the SDK does not know, on writes.
    pub body: Map<String, Value>,
    /// Filters that the SDK does not know, on reads.
    pub query: Map<String, Value>,
}

impl std::fmt::Debug for Additions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Additions")
            .field("headers", &self.headers)
            .field("body", &self.body.keys())
            .field("query", &self.query.keys())
            .finish()
    }
}

impl HttpRequest {
    /// The request's path without its query: what logs may show.
    pub fn path(&self) -> &str {
        let after_scheme = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let path = after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or("/");
        path.split('?').next().unwrap_or(path)
    }

    /// The value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.reveal())
    }
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method.as_str())
            .field("path", &self.path())
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("body", &self.body.as_ref().map(|_| REDACTED))
            .finish_non_exhaustive()
    }
}

/// Builds the request of an operation.
///
/// # Errors
/// Kind `Validation`: a path value that is no id, an addition that the operation has no room for, or a number that not
/// every language can hold.
pub(crate) fn build(
    config: &Config,
    operation: &Operation,
    prepared: Prepared,
    additions: &Additions,
) -> Result<HttpRequest, Error> {
    let mut violations = Violations::default();
    let by_caller = matches!(prepared.content, Content::Placed(_));
    let Placed { path, mut query, mut body } = match prepared.content {
        Content::Fields(fields) => place(operation, fields, prepared.validate, &mut violations),
        Content::Placed(placed) => placed,
    };
    merge(&mut query, &additions.query, "extra_query", &mut violations);
    match &mut body {
        Some(Value::Object(fields)) => merge(fields, &additions.body, "extra_body", &mut violations),
        _ if additions.body.is_empty() => {}
        _ => {
            let message = format!("{} sends no body with fields", operation.name);
            violations.push(Violation::new("extra_body", "no_room_for_extra", message));
        }
    }
    if let Some(body) = &body {
        check_numbers(if by_caller { "body" } else { "" }, body, by_caller, &mut violations);
    }
    violations.into_result().map_err(|error| error.with_operation(operation.name))?;
    // An endpoint whose whole input was its path (cancelling an order) has no body rather than an empty one.
    let body = body.filter(|body| by_caller || body.as_object().is_none_or(|fields| !fields.is_empty()));
    Ok(HttpRequest {
        method: operation.method,
        url: config.url(&path, &query_string(&query)),
        headers: config.headers(&additions.headers, body.is_some())?,
        body: body.map(|body| Secret::new(canonical(&body))),
    })
}

/// Puts the fields of an endpoint's input where its path and its method want them.
fn place(
    operation: &Operation,
    mut fields: Map<String, Value>,
    validate: bool,
    violations: &mut Violations,
) -> Placed {
    let path = fill_path(operation, &mut fields, validate, violations);
    match operation.method {
        Method::Get => Placed { path, query: fields, body: None },
        // Its whole input is its path.
        Method::Delete => Placed { path, ..Placed::default() },
        Method::Post | Method::Patch => Placed { path, query: Map::new(), body: Some(Value::Object(fields)) },
    }
}

/// Moves the fields that the path names into it.
fn fill_path(
    operation: &Operation,
    fields: &mut Map<String, Value>,
    validate: bool,
    violations: &mut Violations,
) -> String {
    let mut path = String::new();
    for segment in operation.path.split('/').skip(1) {
        path.push('/');
        let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            path.push_str(segment);
            continue;
        };
        let value = match fields.remove(name) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        if validate {
            ids::check(name, &value, operation.resource(), violations);
        } else {
            ids::check_form(name, &value, violations);
        }
        path.push_str(&value);
    }
    path
}

fn merge(fields: &mut Map<String, Value>, extra: &Map<String, Value>, place: &str, violations: &mut Violations) {
    for (name, value) in extra {
        if fields.insert(name.clone(), value.clone()).is_some() {
            let message = format!("`{name}` has an argument of its own");
            violations.push(Violation::new(format!("{place}.{name}"), "field_given_twice", message));
        }
    }
}

/// The same order must have the same bytes wherever it is written, so endpoints take whole numbers only. A request by
/// its path may need fractions; but no number that not every language can hold.
fn check_numbers(place: &str, value: &Value, fractions: bool, violations: &mut Violations) {
    match value {
        Value::Number(number) if integer(number).is_none() && !(fractions && is_fraction(number)) => {
            let whole = if fractions { "" } else { "whole and " };
            let message = format!("numbers are {whole}within ±(2^53 - 1); send another one as text");
            violations.push(Violation::new(place, "number_not_whole", message));
        }
        Value::Array(items) => {
            let places = items.iter().enumerate();
            places.for_each(|(index, item)| check_numbers(&format!("{place}[{index}]"), item, fractions, violations));
        }
        Value::Object(fields) => {
            let dot = if place.is_empty() { "" } else { "." };
            let places = fields.iter().map(|(name, item)| (format!("{place}{dot}{name}"), item));
            places.for_each(|(place, item)| check_numbers(&place, item, fractions, violations));
        }
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// The query with its names sorted; lists are joined by commas, as the lookup of imports documents.
fn query_string(query: &Map<String, Value>) -> String {
    let mut pairs: Vec<(&String, String)> = query.iter().map(|(name, value)| (name, query_value(value))).collect();
    pairs.sort();
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn query_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(query_value).collect::<Vec<_>>().join(","),
        other => canonical(other),
    }
}
