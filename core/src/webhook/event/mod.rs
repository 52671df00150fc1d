//! Events: what a delivery says, as a type of its own for each documented kind.

mod domain;
mod forwarding;
mod import;
mod order;
mod parse;
mod swap;
#[cfg(test)]
mod tests;
pub(super) mod unambiguous;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

pub use domain::DomainEventData;
pub use forwarding::ForwardingEventData;
pub use import::ImportEventData;
pub use order::{OrderEventData, OrderEventDomains};
pub use parse::parse;
pub(super) use parse::{hoist_order, too_large};
pub use swap::SwapEventData;

use crate::model::{EventType, Extra, Timestamp};

/// What a delivery says.
///
/// An event that is verified is never refused for its shape: what is newer than this SDK, or does not fit, is
/// `Unknown`. Deliveries come in any order and more than once: the object as the API returns it now
/// is the truth, and `id` tells an event that came before.
///
/// As JSON it is the API's envelope. An unknown event has the type `unknown` there, so that a `type` promises what
/// `data` is; the API's own word is in `event_type`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type")]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
#[non_exhaustive]
pub enum Event {
    /// An order was accepted and provisioning began. There is no `order.created`.
    #[serde(rename = "order.in_progress")]
    OrderInProgress {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// All domains and inboxes of an order are live.
    #[serde(rename = "order.completed")]
    OrderCompleted {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// Provisioning ended in an error that nobody can mend.
    #[serde(rename = "order.failed")]
    OrderFailed {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// The partner must act: read `orders.pending_actions`.
    #[serde(rename = "order.action_required")]
    OrderActionRequired {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A cancellation was accepted.
    #[serde(rename = "order.cancel_scheduled")]
    OrderCancelScheduled {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A cancellation is done; the domains can be used again.
    #[serde(rename = "order.cancelled")]
    OrderCancelled {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: OrderEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// One domain is set up with its mail provider.
    #[serde(rename = "domain.connected")]
    DomainConnected {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: DomainEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A domain needs the partner, for example because nameservers are unchanged.
    #[serde(rename = "domain.action_required")]
    DomainActionRequired {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: DomainEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A forwarding change was applied.
    #[serde(rename = "domain.forwarding_updated")]
    DomainForwardingUpdated {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: ForwardingEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A forwarding change failed.
    #[serde(rename = "domain.forwarding_failed")]
    DomainForwardingFailed {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: ForwardingEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// Every domain of an import finished.
    #[serde(rename = "domain_import.completed")]
    DomainImportCompleted {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: ImportEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// An import failed before any domain connected.
    #[serde(rename = "domain_import.failed")]
    DomainImportFailed {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: ImportEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// Nameservers are not pointed yet; arrives after about 30 minutes.
    #[serde(rename = "domain_import.action_required")]
    DomainImportActionRequired {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: ImportEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A swap was accepted.
    #[serde(rename = "swap.created")]
    SwapCreated {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: SwapEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A worker has picked a swap up.
    #[serde(rename = "swap.in_progress")]
    SwapInProgress {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: SwapEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A swap's new domain is live.
    #[serde(rename = "swap.completed")]
    SwapCompleted {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: SwapEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A swap ended in an error that nobody can mend: read `swaps.retrieve`.
    #[serde(rename = "swap.failed")]
    SwapFailed {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: SwapEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A swap waits for the partner.
    #[serde(rename = "swap.action_required")]
    SwapActionRequired {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        data: SwapEventData,
        #[serde(flatten)]
        #[cfg_attr(feature = "typescript", ts(flatten))]
        extra: Extra,
    },
    /// A type that this SDK's version does not know, or a known one whose content does not fit.
    #[serde(rename = "unknown")]
    Unknown {
        id: String,
        /// The API's own word.
        #[serde(rename = "event_type")]
        r#type: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        /// The whole body as it was received: JSON text.
        raw: String,
        /// What did not fit.
        why: String,
    },
}

impl Event {
    /// The event's id: the same for each delivery of one event. Made of the body's hash where Peeker gives none.
    pub fn id(&self) -> &str {
        self.head().id
    }

    /// What kind of event it is, in the API's own word, also where it is unknown.
    pub fn event_type(&self) -> EventType {
        self.head().r#type
    }

    /// When it happened.
    pub fn created_at(&self) -> Option<&Timestamp> {
        self.head().created_at
    }

    /// Whether it has a type of its own here, with typed data.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown { .. })
    }

    #[rustfmt::skip]
    fn head(&self) -> Head<'_> {
        let head = |r#type, id, created_at| Head { r#type, id, created_at };
        match self {
            Self::OrderInProgress { id, created_at, .. } => head(EventType::ORDER_IN_PROGRESS, id, created_at.as_ref()),
            Self::OrderCompleted { id, created_at, .. } => head(EventType::ORDER_COMPLETED, id, created_at.as_ref()),
            Self::OrderFailed { id, created_at, .. } => head(EventType::ORDER_FAILED, id, created_at.as_ref()),
            Self::OrderActionRequired { id, created_at, .. } => head(EventType::ORDER_ACTION_REQUIRED, id, created_at.as_ref()),
            Self::OrderCancelScheduled { id, created_at, .. } => head(EventType::ORDER_CANCEL_SCHEDULED, id, created_at.as_ref()),
            Self::OrderCancelled { id, created_at, .. } => head(EventType::ORDER_CANCELLED, id, created_at.as_ref()),
            Self::DomainConnected { id, created_at, .. } => head(EventType::DOMAIN_CONNECTED, id, created_at.as_ref()),
            Self::DomainActionRequired { id, created_at, .. } => head(EventType::DOMAIN_ACTION_REQUIRED, id, created_at.as_ref()),
            Self::DomainForwardingUpdated { id, created_at, .. } => head(EventType::DOMAIN_FORWARDING_UPDATED, id, created_at.as_ref()),
            Self::DomainForwardingFailed { id, created_at, .. } => head(EventType::DOMAIN_FORWARDING_FAILED, id, created_at.as_ref()),
            Self::DomainImportCompleted { id, created_at, .. } => head(EventType::DOMAIN_IMPORT_COMPLETED, id, created_at.as_ref()),
            Self::DomainImportFailed { id, created_at, .. } => head(EventType::DOMAIN_IMPORT_FAILED, id, created_at.as_ref()),
            Self::DomainImportActionRequired { id, created_at, .. } => head(EventType::DOMAIN_IMPORT_ACTION_REQUIRED, id, created_at.as_ref()),
            Self::SwapCreated { id, created_at, .. } => head(EventType::SWAP_CREATED, id, created_at.as_ref()),
            Self::SwapInProgress { id, created_at, .. } => head(EventType::SWAP_IN_PROGRESS, id, created_at.as_ref()),
            Self::SwapCompleted { id, created_at, .. } => head(EventType::SWAP_COMPLETED, id, created_at.as_ref()),
            Self::SwapFailed { id, created_at, .. } => head(EventType::SWAP_FAILED, id, created_at.as_ref()),
            Self::SwapActionRequired { id, created_at, .. } => head(EventType::SWAP_ACTION_REQUIRED, id, created_at.as_ref()),
            Self::Unknown { id, r#type, created_at, .. } => head(EventType::from(r#type.as_str()), id, created_at.as_ref()),
        }
    }
}

/// Reads the id of an event's object: text that is not empty, or it would be the id of nothing.
fn identifying<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    if id.is_empty() { Err(Error::custom("an id is not empty")) } else { Ok(id) }
}

/// What all events have.
struct Head<'a> {
    r#type: EventType,
    id: &'a str,
    created_at: Option<&'a Timestamp>,
}
