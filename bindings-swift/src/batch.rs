//! One long input: core's batch, driven by `Batch.swift`. Each part is a call of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use peeker_core::batch::{Batch, BatchCall, BatchItem, BatchStep, NextCall};
use peeker_core::meta::Meta;
use peeker_core::operation::Reply;

use crate::fault::{BatchOutcome, Fault, PeekerError};
use crate::guard::guard;
use crate::machine::{Interruption, Machine};
use crate::nothing_to_call;
use crate::session::{Beginning, Session};

/// One long input. `step` says whether there is a call to be made; `call` begins it, and `answered` takes what it gave.
#[derive(Debug, uniffi::Object)]
pub(crate) struct BatchMachine(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    batch: BatchCall,
    /// The call to be made, until it is begun.
    next: Option<NextCall>,
}

/// What to do next.
#[derive(uniffi::Enum)]
pub(crate) enum BatchMachineStep {
    /// Make the call that `call` begins, and report.
    Call,
    /// What became of each part.
    Ended { parts: Vec<BatchPart> },
}

/// What became of one call of a batch: a reply, or an error.
#[derive(uniffi::Record)]
pub(crate) struct BatchPart {
    pub(crate) domains: Vec<String>,
    pub(crate) outcome: BatchOutcome,
    pub(crate) reply: Option<Reply>,
    /// None or one.
    pub(crate) errors: Vec<PeekerError>,
    pub(crate) meta: Option<Meta>,
}

#[uniffi::export]
impl BatchMachine {
    /// What to do now. It throws the first call's error, if nothing was done.
    pub(crate) fn step(&self) -> Result<BatchMachineStep, Fault> {
        guard(|| {
            let mut inner = self.inner();
            Ok(match inner.batch.step() {
                BatchStep::Call(next) => {
                    inner.next = Some(next);
                    BatchMachineStep::Call
                }
                BatchStep::Done(result) => BatchMachineStep::Ended { parts: parts(&result?) },
            })
        })
    }

    /// Begins the call.
    pub(crate) fn call(&self, session: &Session, at: Beginning) -> Result<Arc<Machine>, Fault> {
        guard(|| {
            let next = self.inner().next.take().ok_or_else(nothing_to_call)?;
            session.call(next.operation, next.input, &next.options, at)
        })
    }

    /// Takes what the call gave.
    pub(crate) fn answered(&self, call: &Machine) -> Result<(), Fault> {
        guard(|| {
            let answer = call.take();
            self.inner().batch.answered(answer);
            Ok(())
        })
    }

    /// Gives the batch up, during a call or between two of them: what became of each part until now.
    pub(crate) fn interrupted(&self, call: Option<Interruption>) -> Result<Vec<BatchPart>, Fault> {
        guard(|| {
            let (maybe_done, attempts) = call.map_or((false, vec![]), |call| (call.maybe_done, call.attempts));
            Ok(parts(&self.inner().batch.interrupted(maybe_done, &attempts)))
        })
    }

    /// A machine that repeats what failed.
    pub(crate) fn retry(&self) -> Result<Arc<Self>, Fault> {
        guard(|| Ok(Arc::new(Self::new(self.inner().batch.retry()))))
    }
}

impl BatchMachine {
    pub(crate) fn new(batch: BatchCall) -> Self {
        Self(Mutex::new(Inner { batch, next: None }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parts(batch: &Batch<Reply>) -> Vec<BatchPart> {
    let part = |item: &BatchItem<Reply>| BatchPart {
        domains: item.domains.clone(),
        outcome: BatchOutcome(item.outcome().as_str().to_owned()),
        reply: item.result.as_ref().ok().cloned(),
        errors: item.result.as_ref().err().map(PeekerError::from).into_iter().collect(),
        meta: item.meta.clone(),
    };
    batch.items.iter().map(part).collect()
}
