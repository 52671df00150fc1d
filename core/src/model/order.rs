//! Orders, their costs, and what they wait for.

use serde::{Deserialize, Serialize};

use crate::json::{int53, list};
use crate::model::{
    DomainRef, Extra, LineItemType, List, OrderStatus, PendingActionReason, PendingActionStatus, PendingActionType,
    Timestamp, domain_refs,
};

/// An order. Creating and listing give the lean form; retrieving and `order.completed` give all of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Order {
    /// `ord_…`.
    pub id: String,
    /// The customer.
    pub user_id: String,
    /// The customer's address.
    pub email: String,
    /// The bundle, or `None` for custom licences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle_id: Option<String>,
    /// Where the order stands.
    pub status: OrderStatus,
    /// Number of domains.
    #[serde(deserialize_with = "int53::required")]
    pub domain_count: i64,
    /// What it costs.
    pub costs: Costs,
    /// When it renews. June only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_at: Option<Timestamp>,
    /// The domains. Detail only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domains: Option<OrderDomains>,
    /// The people on the inboxes (`users` in May). Detail only.
    #[serde(alias = "users", default, skip_serializing_if = "Option::is_none")]
    pub personas: Option<List<Persona>>,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// What an order costs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Costs {
    /// The sum in cents.
    #[serde(deserialize_with = "int53::required")]
    pub total_cents: i64,
    /// Lower case in June.
    pub currency: String,
    /// What the sum is made of. Detail only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_items: Option<List<LineItem>>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// One line of an order's costs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct LineItem {
    /// What it is for.
    pub r#type: LineItemType,
    /// How many.
    #[serde(deserialize_with = "int53::required")]
    pub quantity: i64,
    /// In cents.
    #[serde(deserialize_with = "int53::required")]
    pub amount_cents: i64,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// The domains of an order, by where they came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct OrderDomains {
    /// Bought with the order.
    #[serde(default, deserialize_with = "list")]
    pub registered: List<String>,
    /// Brought by the customer.
    #[serde(default, deserialize_with = "list")]
    pub imported: List<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A person as the name on inboxes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Persona {
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// A public picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_picture_url: Option<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Something an order waits for. The row does not say which order: filter by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct PendingAction {
    /// `act_…`.
    pub id: String,
    /// What is to be done.
    pub r#type: PendingActionType,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PendingActionReason>,
    /// Whether it still waits.
    pub status: PendingActionStatus,
    /// The domain it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain_id: Option<String>,
    /// That domain's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The person it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Persona>,
    /// For people; it may change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A cancellation that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Cancellation {
    /// The order, `ord_…`.
    pub id: String,
    /// `cancel_scheduled`, as documented.
    pub status: OrderStatus,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_scheduled_at: Option<Timestamp>,
    /// When it takes effect. June documents the end of the renewal period in one place and a short grace window in another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancels_at: Option<Timestamp>,
    /// The domains concerned. May answered with the whole order; its domains are read as well.
    #[serde(default, deserialize_with = "domain_refs")]
    pub domains: List<DomainRef>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
