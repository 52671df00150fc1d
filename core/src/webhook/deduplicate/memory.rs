//! The store of one process.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{Claim, DeduplicatorStore, Lease, REMEMBERED};
use crate::clock::Instant;

/// Remembers events in this process: for one process that may forget when it restarts. Threads can share it.
///
/// It holds at most 100 000 events (some 15 MB) and beyond that forgets the oldest. It reads no clock: claims
/// show it the time.
#[derive(Debug)]
pub struct MemoryStore(Mutex<State>);

/// The most events that are done, and the most in progress: deliveries of the last 48 hours at
/// one every two seconds.
const MOST: usize = 100_000;

impl MemoryStore {
    pub fn new() -> Self {
        Self::with_room(MOST)
    }

    pub(super) fn with_room(most: usize) -> Self {
        let (in_progress, done) = (Expiring::with_room(most), Expiring::with_room(most));
        Self(Mutex::new(State { now: Instant::default(), in_progress, done }))
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        // No change leaves the state half done, so what a panic interrupted elsewhere is whole.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl DeduplicatorStore for MemoryStore {
    type Error = Infallible;

    fn claim(&self, event_id: &str, lease: Lease) -> Result<Claim, Infallible> {
        Ok(self.with(|state| state.claim(key(event_id), lease)))
    }

    fn complete(&self, event_id: &str) -> Result<(), Infallible> {
        self.with(|state| state.complete(key(event_id)));
        Ok(())
    }

    fn release(&self, event_id: &str) -> Result<(), Infallible> {
        self.with(|state| state.in_progress.remove(&key(event_id)));
        Ok(())
    }
}

/// An event's id, in a size that does not depend on who sent it.
type Key = [u8; 32];

fn key(event_id: &str) -> Key {
    Sha256::digest(event_id).into()
}

#[derive(Debug)]
struct State {
    /// The latest that a claim has shown.
    now: Instant,
    in_progress: Expiring,
    done: Expiring,
}

impl State {
    fn claim(&mut self, key: Key, lease: Lease) -> Claim {
        self.now = self.now.max(lease.begins());
        self.in_progress.forget_before(self.now);
        self.done.forget_before(self.now);
        if self.done.contains(&key) {
            Claim::Done
        } else if self.in_progress.contains(&key) {
            Claim::InProgress
        } else {
            self.in_progress.insert(key, lease.ends());
            Claim::New
        }
    }

    fn complete(&mut self, key: Key) {
        self.in_progress.remove(&key);
        self.done.insert(key, self.now.after(u64::try_from(REMEMBERED.as_millis()).unwrap_or(u64::MAX)));
    }
}

/// Keys that are forgotten each at its time.
#[derive(Debug)]
struct Expiring {
    most: usize,
    ends: BTreeMap<Key, Instant>,
    by_end: BTreeSet<(Instant, Key)>,
}

impl Expiring {
    fn with_room(most: usize) -> Self {
        Self { most, ends: BTreeMap::new(), by_end: BTreeSet::new() }
    }

    fn contains(&self, key: &Key) -> bool {
        self.ends.contains_key(key)
    }

    fn insert(&mut self, key: Key, end: Instant) {
        self.remove(&key);
        if self.ends.len() >= self.most
            && let Some((_, oldest)) = self.by_end.pop_first()
        {
            self.ends.remove(&oldest);
        }
        self.ends.insert(key, end);
        self.by_end.insert((end, key));
    }

    fn remove(&mut self, key: &Key) {
        if let Some(end) = self.ends.remove(key) {
            self.by_end.remove(&(end, *key));
        }
    }

    /// Forgets what has ended, at its last moment or before.
    fn forget_before(&mut self, now: Instant) {
        while let Some((_, key)) = self.by_end.first().copied().filter(|(end, _)| *end <= now) {
            self.remove(&key);
        }
    }
}

#[cfg(test)]
impl MemoryStore {
    /// How many events it holds.
    pub(super) fn holds(&self) -> usize {
        self.with(|state| state.done.ends.len() + state.in_progress.ends.len())
    }

    /// Panics while the lock is held.
    pub(super) fn poison(&self) {
        let held = || self.with(|_| panic!("while the lock is held"));
        let _: std::thread::Result<()> = std::panic::catch_unwind(std::panic::AssertUnwindSafe(held));
        assert!(self.0.is_poisoned());
    }
}
