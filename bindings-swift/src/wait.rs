//! One wait: core's watch, driven by `Wait.swift`. Each poll is a call of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use peeker_core::clock::Instant;
use peeker_core::operation::Reply;
use peeker_core::watch::{Poll, Progress, Watch, WatchStep};

use crate::fault::Fault;
use crate::guard::guard;
use crate::machine::Machine;
use crate::nothing_to_call;
use crate::session::{Beginning, Session};

/// One wait. `step` says what to do; `poll` begins a poll, and `polled` takes what it gave.
#[derive(Debug, uniffi::Object)]
pub(crate) struct WaitMachine(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    watch: Watch,
    /// The poll to be made, until it is begun.
    poll: Option<Poll>,
}

/// What to do next.
#[derive(uniffi::Enum)]
#[allow(clippy::large_enum_variant, reason = "it is made once and crosses at once")]
pub(crate) enum WaitStep {
    /// Make the call that `poll` begins, and report.
    Poll,
    /// Ask again at this time, not before.
    Wait { until_ms: u64 },
    /// What was waited for.
    Ended { reply: Reply },
}

#[uniffi::export]
impl WaitMachine {
    /// What to do now. It throws what the wait ended with, if that is an error.
    pub(crate) fn step(&self, now_ms: u64) -> Result<WaitStep, Fault> {
        guard(|| {
            let mut inner = self.inner();
            Ok(match inner.watch.step(Instant::from_millis(now_ms)) {
                WatchStep::Poll(poll) => {
                    inner.poll = Some(poll);
                    WaitStep::Poll
                }
                WatchStep::Wait(until) => WaitStep::Wait { until_ms: until.as_millis() },
                WatchStep::Done(result) => WaitStep::Ended { reply: result? },
            })
        })
    }

    /// Begins the poll.
    pub(crate) fn poll(&self, session: &Session, at: Beginning) -> Result<Arc<Machine>, Fault> {
        guard(|| {
            let poll = self.inner().poll.take().ok_or_else(nothing_to_call)?;
            session.call(poll.operation, poll.input, &poll.options, at)
        })
    }

    /// Takes what the poll gave.
    pub(crate) fn polled(&self, poll: &Machine, now_ms: u64) -> Result<Progress, Fault> {
        guard(|| {
            let result = poll.take().map(|(reply, _)| reply);
            Ok(self.inner().watch.polled(Instant::from_millis(now_ms), result))
        })
    }
}

impl WaitMachine {
    pub(crate) fn new(watch: Watch) -> Self {
        Self(Mutex::new(Inner { watch, poll: None }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
