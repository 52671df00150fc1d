//! Who the key belongs to.

use serde::{Deserialize, Serialize};

use crate::model::{Environment, Extra, PermissionPreset};

/// The account and the key behind a call.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Me {
    /// The key that made the call.
    pub api_key: ApiKeyInfo,
    /// The partner account.
    pub partner: Partner,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// What is known of the key, never the key itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct ApiKeyInfo {
    /// Sandbox or live.
    pub environment: Environment,
    /// What the key may do.
    pub permission_preset: PermissionPreset,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A partner account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Partner {
    /// `org_…`.
    pub id: String,
    /// The account's name.
    pub name: String,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
