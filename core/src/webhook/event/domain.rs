//! What `domain.connected` and `domain.action_required` say of their domain.

use serde::{Deserialize, Serialize};

use super::identifying;
use crate::model::{DomainCategory, DomainStatus, Extra, List, Provider, Timestamp};

/// A domain as an event carries it: only the id is sure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, from_py_object, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct DomainEventData {
    /// `dom_…`.
    #[serde(deserialize_with = "identifying")]
    pub id: String,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Whether it is on an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<DomainCategory>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DomainStatus>,
    /// Who hosts its mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The order it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Who can host its mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usable_for: Option<List<Provider>>,
    /// Where its web traffic goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding_url: Option<String>,
    /// When it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
