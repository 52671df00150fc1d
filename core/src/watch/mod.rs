//! Waiting for one object, decided without I/O. In scope: when to poll, what is an end, which failures pass, the
//! timeout, progress. Out of scope: the calls that poll, which have their own retries; clocks; sleeping.
//!
//! ```text
//!           ┌──────────── Wait ◀───────────┐  it still runs, or the poll failed in a way that passes
//!           ▼                              │
//! new ──▶ Poll ──▶ (the host calls) ──▶ polled ──▶ Done
//! ```
//!
//! The host asks [`Watch::step`] and does what it says: make the call and report it with [`Watch::polled`]; wait; or
//! take the result.
//!
//! - A poll follows the answer to the one before by `poll` milliseconds, or by what a rate limit asks for if that is
//!   more. Where the timeout comes first there is one last poll shortly before it, and no poll after it.
//! - An answer is an end if its state is one, also an answer that comes after the timeout.
//! - A failed poll that may well succeed later does not end the wait. Any other one does, at once; so does the tenth
//!   answer in a row that cannot be read.
//! - A state that is newer than the SDK counts as running until ten answers in a row found nothing changed.
//!
//! ```
//! use peeker_core::{clock::Instant, config::{Config, Options}, operation::Reply};
//! use peeker_core::watch::{SWAPS_WAIT, WaitOptions, WatchStep};
//!
//! # fn swap(status: &str) -> Reply {
//! #     let text = r#"{"id":"swp_1","type":"standard","domain_id":"dom_1","status":"?","created_at":"2026-05-08T12:00:00Z"}"#;
//! #     Reply::Swap { data: serde_json::from_str(&text.replace('?', status)).unwrap() }
//! # }
//! let options = Options { api_key: Some("pk_test_docs".into()), ..Options::default() };
//! let config = Config::new(options, |_| None)?;
//! let mut watch = config.watch(&SWAPS_WAIT, "swp_1", &WaitOptions::default(), Instant::from_millis(0))?;
//!
//! let WatchStep::Poll(poll) = watch.step(Instant::from_millis(0)) else { panic!("a wait begins by polling") };
//! assert_eq!(poll.operation.name, "swaps.retrieve");
//! let progress = watch.polled(Instant::from_millis(80), Ok(swap("created")));
//! assert_eq!((progress.status.as_deref(), progress.polls), (Some("created"), 1));
//!
//! let WatchStep::Wait(until) = watch.step(Instant::from_millis(80)) else { panic!("it still runs") };
//! assert_eq!(until, Instant::from_millis(1_080));
//!
//! let WatchStep::Poll(_) = watch.step(until) else { panic!("it is time") };
//! watch.polled(Instant::from_millis(1_160), Ok(swap("completed")));
//! let WatchStep::Done(result) = watch.step(Instant::from_millis(1_160)) else { panic!("it has ended") };
//! assert_eq!(result?, swap("completed"));
//! # Ok::<(), peeker_core::error::Error>(())
//! ```

mod options;
mod progress;
#[cfg(test)]
mod tests;
mod watched;

use options::Times;
pub use options::WaitOptions;
pub use progress::Progress;
pub use watched::{FORWARDING_WAIT, IMPORTS_WAIT, ORDERS_WAIT, SWAPS_WAIT, WATCHED, Watched};
use watched::{Seen, Standing};

use crate::call::{CallOptions, retry_after};
use crate::clock::Instant;
use crate::config::{Config, read_options};
use crate::error::{Error, ErrorKind};
use crate::input::Prepared;
use crate::model::ById;
use crate::operation::{Operation, Reply};
use crate::policy::Policy;
use crate::request::Additions;
use crate::scrub::{Scrubber, printable};

/// What the host does next.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "its largest variant is handed out once, at the end")]
pub enum WatchStep {
    /// Make this call, then report with [`Watch::polled`].
    Poll(Poll),
    /// Call [`Watch::step`] again at this time, not before.
    Wait(Instant),
    /// The end. It is handed out once.
    Done(Result<Reply, Error>),
}

/// A call to make, as [`Config::call`] takes it.
#[derive(Debug, Clone)]
pub struct Poll {
    pub operation: &'static Operation,
    pub input: Prepared,
    /// The caller's own, with a deadline that ends with the wait.
    pub options: CallOptions,
}

impl Poll {
    /// The input as JSON text, as [`Config::call_json`] takes it.
    pub fn input_json(&self) -> String {
        self.input.to_json()
    }
}

/// One wait, from its first poll to its result.
///
/// Call [`step`](Self::step) until it is done; after each poll that it asks for, [`polled`](Self::polled).
#[derive(Debug)]
pub struct Watch {
    watched: &'static Watched,
    /// The operation that polls: the row's own, or its alternative.
    operation: &'static Operation,
    id: String,
    input: Prepared,
    options: WaitOptions,
    times: Times,
    scrubber: Scrubber,
    started: Instant,
    state: State,
    polls: u32,
    /// The last object that was answered.
    last: Option<Reply>,
    seen: Option<Seen>,
    /// Answers in a row that found the same.
    same: u32,
    /// Answers in a row that could not be read.
    unreadable: u32,
    /// Why the last poll failed, if it did.
    failure: Option<Error>,
}

#[derive(Debug)]
enum State {
    /// A poll is to be made at once. Next: `Polling`, `Ended`.
    Ready { is_last: bool },
    /// The host is calling. Next: `Ready`, `Waiting`, `Ended`.
    Polling { until: Instant, is_last: bool },
    /// Next: `Polling`, `Ended`.
    Waiting { until: Instant, is_last: bool },
    /// The result, until it is taken.
    Ended(Option<Box<Result<Reply, Error>>>),
}

impl Config {
    /// Begins to wait for an object to come to an end.
    ///
    /// # Errors
    /// Kinds `Validation` and `Configuration`, only for what is wrong with the id or the options.
    pub fn watch(
        &self,
        watched: &'static Watched,
        id: &str,
        options: &WaitOptions,
        now: Instant,
    ) -> Result<Watch, Error> {
        let named = |error: Error| error.with_operation(watched.name);
        let additions = Additions {
            headers: options.call.headers.clone(),
            body: options.call.extra_body.clone(),
            query: options.call.extra_query.clone(),
        };
        let scrubber = self.scrubber(&[], &additions);
        let times = Times::new(self, watched, options).map_err(named)?;
        let input = Prepared::new(ById::from(id)).map_err(named)?;
        // What no poll could be made of is said now.
        let request = self.request(watched.operation, input.clone(), &additions);
        request.map_err(|error| named(error).scrubbed(&scrubber))?;
        Ok(Watch {
            watched,
            operation: watched.operation,
            id: id.to_owned(),
            input,
            options: options.clone(),
            times,
            scrubber,
            started: now,
            state: State::Ready { is_last: false },
            polls: 0,
            last: None,
            seen: None,
            same: 0,
            unreadable: 0,
            failure: None,
        })
    }

    /// The same, from texts as bindings pass them: the wait's name, as in `orders.wait`, and its options as JSON.
    pub fn watch_json(&self, name: &str, id: &str, options: &str, now: Instant) -> Result<Watch, Error> {
        let watched = Watched::named(name)
            .ok_or_else(|| Error::internal(format!("there is no wait `{}`", name.escape_debug())))?;
        self.watch(watched, id, &read_options(options)?, now)
    }
}

impl Watch {
    /// What to do now.
    ///
    /// While a poll is under way it answers [`WatchStep::Wait`] until that poll's deadline, and counts it as failed
    /// after, so that a host that never reports cannot hold a wait beyond its timeout.
    pub fn step(&mut self, now: Instant) -> WatchStep {
        match &mut self.state {
            State::Ready { is_last } => {
                let is_last = *is_last;
                self.poll(now, is_last)
            }
            State::Waiting { until, is_last } if now >= *until => {
                let is_last = *is_last;
                self.poll(now, is_last)
            }
            State::Waiting { until, .. } => WatchStep::Wait(*until),
            State::Polling { until, .. } if now < *until => WatchStep::Wait(*until),
            State::Polling { .. } => {
                let message = "the poll was not answered within its deadline";
                let error = Error::new(ErrorKind::Deadline, "deadline_exceeded", message);
                self.polled(now, Err(error.with_operation(self.operation.name)));
                self.step(now)
            }
            State::Ended(result) => WatchStep::Done(match result.take() {
                Some(result) => *result,
                None => Err(Error::internal("the wait's result was already taken")),
            }),
        }
    }

    /// Reports how the poll under way ended, and says how far the wait has come. Ignored when none is under way.
    pub fn polled(&mut self, now: Instant, result: Result<Reply, Error>) -> Progress {
        let State::Polling { is_last, .. } = self.state else { return self.progress(now, false, None) };
        self.polls = self.polls.saturating_add(1);
        match result {
            Ok(reply) => {
                let changed = self.found(now, reply, is_last);
                self.progress(now, changed, None)
            }
            Err(error) => {
                let code = error.code().to_owned();
                self.failed(now, error, is_last);
                self.progress(now, false, Some(code))
            }
        }
    }

    fn poll(&mut self, now: Instant, is_last: bool) -> WatchStep {
        let left = self.until().since(now);
        if left == 0 {
            self.time_out();
            return self.step(now);
        }
        let deadline = self.times.deadline.min(left);
        self.state = State::Polling { until: now.after(deadline), is_last };
        let options = CallOptions { deadline: Some(deadline), ..self.options.call.clone() };
        WatchStep::Poll(Poll { operation: self.operation, input: self.input.clone(), options })
    }

    /// Takes an answer. Says whether it differs from the one before.
    fn found(&mut self, now: Instant, reply: Reply, is_last: bool) -> bool {
        let Some(seen) = Seen::of(&reply) else {
            self.end(Err(Error::internal("the poll was answered with another kind of object")));
            return false;
        };
        let changed = self.seen.as_ref() != Some(&seen);
        self.same = if changed { 1 } else { self.same.saturating_add(1) };
        let standing = Standing::of(&seen.status);
        self.seen = Some(seen);
        (self.failure, self.unreadable) = (None, 0);
        match standing {
            Standing::Failed if self.options.raise_on_failure => self.give_up(reply, ErrorKind::WaitFailed),
            Standing::Ended | Standing::Failed => self.end(Ok(reply)),
            Standing::NeedsAction if self.options.stop_on_action => self.end(Ok(reply)),
            Standing::Unknown if self.same >= Policy::PATIENCE => self.give_up(reply, ErrorKind::UnknownState),
            Standing::Running | Standing::NeedsAction | Standing::Unknown => {
                self.last = Some(reply);
                self.go_on(now, 0, is_last);
            }
        }
        changed
    }

    fn failed(&mut self, now: Instant, error: Error, is_last: bool) {
        if self.last.is_none()
            && error.kind() == ErrorKind::NotFound
            && error.code() == "not_found"
            && let Some(other) = self.watched.alternative.filter(|other| other.name != self.operation.name)
        {
            self.operation = other;
            self.failure = Some(error);
            self.state = State::Ready { is_last };
            return;
        }
        let unreadable = error.kind() == ErrorKind::UnexpectedResponse && error.code() == "unexpected_response";
        self.unreadable = if unreadable { self.unreadable.saturating_add(1) } else { 0 };
        if !(error.is_retryable() || unreadable) || self.unreadable >= Policy::PATIENCE {
            return self.end(Err(error));
        }
        let at_least = match error.kind() {
            ErrorKind::RateLimit => error.retry_after().map_or(Policy::RATE_LIMIT_DEFAULT, retry_after::to_millis),
            _ => 0,
        };
        self.failure = Some(error);
        self.go_on(now, at_least, is_last);
    }

    /// Waits for the next poll, which comes before the timeout or not at all.
    fn go_on(&mut self, now: Instant, at_least: u64, was_last: bool) {
        let left = self.until().since(now);
        let due = now.after(self.times.poll.max(at_least));
        let room = Policy::LAST_POLL.min(self.times.poll).min(left / 2);
        let edge = now.after(left.saturating_sub(room));
        let next = due.min(edge.max(now.after(at_least)));
        if was_last || next >= self.until() {
            return self.time_out();
        }
        self.state = State::Waiting { until: next, is_last: due > edge };
    }

    fn time_out(&mut self) {
        let (id, timeout) = (&self.id, self.times.timeout);
        let message = match &self.seen {
            Some(seen) => {
                format!("`{id}` did not come to an end within {timeout} ms; it was last seen `{}`", shown(seen))
            }
            None => format!("nothing was learnt of `{id}` within {timeout} ms"),
        };
        let mut error = self.error(ErrorKind::WaitTimeout, message);
        if let Some(cause) = self.failure.take() {
            let attempts = cause.attempts().to_vec();
            error = error.because(cause).with_attempts(&attempts);
        }
        self.end(Err(error));
    }

    /// Ends with an error about an object that was answered.
    fn give_up(&mut self, reply: Reply, kind: ErrorKind) {
        let (id, state) = (&self.id, self.seen.as_ref().map(shown).unwrap_or_default());
        let message = match kind {
            ErrorKind::WaitFailed => format!("`{id}` ended as `{state}`"),
            _ => format!(
                "`{id}` is `{state}`, a state that this version does not know, and nothing changed in {} polls",
                self.same
            ),
        };
        self.last = Some(reply);
        self.end(Err(self.error(kind, message)));
    }

    fn error(&self, kind: ErrorKind, message: String) -> Error {
        Error::new(kind, kind.as_str(), message)
            .with_operation(self.watched.name)
            .with_object_id(Some(self.id.clone()))
    }

    fn end(&mut self, result: Result<Reply, Error>) {
        let result = result.map_err(|error| error.with_last(self.last.take()).scrubbed(&self.scrubber));
        self.state = State::Ended(Some(Box::new(result)));
    }

    fn until(&self) -> Instant {
        self.started.after(self.times.timeout)
    }

    fn progress(&self, now: Instant, changed: bool, error: Option<String>) -> Progress {
        let Seen { completed, failed, total, .. } = self.seen.clone().unwrap_or_default();
        Progress {
            status: self.seen.as_ref().map(|seen| seen.status.clone()),
            elapsed_ms: now.since(self.started),
            polls: self.polls,
            completed,
            failed,
            total,
            changed,
            error,
        }
    }
}

/// The state, as an error may quote it.
fn shown(seen: &Seen) -> String {
    printable(&seen.status, 100)
}
