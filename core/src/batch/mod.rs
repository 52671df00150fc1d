//! One long input, decided without I/O: more domains than one call of the API takes.
//!
//! In scope: checking the whole input before anything is sent, cutting it, gathering what became of each call, when to
//! stop, what a retry repeats. Out of scope: making a call, which is [`call`]'s part; time, of which it needs none.
//!
//! ```text
//!         ┌──────────────── there is more ───────────────┐
//!         ▼                                              │
//! new ──▶ Call ──▶ (the host makes the call) ──▶ answered ──▶ Done ──▶ (retry) ──▶ Call …
//!                                                        ▲
//!                               an error that stops it ──┘
//! ```
//!
//! The calls are made one after another. The first one decides whether there is a batch at all: if it failed and was
//! certainly not done, its error is the result, as that of a single call would be. After it there is always a batch,
//! with the errors in its items:
//!
//! | a call ends in | what comes after it |
//! |---|---|
//! | a refusal of its input, a 5xx, no connection, a timeout | is sent: it may fare better |
//! | an unknown outcome, or an unreadable success, of an operation that is replay-safe (imports) | is sent: the same input again does nothing twice |
//! | the same of one that is not (forwarding) | is not sent: somebody must look first |
//! | a refused key, a client set up wrongly or closed, a redirect, a fault of the SDK | is not sent: it would end in the same |
//! | a 429 that could not be waited out | is not sent: it would be refused too, and `retry_after` says until when |
//! | the deadline | is not sent: each call has its own, so an outage would hold the batch for that long each time |
//!
//! An unknown outcome that one of the last three led to stops the batch as well. What is not sent has the error
//! `not_sent`, with what stopped the batch as its cause.
//!
//! ```
//! use peeker_core::{batch::BatchStep, call::{Budget, CallOptions, Step}, clock::{Instant, Now}};
//! use peeker_core::{config::{Config, Options}, response::HttpResponse};
//!
//! let config = Config::new(Options { api_key: Some("pk_test_docs".into()), ..Options::default() }, |_| None)?;
//! let names: Vec<String> = (0..60).map(|number| format!("acme-{number}.com")).collect();
//! let input = serde_json::json!({ "domains": names }).to_string();
//! let mut batch = config.batch_json("domains.check_availability", &input, "{}")?;
//!
//! let now = Now { instant: Instant::from_millis(0), unix_ms: 1_778_241_600_000 };
//! let done = loop {
//!     match batch.step() {
//!         BatchStep::Call(next) => {
//!             let mut call = config.call(next.operation, next.input, &next.options, Budget::shared(), now, 7)?;
//!             let Step::Send(_) = call.step(now.instant) else { panic!("a call begins by sending") };
//!             let body = br#"{"data":{"domains":[]}}"#.to_vec();
//!             call.received(now.instant, HttpResponse { status: 200, headers: vec![], body });
//!             let Step::Done(result) = call.step(now.instant) else { panic!("it was answered") };
//!             batch.answered(result.and_then(|raw| raw.reply()));
//!         }
//!         BatchStep::Done(result) => break result?,
//!     }
//! };
//! assert_eq!(done.items.iter().map(|item| item.domains.len()).collect::<Vec<_>>(), [50, 10]);
//! assert!(done.is_complete());
//! # Ok::<(), peeker_core::error::Error>(())
//! ```

mod operation;
mod result;
#[cfg(test)]
mod tests;

pub use operation::{ALL, BatchEndpoint, BatchOperation, CHECK_AVAILABILITY, CREATE_MANY, SET_FORWARDING};
pub use result::{Batch, BatchItem, Outcome};

use crate::call::{self, Attempt, CallOptions};
use crate::config::{Config, read_options};
use crate::error::{Error, ErrorKind};
use crate::input::{Prepared, Splittable};
use crate::meta::Meta;
use crate::operation::{Operation, Output, Replay, Reply};
use operation::{Part, cut, in_order};

/// What the host does next.
#[derive(Debug, Clone)]
pub enum BatchStep {
    /// Make this call, then report with [`BatchCall::answered`].
    Call(NextCall),
    /// The end.
    Done(Result<Batch<Reply>, Error>),
}

/// A call to be made, by [`Config::call`] or, as text, by [`Config::call_json`].
#[derive(Debug, Clone)]
pub struct NextCall {
    pub operation: &'static Operation,
    pub input: Prepared,
    /// Those of the batch: each time in them is each call's own.
    pub options: CallOptions,
}

impl NextCall {
    /// The input as JSON text. As such it gives the same request.
    pub fn input_json(&self) -> String {
        self.input.to_json()
    }
}

/// A long input on its way through several calls.
///
/// Commands: [`step`](Self::step), [`answered`](Self::answered), [`interrupted`](Self::interrupted). Getters:
/// [`so_far`](Self::so_far), [`retry`](Self::retry).
#[derive(Debug, Clone)]
pub struct BatchCall {
    /// Items that were not reached yet have the error `not_sent`, so that it can be handed out at any time.
    batch: Batch<Reply>,
    /// Nothing of it was ever sent, so that an error is the whole batch's.
    fresh: bool,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    /// The next item that failed, from this place on, is to be called. Next: `Calling`, `Ended`.
    Ready(usize),
    /// The host makes the call of the item at this place. Next: `Ready`, `Ended`.
    Calling(usize),
    /// With the error of the first call, if nothing was done.
    Ended(Option<Error>),
}

impl Config {
    /// Begins a batch. Nothing of it is sent before all of its input was checked.
    ///
    /// # Errors
    /// Kinds `Validation` and `Configuration`, only for what is wrong with the input or the options, all at once and
    /// counted as the caller counts: `domains[137]`.
    pub fn batch<I: Splittable, O: Output>(
        &self,
        endpoint: BatchEndpoint<I, O>,
        input: I,
        options: CallOptions,
    ) -> Result<BatchCall, Error> {
        let of = endpoint.operation();
        self.begin_batch(of, cut(input, of.most, &options.checking()), options)
    }

    /// The same, from texts as bindings pass them: the operation's name, its input and its options as JSON.
    pub fn batch_json(&self, operation: &str, input: &str, options: &str) -> Result<BatchCall, Error> {
        let of = BatchOperation::named(operation)
            .ok_or_else(|| Error::internal(format!("there is no batch operation `{}`", operation.escape_debug())))?;
        let options: CallOptions = read_options(options)?;
        self.begin_batch(of, (of.cut)(input, &options.checking()), options)
    }

    fn begin_batch(
        &self,
        of: &'static BatchOperation,
        parts: Result<Vec<Part>, Error>,
        options: CallOptions,
    ) -> Result<BatchCall, Error> {
        let parts = parts.map_err(|error| error.with_operation(of.name))?;
        if let Some(first) = parts.first() {
            // What is wrong with the options is wrong with every call, and said before any is made.
            self.plan(of.operation, first.input.clone(), &options)?;
        }
        let items = parts.into_iter().map(|part| BatchItem::new(part, Err(not_sent(of, "not sent yet")))).collect();
        Ok(BatchCall { batch: Batch { items, of, options }, fresh: true, state: State::Ready(0) })
    }
}

impl BatchCall {
    /// What to do now: make a call, or take the result, as often as it is asked for.
    ///
    /// While a call is under way the answer is an `internal` error, so that a host that does not wait for
    /// [`answered`](Self::answered) sends nothing twice.
    pub fn step(&mut self) -> BatchStep {
        match &self.state {
            State::Ready(from) => self.next_call(*from),
            State::Calling(_) => BatchStep::Done(Err(Error::internal("a call of the batch is under way"))),
            State::Ended(Some(error)) => BatchStep::Done(Err(error.clone())),
            State::Ended(None) => BatchStep::Done(Ok(self.so_far())),
        }
    }

    /// Reports how the call ended, as [`Raw::reply`](crate::response::Raw::reply) gives it. Ignored when none is under
    /// way.
    pub fn answered(&mut self, answer: Result<(Reply, Meta), Error>) {
        let State::Calling(place) = self.state else { return };
        let alone = std::mem::take(&mut self.fresh);
        let Some(item) = self.batch.items.get_mut(place) else { return };
        let error = match answer {
            Ok((reply, meta)) => {
                item.result = Ok(in_order(reply, &item.domains));
                item.meta = Some(meta);
                self.state = State::Ready(place + 1);
                return;
            }
            Err(error) => error,
        };
        item.result = Err(error.clone());
        let nothing_done = alone && !error.may_be_done();
        if nothing_done || stops(self.batch.of.operation, &error) {
            let why = format!("not sent, because a part before it ended in `{}`", error.code());
            self.leave_out(place + 1, &not_sent(self.batch.of, why).after(&error));
            self.state = State::Ended(nothing_done.then_some(error));
        } else {
            self.state = State::Ready(place + 1);
        }
    }

    /// The host gives the batch up, because its user did: what was done so far, so that no id is lost.
    ///
    /// `maybe_done` and `attempts` are what [`Call::interrupted`](call::Call::interrupted) and
    /// [`Call::attempts`](call::Call::attempts) say of the call under way; `false` and none between two calls.
    pub fn interrupted(&mut self, maybe_done: bool, attempts: &[Attempt]) -> Batch<Reply> {
        let of = self.batch.of;
        let given_up = not_sent(of, "not sent, because the batch was given up");
        match self.state {
            State::Ready(from) => self.leave_out(from, &given_up),
            State::Calling(place) => {
                let error = if maybe_done {
                    call::outcome_unknown(of.operation, "the batch was given up meanwhile")
                } else {
                    not_sent(of, "the batch was given up before this was done")
                };
                if let Some(item) = self.batch.items.get_mut(place) {
                    item.result = Err(error.with_attempts(attempts));
                }
                self.leave_out(place + 1, &given_up);
            }
            State::Ended(_) => return self.so_far(),
        }
        self.state = State::Ended(None);
        self.so_far()
    }

    /// What became of the batch until now.
    pub fn so_far(&self) -> Batch<Reply> {
        self.batch.clone()
    }

    /// A machine that repeats what failed so far: see [`Batch::into_retry`].
    #[must_use]
    pub fn retry(&self) -> Self {
        Self::again(self.so_far())
    }

    fn again(batch: Batch<Reply>) -> Self {
        Self { batch, fresh: false, state: State::Ready(0) }
    }

    fn next_call(&mut self, from: usize) -> BatchStep {
        let mut rest = self.batch.items.iter().enumerate().skip(from);
        let Some((place, item)) = rest.find(|(_, item)| item.outcome() == Outcome::Failed) else {
            self.state = State::Ended(None);
            return self.step();
        };
        self.state = State::Calling(place);
        BatchStep::Call(NextCall {
            operation: self.batch.of.operation,
            input: item.input.clone(),
            options: self.batch.options.clone(),
        })
    }

    /// Says of all that was never sent, from a place on, why. What failed before keeps what the API said of it.
    fn leave_out(&mut self, from: usize, why: &Error) {
        for item in self.batch.items.iter_mut().skip(from) {
            if item.result.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotSent) {
                item.result = Err(why.clone());
            }
        }
    }
}

fn not_sent(of: &BatchOperation, why: impl Into<String>) -> Error {
    Error::new(ErrorKind::NotSent, "not_sent", why).with_operation(of.operation.name)
}

/// Whether what comes after a call that ended so is not to be sent. The module's table says why.
fn stops(operation: &Operation, error: &Error) -> bool {
    if error.may_be_done() && operation.replay == Replay::Never {
        return true;
    }
    let led_to_it = error.cause().filter(|_| error.kind() == ErrorKind::OutcomeUnknown);
    let error = led_to_it.unwrap_or(error);
    match error.kind() {
        ErrorKind::Authentication
        | ErrorKind::Permission
        | ErrorKind::Validation
        | ErrorKind::Configuration
        | ErrorKind::RateLimit
        | ErrorKind::Deadline
        | ErrorKind::Internal => true,
        ErrorKind::UnexpectedResponse => error.code() == "unexpected_redirect",
        ErrorKind::BadRequest
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::Server
        | ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::OutcomeUnknown
        | ErrorKind::UnreadableSuccess
        | ErrorKind::NotSent
        | ErrorKind::WaitTimeout
        | ErrorKind::UnknownState
        | ErrorKind::WaitFailed
        | ErrorKind::Webhook => false,
    }
}
