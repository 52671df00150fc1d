//! What a machine is for: one call, or a wait, a batch or a preflight, which are made of calls.

use peeker_core::batch::{BatchCall, BatchOperation, BatchStep};
use peeker_core::call::{Attempt, Call, CallOptions};
use peeker_core::clock::Instant;
use peeker_core::error::{Error, Violations};
use peeker_core::meta::Meta;
use peeker_core::operation::Reply;
use peeker_core::preflight::{Preflight, PreflightStep};
use peeker_core::response::Raw;
use peeker_core::validate::order::OrderReport;
use peeker_core::watch::{Progress, Watch, WatchStep, Watched};
use serde_json::{Map, Value};

use crate::client::Shared;

const PREFLIGHT: &str = "orders.preflight";
const CREATE: &str = "orders.create";

pub(crate) enum Work {
    /// Its own result is the result.
    Call(Option<Box<Call>>),
    /// The last poll's meta is the wait's.
    Wait {
        watch: Box<Watch>,
        meta: Option<Meta>,
    },
    Batch(Box<BatchCall>),
    Preflight(Box<Questions>),
}

/// A preflight, and the order that is created after it, if one is.
pub(crate) struct Questions {
    preflight: Preflight,
    options: CallOptions,
    /// Input and options, as JSON.
    then: Option<(String, String)>,
}

/// What is to be done now.
pub(crate) enum Next {
    /// Make this call, then report with [`Work::answered`].
    Call(Box<Result<Call, Error>>),
    Wait(Instant),
    Done(Box<Result<Outcome, Error>>),
}

/// What everything ends in.
pub(crate) enum Outcome {
    Raw(Raw),
    Reply(Reply, Option<Meta>),
    Report(OrderReport),
    Batch(BatchCall),
}

impl Work {
    /// The name decides what it is.
    ///
    /// # Errors
    /// Kinds `Validation` and `Configuration`, only for what is wrong with the input or the options.
    pub(crate) fn begin(
        shared: &Shared,
        name: &str,
        input: &str,
        options: &str,
        preflight: bool,
    ) -> Result<Self, Error> {
        if name == PREFLIGHT || (preflight && name == CREATE) {
            return Self::preflight(input, options, preflight && name == CREATE);
        }
        if Watched::named(name).is_some() {
            let now = shared.time.now().instant;
            let watch = shared.config.watch_json(name, &id_of(input), options, now)?;
            return Ok(Self::Wait { watch: Box::new(watch), meta: None });
        }
        if BatchOperation::named(name).is_some() {
            return Ok(Self::Batch(Box::new(shared.config.batch_json(name, input, options)?)));
        }
        Ok(Self::Call(Some(Box::new(shared.call_json(name, input, options)?))))
    }

    fn preflight(input: &str, options: &str, create: bool) -> Result<Self, Error> {
        let all = CallOptions::from_json(options)?;
        let known = serde_json::to_string(&all.known).unwrap_or_default();
        let preflight = Preflight::from_json(input, if all.known.is_some() { &known } else { "{}" })?;
        let then = create.then(|| (input.to_owned(), options.to_owned()));
        Ok(Self::Preflight(Box::new(Questions { preflight, options: all.of_questions(), then })))
    }

    /// What to do now, while none of its calls is under way.
    pub(crate) fn next(&mut self, shared: &Shared, now: Instant) -> Next {
        match self {
            Self::Call(call) => {
                let call = call.take().ok_or_else(|| Error::internal("the call has no result yet, or no more"));
                Next::call(call.map(|call| *call))
            }
            Self::Wait { watch, meta, .. } => match watch.step(now) {
                WatchStep::Poll(poll) => Next::call(shared.call(poll.operation, poll.input, &poll.options)),
                WatchStep::Wait(until) => Next::Wait(until),
                WatchStep::Done(result) => Next::done(result.map(|reply| Outcome::Reply(reply, meta.take()))),
            },
            Self::Batch(batch) => match batch.step() {
                BatchStep::Call(next) => Next::call(shared.call(next.operation, next.input, &next.options)),
                BatchStep::Done(result) => Next::done(result.map(|_| Outcome::Batch((**batch).clone()))),
            },
            Self::Preflight(questions) => match questions.preflight.step() {
                PreflightStep::Call(next) => Next::call(shared.call(next.operation, next.input, &questions.options)),
                PreflightStep::Done(report) => match (report, questions.then.take()) {
                    (Ok(_), Some((input, options))) => self.create(shared, &input, &options),
                    (report, _) => Next::done(report.map(|report| Outcome::Report(*report))),
                },
            },
        }
    }

    /// Takes what one of its calls ended in. Gives how far a wait has come, and the result of what is one call.
    pub(crate) fn answered(&mut self, now: Instant, result: Result<Raw, Error>) -> Answered {
        let reply = |result: Result<Raw, Error>| result.and_then(|raw| raw.reply());
        match self {
            Self::Call(_) => return Answered::Done(Box::new(result.map(Outcome::Raw))),
            Self::Wait { watch, meta, .. } => {
                let answer = reply(result).map(|(data, of_poll)| {
                    *meta = Some(of_poll);
                    data
                });
                return Answered::Progress(Box::new(watch.polled(now, answer)));
            }
            Self::Batch(batch) => batch.answered(reply(result)),
            Self::Preflight(questions) => questions.preflight.answered(reply(result).map(|(data, _)| data)),
        }
        Answered::GoOn
    }

    /// Ends it: what became of a batch until now.
    pub(crate) fn interrupted(&mut self, maybe_done: bool, attempts: &[Attempt]) -> Option<BatchCall> {
        match self {
            Self::Batch(batch) => {
                let _ = batch.interrupted(maybe_done, attempts);
                Some((**batch).clone())
            }
            Self::Call(_) | Self::Wait { .. } | Self::Preflight(_) => None,
        }
    }

    /// The order that a preflight was for, with all that was learnt of it.
    fn create(&mut self, shared: &Shared, input: &str, options: &str) -> Next {
        let Self::Preflight(questions) = self else { return Next::done(Err(Error::internal("no preflight"))) };
        let refused: Violations = questions.preflight.refused().iter().cloned().collect();
        let call = refused.into_result().and_then(|()| {
            let mut options: Map<String, Value> = serde_json::from_str(options).map_err(internal)?;
            let known = serde_json::to_value(questions.preflight.known()).map_err(internal)?;
            options.insert("known".to_owned(), known);
            shared.call_json(CREATE, input, &Value::Object(options).to_string())
        });
        *self = Self::Call(None);
        Next::call(call)
    }
}

/// What follows from the end of a call.
pub(crate) enum Answered {
    GoOn,
    Progress(Box<Progress>),
    Done(Box<Result<Outcome, Error>>),
}

impl Next {
    fn call(call: Result<Call, Error>) -> Self {
        Self::Call(Box::new(call))
    }

    fn done(result: Result<Outcome, Error>) -> Self {
        Self::Done(Box::new(result))
    }
}

/// The id of an input that is `{"id": …}`; nothing is empty, and core refuses that.
fn id_of(input: &str) -> String {
    let fields: Map<String, Value> = serde_json::from_str(input).unwrap_or_default();
    fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn internal(error: serde_json::Error) -> Error {
    Error::internal(error.to_string())
}
