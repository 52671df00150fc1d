//! The control API under `/__sandbox`: what the library does by calls, by HTTP. It needs no key, since only this machine
//! reaches it, and it is neither logged nor limited nor hit by faults.

use std::net::IpAddr;
use std::time::Duration;

use serde_json::{Value, json};

use crate::chance::Odds;
use crate::engine::Engine;
use crate::faults::Fault;
use crate::http::{Request, Response};
use crate::log::RecordedRequest;
use crate::names::normalise;
use crate::outbox::{Delivery, Event};
use crate::sync::lock;
use crate::target::Target;
use crate::webhook_faults::WebhookFault;

pub(crate) const BASE_PATH: &str = "/__sandbox";

/// Whether a path is one of the control API's.
pub(crate) fn is_meant(path: &str) -> bool {
    path.strip_prefix(BASE_PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(crate) fn answer(engine: &Engine, request: &Request) -> Response {
    match handle(engine, request) {
        Ok(body) => Response::json(200, &body),
        Err(Refusal { status, why }) => {
            Response::json(status, &json!({ "error": { "code": "sandbox_error", "message": why } }))
        }
    }
}

/// Why a control call was not carried out.
struct Refusal {
    status: u16,
    why: String,
}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self { status: 400, why }
    }
}

fn handle(engine: &Engine, request: &Request) -> Result<Value, Refusal> {
    if !comes_from_here(request) {
        let why = "the control API takes no calls of web pages: Host and Origin must be this machine".to_owned();
        return Err(Refusal { status: 403, why });
    }
    let path = request.path.strip_prefix(BASE_PATH).unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).filter(|segment| !segment.is_empty()).collect();
    match (request.method.as_str(), segments.as_slice()) {
        ("GET", []) => Ok(json!({ "calls": CALLS })),
        ("GET", ["health" | "clock"]) => Ok(health(engine)),
        ("GET", ["requests"]) => Ok(rows(last(&lock(&engine.log).all(), request)?, request_row)),
        ("GET", ["counters"]) => Ok(counters(engine)),
        ("GET", ["events"]) => engine.with_world(|world| Ok(rows(last(&world.outbox.events(), request)?, event_row))),
        ("GET", ["deliveries"]) => {
            engine.with_world(|world| Ok(rows(last(&world.outbox.deliveries, request)?, delivery_row)))
        }
        ("POST", ["events", id, "redeliver"]) => found(engine.redeliver(id), "event"),
        ("POST", ["actions", id, "resolve"]) => found(engine.resolve_action(id), "open action"),
        ("POST", ["clock", "advance"]) => advance(engine, &body(request)?),
        ("POST", ["settle"]) => {
            engine.settle();
            Ok(health(engine))
        }
        ("POST", ["nameservers"]) => point(engine, &body(request)?),
        ("POST", ["faults"]) => add_fault(engine, &body(request)?),
        ("GET", ["faults"]) => Ok(rows(lock(&engine.faults).waiting(), Fault::to_json)),
        ("POST", ["webhook-faults"]) => add_webhook_fault(engine, &body(request)?),
        ("GET", ["webhook-faults"]) => {
            Ok(engine.with_world(|world| rows(world.outbox.faults.waiting(), WebhookFault::to_json)))
        }
        ("PUT", ["chaos"]) => leave_to_chance(engine, &body(request)?),
        ("DELETE", ["faults"]) => {
            engine.clear_faults();
            Ok(json!({ "ok": true }))
        }
        ("PUT", ["webhook"]) => set_webhook(engine, &body(request)?),
        ("DELETE", ["webhook"]) => {
            engine.set_target(None);
            Ok(json!({ "ok": true }))
        }
        ("POST", ["reset"]) => {
            engine.reset();
            Ok(health(engine))
        }
        (method, _) => {
            let why = format!("there is no control call {method} {path}; GET {BASE_PATH} lists them");
            Err(Refusal { status: 404, why })
        }
    }
}

/// Whether a program on this machine is asking. A page in its browser could ask too, by another name for this address or
/// as a form that needs no permission; such requests say so in `Host` and `Origin`.
fn comes_from_here(request: &Request) -> bool {
    let host = request.header("host").is_none_or(is_this_machine);
    let origin = request
        .header("origin")
        .is_none_or(|origin| origin.split_once("://").is_some_and(|(_, authority)| is_this_machine(authority)));
    host && origin
}

/// `localhost` or a loopback address, with or without a port.
fn is_this_machine(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let by_name = bare.eq_ignore_ascii_case("localhost");
    by_name || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Every control call; the README says what they do.
const CALLS: &[&str] = &[
    "GET /health",
    "GET /clock",
    "POST /clock/advance",
    "POST /settle",
    "POST /faults",
    "GET /faults",
    "DELETE /faults",
    "POST /webhook-faults",
    "GET /webhook-faults",
    "PUT /chaos",
    "POST /nameservers",
    "GET /events",
    "POST /events/{id}/redeliver",
    "GET /deliveries",
    "POST /actions/{id}/resolve",
    "GET /requests",
    "GET /counters",
    "PUT /webhook",
    "DELETE /webhook",
    "POST /reset",
];

fn health(engine: &Engine) -> Value {
    engine.with_world(
        |world| json!({ "status": "ok", "now": world.now.to_string(), "base_url": world.settings.base_url }),
    )
}

fn counters(engine: &Engine) -> Value {
    let requests = lock(&engine.log).arrived();
    engine.with_world(|world| {
        let orders: usize = world.accounts().map(|(_, account)| account.orders.len()).sum();
        let (events, deliveries) = (world.outbox.event_count(), world.outbox.deliveries.len());
        json!({ "requests": requests, "orders": orders, "events": events, "deliveries": deliveries })
    })
}

fn advance(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let seconds = body["seconds"].as_f64().ok_or_else(|| "`seconds` must be a number".to_owned())?;
    let by = Duration::try_from_secs_f64(seconds).map_err(|_| "`seconds` must not be negative".to_owned())?;
    engine.advance(by);
    Ok(health(engine))
}

fn point(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let rows = body["domains"].as_array().ok_or_else(|| "`domains` must be a list".to_owned())?;
    let names: Vec<String> = rows.iter().filter_map(Value::as_str).map(normalise).collect();
    Ok(json!({ "moved": engine.point_nameservers(&names) }))
}

fn add_fault(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let fault = Fault::parse(text(body, "fault")?)?;
    let method = body["method"].as_str().unwrap_or("*");
    let path = body["path"].as_str().unwrap_or("*");
    let fault = fault.on(method, path).times(count(body, "times", 1)?).skip(count(body, "skip", 0)?);
    engine.add_fault(fault);
    Ok(json!({ "ok": true }))
}

fn add_webhook_fault(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let mut fault = WebhookFault::parse(text(body, "fault")?)?;
    if !body["times"].is_null() {
        fault = fault.times(count(body, "times", 1)?);
    }
    if let Some(event) = body["event"].as_str() {
        fault = fault.on(event);
    }
    engine.add_webhook_fault(fault);
    Ok(json!({ "ok": true }))
}

fn leave_to_chance(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let faults = match chosen(body, "faults")? {
        Some(texts) => texts.into_iter().map(Fault::parse).collect::<Result<_, _>>()?,
        None => Fault::usual(),
    };
    let webhook_faults = match chosen(body, "webhook_faults")? {
        Some(texts) => texts.into_iter().map(WebhookFault::parse).collect::<Result<_, _>>()?,
        None => WebhookFault::usual(),
    };
    let faults = Odds::new(count(body, "percent", 0)?, faults)?;
    let webhook_faults = Odds::new(count(body, "webhook_percent", 0)?, webhook_faults)?;
    engine.leave_to_chance(faults, webhook_faults);
    Ok(json!({ "ok": true }))
}

/// A list of texts, if it is there.
fn chosen<'a>(body: &'a Value, name: &str) -> Result<Option<Vec<&'a str>>, Refusal> {
    let wrong = || Refusal::from(format!("`{name}` must be a list of texts"));
    match &body[name] {
        Value::Null => Ok(None),
        Value::Array(rows) => {
            rows.iter().map(|row| row.as_str().ok_or_else(wrong)).collect::<Result<_, _>>().map(Some)
        }
        _ => Err(wrong()),
    }
}

fn set_webhook(engine: &Engine, body: &Value) -> Result<Value, Refusal> {
    let mut target = Target::new(text(body, "url")?, text(body, "secret")?)?;
    target.live_secret = body["live_secret"].as_str().map(str::to_owned);
    engine.set_target(Some(target));
    Ok(json!({ "ok": true }))
}

fn request_row(request: &RecordedRequest) -> Value {
    json!({
        "number": request.number,
        "at": request.at,
        "request_id": request.request_id,
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "headers": request.headers,
        "body": String::from_utf8_lossy(&request.body),
        "fault": request.fault,
        "processed": request.processed,
        "status": request.status,
    })
}

fn event_row(event: &Event) -> Value {
    json!({
        "id": event.id,
        "type": event.event_type,
        "object_id": event.object_id,
        "created_at": event.created_at,
        "body": event.body,
        "fault": event.fault,
    })
}

fn delivery_row(delivery: &Delivery) -> Value {
    json!({
        "event_id": delivery.event_id,
        "type": delivery.event_type,
        "attempt": delivery.attempt,
        "at": delivery.at,
        "timestamp": delivery.timestamp,
        "signature": delivery.signature,
        "status": delivery.status,
        "error": delivery.error,
    })
}

/// The rows that are asked for: all, or the newest with `?last=20`.
fn last<'r, T>(rows: &'r [T], request: &Request) -> Result<&'r [T], Refusal> {
    let Some(text) = request.query.strip_prefix("last=") else { return Ok(rows) };
    let wanted: usize = text.parse().map_err(|_| "`last` must be a whole number".to_owned())?;
    Ok(&rows[rows.len().saturating_sub(wanted)..])
}

fn rows<T>(rows: &[T], row: impl Fn(&T) -> Value) -> Value {
    json!({ "data": rows.iter().map(row).collect::<Vec<_>>() })
}

fn found(found: bool, what: &str) -> Result<Value, Refusal> {
    if found {
        Ok(json!({ "ok": true }))
    } else {
        Err(Refusal { status: 404, why: format!("there is no such {what}") })
    }
}

fn body(request: &Request) -> Result<Value, Refusal> {
    serde_json::from_slice(&request.body).map_err(|error| Refusal::from(format!("the body is not JSON: {error}")))
}

fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    body[name].as_str().ok_or_else(|| Refusal::from(format!("`{name}` must be a text")))
}

fn count(body: &Value, name: &str, default: u32) -> Result<u32, Refusal> {
    match &body[name] {
        Value::Null => Ok(default),
        value => {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            number.ok_or_else(|| Refusal::from(format!("`{name}` must be a whole number")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_in_the_readme() {
        let readme = include_str!("../README.md");
        for call in CALLS {
            assert!(readme.contains(&format!("`{call}`")), "{call}");
        }
    }

    #[test]
    fn this_machine_has_several_names_and_no_other_is_one_of_them() {
        for name in ["localhost", "LOCALHOST:4010", "127.0.0.1:4010", "127.9.9.9", "[::1]:4010", "[::1]"] {
            assert!(is_this_machine(name), "{name}");
        }
        for name in ["evil.example", "localhost.evil.example:4010", "10.0.0.1", "127.0.0.1.evil.example", "", "x:1"] {
            assert!(!is_this_machine(name), "{name}");
        }
    }

    #[test]
    fn a_longer_name_is_no_control_path() {
        assert!(is_meant("/__sandbox") && is_meant("/__sandbox/health"));
        assert!(!is_meant("/__sandboxes") && !is_meant("/partner/v1/__sandbox"));
    }
}
