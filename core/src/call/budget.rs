//! Keeps an outage from being multiplied: a client whose calls all fail soon stops retrying.

use std::sync::atomic::{AtomicU32, Ordering};

/// A bucket of tokens that all calls of a client share.
#[derive(Debug)]
pub struct Budget {
    tokens: AtomicU32,
}

impl Budget {
    /// 500 / 5 lets 100 retries through an outage.
    const FULL: u32 = 500;
    /// What a retry costs.
    pub(crate) const RETRY: u32 = 5;
    /// What a retry after a timeout costs: the server is slow, and a retry makes it slower.
    pub(crate) const RETRY_AFTER_TIMEOUT: u32 = 10;
    /// What a success without a retry gives back.
    pub(crate) const SUCCESS: u32 = 1;

    /// Takes tokens out, if there are enough.
    pub(crate) fn take(&self, cost: u32) -> bool {
        let taken = self.tokens.fetch_update(Ordering::AcqRel, Ordering::Acquire, |tokens| tokens.checked_sub(cost));
        taken.is_ok()
    }

    /// Puts tokens back, up to a full bucket.
    pub(crate) fn refund(&self, tokens: u32) {
        let add = |now: u32| Some(now.saturating_add(tokens).min(Self::FULL));
        let _ = self.tokens.fetch_update(Ordering::AcqRel, Ordering::Acquire, add);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { tokens: AtomicU32::new(Self::FULL) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_retries_empty_it_and_refunds_stop_at_full() {
        let budget = Budget::default();
        assert!((0..100).all(|_| budget.take(Budget::RETRY)));
        assert!(!budget.take(Budget::RETRY));
        budget.refund(u32::MAX);
        assert!((0..100).all(|_| budget.take(Budget::RETRY)));
        assert!(!budget.take(1));
    }
}
