//! What is left after a delete.

use serde::{Deserialize, Serialize};

use crate::model::{DeletionStatus, Extra};

/// What a delete answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Deletion {
    /// What was deleted.
    pub id: String,
    /// What became of it. One example still says `active`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DeletionStatus>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
