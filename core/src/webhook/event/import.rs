//! What `domain_import.*` events say of their job.

use serde::{Deserialize, Serialize};

use super::identifying;
use crate::json::int53;
use crate::model::{Extra, ImportFailure, ImportStatus, List, NameserverGroup, Timestamp};

/// An import job as an event carries it: only the id is sure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, from_py_object, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct ImportEventData {
    /// `imp_…`.
    #[serde(deserialize_with = "identifying")]
    pub id: String,
    /// Where the job stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ImportStatus>,
    /// Domains sent.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub submitted_count: Option<i64>,
    /// Domains done.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub completed_count: Option<i64>,
    /// Domains failed.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub failed_count: Option<i64>,
    /// What the customer must set at the registrar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nameserver_groups: Option<List<NameserverGroup>>,
    /// What failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<List<ImportFailure>>,
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
