//! Imports: domains the customer already owns.

use serde::{Deserialize, Serialize};

use crate::json::{int53, list};
use crate::model::{Extra, ImportFailure, ImportStatus, List, Timestamp};

/// A job that imports domains. `completed` does not prove that DNS has moved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Import {
    /// `imp_…`.
    pub id: String,
    /// Where the job stands.
    pub status: ImportStatus,
    /// Domains sent.
    #[serde(deserialize_with = "int53::required")]
    pub submitted_count: i64,
    /// Domains done; 0 where the API leaves it out.
    #[serde(default, deserialize_with = "int53::required")]
    pub completed_count: i64,
    /// Domains failed; 0 where the API leaves it out.
    #[serde(default, deserialize_with = "int53::required")]
    pub failed_count: i64,
    /// What the customer must set at the registrar.
    #[serde(default, deserialize_with = "list")]
    pub nameserver_groups: List<NameserverGroup>,
    /// What failed.
    #[serde(default, deserialize_with = "list")]
    pub failed: List<ImportFailure>,
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

/// Nameservers, and the domains to point at them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct NameserverGroup {
    /// The first nameserver.
    pub nameserver_one: String,
    /// The second nameserver.
    pub nameserver_two: String,
    /// The domains that use them.
    pub domains: List<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Root domains to import at once, at most 25.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewImport {
    /// Root domains; sent normalised, unique and sorted.
    pub domains: Vec<String>,
}

/// Root domains to import in the background, at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewImportJob {
    /// Root domains; sent normalised, unique and sorted.
    pub domains: Vec<String>,
}

/// The domains whose import jobs to look up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct ImportQuery {
    /// Root domains.
    pub domains: Vec<String>,
}
