//! `waits.json`: answers to polls in, polls, progress and an end out.

mod support;

use std::collections::HashSet;
use std::sync::LazyLock;

use peeker_core::call::{Budget, Call, Step};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Config;
use peeker_core::error::Error;
use peeker_core::operation::Reply;
use peeker_core::response::Raw;
use peeker_core::watch::{Poll, Progress, WATCHED, Watch, WatchStep};
use serde_json::{Map, Value, json};
use support::{UNIX_MS, read, report, vectors};

/// What is waited for, before a vector's answer changes its fields.
fn object(wait: &str) -> Value {
    static FILE: LazyLock<Value> = LazyLock::new(|| read("waits.json"));
    FILE["objects"][wait].clone()
}

/// A wait, what is answered to its polls, and a clock that moves by what the vector says.
struct World<'a> {
    config: Config,
    wait: &'a str,
    answers: std::slice::Iter<'a, Value>,
    now: u64,
    polls: Vec<Value>,
    progress: Vec<Value>,
}

impl<'a> World<'a> {
    fn new(vector: &'a Value) -> Result<Self, Error> {
        let mut client = vector.get("client").cloned().unwrap_or_else(|| json!({}));
        for (name, value) in [("api_key", json!("pk_test_vectors")), ("max_retries", json!(0))] {
            if client.get(name).is_none() {
                client[name] = value;
            }
        }
        Ok(Self {
            config: Config::from_json(&client.to_string(), |_| None)?,
            wait: vector["wait"].as_str().unwrap(),
            answers: vector["answers"].as_array().unwrap().iter(),
            now: 0,
            polls: Vec::new(),
            progress: Vec::new(),
        })
    }

    fn run(&mut self, mut watch: Watch) -> Result<Reply, Error> {
        loop {
            match watch.step(self.instant()) {
                WatchStep::Poll(poll) => {
                    self.polls.push(self.poll(&poll));
                    let result = self.call(poll).and_then(|raw| raw.reply()).map(|(reply, _)| reply);
                    let progress = watch.polled(self.instant(), result);
                    self.progress.push(shown(&progress));
                }
                WatchStep::Wait(until) => self.now = until.as_millis(),
                WatchStep::Done(result) => return result,
            }
        }
    }

    fn poll(&self, poll: &Poll) -> Value {
        let input: Value = serde_json::from_str(&poll.input_json()).expect("JSON");
        json!({
            "at": self.now, "operation": poll.operation.name, "id": input["id"], "deadline": poll.options.deadline,
        })
    }

    fn call(&mut self, poll: Poll) -> Result<Raw, Error> {
        let now = Now { instant: self.instant(), unix_ms: UNIX_MS };
        let mut call = self.config.call(poll.operation, poll.input, &poll.options, Budget::shared(), now, 1)?;
        loop {
            match call.step(self.instant()) {
                Step::Send(_) => self.answer(&mut call),
                Step::Wait(until) => self.now = until.as_millis(),
                Step::Done(result) => return result,
            }
        }
    }

    fn answer(&mut self, call: &mut Call) {
        let mut answer = self.answers.next().expect("one answer too few").clone();
        if let Some(fields) = answer.get("object").and_then(Value::as_object).cloned() {
            let mut data = object(self.wait);
            fields.into_iter().for_each(|(name, value)| data[name] = value);
            answer = json!({ "status": 200, "body": { "data": data }, "after": answer.get("after") });
        }
        self.now += answer["after"].as_u64().unwrap_or(100);
        report(call, &answer, self.now);
    }

    fn instant(&self) -> Instant {
        Instant::from_millis(self.now)
    }
}

/// Progress without what is not known.
fn shown(progress: &Progress) -> Value {
    let Ok(Value::Object(fields)) = serde_json::to_value(progress) else { panic!("progress is an object") };
    fields.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
}

fn outcome(vector: &Value) -> Value {
    let mut world = match World::new(vector) {
        Ok(world) => world,
        Err(error) => return refused(&error),
    };
    let default = object(world.wait)["id"].clone();
    let id = vector.get("object_id").unwrap_or(&default).as_str().unwrap().to_owned();
    let options = vector.get("options").cloned().unwrap_or_else(|| json!({})).to_string();
    let watch = match world.config.watch_json(world.wait, &id, &options, Instant::from_millis(0)) {
        Ok(watch) => watch,
        Err(error) => return refused(&error),
    };
    let result = world.run(watch);
    assert!(world.answers.next().is_none(), "{}: one answer too many", vector["id"]);
    let status = |reply: &Reply| serde_json::to_value(reply).expect("JSON")["status"].clone();
    let mut found = match result {
        Ok(reply) => json!({ "result": "ok", "status": status(&reply) }),
        Err(error) => json!({
            "result": error.kind().as_str(), "code": error.code(), "operation": error.operation(),
            "last": error.last().map(status), "cause": error.cause().map(Error::code),
        }),
    };
    found["ended_at"] = json!(world.now);
    found["polls"] = world.polls.into();
    found["progress"] = world.progress.into();
    found
}

fn refused(error: &Error) -> Value {
    let codes = error.violations().iter().map(|violation| violation.code);
    json!({
        "result": error.kind().as_str(), "code": error.code(), "operation": error.operation(),
        "violations": codes.collect::<Vec<_>>(),
    })
}

#[test]
fn every_wait_polls_and_ends_as_its_vector_says() {
    let vectors = vectors("waits.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let found = outcome(vector);
        if found != vector["expect"] {
            wrong.push(format!("{} {}", vector["id"], found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} wait vectors", vectors.len());
}

#[test]
fn there_is_a_vector_for_every_wait_and_every_way_in_which_one_ends() {
    let vectors = vectors("waits.json");
    let waits: HashSet<_> = vectors.iter().filter_map(|vector| vector["wait"].as_str()).collect();
    assert_eq!(waits, WATCHED.iter().map(|watched| watched.name).collect());
    let ends: HashSet<_> = vectors.iter().filter_map(|vector| vector["expect"]["result"].as_str()).collect();
    for end in ["ok", "wait_timeout", "unknown_state", "wait_failed", "not_found", "authentication"] {
        assert!(ends.contains(end), "{end}");
    }
}
