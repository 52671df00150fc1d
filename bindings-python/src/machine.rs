//! Work as Python drives it: `step`, then do what it says, until there is a result.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use peeker_core::call::{AttemptReport, Call, Failure, Step, Transfer};
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::response::{HttpResponse, Raw};
use peeker_core::transport::{Pool, Ticket};
use peeker_core::watch::Progress;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

use crate::at_exit::attach_unless_exiting;
use crate::batch::BatchResult;
use crate::client::Shared;
use crate::guard::guard;
use crate::request::{Request, seconds};
use crate::time::Time;
use crate::work::{Answered, Next, Outcome, Work};

/// How long a signal such as Ctrl-C may go unnoticed.
const SLICE: Duration = Duration::from_millis(50);

/// One call, or what is made of calls: a wait, a batch, a preflight.
///
/// Protocol: [`step`](Self::step) until it returns `None`, doing in between what it returned: wait that many seconds,
/// or until the bell rings; send a `Request` and report with [`received`](Self::received) or
/// [`failed`](Self::failed); pass on an `AttemptReport` or a `Progress`. Then [`result`](Self::result). Whoever gives up
/// calls [`interrupted`](Self::interrupted).
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Machine {
    shared: Arc<Shared>,
    state: Mutex<State>,
    bell: OnceLock<Arc<Py<PyAny>>>,
}

struct State {
    work: Work,
    /// The call under way.
    call: Option<Call>,
    /// The attempt that the pool sends.
    flight: Option<Flight>,
    /// What happened and was not told yet.
    news: VecDeque<News>,
    result: Option<Result<Outcome, Error>>,
}

/// What a user may want to hear of while it goes on.
enum News {
    Attempt(AttemptReport),
    Progress(Box<Progress>),
}

/// What Python does next.
enum Action {
    Wait(f64),
    Send(Transfer),
    Tell(News),
    TakeResult,
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
    /// What to do: wait this many seconds, send this request, pass this on, or take the result.
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(py, || {
            let action = self.state().advance(self);
            Ok(match action {
                Action::Wait(seconds) => Some(PyFloat::new(py, seconds).into_any()),
                Action::Send(transfer) => Some(Bound::new(py, Request::from(transfer))?.into_any()),
                Action::Tell(News::Attempt(report)) => Some(Bound::new(py, report)?.into_any()),
                Action::Tell(News::Progress(progress)) => Some(Bound::new(py, *progress)?.into_any()),
                Action::TakeResult => None,
            })
        })
    }

    /// Waits, without the interpreter, until the time is over or something arrived.
    ///
    /// # Errors
    /// Whatever a signal handler raises, such as `KeyboardInterrupt`.
    fn wait(&self, py: Python<'_>, seconds: f64) -> PyResult<()> {
        let time = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let until = Instant::now() + time;
        let mailbox = self.state().flight.as_ref().map(|flight| Arc::clone(&flight.mailbox));
        if mailbox.is_none() && self.shared.time.pass(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)) {
            return Ok(());
        }
        let mailbox = mailbox.unwrap_or_default();
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
            let now = self.shared.time.now().instant;
            if let Some(call) = &mut self.state().call {
                call.received(now, HttpResponse { status, headers, body });
            }
            Ok(())
        })
    }

    /// Reports that the request got no answer.
    fn failed(&self, py: Python<'_>, maybe_sent: bool, timed_out: bool, message: String) -> PyResult<()> {
        guard(py, || {
            let now = self.shared.time.now().instant;
            if let Some(call) = &mut self.state().call {
                call.failed(now, Failure { maybe_sent, timed_out, message });
            }
            Ok(())
        })
    }

    /// Gives it up. Returns whether work may have been done all the same, what is to be told of the attempt that was
    /// under way, and what was done of a batch.
    fn interrupted(&self, py: Python<'_>) -> PyResult<(bool, Option<AttemptReport>, Option<BatchResult>)> {
        guard(py, || Ok(self.state().interrupt(&self.shared)))
    }

    /// The result, and what is known besides. It is handed out once.
    fn result<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Option<Meta>)> {
        guard(py, || {
            let result = self.state().result.take();
            let result = result.unwrap_or_else(|| Err(Error::internal("there is no result yet, or no more")));
            let typed = |raw: Raw| raw.reply().map(|(reply, meta)| Outcome::Reply(reply, Some(meta)));
            let outcome = match result? {
                Outcome::Raw(raw) => py.detach(|| typed(raw))?,
                other => other,
            };
            Ok(match outcome {
                Outcome::Reply(reply, meta) => (reply.into_pyobject(py)?, meta),
                Outcome::Report(report) => (Bound::new(py, report)?.into_any(), None),
                Outcome::Batch(batch) => (Bound::new(py, BatchResult::new(batch))?.into_any(), None),
                Outcome::Raw(_) => return Err(Error::internal("the answer was not read").into()),
            })
        })
    }
}

impl Machine {
    pub(crate) fn new(shared: Arc<Shared>, work: Work) -> Self {
        let state = State { work, call: None, flight: None, news: VecDeque::new(), result: None };
        Self { shared, state: Mutex::new(state), bell: OnceLock::new() }
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
    /// Goes on until Python has something to do.
    fn advance(&mut self, machine: &Machine) -> Action {
        let Shared { time, pool, .. } = &*machine.shared;
        loop {
            self.take_outcome(time);
            if let Some(news) = self.news.pop_front() {
                return Action::Tell(news);
            }
            if self.result.is_some() {
                return Action::TakeResult;
            }
            let now = time.now().instant;
            let Some(call) = &mut self.call else {
                match self.work.next(&machine.shared, now) {
                    Next::Call(call) => self.begin(*call, time),
                    Next::Wait(until) => return Action::Wait(seconds(until.since(now))),
                    Next::Done(result) => self.result = Some(*result),
                }
                continue;
            };
            let step = call.step(now);
            self.news.extend(call.take_report().map(News::Attempt));
            match (step, pool) {
                (Step::Send(transfer), None) => return Action::Send(transfer),
                (Step::Send(transfer), Some(pool)) => {
                    self.give_up_flight();
                    self.flight = Some(machine.send(pool, transfer));
                }
                (Step::Wait(until), _) if self.news.is_empty() => return Action::Wait(seconds(until.since(now))),
                (Step::Wait(_), _) => {}
                (Step::Done(result), _) => self.ended(result, time),
            }
        }
    }

    fn begin(&mut self, call: Result<Call, Error>, time: &Time) {
        match call {
            Ok(call) => self.call = Some(call),
            Err(error) => self.ended(Err(error), time),
        }
    }

    /// Takes the end of a call.
    fn ended(&mut self, result: Result<Raw, Error>, time: &Time) {
        self.give_up_flight();
        self.call = None;
        match self.work.answered(time.now().instant, result) {
            Answered::GoOn => {}
            Answered::Progress(progress) => self.news.push_back(News::Progress(progress)),
            Answered::Done(result) => self.result = Some(*result),
        }
    }

    fn interrupt(&mut self, shared: &Shared) -> (bool, Option<AttemptReport>, Option<BatchResult>) {
        self.take_outcome(&shared.time);
        let unsent = self.give_up_flight();
        let now = shared.time.now().instant;
        let Some(mut call) = self.call.take() else {
            let done = matches!(self.result.take(), Some(Ok(Outcome::Raw(raw))) if raw.operation.is_write());
            return (done, None, self.work.interrupted(done, &[]).map(BatchResult::new));
        };
        if unsent {
            call.failed(now, Failure::not_sent("it was cancelled before it was sent"));
        }
        let maybe_done = call.interrupted(now);
        let batch = self.work.interrupted(maybe_done, call.attempts());
        (maybe_done, call.take_report(), batch.map(BatchResult::new))
    }

    /// Tells the call what came back, if something did.
    fn take_outcome(&mut self, time: &Time) {
        let Some(outcome) = self.flight.as_ref().and_then(|flight| flight.mailbox.take()) else { return };
        self.flight = None;
        let Some(call) = &mut self.call else { return };
        match outcome {
            Ok(response) => call.received(time.now().instant, response),
            Err(failure) => call.failed(time.now().instant, failure),
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
