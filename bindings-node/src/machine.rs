//! One call: core's machine, driven by `machine.ts`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use napi::bindgen_prelude::{FnArgs, Function, Uint8Array};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;
use peeker_core::call::{self, Attempt, Call, Failure, Transfer};
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::operation::Reply;
use peeker_core::response::HttpResponse;
use peeker_core::transport::{Pool, Ticket};

use crate::guard::{enter, guard};
use crate::number::{instant, millis};
use crate::step::{Step, json};

/// One call. `step` says what to do; `send`, `received` and `failed` do it or report it, and say what is next.
#[napi]
pub struct Machine {
    shared: Arc<Mutex<Inner>>,
    pool: Arc<Pool>,
}

struct Inner {
    call: Call,
    /// What the last `Send` wants sent, until it is.
    transfer: Option<Transfer>,
    /// The transfer under way in the pool.
    ticket: Option<Ticket>,
    /// Counts attempts: what an earlier one brings late must not be taken for this one's answer.
    attempt: u32,
    /// A sequence began the call, and takes its answer.
    is_part: bool,
    /// What it answered, until the sequence takes it.
    answer: Option<Answer>,
    /// What was said of it when it was given up.
    maybe_done: bool,
}

pub(crate) type Answer = Result<(Reply, Meta), Error>;

/// A request for a transport written in JavaScript.
#[napi(object, object_from_js = false)]
pub struct Request {
    pub method: String,
    pub url: String,
    /// Pairs of name, in lower case, and value.
    pub headers: Vec<Vec<String>>,
    pub body: Option<String>,
}

#[napi]
impl Machine {
    /// What to do now.
    #[napi]
    pub fn step(&self, now_ms: f64) -> napi::Result<Step> {
        enter(|| Ok(next(&self.shared, |inner| inner.call.step(instant(now_ms)))))
    }

    /// Sends the request from a thread of the pool; `done` is called on this thread with the next step.
    ///
    /// It keeps no event loop alive: the timer of the attempt does.
    #[napi]
    pub fn send(&self, now_ms: f64, done: Function<'_, FnArgs<(Step,)>, ()>) -> napi::Result<()> {
        let done = done.build_threadsafe_function().weak::<true>().callee_handled::<false>().build()?;
        enter(|| {
            let (transfer, attempt) = {
                let mut inner = lock(&self.shared);
                (inner.transfer.take().ok_or_else(nothing_to_send)?, inner.attempt)
            };
            let begun = Instant::now();
            let expires = begun + Duration::from_millis(transfer.timeout);
            let shared = Arc::clone(&self.shared);
            let answered = move |result: Result<HttpResponse, Failure>| {
                // The host's clock, as far as this thread can know it.
                let now = instant(now_ms + begun.elapsed().as_secs_f64() * 1000.0);
                let step = guard(|| Ok(report(&shared, attempt, now, result)));
                if let Some(step) = step.unwrap_or_else(|error| Some(Step::failed(&error))) {
                    done.call(FnArgs::from((step,)), ThreadsafeFunctionCallMode::NonBlocking);
                }
            };
            // Not under the lock: a closed pool answers before this returns.
            let ticket = self.pool.submit(transfer, expires, Box::new(answered));
            let mut inner = lock(&self.shared);
            if inner.attempt == attempt {
                inner.ticket = Some(ticket);
            }
            Ok(())
        })
    }

    /// The request to send, for a transport that is not the pool's.
    #[napi]
    pub fn request(&self) -> napi::Result<Request> {
        enter(|| {
            let request = lock(&self.shared).transfer.take().ok_or_else(nothing_to_send)?.request;
            let pair = |(name, value): &(String, _)| {
                vec![name.clone(), peeker_core::secret::Secret::reveal(value).to_owned()]
            };
            Ok(Request {
                method: request.method.as_str().to_owned(),
                url: request.url.clone(),
                headers: request.headers.iter().map(pair).collect(),
                body: request.body.as_ref().map(|body| body.reveal().to_owned()),
            })
        })
    }

    /// Reports the answer that such a transport got.
    #[napi]
    pub fn received(
        &self,
        now_ms: f64,
        status: u16,
        headers: Vec<(String, String)>,
        body: Uint8Array,
    ) -> napi::Result<Step> {
        let response = HttpResponse { status, headers, body: body.to_vec() };
        enter(|| {
            Ok(next(&self.shared, |inner| {
                let now = instant(now_ms);
                inner.call.received(now, response);
                inner.call.step(now)
            }))
        })
    }

    /// Reports that such a transport got no answer: `how` is `not_sent` if it is sure of that, `timed_out` or `broken`.
    #[napi]
    pub fn failed(&self, now_ms: f64, message: String, how: String) -> napi::Result<Step> {
        enter(|| {
            Ok(next(&self.shared, |inner| {
                let now = instant(now_ms);
                let failure = match how.as_str() {
                    "not_sent" => Failure::not_sent(message),
                    "timed_out" => Failure::timed_out(message),
                    _ => Failure::broken(message),
                };
                inner.call.failed(now, failure);
                inner.call.step(now)
            }))
        })
    }

    /// What is to be told of the attempt that ended last, as JSON; once, and before the call goes on.
    #[napi]
    pub fn take_report(&self) -> napi::Result<Option<String>> {
        enter(|| lock(&self.shared).call.take_report().map(|report| json(&report)).transpose())
    }

    /// Gives the call up. Says what is known of it: `{"operation", "maybe_done", "attempts"}`.
    #[napi]
    pub fn interrupted(&self, now_ms: f64) -> napi::Result<String> {
        enter(|| {
            let mut inner = lock(&self.shared);
            inner.end_attempt();
            let maybe_done = inner.call.interrupted(instant(now_ms));
            inner.maybe_done = maybe_done;
            let (operation, attempts) = (inner.call.operation().name, inner.call.attempts());
            Ok(serde_json::json!({ "operation": operation, "maybe_done": maybe_done, "attempts": attempts })
                .to_string())
        })
    }
}

impl Machine {
    pub(crate) fn new(call: Call, pool: Arc<Pool>) -> Self {
        Self::begin(call, pool, false)
    }

    /// A call of a sequence, which takes its answer.
    pub(crate) fn part(call: Call, pool: Arc<Pool>) -> Self {
        Self::begin(call, pool, true)
    }

    fn begin(call: Call, pool: Arc<Pool>, is_part: bool) -> Self {
        let inner =
            Inner { call, transfer: None, ticket: None, attempt: 0, is_part, answer: None, maybe_done: false };
        Self { shared: Arc::new(Mutex::new(inner)), pool }
    }

    /// What it answered; once.
    pub(crate) fn take_answer(&self) -> Answer {
        let nothing = || Err(Error::internal("the call was not answered"));
        lock(&self.shared).answer.take().unwrap_or_else(nothing)
    }

    /// Whether it may have been done although it was given up, and what was tried.
    pub(crate) fn given_up(&self) -> (bool, Vec<Attempt>) {
        let inner = lock(&self.shared);
        (inner.maybe_done, inner.call.attempts().to_vec())
    }
}

impl Inner {
    fn end_attempt(&mut self) {
        self.attempt = self.attempt.wrapping_add(1);
        if let Some(ticket) = self.ticket.take() {
            ticket.cancel();
        }
    }
}

/// Moves the call on, and reads its result where it has one, outside the lock.
fn next(shared: &Mutex<Inner>, advance: impl FnOnce(&mut Inner) -> call::Step) -> Step {
    let mut inner = lock(shared);
    match advance(&mut inner) {
        call::Step::Wait(until) => Step::Wait { until: millis(until.as_millis()) },
        call::Step::Send(transfer) => {
            inner.end_attempt();
            let timeout = millis(transfer.timeout);
            inner.transfer = Some(transfer);
            Step::Send { timeout }
        }
        call::Step::Done(result) => {
            inner.end_attempt();
            let is_part = inner.is_part;
            drop(inner);
            if !is_part {
                return Step::done(result);
            }
            let answer = guard(|| result.and_then(|raw| raw.reply()));
            lock(shared).answer = Some(answer);
            Step::Answered {}
        }
    }
}

/// The pool's answer to an attempt; nothing if that attempt was given up meanwhile.
fn report(
    shared: &Mutex<Inner>,
    attempt: u32,
    now: peeker_core::clock::Instant,
    result: Result<HttpResponse, Failure>,
) -> Option<Step> {
    let mut inner = lock(shared);
    if inner.attempt != attempt {
        return None;
    }
    inner.ticket = None;
    drop(inner);
    Some(next(shared, |inner| {
        match result {
            Ok(response) => inner.call.received(now, response),
            Err(failure) => inner.call.failed(now, failure),
        }
        inner.call.step(now)
    }))
}

/// A call that panicked under the lock has ended with that panic; what is left of it is only given up.
fn lock(shared: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn nothing_to_send() -> Error {
    Error::internal("there is nothing to send now")
}
