//! One call: core's machine, driven by `Driver.swift`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use peeker_core::call::{self, Call, Failure, Transfer};
use peeker_core::clock::Instant;
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::operation::Reply;
use peeker_core::response::{HttpResponse, Raw};

use crate::fault::{Fault, PeekerError};
use crate::guard::guard;

/// One call. `step` says what to do; `received` and `failed` report what came of it.
#[derive(Debug, uniffi::Object)]
pub(crate) struct Machine {
    call: Mutex<Call>,
}

/// What to do next.
#[derive(uniffi::Enum)]
#[allow(clippy::large_enum_variant, reason = "it is made once and crosses at once")]
pub(crate) enum Step {
    /// Send it, and report.
    Send { request: HttpRequest },
    /// Ask again at this time, not before.
    Wait { until_ms: u64 },
    /// The end.
    Done { reply: Reply, meta: Meta },
    /// The other end.
    Failed { error: Box<PeekerError> },
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

#[uniffi::export]
impl Machine {
    /// What to do now.
    pub(crate) fn step(&self, now_ms: u64) -> Result<Step, Fault> {
        guard(|| {
            Ok(match self.call().step(Instant::from_millis(now_ms)) {
                call::Step::Send(transfer) => Step::Send { request: transfer.into() },
                call::Step::Wait(until) => Step::Wait { until_ms: until.as_millis() },
                call::Step::Done(result) => result.into(),
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
            self.call().received(Instant::from_millis(now_ms), response);
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
            self.call().failed(Instant::from_millis(now_ms), Failure { maybe_sent, timed_out, message });
            Ok(())
        })
    }

    /// Gives the call up. Says whether the work may have been done all the same.
    pub(crate) fn interrupted(&self, now_ms: u64) -> Result<bool, Fault> {
        guard(|| Ok(self.call().interrupted(Instant::from_millis(now_ms))))
    }
}

impl Machine {
    pub(crate) fn new(call: Call) -> Self {
        Self { call: Mutex::new(call) }
    }

    /// A call that panicked under the lock has ended with that panic; what is left of it is only given up.
    fn call(&self) -> MutexGuard<'_, Call> {
        self.call.lock().unwrap_or_else(PoisonError::into_inner)
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

impl From<Result<Raw, Error>> for Step {
    fn from(result: Result<Raw, Error>) -> Self {
        match result.and_then(|raw| raw.reply()) {
            Ok((reply, meta)) => Self::Done { reply, meta },
            Err(error) => Self::Failed { error: Box::new((&error).into()) },
        }
    }
}
