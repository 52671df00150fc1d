//! What `order.*` events say of their order.

use serde::{Deserialize, Serialize};

use super::identifying;
use crate::json::int53;
use crate::model::{Costs, DomainRef, Extra, List, OrderDomains, OrderStatus, Persona, Timestamp};

/// An order as an event carries it: only the id is sure. Examples have three fields, or all of them.
///
/// May nested it (`data.order`); its fields are read as these, and what stood beside it (`api_key`,
/// `pending_actions`) is in `extra`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, from_py_object, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct OrderEventData {
    /// `ord_…`.
    #[serde(deserialize_with = "identifying")]
    pub id: String,
    /// The customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The customer's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle_id: Option<String>,
    /// Where the order stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// Number of domains.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub domain_count: Option<i64>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
    /// When it renews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_at: Option<Timestamp>,
    /// Its domains, or those that are cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domains: Option<OrderEventDomains>,
    /// The people on the inboxes (`users` in May).
    #[serde(alias = "users", default, skip_serializing_if = "Option::is_none")]
    pub personas: Option<List<Persona>>,
    /// When a cancellation was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_scheduled_at: Option<Timestamp>,
    /// When a cancellation takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancels_at: Option<Timestamp>,
    /// When the order was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

// Python sees the `OrderDomains`, or a tuple of `DomainRef`.
/// The domains of an order, in the form that the event has: an order groups them, a cancellation lists them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub enum OrderEventDomains {
    /// `[{"id", "domain"}]`.
    Listed(List<DomainRef>),
    /// `{"registered": […], "imported": […]}`.
    Grouped(OrderDomains),
}

#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for &OrderEventDomains {
    type Target = pyo3::PyAny;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        match self {
            OrderEventDomains::Listed(rows) => Ok(pyo3::types::PyTuple::new(py, rows.iter().cloned())?.into_any()),
            OrderEventDomains::Grouped(domains) => Ok(pyo3::Bound::new(py, domains.clone())?.into_any()),
        }
    }
}
