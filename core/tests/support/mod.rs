//! What the vector runners share: reading files, and walking a call to its end with one scripted answer each time.
#![allow(dead_code, unreachable_pub, reason = "each runner uses its own part")]

pub mod source;

use std::path::PathBuf;
use std::sync::LazyLock;

use peeker_core::call::{Budget, Call, CallOptions, Failure};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::error::Error;
use peeker_core::response::HttpResponse;
use serde_json::{Value, json};

/// When every vector takes place: 2026-05-08T12:00:00Z.
pub const UNIX_MS: i64 = 1_778_241_600_000;

pub fn vectors(file: &str) -> Vec<Value> {
    let value = read(file);
    let vectors = value["vectors"].as_array().expect("the file has vectors").clone();
    assert_eq!(value["count"], vectors.len(), "{file} says how many vectors it has");
    vectors
}

pub fn read(file: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("the file is JSON")
}

pub fn config(options: Options) -> Config {
    let key = options.api_key.clone().unwrap_or_else(|| "pk_test_vectors".into());
    Config::new(Options { api_key: Some(key), ..options }, |_| None).expect("sound settings")
}

pub fn start(config: &Config, operation: &str, input: &Value, options: &CallOptions, seed: u64) -> Call {
    let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
    let operation_row = peeker_core::operation::Operation::named(operation).expect("a known operation");
    let input = operation_row.prepare_json(&input.to_string()).expect("a sound input");
    config.call(operation_row, input, options, Budget::shared(), now, seed).expect("a sound call")
}

/// The call that a vector describes.
pub fn begin(vector: &Value) -> Result<Call, Error> {
    let mut client = vector.get("client").cloned().unwrap_or_else(|| json!({}));
    if client.get("api_key").is_none() {
        client["api_key"] = json!("pk_test_vectors");
    }
    client["language"] = json!("vectors 1");
    client["os"] = json!("any");
    let config = Config::from_json(&client.to_string(), |_| None)?;
    let operation = vector["operation"].as_str().unwrap();
    let input = vector.get("input").cloned().unwrap_or_else(|| sample_input(operation));
    let options = vector.get("options").cloned().unwrap_or_else(|| json!({})).to_string();
    let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
    let seed = vector.get("seed").and_then(Value::as_u64).unwrap_or(1);
    config.call_json(operation, &input.to_string(), &options, Budget::shared(), now, seed)
}

/// A sound input for any operation: that of its first request vector that is sent.
pub fn sample_input(operation: &str) -> Value {
    static REQUESTS: LazyLock<Vec<Value>> = LazyLock::new(|| vectors("requests.json"));
    let sent = |vector: &&Value| vector["operation"] == operation && vector["expect"].get("method").is_some();
    REQUESTS.iter().find(sent).expect("every operation has a request vector")["input"].clone()
}

/// Whether a value is what a vector expects: numbers by value, `null` for absent or empty.
pub fn same(found: Option<&Value>, expected: &Value) -> bool {
    match (found, expected) {
        (None | Some(Value::Null), Value::Null) => true,
        (Some(Value::Array(items)), Value::Null) => items.is_empty(),
        (Some(Value::Number(a)), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Some(found), expected) => found == expected,
        (None, _) => false,
    }
}

/// Tells a call what a vector says became of its attempt.
pub fn report(call: &mut Call, answer: &Value, now: u64) {
    let now = Instant::from_millis(now);
    match answer.get("fail").and_then(Value::as_str) {
        Some("not_sent") => call.failed(now, Failure::not_sent("refused")),
        Some("broken") => call.failed(now, Failure::broken("reset")),
        Some("timed_out") => call.failed(now, Failure::timed_out("silent")),
        Some(other) => panic!("no such failure: {other}"),
        None => {
            let headers = answer.get("headers").and_then(Value::as_object).into_iter().flatten();
            let headers = headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect();
            let status = u16::try_from(answer["status"].as_u64().unwrap()).unwrap();
            let body = answer.get("body").map(|body| match body {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            call.received(now, HttpResponse { status, headers, body: body.unwrap_or_default().into_bytes() });
        }
    }
}
/// JSON pointers to every member of every object, at every depth, beginning with `at`.
pub fn pointers(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, item)| {
                let here = format!("{at}/{}", name.replace('/', "~1"));
                let below = pointers(item, &here);
                std::iter::once(here).chain(below)
            })
            .collect(),
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| pointers(item, &format!("{at}/{index}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// The same without the member that a pointer leads to.
pub fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a member");
    let parent = value.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    parent.remove(&key.replace("~1", "/")).expect("the member");
    value
}
