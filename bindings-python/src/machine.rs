//! One call as Python drives it: `step`, then wait for what it says, until there is a result.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use peeker_core::call::{Call, Failure, Step, Transfer};
use peeker_core::client::{Clock, SystemClock};
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::response::{HttpResponse, Raw};
use peeker_core::transport::{Pool, Ticket};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};

use crate::at_exit::attach_unless_exiting;
use crate::guard::guard;
use crate::request::{Request, seconds};

/// How long a signal such as Ctrl-C may go unnoticed.
const SLICE: Duration = Duration::from_millis(50);

/// One call.
///
/// Protocol: [`step`](Self::step) until it returns `None`, doing in between what it returned: wait that many seconds,
/// or until the bell rings; or send a `Request` and report with [`received`](Self::received) or
/// [`failed`](Self::failed). Then [`result`](Self::result). Whoever gives up calls [`interrupted`](Self::interrupted).
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Machine {
    state: Mutex<State>,
    pool: Option<Arc<Pool>>,
    bell: OnceLock<Arc<Py<PyAny>>>,
    clock: Arc<SystemClock>,
}

struct State {
    call: Call,
    /// The attempt that the pool sends.
    flight: Option<Flight>,
    result: Option<Result<Raw, Error>>,
}

struct Flight {
    ticket: Ticket,
    mailbox: Arc<Mailbox>,
}

/// Where a thread of the pool leaves the outcome of one attempt.
#[derive(Default)]
struct Mailbox {
    outcome: Mutex<Option<Result<HttpResponse, Failure>>>,
    arrived: Condvar,
}

#[pymethods]
impl Machine {
    /// What to do: wait this many seconds, send this request, or take the result.
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(py, || {
            let mut state = self.state();
            state.take_outcome(&self.clock);
            loop {
                let now = self.clock.now().instant;
                match (state.call.step(now), &self.pool) {
                    (Step::Send(transfer), None) => {
                        return Ok(Some(Bound::new(py, Request::from(transfer))?.into_any()));
                    }
                    (Step::Send(transfer), Some(pool)) => {
                        state.give_up_flight();
                        state.flight = Some(self.send(pool, transfer));
                    }
                    (Step::Wait(until), _) => {
                        return Ok(Some(PyFloat::new(py, seconds(until.since(now))).into_any()));
                    }
                    (Step::Done(result), _) => {
                        state.give_up_flight();
                        state.result = Some(result);
                        return Ok(None);
                    }
                }
            }
        })
    }

    /// Waits, without the interpreter, until the time is over or something arrived.
    ///
    /// # Errors
    /// Whatever a signal handler raises, such as `KeyboardInterrupt`.
    fn wait(&self, py: Python<'_>, seconds: f64) -> PyResult<()> {
        let until = Instant::now() + Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let mailbox = self.state().flight.as_ref().map(|flight| Arc::clone(&flight.mailbox)).unwrap_or_default();
        loop {
            let slice = until.saturating_duration_since(Instant::now()).min(SLICE);
            let arrived = py.detach(|| mailbox.wait(slice));
            py.check_signals()?;
            if arrived || slice < SLICE {
                return Ok(());
            }
        }
    }

    /// Sets what is called, on another thread, when something arrived.
    fn on_arrival(&self, bell: Py<PyAny>) {
        let _ = self.bell.set(Arc::new(bell));
    }

    /// Reports the answer to the request.
    fn received(&self, py: Python<'_>, status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> PyResult<()> {
        guard(py, || {
            self.state().call.received(self.clock.now().instant, HttpResponse { status, headers, body });
            Ok(())
        })
    }

    /// Reports that the request got no answer.
    fn failed(&self, py: Python<'_>, maybe_sent: bool, timed_out: bool, message: String) -> PyResult<()> {
        guard(py, || {
            self.state().call.failed(self.clock.now().instant, Failure { maybe_sent, timed_out, message });
            Ok(())
        })
    }

    /// Gives the call up. Returns whether the work may have been done all the same.
    fn interrupted(&self, py: Python<'_>) -> PyResult<bool> {
        guard(py, || {
            let mut state = self.state();
            state.take_outcome(&self.clock);
            let unsent = state.give_up_flight();
            let now = self.clock.now().instant;
            if unsent {
                state.call.failed(now, Failure::not_sent("it was cancelled before it was sent"));
            }
            Ok(state.call.interrupted(now))
        })
    }

    /// The result and what is known besides. It is handed out once.
    fn result<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Meta)> {
        guard(py, || {
            let result = self.state().result.take();
            let result = result.unwrap_or_else(|| Err(Error::internal("the call has no result yet, or no more")));
            let (reply, meta) = py.detach(|| result.and_then(|raw| raw.reply()))?;
            Ok((reply.into_pyobject(py)?, meta))
        })
    }

    /// What was tried so far.
    #[getter]
    fn attempts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.state().call.attempts().to_vec())
    }

    /// As in `orders.create`.
    #[getter]
    fn operation(&self) -> &'static str {
        self.state().call.operation().name
    }
}

impl Machine {
    pub(crate) fn new(call: Call, pool: Option<Arc<Pool>>, clock: Arc<SystemClock>) -> Self {
        let state = State { call, flight: None, result: None };
        Self { state: Mutex::new(state), pool, bell: OnceLock::new(), clock }
    }

    fn send(&self, pool: &Pool, transfer: Transfer) -> Flight {
        let mailbox = Arc::<Mailbox>::default();
        let (into, bell) = (Arc::clone(&mailbox), self.bell.get().cloned());
        let expires = Instant::now() + Duration::from_millis(transfer.timeout);
        let done = move |outcome| {
            into.put(outcome);
            if let Some(bell) = bell {
                // The loop may be closed: then nobody waits any more.
                attach_unless_exiting(|py| drop(bell.call0(py)));
            }
        };
        Flight { ticket: pool.submit(transfer, expires, Box::new(done)), mailbox }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Tells the call what came back, if something did.
    fn take_outcome(&mut self, clock: &SystemClock) {
        let Some(outcome) = self.flight.as_ref().and_then(|flight| flight.mailbox.take()) else { return };
        self.flight = None;
        match outcome {
            Ok(response) => self.call.received(clock.now().instant, response),
            Err(failure) => self.call.failed(clock.now().instant, failure),
        }
    }

    /// Ends an attempt that nobody waits for. Returns whether it was certainly not sent.
    fn give_up_flight(&mut self) -> bool {
        self.flight.take().is_some_and(|flight| flight.ticket.cancel())
    }
}

impl Mailbox {
    fn put(&self, outcome: Result<HttpResponse, Failure>) {
        *self.lock() = Some(outcome);
        self.arrived.notify_all();
    }

    fn take(&self) -> Option<Result<HttpResponse, Failure>> {
        self.lock().take()
    }

    /// Whether something is there, now or within this time.
    fn wait(&self, time: Duration) -> bool {
        let waited = self.arrived.wait_timeout_while(self.lock(), time, |outcome| outcome.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Result<HttpResponse, Failure>>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
