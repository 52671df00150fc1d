//! How long to wait and how often to try. The numbers of every language are here.

use crate::error::Error;

/// The limits of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Retries after failures. 0 turns all of it off, waiting after a 429 too.
    pub max_retries: u32,
    /// Milliseconds for one attempt.
    pub timeout: u64,
    /// Milliseconds for all attempts and waits together.
    pub deadline: u64,
    /// Milliseconds to connect.
    pub connect_timeout: u64,
}

impl Policy {
    pub const MAX_RETRIES: u32 = 2;
    pub const TIMEOUT: u64 = 30_000;
    pub const DEADLINE: u64 = 90_000;
    pub const CONNECT_TIMEOUT: u64 = 5_000;

    /// The first back-off is drawn from 0 to this; each further one from twice as much.
    pub(crate) const BACKOFF_FIRST: u64 = 500;
    /// No back-off is longer.
    pub(crate) const BACKOFF_MOST: u64 = 8_000;
    /// A 429 is waited out at most this often: with the documented 600 requests a minute, more means that something
    /// else uses up the key's limit.
    pub(crate) const RATE_LIMIT_WAITS: u32 = 8;
    /// The wait where a 429 names none, as in the documentation's sample.
    pub(crate) const RATE_LIMIT_DEFAULT: u64 = 5_000;
    /// Added to a 429's wait, drawn from 0 to this, as documented.
    pub(crate) const RATE_LIMIT_JITTER: u64 = 1_000;
    /// A longer wait, in seconds, counts as missing.
    pub(crate) const RATE_LIMIT_MOST: f64 = 3_600.0;
    /// A request that must not be sent twice uses no connection that was idle longer: the server may be closing it.
    pub(crate) const FRESH_CONNECTION: u64 = 2_000;

    /// From an answer to the next poll of a wait, as the documentation says for imports.
    pub const POLL_LIVE: u64 = 60_000;
    /// In the sandbox, where orders finish in seconds.
    pub const POLL_SANDBOX: u64 = 1_000;
    /// The last poll of a wait begins this long before the timeout, so that it can be answered before it.
    pub(crate) const LAST_POLL: u64 = 1_000;
    /// So many polls in a row that find the same unknown state, or an answer that cannot be read, are no hiccup.
    pub(crate) const PATIENCE: u32 = 10;

    /// The longest that any of the times may be: a week, in milliseconds.
    const MOST: u64 = 7 * 24 * 3_600_000;
    const MOST_RETRIES: u32 = 100;

    /// The longest back-off after so many retries.
    pub(crate) fn longest_backoff(retries: u32) -> u64 {
        2_u64.saturating_pow(retries).saturating_mul(Self::BACKOFF_FIRST).min(Self::BACKOFF_MOST)
    }

    /// The same policy with what a client or one call sets differently.
    ///
    /// # Errors
    /// `invalid_option`, if a time is 0 or longer than a week, or there are more than 100 retries.
    pub(crate) fn with(self, change: &impl Limits) -> Result<Self, Error> {
        let [timeout, deadline, connect_timeout] = change.times();
        let policy = Self {
            max_retries: change.max_retries().unwrap_or(self.max_retries),
            timeout: timeout.unwrap_or(self.timeout),
            deadline: deadline.unwrap_or(self.deadline),
            connect_timeout: connect_timeout.unwrap_or(self.connect_timeout),
        };
        let times = [policy.timeout, policy.deadline, policy.connect_timeout];
        if !times.into_iter().all(Self::can_be_set) {
            let message = "timeout, deadline and connect_timeout are 1 millisecond to 7 days";
            return Err(Error::configuration("invalid_option", message));
        }
        if policy.max_retries > Self::MOST_RETRIES {
            return Err(Error::configuration("invalid_option", "max_retries is 0 to 100"));
        }
        Ok(policy)
    }

    /// Whether a time is 1 millisecond to 7 days.
    pub(crate) fn can_be_set(millis: u64) -> bool {
        (1..=Self::MOST).contains(&millis)
    }
}

/// Settings that change a policy: a client's or one call's.
pub(crate) trait Limits {
    /// Milliseconds for an attempt, for all of the call, and to connect.
    fn times(&self) -> [Option<u64>; 3];
    fn max_retries(&self) -> Option<u32>;
}

/// Both settings name them alike.
macro_rules! limits {
    ($($settings:ty)*) => {
        $(impl Limits for $settings {
            fn times(&self) -> [Option<u64>; 3] {
                [self.timeout, self.deadline, self.connect_timeout]
            }
            fn max_retries(&self) -> Option<u32> {
                self.max_retries
            }
        })*
    };
}

limits! { crate::config::Options crate::call::CallOptions }

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_retries: Self::MAX_RETRIES,
            timeout: Self::TIMEOUT,
            deadline: Self::DEADLINE,
            connect_timeout: Self::CONNECT_TIMEOUT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_grows_to_eight_seconds_and_stays_there() {
        let longest: Vec<u64> = (0..=Policy::MOST_RETRIES).map(Policy::longest_backoff).collect();
        assert_eq!(longest[..6], [500, 1_000, 2_000, 4_000, 8_000, 8_000]);
        assert!(longest[5..].iter().all(|millis| *millis == 8_000), "{longest:?}");
    }
}
