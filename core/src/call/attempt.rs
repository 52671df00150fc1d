//! The log of a call: what was tried, what came back, how long was waited and why.

use serde::{Deserialize, Serialize};

/// One attempt of a call.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts", rename_all = "camelCase"))]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    /// Milliseconds from the beginning of the call to the beginning of this attempt.
    pub started_ms: u64,
    /// Milliseconds that it took.
    pub took_ms: u64,
    /// The HTTP status, or `None` if there was no answer.
    pub status: Option<u16>,
    /// `ok`, or the code of what went wrong: `rate_limited`, `timeout`, `connection_failed`, `internal_error`, …
    pub outcome: String,
    /// `Peeker-Request-Id` of the answer.
    pub request_id: Option<String>,
    /// Whether the request may have reached the server without being answered.
    pub maybe_processed: bool,
    /// Milliseconds waited after it before the next attempt; 0 if there was none.
    pub waited_ms: u64,
}

/// What is known when an attempt is over: what a caller's `on_attempt` hook is told.
///
/// No secret is in it, and the path is without its query: it may be logged as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts", rename_all = "camelCase"))]
pub struct AttemptReport {
    /// The operation, as in `orders.create`.
    pub operation: String,
    /// The HTTP method, as in `POST`.
    pub method: String,
    /// The path below the base URL, without its query: `/orders/ord_1`.
    pub path: String,
    /// The attempt.
    pub attempt: Attempt,
    /// Milliseconds until the next attempt, or `None` if there is none.
    pub retry_in_ms: Option<u64>,
    /// How the call ended, if it ended with this attempt: `ok` when it was answered with success, `interrupted`, or the
    /// code of its error, which for a write may be `outcome_unknown` where the attempt's own outcome is `timeout`.
    pub result: Option<String>,
}
