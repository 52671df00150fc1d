//! Swaps: another domain, or other names, on an order.

use serde::{Deserialize, Serialize};

use crate::json::{int53, present};
use crate::model::{Extra, List, NewPersona, SwapStatus, SwapType, Timestamp};

/// A domain replaced, or an inbox renamed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Swap {
    /// `swp_…`.
    pub id: String,
    /// Its kind.
    pub r#type: SwapType,
    /// The domain it is about, `dom_…`.
    pub domain_id: String,
    /// The new name; `None` where inboxes are renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement_domain: Option<String>,
    /// Where it stands.
    pub status: SwapStatus,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// What renaming gives: one swap per inbox of the domain, not per persona sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct SwapBatch {
    /// They may finish separately.
    pub swaps: List<Swap>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A domain to replace, one per call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewSwap {
    /// `standard` or `premium`. Premium is for Microsoft domains, within the plan's quota, once in 30 days per domain.
    pub r#type: SwapType,
    /// The domain to retire, `dom_…`.
    pub domain_id: String,
    /// A root domain that can be bought, or that was imported.
    pub replacement_domain: String,
}

/// New names for the inboxes of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct RenameUsers {
    /// `dom_…`.
    pub domain_id: String,
    /// 1 to 10 people.
    pub personas: Vec<NewPersona>,
}

/// Which swaps to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct SwapFilter {
    /// Whose, by id.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<String>,
    /// On this order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// Of this domain, retired or new.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub domain_id: Option<String>,
    /// In this status.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<SwapStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}
