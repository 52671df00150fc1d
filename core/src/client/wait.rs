//! A wait about to begin, and its loop.

use std::marker::PhantomData;
use std::time::Duration;

use crate::client::Client;
use crate::client::request::millis;
use crate::error::Error;
use crate::operation::{Output, Reply};
use crate::secret::Secret;
use crate::watch::{Poll, Progress, WaitOptions, WatchStep, Watched};

type OnProgress<'a> = Box<dyn FnMut(&Progress) + 'a>;

/// A wait about to begin: nothing is sent before [`send`](Self::send).
#[must_use = "nothing is sent before `send`"]
pub struct Wait<'a, O> {
    client: &'a Client,
    watched: &'static Watched,
    id: String,
    options: WaitOptions,
    on_progress: Option<OnProgress<'a>>,
    output: PhantomData<fn() -> O>,
}

impl<'a, O: Output> Wait<'a, O> {
    pub(super) fn new(client: &'a Client, watched: &'static Watched, id: impl Into<String>) -> Self {
        let options = WaitOptions::default();
        Self { client, watched, id: id.into(), options, on_progress: None, output: PhantomData }
    }

    /// How long to wait in all: 48 hours for orders and swaps, 1 hour for imports and forwarding, if not said.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(millis(timeout));
        self
    }

    /// How long from an answer to the next poll: 60 s with a live key, 1 s in the sandbox, if not said. Only the last
    /// poll before the timeout may come sooner.
    pub fn poll(mut self, poll: Duration) -> Self {
        self.options.poll = Some(millis(poll));
        self
    }

    /// Whether `action_required` is an end, as it is if not said. If not, the wait goes on until somebody has acted.
    pub fn stop_on_action(mut self, stop: bool) -> Self {
        self.options.stop_on_action = stop;
        self
    }

    /// Whether `failed` and `cancelled` are the error `wait_failed`, as they are not if not said. `partial_success` and
    /// `cancel_scheduled` never are.
    pub fn raise_on_failure(mut self, raise: bool) -> Self {
        self.options.raise_on_failure = raise;
        self
    }

    /// Is shown how far the wait has come after each poll, on the calling thread.
    pub fn on_progress(mut self, on_progress: impl FnMut(&Progress) + 'a) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }

    /// A header of each poll besides the client's own; the same name replaces.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.call.headers.push((name.into(), Secret::new(value)));
        self
    }

    /// Polls until the object has come to an end: `completed`, `partial_success`, `failed`, `cancelled`,
    /// `cancel_scheduled` or `action_required`. Look at its status for which.
    ///
    /// The calling thread waits. A poll that fails in a way that passes, such as a 5xx or a broken connection, does not
    /// end the wait.
    ///
    /// # Errors
    /// - `wait_timeout`, if it did not come to an end in time; [`Error::last`] has it as it was last seen, and
    ///   [`Error::cause`] why the last poll failed, if it did.
    /// - `unknown_state`, if it stays in a state that this version does not know for ten polls.
    /// - `wait_failed`, only if told to [`raise_on_failure`](Self::raise_on_failure).
    /// - What a poll is refused with, as by a key that is revoked, or an id that is not known.
    pub fn send(mut self) -> Result<O, Error> {
        let (config, clock) = (&self.client.config, &self.client.shared.clock);
        let mut watch = config.watch(self.watched, &self.id, &self.options, clock.now().instant)?;
        loop {
            let now = clock.now().instant;
            match watch.step(now) {
                WatchStep::Poll(poll) => {
                    let result = self.client.poll(poll);
                    let progress = watch.polled(clock.now().instant, result);
                    if let Some(on_progress) = &mut self.on_progress {
                        on_progress(&progress);
                    }
                }
                WatchStep::Wait(until) => clock.sleep(until.since(now)),
                WatchStep::Done(result) => {
                    let wrong = || Error::internal("what was waited for is of another type");
                    return O::from_reply(result?).ok_or_else(wrong);
                }
            }
        }
    }
}

impl Client {
    fn poll(&self, poll: Poll) -> Result<Reply, Error> {
        let (reply, _) = self.run(poll.operation, poll.input, &poll.options)?.reply()?;
        Ok(reply)
    }
}

impl<O> std::fmt::Debug for Wait<'_, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wait")
            .field("watched", &self.watched.name)
            .field("id", &self.id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
