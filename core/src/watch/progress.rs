//! How far a wait has come.

use serde::{Deserialize, Serialize};

/// What a wait knows after a poll.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts", rename_all = "camelCase"))]
pub struct Progress {
    /// Where the object stands, as the API writes it; `None` before the first answer.
    pub status: Option<String>,
    /// Milliseconds since the wait began.
    pub elapsed_ms: u64,
    /// Polls so far, those that failed included.
    pub polls: u32,
    /// Domains done, where the object counts them.
    pub completed: Option<u64>,
    /// Domains failed, where the object counts them.
    pub failed: Option<u64>,
    /// Domains in all, where the object counts them.
    pub total: Option<u64>,
    /// Whether the status or a count differs from the answer before.
    pub changed: bool,
    /// Why this poll failed, as an error's code; `None` if it did not.
    pub error: Option<String>,
}
