//! 600 requests per minute and key (documented): one bucket per key for all endpoints, reads and writes alike.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::json;

use crate::clock::Moment;
use crate::reply::ApiError;

/// Counts requests in virtual time. That the minute begins with a key's first request is inferred.
#[derive(Debug)]
pub(crate) struct Limiter {
    per_minute: u32,
    windows: HashMap<String, Window>,
}

#[derive(Debug)]
struct Window {
    began: Moment,
    count: u32,
}

impl Limiter {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute, windows: HashMap::new() }
    }

    /// Counts one request. A refused one is not counted, so waiting as long as told is always enough.
    pub(crate) fn admit(&mut self, key: &str, now: Moment) -> Result<(), ApiError> {
        let window = self.windows.entry(key.to_owned()).or_insert(Window { began: now, count: 0 });
        if now.since(window.began) >= MINUTE {
            *window = Window { began: now, count: 0 };
        }
        if window.count < self.per_minute {
            window.count += 1;
            return Ok(());
        }
        let left = MINUTE.saturating_sub(now.since(window.began));
        Err(rate_limited(Some(left.as_millis().div_ceil(1000)), None))
    }
}

/// The documented answer; both details are optional because the documentation does not say that they come together.
pub(crate) fn rate_limited(retry_after: Option<u128>, reason: Option<&str>) -> ApiError {
    let mut details = json!({});
    if let Some(seconds) = retry_after {
        details["retry_after_seconds"] = json!(u64::try_from(seconds).unwrap_or(u64::MAX));
    }
    if let Some(reason) = reason {
        details["reason"] = json!(reason);
    }
    let error = ApiError::new(429, "rate_limited", "Too many requests. Wait, then try again.");
    if details == json!({}) { error } else { error.details(details) }
}

const MINUTE: Duration = Duration::from_secs(60);
