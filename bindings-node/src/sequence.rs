//! Several calls in turn, of which core decides: a batch, a wait, a preflight. Driven by `sequence.ts`.
//!
//! The answer of each call stays on this side: only the end crosses, as JSON.

use std::sync::{Mutex, MutexGuard, PoisonError};

use napi_derive::napi;
use peeker_core::batch::{BatchCall, BatchStep};
use peeker_core::call::CallOptions;
use peeker_core::clock::Instant;
use peeker_core::error::{Error, Violations};
use peeker_core::input::Prepared;
use peeker_core::operation::{ORDERS_CREATE, Operation};
use peeker_core::preflight::{Preflight, PreflightStep};
use peeker_core::watch::{Progress, Watch, WatchStep};

use crate::client::Connection;
use crate::guard::enter;
use crate::machine::{Answer, Machine};
use crate::number::{instant, millis, now};
use crate::step::{Step, json};

/// A batch, a wait or a preflight. `step` says what to do; `call` begins the next call, `answered` ends it.
#[napi]
pub struct Sequence {
    connection: Connection,
    inner: Mutex<Inner>,
}

struct Inner {
    kind: Kind,
    next: Option<Next>,
}

enum Kind {
    Batch(Box<BatchCall>),
    Watch(Box<Watch>),
    Preflight(Box<Asking>),
}

/// A preflight, and the call that is to follow it.
struct Asking {
    preflight: Preflight,
    questions: CallOptions,
    order: String,
    options: String,
}

/// The call to be made.
struct Next {
    operation: &'static Operation,
    input: Prepared,
    options: CallOptions,
}

#[napi]
impl Sequence {
    /// What to do now.
    #[napi]
    pub fn step(&self, now_ms: f64) -> napi::Result<Step> {
        enter(|| Ok(self.lock().step(instant(now_ms))))
    }

    /// Begins the call that is next, to be driven to its end and then given to `answered`; null if it could not be
    /// begun, which the sequence knows then.
    #[napi]
    pub fn call(&self, now_ms: f64, unix_ms: f64, seed: u32) -> napi::Result<Option<Machine>> {
        enter(|| {
            let mut inner = self.lock();
            let Some(Next { operation, input, options }) = inner.next.take() else {
                return Err(Error::internal("there is no call to begin"));
            };
            let Connection { config, budget, pool } = self.connection.clone();
            match config.call(operation, input, &options, budget, now(now_ms, unix_ms), seed.into()) {
                Ok(call) => Ok(Some(Machine::part(call, pool))),
                Err(error) => {
                    inner.answered(instant(now_ms), Err(error));
                    Ok(None)
                }
            }
        })
    }

    /// Reports a call that has ended. Of a wait, gives how far it has come, as JSON.
    #[napi]
    pub fn answered(&self, now_ms: f64, call: &Machine) -> napi::Result<Option<String>> {
        enter(|| {
            let progress = self.lock().answered(instant(now_ms), call.take_answer());
            progress.map(|progress| json(&progress)).transpose()
        })
    }

    /// Gives a batch up, during a call that was given up or between two. Gives what was done until then, as JSON; null if
    /// it is no batch.
    #[napi]
    pub fn interrupted(&self, call: Option<&Machine>) -> napi::Result<Option<String>> {
        enter(|| {
            let (maybe_done, attempts) = call.map(Machine::given_up).unwrap_or_default();
            match &mut self.lock().kind {
                Kind::Batch(batch) => json(&batch.interrupted(maybe_done, &attempts)).map(Some),
                Kind::Watch(_) | Kind::Preflight(_) => Ok(None),
            }
        })
    }

    /// A sequence that repeats what failed of a batch.
    #[napi]
    pub fn retry(&self) -> napi::Result<Sequence> {
        enter(|| match &self.lock().kind {
            Kind::Batch(batch) => Ok(Self::batch(&self.connection, batch.retry())),
            Kind::Watch(_) | Kind::Preflight(_) => Err(Error::internal("it is no batch")),
        })
    }

    /// After a preflight, begins the call that places its order, checked against all that was found out.
    #[napi]
    pub fn place(&self, now_ms: f64, unix_ms: f64, seed: u32) -> napi::Result<Machine> {
        enter(|| {
            let inner = self.lock();
            let Kind::Preflight(asking) = &inner.kind else { return Err(Error::internal("it is no preflight")) };
            let refused: Violations = asking.preflight.refused().iter().cloned().collect();
            refused.into_result()?;
            let options = with_known(&asking.options, &asking.preflight)?;
            let Connection { config, budget, pool } = self.connection.clone();
            let (name, now) = (ORDERS_CREATE.operation().name, now(now_ms, unix_ms));
            let call = config.call_json(name, &asking.order, &options, budget, now, seed.into())?;
            Ok(Machine::new(call, pool))
        })
    }
}

impl Sequence {
    pub(crate) fn batch(connection: &Connection, batch: BatchCall) -> Self {
        Self::new(connection, Kind::Batch(Box::new(batch)))
    }

    pub(crate) fn watch(connection: &Connection, watch: Watch) -> Self {
        Self::new(connection, Kind::Watch(Box::new(watch)))
    }

    pub(crate) fn preflight(connection: &Connection, order: String, options: String) -> Result<Self, Error> {
        let all = CallOptions::from_json(&options)?;
        let known = all.known.as_deref().cloned().unwrap_or_default();
        let preflight = Preflight::from_json(&order, &json(&known)?)?;
        let asking = Asking { preflight, questions: all.of_questions(), order, options };
        Ok(Self::new(connection, Kind::Preflight(Box::new(asking))))
    }

    fn new(connection: &Connection, kind: Kind) -> Self {
        Self { connection: connection.clone(), inner: Mutex::new(Inner { kind, next: None }) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn step(&mut self, now: Instant) -> Step {
        let next = match &mut self.kind {
            Kind::Batch(batch) => match batch.step() {
                BatchStep::Call(next) => Next { operation: next.operation, input: next.input, options: next.options },
                BatchStep::Done(result) => return Step::ended(result.as_ref()),
            },
            Kind::Watch(watch) => match watch.step(now) {
                WatchStep::Poll(poll) => Next { operation: poll.operation, input: poll.input, options: poll.options },
                WatchStep::Wait(until) => return Step::Wait { until: millis(until.as_millis()) },
                WatchStep::Done(result) => return Step::ended(result.as_ref()),
            },
            Kind::Preflight(asking) => match asking.preflight.step() {
                PreflightStep::Call(question) => {
                    let options = asking.questions.clone();
                    Next { operation: question.operation, input: question.input, options }
                }
                PreflightStep::Done(result) => return Step::ended(result.as_ref()),
            },
        };
        self.next = Some(next);
        Step::Call {}
    }

    fn answered(&mut self, now: Instant, answer: Answer) -> Option<Progress> {
        match &mut self.kind {
            Kind::Batch(batch) => batch.answered(answer),
            Kind::Watch(watch) => return Some(watch.polled(now, answer.map(|(reply, _)| reply))),
            Kind::Preflight(asking) => asking.preflight.answered(answer.map(|(reply, _)| reply)),
        }
        None
    }
}

/// The options of a call with all that a preflight found out.
fn with_known(options: &str, preflight: &Preflight) -> Result<String, Error> {
    let wrong = |error: serde_json::Error| Error::internal(error.to_string());
    let mut options: serde_json::Map<String, serde_json::Value> = serde_json::from_str(options).map_err(wrong)?;
    options.insert("known".to_owned(), serde_json::to_value(preflight.known()).map_err(wrong)?);
    json(&options)
}
