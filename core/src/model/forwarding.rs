//! Forwarding: where web traffic of domains goes.

use serde::{Deserialize, Serialize};

use crate::json::{int53, list};
use crate::model::{DomainRef, Extra, ForwardingFailureReason, ForwardingStatus, List, Timestamp};

/// A job that changes where domains forward.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Forwarding {
    /// `fwj_…`.
    pub id: String,
    /// Where the job stands.
    pub status: ForwardingStatus,
    /// Domains done; those that were right already count.
    #[serde(deserialize_with = "int53::required")]
    pub completed_count: i64,
    /// Domains failed.
    #[serde(deserialize_with = "int53::required")]
    pub failed_count: i64,
    /// The target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding_url: Option<String>,
    /// Domains done.
    #[serde(default, deserialize_with = "list")]
    pub completed: List<DomainRef>,
    /// Domains failed. One example lists a row here with `failed_count` 0.
    #[serde(default, deserialize_with = "list")]
    pub failed: List<ForwardingFailure>,
    /// When the job began.
    pub created_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A domain whose forwarding could not be changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct ForwardingFailure {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ForwardingFailureReason>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Domains to forward, at most 25 in one call.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewForwarding {
    /// `dom_…` ids or names, mixed as you like.
    pub domains: Vec<String>,
    /// The target, http or https.
    pub forwarding_url: String,
}
