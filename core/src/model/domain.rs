//! Domains: owned, and to be had.

use serde::{Deserialize, Serialize};

use crate::json::{int53, list, present};
use crate::model::{DomainCategory, DomainStatus, Extra, List, Provider, Timestamp, UnavailableReason};

/// A domain of the account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Domain {
    /// `dom_…`.
    pub id: String,
    /// The name.
    pub domain: String,
    /// Whether it is on an order.
    pub category: DomainCategory,
    /// Where it stands.
    pub status: DomainStatus,
    /// Who hosts its mail. Absent on inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// Whose it is. Absent on inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The order it is on. Absent on inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Who can host its mail.
    #[serde(default, deserialize_with = "list")]
    pub usable_for: List<Provider>,
    /// Where its web traffic goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding_url: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Which of the names asked for can be had.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Availability {
    /// One row per name.
    pub domains: List<DomainAvailability>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Whether one name can be had, and for how much.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct DomainAvailability {
    /// The name.
    pub domain: String,
    /// Whether it can be ordered.
    pub available: bool,
    /// First year's registration in cents. Absent where it cannot be had.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub price_cents: Option<i64>,
    /// Each further year in cents. Absent where it cannot be had.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub renewal_price_cents: Option<i64>,
    /// Of both prices; lower case in the examples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Who could host its mail: a domain that must serve Microsoft needs `microsoft` here.
    #[serde(default, deserialize_with = "list")]
    pub usable_for: List<Provider>,
    /// Why it cannot be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<UnavailableReason>,
    /// Whether it is a premium name. Before June only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premium: Option<bool>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Which domains to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct DomainFilter {
    /// `inventory` or `connected`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub category: Option<DomainCategory>,
    /// Whose, by id.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<String>,
    /// Whose, by address.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_email: Option<String>,
    /// Usable for this provider.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub usable_for: Option<Provider>,
    /// In this status.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<DomainStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}

/// Names to check, at most 50.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct AvailabilityQuery {
    /// Root domains.
    pub domains: Vec<String>,
}
