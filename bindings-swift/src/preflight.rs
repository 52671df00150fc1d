//! An order checked against what the API knows: core's preflight, driven by `Preflight.swift`. Each question is a call
//! of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use peeker_core::call::CallOptions;
use peeker_core::error::{Error, Violations};
use peeker_core::preflight::{Preflight, PreflightStep, Question};
use peeker_core::validate::order::OrderReport;

use crate::fault::Fault;
use crate::guard::guard;
use crate::machine::Machine;
use crate::nothing_to_call;
use crate::session::{Beginning, Session};

/// One preflight. `step` says whether there is a question; `ask` begins it, and `answered` takes what it gave.
#[derive(Debug, uniffi::Object)]
pub(crate) struct PreflightMachine {
    inner: Mutex<Inner>,
    options: CallOptions,
}

#[derive(Debug)]
struct Inner {
    preflight: Preflight,
    /// The question to be asked, until it is begun.
    question: Option<Question>,
}

/// What to do next.
#[derive(uniffi::Enum)]
#[allow(clippy::large_enum_variant, reason = "it is made once and crosses at once")]
pub(crate) enum PreflightMachineStep {
    /// Make the call that `ask` begins, and report.
    Ask,
    /// Everything that can be said of the order.
    Ended { report: OrderReport },
}

#[uniffi::export]
impl PreflightMachine {
    /// An order, what is known of it, and the options of its call, as JSON.
    #[uniffi::constructor]
    pub(crate) fn new(order: &str, known: &str, options: &str) -> Result<Self, Fault> {
        guard(|| {
            let preflight = Preflight::from_json(order, known)?;
            let options = CallOptions::from_json(options)?.of_questions();
            Ok(Self { inner: Mutex::new(Inner { preflight, question: None }), options })
        })
    }

    /// What to do now. It throws, if a question was not answered.
    pub(crate) fn step(&self) -> Result<PreflightMachineStep, Fault> {
        guard(|| {
            let mut inner = self.inner();
            Ok(match inner.preflight.step() {
                PreflightStep::Call(question) => {
                    inner.question = Some(question);
                    PreflightMachineStep::Ask
                }
                PreflightStep::Done(report) => PreflightMachineStep::Ended { report: *report? },
            })
        })
    }

    /// Begins the question.
    pub(crate) fn ask(&self, session: &Session, at: Beginning) -> Result<Arc<Machine>, Fault> {
        guard(|| {
            let question = self.inner().question.take().ok_or_else(nothing_to_call)?;
            session.call(question.operation, question.input, &self.options, at)
        })
    }

    /// Takes what the question gave.
    pub(crate) fn answered(&self, call: &Machine) -> Result<(), Fault> {
        guard(|| {
            let answer = call.take().map(|(reply, _)| reply);
            self.inner().preflight.answered(answer);
            Ok(())
        })
    }

    /// What is known of the order by now, as JSON: what it is then created with. It throws what the API said against it.
    pub(crate) fn known(&self) -> Result<String, Fault> {
        guard(|| {
            let inner = self.inner();
            inner.preflight.refused().iter().cloned().collect::<Violations>().into_result()?;
            serde_json::to_string(inner.preflight.known()).map_err(|error| Error::internal(error.to_string()))
        })
    }
}

impl PreflightMachine {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
