//! Deliveries: checked, read, and made for tests; many events as one state.

use peeker_core::secret::Secret;
use peeker_core::webhook::{self, Authentic, Diagnosis, Event, Latest, Recipe, Verified, VerifierOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::guard::guard;

/// Checks deliveries. Made once: the secrets are prepared, and the settings checked.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Verifier {
    verifier: webhook::Verifier,
    options: VerifierOptions,
}

#[pymethods]
impl Verifier {
    /// `options` is JSON.
    #[new]
    fn new(py: Python<'_>, options: &str) -> PyResult<Self> {
        guard(py, || {
            let options = VerifierOptions::from_json(options)?;
            Ok(Self { verifier: webhook::Verifier::new(options.clone())?, options })
        })
    }

    fn verify(
        &self,
        py: Python<'_>,
        body: &[u8],
        headers: Vec<(Vec<u8>, Vec<u8>)>,
        now_unix_s: i64,
    ) -> PyResult<Verified> {
        guard(py, || Ok(py.detach(|| self.verifier.verify(body, headers, now_unix_s))?))
    }

    fn authenticate(
        &self,
        py: Python<'_>,
        body: &[u8],
        headers: Vec<(Vec<u8>, Vec<u8>)>,
        now_unix_s: i64,
    ) -> PyResult<Authentic> {
        guard(py, || Ok(py.detach(|| self.verifier.authenticate(body, headers, now_unix_s))?))
    }

    fn diagnose(
        &self,
        py: Python<'_>,
        body: &[u8],
        headers: Vec<(Vec<u8>, Vec<u8>)>,
        now_unix_s: i64,
    ) -> PyResult<Diagnosis> {
        guard(py, || Ok(py.detach(|| webhook::diagnose(&self.options, body, headers, now_unix_s))))
    }
}

/// The event of a body that was verified before.
#[pyfunction]
pub(crate) fn parse_event(py: Python<'_>, body: &[u8], header_id: Option<&str>) -> PyResult<Event> {
    guard(py, || Ok(py.detach(|| webhook::parse(body, header_id))?))
}

/// The headers of a delivery with this body. `recipe` is JSON.
#[pyfunction]
pub(crate) fn sign_event(
    py: Python<'_>,
    body: &[u8],
    secret: String,
    recipe: &str,
    timestamp: i64,
    event_id: Option<&str>,
) -> PyResult<Vec<(String, String)>> {
    guard(py, || {
        let recipe: Recipe =
            serde_json::from_str(recipe).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(webhook::sign(body, &Secret::new(secret), &recipe, timestamp, event_id)?)
    })
}

/// The newest state of the one object that these events are of.
#[pyfunction]
#[allow(clippy::needless_pass_by_value, reason = "as PyO3 gives it")]
pub(crate) fn latest(py: Python<'_>, events: Vec<Py<Event>>) -> PyResult<Option<Latest>> {
    guard(py, || Ok(py.detach(|| webhook::latest(events.iter().map(Py::get)))?))
}

/// The newest state of each object that these events are of.
#[pyfunction]
#[allow(clippy::needless_pass_by_value, reason = "as PyO3 gives it")]
pub(crate) fn latest_by_object(py: Python<'_>, events: Vec<Py<Event>>) -> PyResult<Vec<Latest>> {
    guard(py, || Ok(py.detach(|| webhook::latest_by_object(events.iter().map(Py::get)))))
}
