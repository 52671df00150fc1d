//! A webhook receiver for tests: keeps what it gets and answers as told.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::Response;
use crate::sandbox::StartError;
use crate::server::{Answer, Bound, Server};
use crate::sync::lock;

/// A webhook as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedWebhook {
    /// As sent.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
}

impl ReceivedWebhook {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Listens on loopback and takes every request for a webhook.
#[derive(Debug)]
pub struct Receiver {
    url: String,
    inbox: Arc<Inbox>,
    _server: Server,
}

#[derive(Debug, Default)]
struct Inbox {
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct State {
    received: Vec<ReceivedWebhook>,
    answers: VecDeque<u16>,
}

impl Receiver {
    /// Starts one on a free port. It answers 200 until told otherwise, and stops when dropped.
    ///
    /// # Errors
    /// If no port or thread can be had.
    pub fn start() -> Result<Self, StartError> {
        Self::start_with(|_| 200)
    }

    /// Starts one that answers each webhook with what `answer` says: a status, or 0 to reset the connection. Several
    /// may be answered at once.
    ///
    /// # Errors
    /// If no port or thread can be had.
    pub fn start_with(answer: impl Fn(&ReceivedWebhook) -> u16 + Send + Sync + 'static) -> Result<Self, StartError> {
        let bound = Bound::new(0)?;
        let url = format!("http://{}/webhooks", bound.address());
        let inbox = Arc::new(Inbox::default());
        let shared = Arc::clone(&inbox);
        let server = bound.serve(
            "receiver",
            Arc::new(move |incoming| match incoming {
                Ok(request) => {
                    let webhook = ReceivedWebhook { headers: request.headers.clone(), body: request.body.clone() };
                    let status = answer(&webhook);
                    reply(shared.take(webhook).unwrap_or(status))
                }
                Err((status, _)) => reply(status),
            }),
        )?;
        Ok(Self { url, inbox, _server: server })
    }

    /// To be given to the sandbox.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The statuses of the next answers, after which it is as it was. 0 resets the connection.
    pub fn answer_next(&self, statuses: &[u16]) {
        lock(&self.inbox.state).answers.extend(statuses);
    }

    /// All that arrived, the oldest first.
    pub fn received(&self) -> Vec<ReceivedWebhook> {
        lock(&self.inbox.state).received.clone()
    }

    /// Waits, in real time, until so many have arrived; false if they do not within the time.
    pub fn wait_for(&self, count: usize, timeout: Duration) -> bool {
        let end = Instant::now() + timeout;
        let mut state = lock(&self.inbox.state);
        while state.received.len() < count {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.inbox.arrived.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

impl Inbox {
    /// Keeps a webhook; answers the status that was ordered for it, if any.
    fn take(&self, webhook: ReceivedWebhook) -> Option<u16> {
        let mut state = lock(&self.state);
        state.received.push(webhook);
        self.arrived.notify_all();
        state.answers.pop_front()
    }
}

fn reply(status: u16) -> Answer {
    match status {
        0 => Answer::Reset,
        status => Answer::Send(Response::new(status, "text/plain", "ok")),
    }
}
