//! What `swap.*` events say of their swap.

use serde::{Deserialize, Serialize};

use super::identifying;
use crate::model::{Extra, SwapStatus, SwapType, Timestamp};

/// A swap as an event carries it: only the id is sure. No example is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, from_py_object, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct SwapEventData {
    /// `swp_…`.
    #[serde(deserialize_with = "identifying")]
    pub id: String,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#type: Option<SwapType>,
    /// The domain it is about, `dom_…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain_id: Option<String>,
    /// The new name; absent where inboxes are renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement_domain: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<SwapStatus>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
