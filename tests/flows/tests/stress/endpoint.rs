//! A partner's webhook endpoint that has bad days: it refuses, breaks off, and fails after the work is done.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use peeker_core::webhook::{Verifier, VerifierOptions};
use peeker_sandbox::{ReceivedWebhook, Receiver};

use crate::network::mixed;

pub(crate) const SECRET: &str = "whsec_of-the-stress-run";

pub(crate) struct Endpoint {
    receiver: Receiver,
    inside: Arc<Inside>,
}

/// What came of the deliveries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// How often each event was handled, by its id.
    pub(crate) handled: HashMap<String, usize>,
    /// Deliveries of an event that was handled already.
    pub(crate) duplicates: usize,
    /// Deliveries that the endpoint failed to take, before or after handling them.
    pub(crate) failed: usize,
    /// Deliveries that did not verify.
    pub(crate) refused: Vec<String>,
}

struct Inside {
    verifier: Verifier,
    seed: u64,
    arrived: Mutex<HashMap<String, u64>>,
    ledger: Mutex<Ledger>,
}

/// An event's later deliveries go well. With the two that are lost on the way, four of the five attempts may fail.
const BAD_DAYS: u64 = 2;

/// How a delivery goes.
enum Day {
    Good,
    /// Refused before anything was done: a status, or 0 for a connection that breaks.
    FailsFirst(u16),
    /// Handled, but the answer says otherwise.
    FailsLast(u16),
}

impl Endpoint {
    pub(crate) fn open(seed: u64) -> Self {
        let verifier = Verifier::new(VerifierOptions::new([("sandbox", SECRET.into())])).expect("a verifier");
        let inside = Arc::new(Inside { verifier, seed, arrived: Mutex::default(), ledger: Mutex::default() });
        let shared = Arc::clone(&inside);
        let receiver = Receiver::start_with(move |webhook| shared.answer(webhook)).expect("a receiver");
        Self { receiver, inside }
    }

    pub(crate) fn url(&self) -> &str {
        self.receiver.url()
    }

    pub(crate) fn ledger(&self) -> Ledger {
        self.inside.ledger.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Inside {
    fn answer(&self, webhook: &ReceivedWebhook) -> u16 {
        let headers = webhook.headers.iter().map(|(name, value)| (name, value));
        match self.verifier.verify(&webhook.body, headers, now()) {
            Ok(verified) => self.take(verified.event.id()),
            Err(error) => {
                self.ledger().refused.push(error.to_string());
                400
            }
        }
    }

    fn take(&self, event: &str) -> u16 {
        let status = match self.day(event) {
            Day::Good => {
                self.handle(event);
                200
            }
            Day::FailsFirst(status) => status,
            Day::FailsLast(status) => {
                self.handle(event);
                status
            }
        };
        self.ledger().failed += usize::from(status != 200);
        status
    }

    /// Once per event, by its id: what a partner's own store of handled events does.
    fn handle(&self, event: &str) {
        let mut ledger = self.ledger();
        if ledger.handled.contains_key(event) {
            ledger.duplicates += 1;
        } else {
            *ledger.handled.entry(event.to_owned()).or_default() += 1;
        }
    }

    /// By the seed, the event, and how often it came.
    fn day(&self, event: &str) -> Day {
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        let times = arrived.entry(event.to_owned()).or_default();
        *times += 1;
        if *times > BAD_DAYS {
            return Day::Good;
        }
        let event = event.bytes().fold(self.seed, |sum, byte| mixed(sum ^ u64::from(byte)));
        match mixed(event.wrapping_add(*times)) % 100 {
            0 | 1 => Day::FailsFirst(503),
            2 => Day::FailsFirst(0),
            3 => Day::FailsLast(500),
            4 => Day::FailsLast(0),
            _ => Day::Good,
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Deliveries are signed by this machine's clock.
fn now() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(since_1970).unwrap_or(i64::MAX)
}
