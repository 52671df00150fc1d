//! Time and distance without waiting: each thread has a clock of its own, which only its own calls move.
//!
//! A transfer takes as long as the network says, not as long as this machine needs; one that takes longer than its
//! timeout is given up, although it arrived and was carried out. So the deadline of a call is a property that does not
//! depend on how fast or how busy this machine is.

use std::cell::Cell;

use peeker_core::call::{Failure, Transfer};
use peeker_core::client::Clock;
use peeker_core::clock::{Instant, Now};
use peeker_core::response::HttpResponse;
use peeker_core::transport::{Transport, UreqTransport};

/// The sandbox's first moment, 2026-05-08T12:00:00Z.
const BEGINNING_MS: i64 = 1_778_241_600_000;

/// Real milliseconds for a transfer. It is not meant to run out.
const REAL_TIMEOUT: u64 = 120_000;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
    static CHANCE: Cell<u64> = const { Cell::new(0) };
}

/// Begins this thread's time. The seed decides how long its transfers take.
pub(crate) fn begin(seed: u64) {
    NOW.set(0);
    CHANCE.set(seed);
}

/// Milliseconds since this thread began.
pub(crate) fn now() -> u64 {
    NOW.get()
}

/// Lets time pass on this thread.
pub(crate) fn pass(millis: u64) {
    NOW.set(NOW.get() + millis);
}

/// A number below `bound`, by this thread's seed.
pub(crate) fn chance(bound: u64) -> u64 {
    // SplitMix64.
    let state = CHANCE.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    CHANCE.set(state);
    mixed(state) % bound
}

/// The finaliser of `SplitMix64`.
pub(crate) fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The calling thread's time as a client's clock. Clones of a client on several threads have several times.
#[derive(Debug)]
pub(crate) struct OwnTime;

impl Clock for OwnTime {
    fn now(&self) -> Now {
        let unix_ms = BEGINNING_MS.saturating_add_unsigned(now());
        Now { instant: Instant::from_millis(now()), unix_ms }
    }

    fn sleep(&self, millis: u64) {
        pass(millis);
    }
}

/// Core's own transport, at the end of a long line.
#[derive(Debug)]
pub(crate) struct SlowNetwork(UreqTransport);

impl SlowNetwork {
    pub(crate) fn new(transport: UreqTransport) -> Self {
        Self(transport)
    }
}

impl Transport for SlowNetwork {
    fn send(&self, transfer: &Transfer) -> Result<HttpResponse, Failure> {
        let real = Transfer { timeout: REAL_TIMEOUT, connect_timeout: REAL_TIMEOUT, ..transfer.clone() };
        let answer = self.0.send(&real);
        let takes = duration();
        pass(takes.min(transfer.timeout));
        if takes > transfer.timeout {
            return Err(Failure::timed_out("the network is slow today"));
        }
        answer
    }
}

/// Mostly a quick one; sometimes so long that short deadlines feel it, and now and then longer than any attempt may take.
fn duration() -> u64 {
    match chance(100) {
        0 => 25_000 + chance(20_000),
        1..4 => 1_000 + chance(8_000),
        _ => 5 + chance(300),
    }
}
