//! Threads for hosts that must not block: the transfers of Python and Node run here.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::per_process::PerProcess;
use super::{Stop, Transport};
use crate::call::{Failure, Transfer};
use crate::response::HttpResponse;

/// Takes a job's result, on one of the pool's threads. It should hand it on and return.
pub type Done = Box<dyn FnOnce(Result<HttpResponse, Failure>) + Send>;

/// Runs transfers on threads that come as they are needed and go when they are not.
///
/// - Up to `max_threads` transfers run at once; further ones wait in the order in which they came.
/// - Time in the queue counts: it is taken from the transfer's timeout, and a job that waited until it expired is never
///   sent, but reported at once as timed out and not sent.
/// - Each job's `done` is called once, unless its [`Ticket`] is cancelled first. A transport that panics is reported as
///   a failure; the pool survives it, and a `done` that panics.
/// - Threads that were idle for 10 s end. None keeps a process alive: nothing joins them, and a process that returns
///   from `main` (or whose interpreter exits) ends them where they are.
/// - After a `fork` the child's jobs get threads of its own; jobs of the parent are the parent's.
///
/// Dropping the pool closes it, and with the last transfer the transport goes, and its connections.
pub struct Pool {
    workers: PerProcess<Arc<Workers>>,
}

/// A job that was submitted. Dropping it changes nothing.
#[derive(Debug)]
pub struct Ticket {
    job: Arc<Job>,
    workers: Arc<Workers>,
}

impl Pool {
    /// As many transfers at once as are useful against one API: it allows 600 requests a minute.
    pub const MAX_THREADS: usize = 32;

    pub fn new(transport: Arc<dyn Transport>, max_threads: usize) -> Self {
        Self::with_idle_time(transport, max_threads, Duration::from_secs(10))
    }

    fn with_idle_time(transport: Arc<dyn Transport>, max_threads: usize, idle_time: Duration) -> Self {
        let workers = PerProcess::new(move || {
            Arc::new(Workers {
                process: std::process::id(),
                transport: Arc::clone(&transport),
                max_threads: max_threads.max(1),
                idle_time,
                state: Mutex::default(),
                work: Condvar::new(),
                expiry: Condvar::new(),
            })
        });
        Self { workers }
    }

    /// Sends a transfer when there is a thread for it, and gives `done` what came of it.
    ///
    /// `expires` is when the transfer must be complete: commonly now and its timeout. If the pool is closed, or no
    /// thread can be made, `done` is called before this returns.
    pub fn submit(&self, transfer: Transfer, expires: Instant, done: Done) -> Ticket {
        let workers = Arc::clone(self.workers.get());
        let job = Arc::new(Job { transfer, expires, stop: Stop::default(), done: Mutex::new(Some(done)) });
        if let Err(failure) = workers.enqueue(&job) {
            job.report(Err(failure));
        }
        Ticket { job, workers }
    }

    /// Ends it: what waits is reported as not sent, what runs is finished, what comes is refused.
    pub fn close(&self) {
        let waiting = {
            let mut state = self.workers.get().state();
            state.closed = true;
            std::mem::take(&mut state.queue)
        };
        self.workers.get().work.notify_all();
        self.workers.get().expiry.notify_all();
        for job in waiting {
            job.report(Err(closed()));
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.workers.get().fmt(f)
    }
}

impl Ticket {
    /// Gives the job up. Returns whether it is certain that nothing was or will be sent.
    ///
    /// A job that waits is never sent. One that runs is told to stop: with [`UreqTransport`](super::UreqTransport) its
    /// connection is closed and its thread is free at once, or within the time to connect. Its result is thrown away,
    /// and `done` dropped without being called, here and now, unless its call has begun. In a forked child nothing
    /// happens: the job is the parent's.
    #[expect(clippy::must_use_candidate, reason = "most hosts need not know")]
    pub fn cancel(&self) -> bool {
        if self.workers.process != std::process::id() {
            return false;
        }
        let waited = {
            let mut state = self.workers.state();
            let before = state.queue.len();
            state.queue.retain(|job| !Arc::ptr_eq(job, &self.job));
            state.queue.len() < before
        };
        self.job.stop.stop();
        drop_quietly(self.job.take());
        waited
    }
}

struct Job {
    transfer: Transfer,
    expires: Instant,
    stop: Stop,
    /// Taken by whoever ends the job.
    done: Mutex<Option<Done>>,
}

impl Job {
    fn take(&self) -> Option<Done> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn report(&self, result: Result<HttpResponse, Failure>) {
        if let Some(done) = self.take() {
            // What the host does with a result is not the pool's: it must not end a thread that others count on.
            let _ = catch_unwind(AssertUnwindSafe(|| done(result)));
        }
    }

    fn run(&self, transport: &dyn Transport) {
        let left = self.expires.saturating_duration_since(Instant::now());
        let left = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
        if left == 0 {
            return self.report(Err(expired()));
        }
        let mut transfer = self.transfer.clone();
        transfer.timeout = transfer.timeout.min(left);
        transfer.connect_timeout = transfer.connect_timeout.min(left);
        let sent = catch_unwind(AssertUnwindSafe(|| transport.send_until(&transfer, &self.stop)));
        self.report(sent.unwrap_or_else(|_| Err(Failure::broken("internal: the transport panicked"))));
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("transfer", &self.transfer).finish_non_exhaustive()
    }
}

fn closed() -> Failure {
    Failure::not_sent("the client was closed")
}

fn expired() -> Failure {
    Failure { timed_out: true, ..Failure::not_sent("its time was up before a connection was free for it") }
}

fn drop_quietly(done: Option<Done>) {
    let _ = catch_unwind(AssertUnwindSafe(move || drop(done)));
}

/// What the threads of one process share.
struct Workers {
    process: u32,
    transport: Arc<dyn Transport>,
    max_threads: usize,
    idle_time: Duration,
    state: Mutex<State>,
    /// There is a job, or the end.
    work: Condvar,
    /// A further job waits, or none does any more.
    expiry: Condvar,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Arc<Job>>,
    threads: usize,
    idle: usize,
    /// A thread watches over the jobs that expire while all others are busy.
    watched: bool,
    closed: bool,
}

impl Workers {
    fn enqueue(self: &Arc<Self>, job: &Arc<Job>) -> Result<(), Failure> {
        let mut state = self.state();
        if state.closed {
            return Err(closed());
        }
        state.queue.push_back(Arc::clone(job));
        if state.queue.len() <= state.idle {
            self.work.notify_one();
            return Ok(());
        }
        if state.threads < self.max_threads {
            if self.spawn("peeker-http", Self::work) {
                state.threads += 1;
                return Ok(());
            }
            if state.threads == 0 {
                state.queue.pop_back();
                return Err(Failure::not_sent("the system gives the program no thread to send with"));
            }
        }
        // Without a watcher a job would be reported late, but still, by the next thread that is free.
        if state.watched {
            self.expiry.notify_one();
        } else {
            state.watched = self.spawn("peeker-http-expiry", Self::watch);
        }
        Ok(())
    }

    fn spawn(self: &Arc<Self>, name: &str, run: fn(&Self)) -> bool {
        let workers = Arc::clone(self);
        thread::Builder::new().name(name.to_owned()).spawn(move || run(&workers)).is_ok()
    }

    /// A thread that sends.
    fn work(&self) {
        while let Some(job) = self.next() {
            job.run(&*self.transport);
        }
    }

    /// The next job; `None` when the thread may end.
    fn next(&self) -> Option<Arc<Job>> {
        let mut state = self.state();
        loop {
            if let Some(job) = state.queue.pop_front() {
                if state.watched && state.queue.is_empty() {
                    self.expiry.notify_one();
                }
                return Some(job);
            }
            if state.closed {
                state.threads -= 1;
                return None;
            }
            state.idle += 1;
            let (guard, waited) =
                self.work.wait_timeout(state, self.idle_time).unwrap_or_else(PoisonError::into_inner);
            state = guard;
            state.idle -= 1;
            if waited.timed_out() && state.queue.is_empty() {
                state.threads -= 1;
                return None;
            }
        }
    }

    /// A thread that reports what expires in the queue, and ends when nothing waits.
    fn watch(&self) {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let (late, waiting): (VecDeque<_>, VecDeque<_>) =
                std::mem::take(&mut state.queue).into_iter().partition(|job| job.expires <= now);
            state.queue = waiting;
            if !late.is_empty() {
                drop(state);
                for job in late {
                    job.report(Err(expired()));
                }
                state = self.state();
                continue;
            }
            let Some(next) = state.queue.iter().map(|job| job.expires).min() else {
                state.watched = false;
                return;
            };
            (state, _) = self
                .expiry
                .wait_timeout(state, next.saturating_duration_since(now))
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Pool")
            .field("threads", &state.threads)
            .field("idle", &state.idle)
            .field("waiting", &state.queue.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
