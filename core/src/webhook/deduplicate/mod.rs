//! Handling each event once, although it is delivered up to five times.
//!
//! In scope: what a store promises, when a claim is completed and when it is released, what to answer, and a store in
//! memory. Out of scope: databases, clocks, retries: Peeker delivers again whatever is not answered with 2xx.
//!
//! ```text
//!            claim                  complete
//!  unknown ─────────▶ in progress ───────────▶ done ─▶ (forgotten after 48 h)
//!     ▲                    │
//!     └────────────────────┘
//!      release, or the lease ends
//! ```

mod memory;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use memory::MemoryStore;

use crate::clock::Instant;
use crate::error::Error;

/// How long a store remembers an event that was handled: deliveries of one event come over 24 hours.
pub const REMEMBERED: Duration = Duration::from_secs(48 * 60 * 60);

/// How long a claim lasts unless the caller says otherwise. Peeker waits 10 to 15 s for an answer, so a handler that
/// is still at work after a minute has lost its delivery; and the shorter the lease, the sooner an event whose
/// handler crashed is handled.
pub const DEFAULT_LEASE: Duration = Duration::from_secs(60);

/// The bounds of a lease: shorter, a slow network uses it up; longer, an event whose handler crashed waits too long.
pub(super) const SHORTEST_LEASE: Duration = Duration::from_secs(5);
pub(super) const LONGEST_LEASE: Duration = Duration::from_secs(60 * 60);

/// What remembers events: memory, Redis, a table. Three methods to implement; that of several claims at once one alone
/// is new, is for the store to ensure.
///
/// A table does it so, by its own clock:
///
/// ```sql
/// CREATE TABLE peeker_events (id text PRIMARY KEY, done boolean NOT NULL, until timestamptz NOT NULL);
///
/// -- claim(id, lease). A row comes back: new. None does: done, if the second statement says so; else in progress.
/// INSERT INTO peeker_events AS known VALUES ($id, false, now() + $lease)
///     ON CONFLICT (id) DO UPDATE SET done = false, until = excluded.until WHERE known.until < now()
///     RETURNING id;
/// SELECT done FROM peeker_events WHERE id = $id;
///
/// -- complete(id)
/// INSERT INTO peeker_events VALUES ($id, true, now() + interval '48 hours')
///     ON CONFLICT (id) DO UPDATE SET done = true, until = excluded.until;
///
/// -- release(id)
/// DELETE FROM peeker_events WHERE id = $id AND NOT done;
/// ```
///
/// Redis does it with two keys. `claim` is `SET claim:$id 1 NX PX $lease`; where that is refused, and also where it
/// is not, `EXISTS done:$id` says that the event is done. `complete` is `SET done:$id 1 EX 172800`, and `release` is
/// `DEL claim:$id`.
pub trait DeduplicatorStore {
    /// Why the store cannot answer.
    type Error;

    /// Takes an event for one handler, until it is completed, released, or the lease ends. Of claims at the same
    /// time one alone is [`Claim::New`]. A claim whose lease has ended is as if it had never been.
    fn claim(&self, event_id: &str, lease: Lease) -> Result<Claim, Self::Error>;

    /// Remembers for 48 hours that the event was handled, whoever holds its claim by now.
    fn complete(&self, event_id: &str) -> Result<(), Self::Error>;

    /// Gives a claim back. An event that is done stays done.
    fn release(&self, event_id: &str) -> Result<(), Self::Error>;
}

/// What a store says to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
pub enum Claim {
    /// The event is the caller's to handle.
    New,
    /// Another handler has it, and may still fail.
    InProgress,
    /// It was handled.
    Done,
}

impl Claim {
    /// The HTTP status to answer the delivery with; `None` where it is to be handled first.
    ///
    /// An event that is in progress is no success: if its handler fails, only another delivery brings it back. 503
    /// and no 4xx, which some senders take for a final refusal; Peeker's documentation only tells 2xx from the rest.
    pub const fn answer(self) -> Option<u16> {
        match self {
            Self::New => None,
            Self::InProgress => Some(503),
            Self::Done => Some(200),
        }
    }
}

/// How long a claim lasts, by the clock of the one who claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    begins: Instant,
    length: Duration,
}

impl Lease {
    /// The last second of a lease counts as over: what is asked of the store now must reach it before the end.
    pub(super) const MARGIN_MS: u64 = 1_000;

    /// A lease that begins now. The claim must be made after, so that the store's own end of it is no earlier.
    pub const fn new(begins: Instant, length: Duration) -> Self {
        Self { begins, length }
    }

    /// How long it lasts: what a store with a clock of its own needs.
    pub const fn length(self) -> Duration {
        self.length
    }

    /// When it begins, by the clock of the one who claims: the now of a claim.
    pub const fn begins(self) -> Instant {
        self.begins
    }

    /// When it ends, by the clock of the one who claims. Another machine's clock knows nothing of it.
    pub fn ends(self) -> Instant {
        self.begins.after(u64::try_from(self.length.as_millis()).unwrap_or(u64::MAX))
    }

    /// A length that leases may have: longer than any handler takes, and no longer than a crashed one may cost.
    ///
    /// # Errors
    /// `invalid_option`, only if it is not within 5 s and 1 h.
    pub fn check(length: Duration) -> Result<Duration, Error> {
        if !(SHORTEST_LEASE..=LONGEST_LEASE).contains(&length) {
            return Err(Error::configuration("invalid_option", "a lease lasts 5 s to 1 h"));
        }
        Ok(length)
    }

    /// Whether a handler that failed now may release its claim. Once the lease is over, the claim may be another
    /// handler's, and there is nothing left to release.
    pub fn may_release(self, now: Instant) -> bool {
        now.after(Self::MARGIN_MS) < self.ends()
    }
}

/// Lets each event be handled once. Ask it about events that were verified, and no others.
///
/// "Once" has the limits of every lease: a handler that outlives its lease, or a process that dies between its work
/// and [`Handling::complete`], makes the event be handled again. So a handler does well to be idempotent.
///
/// ```
/// use peeker_core::clock::Instant;
/// use peeker_core::webhook::{Claimed, Deduplicator, Event, MemoryStore, parse};
///
/// fn answer(deduplicator: &Deduplicator<MemoryStore>, event: &Event) -> Result<u16, String> {
///     let Ok(claimed) = deduplicator.claim(event.id());
///     Ok(match claimed {
///         Claimed::New(handling) => {
///             handle(event)?; // An early return or a panic releases the event: the next delivery is handled.
///             let Ok(()) = handling.complete();
///             200
///         }
///         Claimed::Done => 200,
///         Claimed::InProgress => 503, // Peeker tries again: this handler may still fail.
///     })
/// }
/// # fn handle(event: &Event) -> Result<(), String> { if event.is_known() { Ok(()) } else { Err("unknown".into()) } }
///
/// let clock = std::time::Instant::now();
/// let millis = move || u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX);
/// let deduplicator = Deduplicator::new(MemoryStore::new(), move || Instant::from_millis(millis()));
///
/// let event = parse(br#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}"#, None).unwrap();
/// assert_eq!(answer(&deduplicator, &event), Ok(200));
/// assert!(matches!(deduplicator.claim(event.id()), Ok(Claimed::Done)));
/// ```
pub struct Deduplicator<S> {
    store: S,
    clock: Box<dyn Fn() -> Instant + Send + Sync>,
    lease: Duration,
}

impl<S: DeduplicatorStore> Deduplicator<S> {
    /// With a store, and a clock that never goes back.
    pub fn new(store: S, clock: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self { store, clock: Box::new(clock), lease: DEFAULT_LEASE }
    }

    /// With claims that last longer or shorter than a minute: longer than any handler takes.
    ///
    /// # Errors
    /// `invalid_option`, only if it is not within 5 s and 1 h.
    pub fn with_lease(self, lease: Duration) -> Result<Self, Error> {
        Ok(Self { lease: Lease::check(lease)?, ..self })
    }

    /// Takes an event, by the id that [`Event::id`](super::Event::id) gives.
    ///
    /// # Errors
    /// The store's own. Answer the delivery with 500: Peeker tries again.
    pub fn claim(&self, event_id: &str) -> Result<Claimed<'_, S>, S::Error> {
        let lease = Lease::new((self.clock)(), self.lease);
        Ok(match self.store.claim(event_id, lease)? {
            Claim::New => {
                let event_id = event_id.to_owned();
                Claimed::New(Handling { deduplicator: self, event_id, lease, settled: false })
            }
            Claim::InProgress => Claimed::InProgress,
            Claim::Done => Claimed::Done,
        })
    }
}

impl<S: std::fmt::Debug> std::fmt::Debug for Deduplicator<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deduplicator").field("store", &self.store).field("lease", &self.lease).finish_non_exhaustive()
    }
}

/// What became of a claim.
#[derive(Debug)]
#[must_use = "an event that is new is released when this is dropped"]
pub enum Claimed<'a, S: DeduplicatorStore> {
    /// Handle the event, then [`Handling::complete`], then answer 2xx.
    New(Handling<'a, S>),
    /// Answer 503: another handler has the event, and may still fail.
    InProgress,
    /// Answer 2xx: the event was handled.
    Done,
}

/// An event that is being handled. Dropped without [`complete`](Self::complete), as by `?` or a panic, it is
/// released, and the next delivery is handled.
#[must_use = "an event is released when this is dropped"]
pub struct Handling<'a, S: DeduplicatorStore> {
    deduplicator: &'a Deduplicator<S>,
    event_id: String,
    lease: Lease,
    settled: bool,
}

impl<S: DeduplicatorStore> Handling<'_, S> {
    /// The event was handled.
    ///
    /// # Errors
    /// The store's own. The work is done all the same: 2xx keeps the event from being handled once more.
    pub fn complete(mut self) -> Result<(), S::Error> {
        self.settled = true;
        self.deduplicator.store.complete(&self.event_id)
    }

    /// The event was not handled: what dropping does, but with the store's error.
    ///
    /// # Errors
    /// The store's own. The claim then ends with its lease.
    pub fn release(mut self) -> Result<(), S::Error> {
        self.settle_as_failed()
    }

    fn settle_as_failed(&mut self) -> Result<(), S::Error> {
        self.settled = true;
        if self.lease.may_release((self.deduplicator.clock)()) {
            self.deduplicator.store.release(&self.event_id)?;
        }
        Ok(())
    }
}

impl<S: DeduplicatorStore> Drop for Handling<'_, S> {
    fn drop(&mut self) {
        if !self.settled {
            // Nobody is there to hear of an error; the claim ends with its lease.
            let _ = self.settle_as_failed();
        }
    }
}

impl<S: DeduplicatorStore> std::fmt::Debug for Handling<'_, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handling")
            .field("event_id", &self.event_id)
            .field("lease", &self.lease)
            .finish_non_exhaustive()
    }
}
