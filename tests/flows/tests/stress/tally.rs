//! What the partners counted.

use std::collections::{BTreeMap, HashMap};
use std::iter::Sum;
use std::ops::AddAssign;

use peeker_core::call::Attempt;

/// A call as its client saw it; milliseconds of its client's time.
#[derive(Debug)]
pub(crate) struct Called {
    pub(crate) attempts: usize,
    pub(crate) took: u64,
    pub(crate) deadline: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Every call, by the id that it carried in a header.
    pub(crate) calls: HashMap<String, Called>,
    /// Why an attempt was not the last of its call.
    pub(crate) retries: BTreeMap<String, usize>,
    /// Calls that ended in `OutcomeUnknown` or `UnreadableSuccess`, by operation and kind.
    pub(crate) unknown: BTreeMap<String, usize>,
    /// Of those, how many turned out to have been done.
    pub(crate) were_done: usize,
    /// Of those, how many turned out not to have been done, and were called again.
    pub(crate) were_not_done: usize,
    /// Calls that certainly did nothing (the rate limit, a deadline) and were made again.
    pub(crate) put_off: usize,
    /// Order ids by the first domain of the order.
    pub(crate) orders: BTreeMap<String, String>,
    pub(crate) users: Vec<String>,
    pub(crate) bundles: Vec<String>,
    pub(crate) cancelled: Vec<String>,
    /// Why partners gave up.
    pub(crate) troubles: Vec<String>,
}

impl Tally {
    /// Notes a call and its attempts.
    pub(crate) fn note(&mut self, id: String, took: u64, deadline: u64, attempts: &[Attempt]) {
        for attempt in attempts.split_last().map(|(_, before)| before).unwrap_or_default() {
            *self.retries.entry(attempt.outcome.clone()).or_default() += 1;
        }
        self.calls.insert(id, Called { attempts: attempts.len(), took, deadline });
    }

    pub(crate) fn attempts(&self) -> usize {
        self.calls.values().map(|call| call.attempts).sum()
    }

    /// The largest share of its deadline that a call took, and that call.
    pub(crate) fn slowest(&self) -> Option<(&String, &Called)> {
        self.calls.iter().max_by(|(_, one), (_, other)| one.share().total_cmp(&other.share()))
    }
}

impl Called {
    /// Of its deadline, how much it took; above 1, it was passed.
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of a few minutes")]
    pub(crate) fn share(&self) -> f64 {
        self.took as f64 / self.deadline as f64
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.calls.extend(other.calls);
        other.retries.into_iter().for_each(|(cause, count)| *self.retries.entry(cause).or_default() += count);
        other.unknown.into_iter().for_each(|(kind, count)| *self.unknown.entry(kind).or_default() += count);
        self.were_done += other.were_done;
        self.were_not_done += other.were_not_done;
        self.put_off += other.put_off;
        self.orders.extend(other.orders);
        self.users.extend(other.users);
        self.bundles.extend(other.bundles);
        self.cancelled.extend(other.cancelled);
        self.troubles.extend(other.troubles);
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum += tally;
            sum
        })
    }
}
