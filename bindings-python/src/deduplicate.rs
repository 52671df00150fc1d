//! What core knows of handling each event once: how long a claim lasts, what to answer, and a store in memory.
//!
//! Out of scope: the protocol of stores and the `with` block around a handler, which are Python's. Times are seconds of
//! whatever clock Python passes.

use std::time::Duration;

use peeker_core::clock::Instant;
use peeker_core::webhook::{self, Claim, DeduplicatorStore};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::guard::{Failed, guard};

/// How long a claim lasts, by the clock of the one who claims.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Lease(webhook::Lease);

#[pymethods]
impl Lease {
    /// Begins now.
    #[new]
    fn new(py: Python<'_>, seconds: f64, now: f64) -> PyResult<Self> {
        guard(py, || {
            let length = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::ZERO);
            Ok(Self(webhook::Lease::new(instant(now), webhook::Lease::check(length)?)))
        })
    }

    /// Whether a handler that failed now may release its claim.
    fn may_release(&self, now: f64) -> bool {
        self.0.may_release(instant(now))
    }
}

/// Remembers events in this process.
#[pyclass(frozen, module = "peeker_partner._native")]
#[derive(Default)]
pub(crate) struct MemoryStore(webhook::MemoryStore);

#[pymethods]
impl MemoryStore {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    fn claim(&self, py: Python<'_>, event_id: &str, seconds: f64, now: f64) -> PyResult<String> {
        guard(py, || {
            let length = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::ZERO);
            let Ok(claim) = self.0.claim(event_id, webhook::Lease::new(instant(now), length));
            word(claim)
        })
    }

    fn complete(&self, py: Python<'_>, event_id: &str) -> PyResult<()> {
        guard(py, || {
            let Ok(()) = self.0.complete(event_id);
            Ok(())
        })
    }

    fn release(&self, py: Python<'_>, event_id: &str) -> PyResult<()> {
        guard(py, || {
            let Ok(()) = self.0.release(event_id);
            Ok(())
        })
    }
}

/// The HTTP status that answers a delivery with this claim; `None` where its event is to be handled first.
#[pyfunction]
pub(crate) fn claim_answer(claim: &Bound<'_, PyAny>) -> PyResult<Option<u16>> {
    let known = claim.extract::<&str>().ok().and_then(|word| serde_json::from_value(word.into()).ok());
    let wrong = || PyValueError::new_err("a store's claim() returns \"new\", \"in_progress\" or \"done\"");
    known.map(Claim::answer).ok_or_else(wrong)
}

fn word(claim: Claim) -> Result<String, Failed> {
    let word = serde_json::to_value(claim).ok().and_then(|word| word.as_str().map(str::to_owned));
    word.ok_or_else(|| PyValueError::new_err("a claim without a word").into())
}

fn instant(seconds: f64) -> Instant {
    let time = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    Instant::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}
