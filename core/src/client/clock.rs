//! The clock of the Rust client.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::clock::{Instant, Now};

/// Tells the time, and lets it pass.
pub trait Clock: Send + Sync {
    fn now(&self) -> Now;
    /// Returns after this many milliseconds.
    fn sleep(&self, millis: u64);
}

/// The machine's own clock.
#[derive(Debug)]
pub struct SystemClock {
    zero: std::time::Instant,
}

impl SystemClock {
    pub fn new() -> Self {
        Self { zero: std::time::Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Now {
        let millis = u64::try_from(self.zero.elapsed().as_millis()).unwrap_or(u64::MAX);
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Now { instant: Instant::from_millis(millis), unix_ms: i64::try_from(unix).unwrap_or(i64::MAX) }
    }

    fn sleep(&self, millis: u64) {
        std::thread::sleep(Duration::from_millis(millis));
    }
}
