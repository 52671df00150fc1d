//! What a caller may say about a wait.

use serde::Deserialize;

use crate::call::CallOptions;
use crate::config::Config;
use crate::error::Error;
use crate::model::Environment;
use crate::policy::Policy;
use crate::watch::Watched;

/// How to wait. Bindings pass it as JSON.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WaitOptions {
    /// Milliseconds for all of the wait; 48 hours for orders and swaps, 1 hour for imports and forwarding.
    pub timeout: Option<u64>,
    /// Milliseconds from an answer to the next poll; 1 000 in the sandbox, 60 000 elsewhere. Only the last poll
    /// before the timeout may come sooner.
    pub poll: Option<u64>,
    /// Whether `action_required` is an end. If not, the wait goes on until somebody has acted.
    pub stop_on_action: bool,
    /// Whether `failed` and `cancelled` are the error `wait_failed`. `partial_success` never is: part of the work was
    /// done, and the object says which. Nor is `cancel_scheduled`: what was ordered runs on until it takes effect.
    pub raise_on_failure: bool,
    /// What each poll sets differently from its client. A poll's deadline never goes beyond the wait's timeout.
    pub call: CallOptions,
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self {
            timeout: None,
            poll: None,
            stop_on_action: true,
            raise_on_failure: false,
            call: CallOptions::default(),
        }
    }
}

/// The times of one wait, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) timeout: u64,
    pub(super) poll: u64,
    /// Of one poll, as long as the wait's timeout leaves so much.
    pub(super) deadline: u64,
}

impl Times {
    /// # Errors
    /// `invalid_option`, if a time is 0 or longer than a week.
    pub(super) fn new(config: &Config, watched: &Watched, options: &WaitOptions) -> Result<Self, Error> {
        // A backend of one's own may have a live key.
        let is_sandbox = *config.environment() == Environment::TEST;
        let poll = if is_sandbox { Policy::POLL_SANDBOX } else { Policy::POLL_LIVE };
        let times = Self {
            timeout: options.timeout.unwrap_or(watched.timeout),
            poll: options.poll.unwrap_or(poll),
            deadline: config.policy.with(&options.call)?.deadline,
        };
        if Policy::can_be_set(times.timeout) && Policy::can_be_set(times.poll) {
            return Ok(times);
        }
        Err(Error::configuration("invalid_option", "timeout and poll of a wait are 1 millisecond to 7 days"))
    }
}
