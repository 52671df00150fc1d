//! Handling each event once: core's store of one process, and its rules for leases. Swift waits for the stores.

use std::time::Duration;

use peeker_core::clock::Instant;
use peeker_core::webhook::{Claim, DEFAULT_LEASE, Deduplicator, DeduplicatorStore, Lease, MemoryStore};

use crate::fault::Fault;
use crate::guard::guard;

/// Core's store of one process. It reads no clock: claims show it the time.
#[derive(Debug, Default, uniffi::Object)]
pub(crate) struct EventMemory(MemoryStore);

#[uniffi::export]
impl EventMemory {
    #[uniffi::constructor]
    pub(crate) fn new() -> Result<Self, Fault> {
        guard(|| Ok(Self::default()))
    }

    pub(crate) fn claim(&self, event_id: &str, now_ms: u64, lease_ms: u64) -> Result<Claim, Fault> {
        guard(|| {
            let Ok(claim) = self.0.claim(event_id, lease(now_ms, lease_ms));
            Ok(claim)
        })
    }

    pub(crate) fn complete(&self, event_id: &str) -> Result<(), Fault> {
        guard(|| {
            let Ok(()) = self.0.complete(event_id);
            Ok(())
        })
    }

    pub(crate) fn release(&self, event_id: &str) -> Result<(), Fault> {
        guard(|| {
            let Ok(()) = self.0.release(event_id);
            Ok(())
        })
    }
}

/// How long a lease is in milliseconds: what was asked for, or the default; refused where it is out of bounds.
#[uniffi::export]
pub(crate) fn lease_ms(asked_ms: Option<u64>) -> Result<u64, Fault> {
    guard(|| {
        let length = asked_ms.map_or(DEFAULT_LEASE, Duration::from_millis);
        Deduplicator::new(MemoryStore::new(), || Instant::from_millis(0)).with_lease(length)?;
        Ok(u64::try_from(length.as_millis()).unwrap_or(u64::MAX))
    })
}

/// Whether a handler that failed now may release its claim.
#[uniffi::export]
pub(crate) fn may_release(begins_ms: u64, lease_ms: u64, now_ms: u64) -> Result<bool, Fault> {
    guard(|| Ok(lease(begins_ms, lease_ms).may_release(Instant::from_millis(now_ms))))
}

/// The HTTP status to answer a delivery with; nothing where the event is to be handled first.
#[uniffi::export]
pub(crate) fn claim_answer(claim: Claim) -> Result<Option<u16>, Fault> {
    guard(|| Ok(claim.answer()))
}

fn lease(begins_ms: u64, length_ms: u64) -> Lease {
    Lease::new(Instant::from_millis(begins_ms), Duration::from_millis(length_ms))
}
