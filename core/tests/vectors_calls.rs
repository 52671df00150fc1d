//! `requests.json` and `retries.json`: inputs in, bytes out; outcomes in, steps out.

mod support;

use peeker_core::call::{Call, Step};
use peeker_core::clock::Instant;
use peeker_core::config::Config;
use peeker_core::error::Error;
use serde_json::{Map, Value, json};
use support::{begin, report, vectors};

#[test]
fn every_input_becomes_exactly_its_bytes() {
    let vectors = vectors("requests.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let found = match begin(vector) {
            Ok(mut call) => sent(&mut call),
            Err(error) => refused(&error),
        };
        if found != vector["expect"] {
            wrong.push(format!("{} {}", vector["id"], found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} request vectors", vectors.len());
}

/// The first request of a call. The user agent has the version in it and is compared elsewhere.
fn sent(call: &mut Call) -> Value {
    let Step::Send(transfer) = call.step(Instant::from_millis(0)) else { panic!("a call begins by sending") };
    let request = transfer.request;
    let headers: Map<String, Value> = request
        .headers
        .iter()
        .filter(|(name, _)| name != "user-agent")
        .map(|(name, value)| (name.clone(), value.reveal().into()))
        .collect();
    json!({
        "method": request.method.as_str(),
        "url": request.url,
        "headers": headers,
        "body": request.body.as_ref().map(peeker_core::secret::Secret::reveal),
    })
}

fn refused(error: &Error) -> Value {
    let places = error.violations().iter().map(
        |violation| json!({ "path": violation.path, "code": violation.code, "suggestion": violation.suggestion }),
    );
    json!({ "error": error.kind().as_str(), "code": error.code(), "violations": places.collect::<Vec<_>>() })
}

#[test]
fn every_client_is_set_up_as_said_or_refused_for_the_right_reason() {
    let vectors = vectors("settings.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let env = |name: &str| vector["env"][name].as_str().map(str::to_owned);
        let found = match Config::from_json(&vector["options"].to_string(), env) {
            Ok(config) => json!({ "environment": config.environment().as_str(), "base_url": config.base_url() }),
            Err(error) => json!({ "error": error.kind().as_str(), "code": error.code() }),
        };
        if found != vector["expect"] {
            wrong.push(format!("{} {found}", vector["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} settings vectors", vectors.len());
}

#[test]
fn every_schedule_comes_out_exactly() {
    let vectors = vectors("retries.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let found = schedule(vector);
        if found != vector["expect"] {
            wrong.push(format!("{} {}", vector["id"], found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} retry vectors", vectors.len());
}

/// Plays a vector's answers to a call, on a clock that moves by what the vector says.
fn schedule(vector: &Value) -> Value {
    let mut call = begin(vector).expect("a sound call");
    let mut answers = vector["answers"].as_array().unwrap().iter();
    let (mut now, mut steps) = (0, Vec::new());
    let result = loop {
        match call.step(Instant::from_millis(now)) {
            Step::Send(transfer) => {
                let Some(answer) = answers.next() else { panic!("{}: one answer too few", vector["id"]) };
                steps.push(json!({ "send_at": now, "timeout": transfer.timeout, "max_idle": transfer.max_idle }));
                now += answer["after"].as_u64().unwrap_or(100);
                report(&mut call, answer, now);
            }
            Step::Wait(until) => now = until.as_millis(),
            Step::Done(result) => break result,
        }
    };
    assert!(answers.next().is_none(), "{}: one answer too many", vector["id"]);
    match result {
        Ok(raw) => json!({ "steps": steps, "ended_at": now, "result": "ok", "status": raw.response.status }),
        Err(error) => json!({
            "steps": steps, "ended_at": now, "result": error.kind().as_str(), "code": error.code(),
            "replay_safe": error.replay_safe(), "retry_after": error.retry_after(),
            "cause": error.cause().map(Error::code),
        }),
    }
}
