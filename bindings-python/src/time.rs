//! The time and the chance of a client, which its tests may hold.

use std::hash::{BuildHasher, RandomState};
#[cfg(feature = "test-hooks")]
use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use peeker_core::client::{Clock, SystemClock};
#[cfg(feature = "test-hooks")]
use peeker_core::clock::Instant;
use peeker_core::clock::Now;

#[derive(Debug, Default)]
pub(crate) struct Time {
    clock: SystemClock,
    #[cfg(feature = "test-hooks")]
    held: OnceLock<Held>,
}

/// Time that passes when somebody waits, and for nobody else.
#[cfg(feature = "test-hooks")]
#[derive(Debug)]
struct Held {
    unix_ms: i64,
    passed: AtomicU64,
    seed: u64,
}

impl Time {
    pub(crate) fn now(&self) -> Now {
        #[cfg(feature = "test-hooks")]
        if let Some(held) = self.held.get() {
            let passed = held.passed.load(Ordering::SeqCst);
            return Now {
                instant: Instant::from_millis(passed),
                unix_ms: held.unix_ms.saturating_add_unsigned(passed),
            };
        }
        self.clock.now()
    }

    /// Different for every call: the standard library seeds its hash maps from the system.
    #[cfg_attr(not(feature = "test-hooks"), expect(clippy::unused_self, reason = "nobody holds it"))]
    pub(crate) fn seed(&self) -> u64 {
        #[cfg(feature = "test-hooks")]
        if let Some(held) = self.held.get() {
            return held.seed;
        }
        RandomState::new().hash_one(0)
    }

    /// Lets time that is held pass. Returns whether it is.
    #[cfg_attr(not(feature = "test-hooks"), expect(clippy::unused_self, reason = "nobody holds it"))]
    pub(crate) fn pass(&self, millis: u64) -> bool {
        #[cfg(feature = "test-hooks")]
        if let Some(held) = self.held.get() {
            held.passed.fetch_add(millis, Ordering::SeqCst);
            return true;
        }
        let _ = millis;
        false
    }

    #[cfg(feature = "test-hooks")]
    pub(crate) fn hold(&self, unix_ms: i64, seed: u64) {
        let _ = self.held.set(Held { unix_ms, passed: AtomicU64::new(0), seed });
    }
}
