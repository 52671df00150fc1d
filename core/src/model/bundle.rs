//! Bundles: saved order sizes.

use serde::{Deserialize, Serialize};

use crate::json::{int53, present};
use crate::model::{BundleStatus, Extra, Patch, Timestamp};

/// A saved order size: a monthly volume, resolved into licences and domains.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Bundle {
    /// `bun_…`.
    pub id: String,
    /// The label.
    pub name: String,
    /// Emails per month.
    #[serde(deserialize_with = "int53::required")]
    pub monthly_sending_volume: i64,
    /// The share asked for, or `None` for the recommended split.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub google_percent: Option<i64>,
    /// The share asked for, or `None` for the recommended split.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub microsoft_percent: Option<i64>,
    /// Whether volume is spread over 30 days instead of 22 weekdays. Absent before June.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_on_weekends: Option<bool>,
    /// 2 (40 Google sends per domain and day) or 3 (60). Absent before June.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub google_inboxes_per_domain: Option<i64>,
    /// The split in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Split>,
    /// How many domains an order of this bundle must bring. Absent before June.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_domains: Option<RequiredDomains>,
    /// Where the bundle stands.
    pub status: BundleStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// Display only, in cents. May only.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub customer_price_cents: Option<i64>,
    /// Currency of the display price. May only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// How volume is shared between the providers, in percent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Split {
    /// Google's share.
    #[serde(deserialize_with = "int53::required")]
    pub google_percent: i64,
    /// Microsoft's share.
    #[serde(deserialize_with = "int53::required")]
    pub microsoft_percent: i64,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// How many domains an order must bring. The server's numbers are the truth; a local estimate is only that.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct RequiredDomains {
    /// Domains for Google inboxes.
    #[serde(deserialize_with = "int53::required")]
    pub google: i64,
    /// Domains that Microsoft can use.
    #[serde(deserialize_with = "int53::required")]
    pub microsoft: i64,
    /// All domains of the order.
    #[serde(deserialize_with = "int53::required")]
    pub total: i64,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A bundle to create.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewBundle {
    /// The label.
    pub name: String,
    /// Emails per month.
    #[serde(deserialize_with = "int53::required")]
    pub monthly_sending_volume: i64,
    /// Set both percents, adding up to 100, or neither for the recommended split.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub google_percent: Option<i64>,
    /// Set both percents, adding up to 100, or neither for the recommended split.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub microsoft_percent: Option<i64>,
    /// Spread volume over 30 days instead of 22 weekdays. The API takes `false` when it is absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub send_on_weekends: Option<bool>,
    /// 2 or 3. The API takes 2 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub google_inboxes_per_domain: Option<i64>,
}

/// A change to a bundle: fields left out stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct BundleUpdate {
    /// `bun_…`.
    pub id: String,
    /// The label.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub name: Option<String>,
    /// Emails per month.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub monthly_sending_volume: Option<i64>,
    /// Both percents `null` go back to the recommended split.
    #[serde(default, skip_serializing_if = "Patch::is_omit")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Option<i64>>"))]
    pub google_percent: Patch<i64>,
    /// Both percents `null` go back to the recommended split.
    #[serde(default, skip_serializing_if = "Patch::is_omit")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Option<i64>>"))]
    pub microsoft_percent: Patch<i64>,
    /// Spread volume over 30 days instead of 22 weekdays.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub send_on_weekends: Option<bool>,
    /// 2 or 3.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub google_inboxes_per_domain: Option<i64>,
}

/// Which bundles to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct BundleFilter {
    /// `active` or `archived`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<BundleStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}
