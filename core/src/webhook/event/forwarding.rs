//! What `domain.forwarding_*` events say of their job.

use serde::{Deserialize, Serialize};

use super::identifying;
use crate::json::int53;
use crate::model::{DomainRef, Extra, ForwardingFailure, ForwardingStatus, List, Timestamp};

/// A forwarding job as an event carries it: only the id is sure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, from_py_object, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct ForwardingEventData {
    /// `fwj_…`. Inferred for `domain.forwarding_failed`.
    #[serde(deserialize_with = "identifying")]
    pub id: String,
    /// Where the job stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ForwardingStatus>,
    /// Domains done; those that were right already count.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub completed_count: Option<i64>,
    /// Domains failed.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub failed_count: Option<i64>,
    /// The target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding_url: Option<String>,
    /// Domains done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<List<DomainRef>>,
    /// Domains failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<List<ForwardingFailure>>,
    /// When the job began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
