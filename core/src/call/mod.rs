//! One API call, decided without I/O. In scope: attempts, waits, the deadline, the log. Out of scope: sockets, clocks,
//! sleeping.
//!
//! ```text
//!           ┌──────────────── Wait ◀───────────────┐  a 429; or a failure that may be repeated
//!           ▼                                      │
//! new ──▶ Send ──▶ (the host moves bytes) ──▶ received / failed ──▶ Done
//! ```
//!
//! The host calls [`Call::step`] and does what it says: send and report with [`Call::received`] or [`Call::failed`];
//! wait; or take the result. Time and chance are arguments, so every schedule can be tested without waiting. A host whose
//! user wants to hear of every attempt takes [`Call::take_report`] after each of these.
//!
//! ```
//! use peeker_core::{call::{Budget, CallOptions, Step}, clock::{Instant, Now}, config::{Config, Options}};
//! use peeker_core::{input::Prepared, model::Nothing, operation::ME, response::HttpResponse};
//!
//! let options = Options { api_key: Some("pk_test_docs".into()), ..Options::default() };
//! let config = Config::new(options, |_| None)?;
//! let now = Now { instant: Instant::from_millis(0), unix_ms: 1_778_241_600_000 };
//! let input = Prepared::new(Nothing {})?;
//! let mut call = config.call(ME.operation(), input, &CallOptions::default(), Budget::shared(), now, 7)?;
//!
//! let Step::Send(transfer) = call.step(now.instant) else { panic!("a call begins by sending") };
//! assert_eq!(transfer.request.url, "https://api.peeker.ai/partner/v1/me");
//!
//! let body = br#"{"data":{"api_key":{"environment":"test","permission_preset":"full"},"partner":{"id":"org_1","name":"Acme"}}}"#;
//! call.received(Instant::from_millis(80), HttpResponse { status: 200, headers: vec![], body: body.to_vec() });
//!
//! let Step::Done(result) = call.step(Instant::from_millis(80)) else { panic!("it was answered") };
//! assert_eq!(ME.decode(&result?)?.partner.name, "Acme");
//! # Ok::<(), peeker_core::error::Error>(())
//! ```

mod attempt;
mod budget;
mod jitter;
pub(crate) mod retry_after;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

pub use attempt::{Attempt, AttemptReport};
pub use budget::Budget;
use jitter::Jitter;

use crate::clock::{Instant, Now};
use crate::config::{Config, read_options};
use crate::error::{Error, ErrorKind, Violation};
use crate::input::{Checking, Prepared};
use crate::operation::{IMPORTS_CREATE, Method, ORDERS_CREATE, Operation, REQUEST, Replay};
use crate::policy::Policy;
use crate::request::{Additions, HttpRequest};
use crate::response::{self, HttpResponse, Raw};
use crate::scrub::Scrubber;
use crate::secret::Secret;
use crate::validate::known::Known;

/// What one call sets differently from its client. Bindings pass it as JSON.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallOptions {
    /// Milliseconds for one attempt.
    pub timeout: Option<u64>,
    /// Milliseconds for all attempts and waits together.
    pub deadline: Option<u64>,
    /// Milliseconds to connect. Not every transport can hold it.
    pub connect_timeout: Option<u64>,
    /// Retries after failures.
    pub max_retries: Option<u32>,
    /// Headers besides the client's own; the same name replaces.
    pub headers: Vec<(String, Secret)>,
    /// Fields that the SDK does not know, on writes. Their texts are treated as secrets, and their numbers are whole.
    pub extra_body: Map<String, Value>,
    /// Filters that the SDK does not know.
    pub extra_query: Map<String, Value>,
    /// Whether the input is checked; `true`. Without it only what cannot be sent at all is refused.
    pub validate: Option<bool>,
    /// Codes of inferred rules that the caller answers for, such as `unknown_suffix`.
    pub waive: Vec<String>,
    /// What is known of an order's bundle and domains, so that it is checked against them.
    pub known: Option<Box<Known>>,
}

impl CallOptions {
    /// Options from JSON text, as bindings pass them.
    ///
    /// # Errors
    /// `invalid_option`, with the option that is unknown or of the wrong type.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        read_options(text)
    }

    /// How the input is checked.
    pub(crate) fn checking(&self) -> Checking {
        Checking { validate: self.validate.unwrap_or(true), waive: self.waive.clone(), known: self.known.clone() }
    }
}

impl std::fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_retries", &self.max_retries)
            .field("headers", &self.headers)
            .field("extra_body", &self.extra_body.keys())
            .field("extra_query", &self.extra_query.keys())
            .field("validate", &self.validate)
            .field("waive", &self.waive)
            .finish_non_exhaustive()
    }
}

/// What the host does next.
#[derive(Debug, Clone)]
pub enum Step {
    /// Send this, then report with [`Call::received`] or [`Call::failed`].
    Send(Transfer),
    /// Call [`Call::step`] again at this time, not before.
    Wait(Instant),
    /// The end. It is handed out once.
    Done(Result<Raw, Error>),
}

/// A request to send, and the limits it is sent under.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub request: HttpRequest,
    /// Milliseconds until the answer must be complete; never beyond the deadline.
    pub timeout: u64,
    /// Milliseconds to connect.
    pub connect_timeout: u64,
    /// A pooled connection that was idle for more milliseconds must not be used.
    pub max_idle: Option<u64>,
}

/// Why an attempt got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Whether the request may have reached the server. `false` only if certainly nothing was sent.
    pub maybe_sent: bool,
    /// Whether time ran out.
    pub timed_out: bool,
    /// What happened, for people.
    pub message: String,
}

impl Failure {
    /// Nothing was sent: no address, no connection, no TLS.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self { maybe_sent: false, timed_out: false, message: message.into() }
    }

    /// The connection broke after something may have been sent.
    pub fn broken(message: impl Into<String>) -> Self {
        Self { maybe_sent: true, timed_out: false, message: message.into() }
    }

    /// No complete answer in time.
    pub fn timed_out(message: impl Into<String>) -> Self {
        Self { maybe_sent: true, timed_out: true, message: message.into() }
    }
}

/// One call, from its input to its result.
///
/// Commands: [`step`](Self::step), [`received`](Self::received), [`failed`](Self::failed),
/// [`interrupted`](Self::interrupted), and after each of them [`take_report`](Self::take_report) where somebody wants
/// to hear of every attempt. Getters: [`attempts`](Self::attempts).
#[derive(Debug)]
pub struct Call {
    operation: &'static Operation,
    request: HttpRequest,
    /// What may be told of the request's address.
    path: String,
    policy: Policy,
    budget: Arc<Budget>,
    scrubber: Scrubber,
    jitter: Jitter,
    started: Now,
    state: State,
    attempts: Vec<Attempt>,
    /// Of the attempt that ended last, until it is taken.
    report: Option<AttemptReport>,
    retries: u32,
    rate_limit_waits: u32,
    waited_for_capacity: bool,
    /// What the last retry cost, to be given back if it succeeds.
    paid: u32,
    /// An attempt may have reached the server, and none was answered since.
    outcome_open: bool,
    /// What is sent although a rule speaks against it.
    waived: Vec<Violation>,
}

/// What is sent, and under which limits.
pub(crate) struct Plan {
    request: HttpRequest,
    policy: Policy,
    scrubber: Scrubber,
    waived: Vec<Violation>,
}

#[derive(Debug)]
enum State {
    /// An attempt is to be sent. Next: `InFlight`, `Ended`.
    Ready,
    /// The host is sending. Next: `Waiting`, `Ended`.
    InFlight { since: Instant, until: Instant },
    /// Next: `InFlight`, `Ended`.
    Waiting { until: Instant },
    /// The result, until it is taken.
    Ended(Option<Box<Result<Raw, Error>>>),
}

impl Config {
    /// Begins a call. `seed` decides its waits; `budget` is shared by all calls of a client.
    ///
    /// # Errors
    /// Kinds `Validation` and `Configuration`, only for what is wrong with the input or the options.
    pub fn call(
        &self,
        operation: &'static Operation,
        input: Prepared,
        options: &CallOptions,
        budget: Arc<Budget>,
        now: Now,
        seed: u64,
    ) -> Result<Call, Error> {
        let Plan { request, policy, scrubber, waived } = self.plan(operation, input, options)?;
        let path =
            request.url.strip_prefix(self.base_url()).unwrap_or_default().split('?').next().unwrap_or_default();
        Ok(Call {
            operation,
            path: scrubber.scrub(path),
            request,
            policy,
            budget,
            scrubber,
            jitter: Jitter::new(seed),
            started: now,
            state: State::Ready,
            attempts: Vec::new(),
            report: None,
            retries: 0,
            rate_limit_waits: 0,
            waited_for_capacity: false,
            paid: 0,
            outcome_open: false,
            waived,
        })
    }

    /// What a call is made of but for time and chance.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub(crate) fn plan(
        &self,
        operation: &'static Operation,
        input: Prepared,
        options: &CallOptions,
    ) -> Result<Plan, Error> {
        let additions = Additions {
            headers: options.headers.clone(),
            body: options.extra_body.clone(),
            query: options.extra_query.clone(),
        };
        let scrubber = self.scrubber(&input.secrets, &additions);
        let waived = input.waived.clone();
        let request = self.request(operation, input, &additions).map_err(|error| error.scrubbed(&scrubber))?;
        Ok(Plan { request, policy: self.policy.with(options)?, scrubber, waived })
    }

    /// The same, from texts as bindings pass them: the operation's name, its input and its options as JSON.
    pub fn call_json(
        &self,
        operation: &str,
        input: &str,
        options: &str,
        budget: Arc<Budget>,
        now: Now,
        seed: u64,
    ) -> Result<Call, Error> {
        let options = CallOptions::from_json(options)?;
        let (operation, input) = Operation::with_checked_input(operation, input, &options.checking())?;
        self.call(operation, input, &options, budget, now, seed)
    }
}

impl Budget {
    /// A full budget, to be shared by the calls of one client.
    pub fn shared() -> Arc<Self> {
        Arc::default()
    }
}

impl Call {
    /// What to do now.
    ///
    /// While an attempt is under way it answers [`Step::Wait`] until that attempt's time is up, and counts it as timed
    /// out after, so that a transport that never reports cannot hold a call beyond its deadline.
    pub fn step(&mut self, now: Instant) -> Step {
        match &mut self.state {
            State::Ready => self.send(now),
            State::Waiting { until } if now >= *until => self.send(now),
            State::Waiting { until } => Step::Wait(*until),
            State::InFlight { until, .. } if now < *until => Step::Wait(*until),
            State::InFlight { .. } => {
                self.failed(now, Failure::timed_out("the transport did not answer in time"));
                self.step(now)
            }
            State::Ended(result) => Step::Done(match result.take() {
                Some(result) => *result,
                None => Err(Error::internal("the call's result was already taken")),
            }),
        }
    }

    /// Reports the answer to the attempt under way. Ignored when none is.
    pub fn received(&mut self, now: Instant, response: HttpResponse) {
        let State::InFlight { since, .. } = self.state else { return };
        let status = response.status;
        if (200..300).contains(&status) {
            self.log(since, now, Some(&response), "ok", false);
            return self.succeed(response, false);
        }
        let error = response::refusal(self.operation, &self.request.url, &response, &self.scrubber);
        let settles = settles(&error, status);
        // Of a request that ended in 5xx, or in what is no HTTP status, nobody said that it was not carried out.
        let unanswered = !(300..500).contains(&status);
        self.log(since, now, Some(&response), error.code(), unanswered && self.operation.is_write());
        let was_open = self.outcome_open;
        self.outcome_open = (was_open || unanswered) && !settles;
        match status {
            404 if settles && was_open && self.operation.method == Method::Delete => self.succeed(response, true),
            429 => self.rate_limited(now, &response, error),
            500..=599 => self.retry_or_end(now, error, Budget::RETRY, true),
            _ => self.end(error),
        }
    }

    /// Reports that the attempt under way got no answer. Ignored when none is.
    pub fn failed(&mut self, now: Instant, failure: Failure) {
        let State::InFlight { since, .. } = self.state else { return };
        let (kind, code, cost) = if failure.timed_out {
            (ErrorKind::Timeout, "timeout", Budget::RETRY_AFTER_TIMEOUT)
        } else {
            (ErrorKind::Connection, "connection_failed", Budget::RETRY)
        };
        self.log(since, now, None, code, failure.maybe_sent);
        self.outcome_open |= failure.maybe_sent;
        let is_said = !failure.message.trim().is_empty();
        let message = if is_said { failure.message } else { "the transport did not say why".to_owned() };
        let mut error = self.error(kind, code, message);
        if now >= self.deadline() {
            error = self.deadline_error().because(error);
        }
        self.retry_or_end(now, error, cost, failure.maybe_sent);
    }

    /// The host gives the call up, because its user did. Says whether the work may have been done all the same, also
    /// when it was, and its result comes too late to be taken.
    pub fn interrupted(&mut self, now: Instant) -> bool {
        let done = match &self.state {
            State::Ended(Some(result)) => result.is_ok(),
            State::InFlight { since, .. } => {
                self.log(*since, now, None, "interrupted", true);
                self.outcome_open = true;
                self.ended_with("interrupted");
                false
            }
            State::Ready | State::Waiting { .. } | State::Ended(None) => false,
        };
        self.state = State::Ended(None);
        (done || self.outcome_open) && self.operation.is_write()
    }

    /// What is to be told of the attempt that ended last; once, and before the call goes on.
    pub fn take_report(&mut self) -> Option<AttemptReport> {
        self.report.take()
    }

    /// What was tried so far.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn send(&mut self, now: Instant) -> Step {
        let left = self.deadline().since(now);
        if left == 0 {
            self.end(self.deadline_error());
            return self.step(now);
        }
        let timeout = self.policy.timeout.min(left);
        self.state = State::InFlight { since: now, until: now.after(timeout) };
        Step::Send(Transfer {
            request: self.request.clone(),
            timeout,
            connect_timeout: self.policy.connect_timeout.min(timeout),
            max_idle: (self.operation.replay == Replay::Never).then_some(Policy::FRESH_CONNECTION),
        })
    }

    /// A 429 was not processed, so waiting for it costs no retry and is safe for every operation.
    fn rate_limited(&mut self, now: Instant, response: &HttpResponse, error: Error) {
        let unix_ms = self.started.unix_ms.saturating_add_unsigned(now.since(self.started.instant));
        let hint = retry_after::seconds(response, unix_ms);
        let wait = hint.map_or(Policy::RATE_LIMIT_DEFAULT, retry_after::to_millis)
            + self.jitter.up_to(Policy::RATE_LIMIT_JITTER);
        let error = error.with_retry_after(hint);
        let capacity = self.operation.name == IMPORTS_CREATE.operation().name
            && error.details().and_then(|details| details.get("reason")).and_then(Value::as_str)
                == Some("cloudflare_account_capacity");
        if capacity && self.waited_for_capacity {
            return self.end(capacity_error(error));
        }
        let until = now.after(wait);
        let may_wait = self.policy.max_retries > 0 && self.rate_limit_waits < Policy::RATE_LIMIT_WAITS;
        if !may_wait || until >= self.deadline() {
            return self.end(if capacity { capacity_error(error) } else { error });
        }
        self.rate_limit_waits += 1;
        self.waited_for_capacity |= capacity;
        self.wait(until, wait);
    }

    fn retry_or_end(&mut self, now: Instant, error: Error, cost: u32, maybe_processed: bool) {
        let safe = !maybe_processed || self.operation.replay != Replay::Never;
        if !safe || self.retries >= self.policy.max_retries {
            return self.end(error);
        }
        let wait = self.jitter.up_to(Policy::longest_backoff(self.retries));
        let until = now.after(wait);
        if until >= self.deadline() || !self.budget.take(cost) {
            return self.end(error);
        }
        self.retries += 1;
        self.paid = cost;
        self.wait(until, wait);
    }

    fn wait(&mut self, until: Instant, millis: u64) {
        if let (Some(last), Some(report)) = (self.attempts.last_mut(), &mut self.report) {
            last.waited_ms = millis;
            report.attempt.waited_ms = millis;
            report.retry_in_ms = Some(millis);
        }
        self.state = State::Waiting { until };
    }

    fn succeed(&mut self, mut response: HttpResponse, already_gone: bool) {
        self.budget.refund(if self.paid > 0 { self.paid } else { Budget::SUCCESS });
        if already_gone {
            let id = self.request.path().rsplit('/').next().unwrap_or_default();
            let deletion =
                || serde_json::json!({ "data": { "id": id, "status": "deleted" } }).to_string().into_bytes();
            // What a deletion by its path would answer is not known.
            response.body = if self.operation.name == REQUEST { Vec::new() } else { deletion() };
        }
        self.finish(Ok(Raw {
            operation: self.operation,
            response,
            attempts: self.attempts.clone(),
            first_sent_unix_ms: self.started.unix_ms,
            already_gone,
            waived: self.waived.clone(),
            scrubber: self.scrubber.clone(),
        }));
    }

    fn end(&mut self, error: Error) {
        let error = if self.outcome_open && self.operation.is_write() { self.outcome_unknown(error) } else { error };
        self.finish(Err(error.with_attempts(&self.attempts).scrubbed(&self.scrubber)));
    }

    fn finish(&mut self, result: Result<Raw, Error>) {
        self.ended_with(result.as_ref().map_or_else(Error::code, |_| "ok"));
        self.state = State::Ended(Some(Box::new(result)));
    }

    /// Notes that the call ended with the attempt just logged, if one was: a deadline may also end a wait.
    fn ended_with(&mut self, result: &str) {
        if let Some(report) = self.report.as_mut().filter(|report| report.retry_in_ms.is_none()) {
            report.result = Some(result.to_owned());
        }
    }

    fn outcome_unknown(&self, cause: Error) -> Error {
        outcome_unknown(self.operation, cause.message()).because(cause)
    }

    fn deadline_error(&self) -> Error {
        let message = format!("not done within the call's deadline of {} ms", self.policy.deadline);
        self.error(ErrorKind::Deadline, "deadline_exceeded", message)
    }

    fn error(&self, kind: ErrorKind, code: &'static str, message: impl Into<String>) -> Error {
        Error::new(kind, code, message).with_operation(self.operation.name)
    }

    fn log(
        &mut self,
        since: Instant,
        now: Instant,
        response: Option<&HttpResponse>,
        outcome: &str,
        maybe_processed: bool,
    ) {
        let attempt = Attempt {
            number: u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(1),
            started_ms: since.since(self.started.instant),
            took_ms: now.since(since),
            status: response.map(|response| response.status),
            // A code, which was scrubbed with its error.
            outcome: outcome.to_owned(),
            request_id: response.and_then(HttpResponse::request_id).map(|id| self.scrubber.scrub(&id)),
            maybe_processed,
            waited_ms: 0,
        };
        self.attempts.push(attempt.clone());
        self.report = Some(AttemptReport {
            operation: self.operation.name.to_owned(),
            method: self.operation.method.as_str().to_owned(),
            path: self.path.clone(),
            attempt,
            retry_in_ms: None,
            result: None,
        });
    }

    fn deadline(&self) -> Instant {
        self.started.instant.after(self.policy.deadline)
    }
}

/// The error of a write that may or may not have been done, and why nobody knows.
pub(crate) fn outcome_unknown(operation: &Operation, why: &str) -> Error {
    let advice = match operation.replay {
        Replay::SameBody if operation.name == ORDERS_CREATE.operation().name => {
            "send the same order again within 24 hours: the API then returns the first one"
        }
        Replay::SameBody | Replay::Always => "make the same call again: doing it twice changes nothing more",
        Replay::Never => "look whether it was done before you make the call again",
    };
    let message = format!("it may or may not have been done ({why}); {advice}");
    Error::new(ErrorKind::OutcomeUnknown, "outcome_unknown", message)
        .with_operation(operation.name)
        .with_replay_safe(operation.replay != Replay::Never)
}

/// Whether a refusal settles what became of the attempts before it: had one of them been carried out, the same
/// request would have been answered otherwise.
///
/// Only what the API says of the request itself does. An answer without its envelope (a gateway's) settles nothing. Nor
/// does a refusal of the key or of the rate; nor a code that speaks of the state of things or that nobody knows, which
/// may be about the very order that the first attempt placed.
fn settles(error: &Error, status: u16) -> bool {
    let about_the_request = ["invalid_request", "not_found", "order_shape_conflict", "domain_count_mismatch"];
    matches!(status, 400 | 404 | 422) && about_the_request.contains(&error.code())
}

/// The documented way out of a busy Cloudflare account.
fn capacity_error(error: Error) -> Error {
    let message = "imports are at capacity for the moment; imports.create_job is not refused for that cause";
    error.with_message(message)
}
