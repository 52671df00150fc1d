//! `batches.json`: long inputs in, calls out; their answers in, items out; and once more for what is left.

mod support;

use peeker_core::batch::{ALL, Batch, BatchCall, BatchItem, BatchStep, NextCall};
use peeker_core::call::{Budget, Call, Step};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Options};
use peeker_core::error::Error;
use peeker_core::operation::{Operation, Reply};
use serde_json::{Map, Value, json};
use support::{UNIX_MS, config, report, same, vectors};

#[test]
fn every_long_input_becomes_exactly_its_calls_and_its_items() {
    let vectors = vectors("batches.json");
    let config = config(Options::default());
    for vector in &vectors {
        let options = vector.get("options").unwrap_or(&json!({})).to_string();
        let operation = vector["operation"].as_str().unwrap();
        let runs = vector["runs"].as_array().unwrap();
        let mut batch = match config.batch_json(operation, &vector["input"].to_string(), &options) {
            Ok(batch) => batch,
            Err(error) => {
                assert_eq!(failed(&error), runs[0]["expect"], "{}", vector["id"]);
                continue;
            }
        };
        let calls = Operation::named(vector["calls"].as_str().unwrap()).unwrap();
        for (number, run) in runs.iter().enumerate() {
            if number > 0 {
                batch = batch.retry();
            }
            let place = format!("{}, run {number}", vector["id"]);
            match play(&config, calls, &mut batch, run, &place) {
                Ok(found) => compare(&found, &run["expect"], &place),
                Err(error) => assert_eq!(failed(&error), run["expect"], "{place}"),
            }
        }
    }
    println!("{} batch vectors", vectors.len());
}

#[test]
fn every_operation_that_splits_has_vectors_and_the_limits_are_met_and_passed() {
    let vectors = vectors("batches.json");
    for row in ALL {
        let of = |vector: &&Value| vector["operation"] == row.name;
        assert!(vectors.iter().filter(of).all(|vector| vector["calls"] == row.operation.name), "{}", row.name);
        let lengths: Vec<_> = vectors
            .iter()
            .filter(of)
            .flat_map(|vector| vector["runs"][0]["expect"]["items"].as_array().cloned().unwrap_or_default())
            .map(|item| item["domains"].as_array().map_or(0, Vec::len))
            .collect();
        assert!(lengths.contains(&row.most) && lengths.contains(&1), "{}", row.name);
    }
}

/// Drives one run by its answers. Every request is the one that is expected, and there is none besides.
fn play(
    config: &Config,
    calls: &Operation,
    batch: &mut BatchCall,
    run: &Value,
    place: &str,
) -> Result<Batch<Reply>, Error> {
    for expected in run["calls"].as_array().unwrap() {
        let BatchStep::Call(next) = batch.step() else { panic!("{place}: a call too few") };
        assert_eq!(next.operation.name, calls.name, "{place}");
        let mut call = start(config, &next);
        let Step::Send(transfer) = call.step(Instant::from_millis(0)) else { panic!("{place}: it sends nothing") };
        assert!(transfer.request.url.ends_with(calls.path), "{place}: {}", transfer.request.url);
        let body = transfer.request.body.as_ref().map(peeker_core::secret::Secret::reveal);
        assert_eq!(body, expected["body"].as_str(), "{place}");
        if expected["answer"]["fail"] == "given_up" {
            let maybe_done = call.interrupted(Instant::from_millis(9));
            return Ok(batch.interrupted(maybe_done, call.attempts()));
        }
        report(&mut call, &expected["answer"], 9);
        let Step::Done(result) = call.step(Instant::from_millis(9)) else { panic!("{place}: it is not over") };
        batch.answered(result.and_then(|raw| raw.reply()));
    }
    if run["given_up"] == true {
        return Ok(batch.interrupted(false, &[]));
    }
    let BatchStep::Done(result) = batch.step() else { panic!("{place}: a call too many") };
    result
}

/// The call, begun with texts as a binding does it.
fn start(config: &Config, next: &NextCall) -> Call {
    let now = Now { instant: Instant::from_millis(0), unix_ms: UNIX_MS };
    let input = next.operation.prepare_json(&next.input_json()).expect("it was checked");
    config.call(next.operation, input, &next.options, Budget::shared(), now, 1).expect("it was checked")
}

fn compare(batch: &Batch<Reply>, expected: &Value, place: &str) {
    let items = expected["items"].as_array().unwrap_or_else(|| panic!("{place}: it is no error"));
    assert_eq!(batch.items.len(), items.len(), "{place}");
    for (number, (item, expected)) in batch.items.iter().zip(items).enumerate() {
        assert_eq!(found(item, expected), *expected, "{place}, item {number}");
    }
    let all = items.iter().all(|item| item["outcome"] == "succeeded");
    assert_eq!(batch.is_complete(), all, "{place}");
}

/// An item in the form of an expectation: of a result, the places that are expected to be so.
fn found(item: &BatchItem<Reply>, expected: &Value) -> Value {
    let outcome = item.outcome().as_str();
    match &item.result {
        Ok(reply) => {
            assert!(item.meta.is_some(), "what is known besides is kept");
            let data = serde_json::to_value(reply).unwrap();
            let wanted = expected["result"].as_object().cloned().unwrap_or_default();
            let place = |(pointer, value): (String, Value)| {
                let found = data.pointer(&pointer);
                (pointer, if same(found, &value) { value } else { found.cloned().unwrap_or_default() })
            };
            let result: Map<String, Value> = wanted.into_iter().map(place).collect();
            json!({ "domains": item.domains, "outcome": outcome, "result": result })
        }
        Err(error) => json!({ "domains": item.domains, "outcome": outcome, "error": {
            "kind": error.kind().as_str(), "code": error.code(), "retryable": error.is_retryable(),
            "cause": error.cause().map(Error::code), "retry_after": seconds(error),
        } }),
    }
}

fn failed(error: &Error) -> Value {
    let places = error.violations().iter().map(
        |violation| json!({ "path": violation.path, "code": violation.code, "suggestion": violation.suggestion }),
    );
    let mut facts =
        json!({ "kind": error.kind().as_str(), "code": error.code(), "violations": places.collect::<Vec<_>>() });
    facts["retry_after"] = seconds(error);
    json!({ "error": facts })
}

/// As the vectors write it, without a fraction.
fn seconds(error: &Error) -> Value {
    error.retry_after().map_or(Value::Null, |seconds| serde_json::from_str(&seconds.to_string()).unwrap())
}
