//! One call: core's machine, driven by `Driver.swift`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use peeker_core::call::{self, Attempt, AttemptReport, Call, Failure, Transfer};
use peeker_core::clock::Instant;
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::operation::Reply;
use peeker_core::response::{HttpResponse, Raw};

use crate::fault::Fault;
use crate::guard::guard;

/// One call. `step` says what to do; `received` and `failed` report what came of it; `result` is asked for at the end.
#[derive(Debug, uniffi::Object)]
pub(crate) struct Machine(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    call: Call,
    /// How it ended, until it is taken.
    result: Option<Result<Raw, Error>>,
}

/// What to do next.
#[derive(uniffi::Enum)]
pub(crate) enum Step {
    /// Send it, and report.
    Send { request: HttpRequest },
    /// Ask again at this time, not before.
    Wait { until_ms: u64 },
    /// The end.
    Ended,
}

/// What to send, with its secrets, and the limits it is sent under.
#[derive(uniffi::Record)]
pub(crate) struct HttpRequest {
    pub(crate) method: String,
    pub(crate) url: String,
    /// Names in lower case.
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Option<String>,
    pub(crate) timeout_ms: u64,
    /// A connection that was idle for longer must not be used.
    pub(crate) max_idle_ms: Option<u64>,
}

/// What a call gives.
#[derive(uniffi::Record)]
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    pub(crate) meta: Meta,
}

/// What is known of a call that its task gave up.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub(crate) struct Interruption {
    /// The operation, as in `orders.create`.
    pub(crate) operation: String,
    /// Whether the work may have been done all the same. Always false for reads.
    pub(crate) maybe_done: bool,
    /// What was tried, in order.
    pub(crate) attempts: Vec<Attempt>,
}

#[uniffi::export]
impl Machine {
    /// What to do now.
    pub(crate) fn step(&self, now_ms: u64) -> Result<Step, Fault> {
        guard(|| {
            let mut inner = self.inner();
            Ok(match inner.call.step(Instant::from_millis(now_ms)) {
                call::Step::Send(transfer) => Step::Send { request: transfer.into() },
                call::Step::Wait(until) => Step::Wait { until_ms: until.as_millis() },
                call::Step::Done(result) => {
                    inner.result = Some(result);
                    Step::Ended
                }
            })
        })
    }

    /// Reports the answer to what was sent.
    pub(crate) fn received(
        &self,
        now_ms: u64,
        status: u16,
        headers: HashMap<String, String>,
        body: &[u8],
    ) -> Result<(), Fault> {
        let response = HttpResponse { status, headers: headers.into_iter().collect(), body: body.to_vec() };
        guard(|| {
            self.inner().call.received(Instant::from_millis(now_ms), response);
            Ok(())
        })
    }

    /// Reports that there was no answer.
    pub(crate) fn failed(
        &self,
        now_ms: u64,
        maybe_sent: bool,
        timed_out: bool,
        message: String,
    ) -> Result<(), Fault> {
        guard(|| {
            self.inner().call.failed(Instant::from_millis(now_ms), Failure { maybe_sent, timed_out, message });
            Ok(())
        })
    }

    /// What is to be told of the attempt that ended last, once.
    pub(crate) fn report(&self) -> Result<Option<AttemptReport>, Fault> {
        guard(|| Ok(self.inner().call.take_report()))
    }

    /// The end's result, once.
    pub(crate) fn result(&self) -> Result<Answer, Fault> {
        guard(|| {
            let (reply, meta) = self.take()?;
            Ok(Answer { reply, meta })
        })
    }

    /// Gives the call up.
    pub(crate) fn interrupted(&self, now_ms: u64) -> Result<Interruption, Fault> {
        guard(|| {
            let mut inner = self.inner();
            let maybe_done = inner.call.interrupted(Instant::from_millis(now_ms));
            Ok(Interruption {
                operation: inner.call.operation().name.to_owned(),
                maybe_done,
                attempts: inner.call.attempts().to_vec(),
            })
        })
    }
}

impl Machine {
    pub(crate) fn new(call: Call) -> Self {
        Self(Mutex::new(Inner { call, result: None }))
    }

    /// The end's result, once, for what made the call.
    pub(crate) fn take(&self) -> Result<(Reply, Meta), Error> {
        let result = self.inner().result.take();
        result
            .unwrap_or_else(|| Err(Error::internal("the call has no result to be taken")))
            .and_then(|raw| raw.reply())
    }

    #[cfg(test)]
    pub(crate) fn panic_under_lock(&self) {
        let _inner = self.inner();
        panic!("as a fault of core would");
    }

    /// A call that panicked under the lock has ended with that panic; what is left of it is only given up.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Transfer> for HttpRequest {
    fn from(transfer: Transfer) -> Self {
        let request = transfer.request;
        Self {
            method: request.method.as_str().to_owned(),
            url: request.url,
            headers: request.headers.iter().map(|(name, value)| (name.clone(), value.reveal().to_owned())).collect(),
            body: request.body.as_ref().map(|body| body.reveal().to_owned()),
            timeout_ms: transfer.timeout,
            max_idle_ms: transfer.max_idle,
        }
    }
}
