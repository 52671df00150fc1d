//! What is known of a call besides its result.

use serde::{Deserialize, Serialize};

use crate::call::Attempt;
use crate::model::{List, Order, OrderStatus};
use crate::operation::{ORDERS_CREATE, Reply};
use crate::response::Raw;

/// What is known of a successful call besides its data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts", rename_all = "camelCase"))]
pub struct Meta {
    /// The HTTP status.
    pub status: u16,
    /// `Peeker-Request-Id`: quote it to support.
    pub request_id: Option<String>,
    /// What was tried, in order; the last one succeeded.
    pub attempts: List<Attempt>,
    /// A delete whose earlier attempt had an unknown outcome, and whose object is not there any more.
    pub already_gone: bool,
    /// The order returned is probably an earlier one: the API returns the first order for the same body for 24 hours,
    /// also one that failed or was cancelled meanwhile.
    pub probably_original: bool,
    /// What a person should read.
    pub warnings: List<String>,
}

/// An order this much older than the call that returned it is an earlier one; clocks may differ by less.
const ORIGINAL_AGE_MS: i64 = 60_000;

impl Meta {
    pub(crate) fn new(raw: &Raw, reply: &Reply) -> Self {
        let original = match reply {
            Reply::Order { data } if raw.operation.name == ORDERS_CREATE.operation().name => is_original(raw, data),
            _ => false,
        };
        let warning = "an order like this one was placed before; this is probably that one, in its present state";
        let waived = raw.waived.iter().map(|violation| raw.scrubber.scrub(&violation.waiver()));
        Self {
            status: raw.response.status,
            request_id: raw.response.request_id().map(|id| raw.scrubber.scrub(&id)),
            attempts: List::from(raw.attempts.clone()),
            already_gone: raw.already_gone,
            probably_original: original,
            warnings: original.then(|| warning.to_owned()).into_iter().chain(waived).collect(),
        }
    }
}

fn is_original(raw: &Raw, order: &Order) -> bool {
    let created = order.created_at.unix_ms();
    order.status != OrderStatus::IN_PROGRESS
        || created.is_some_and(|created| created < raw.first_sent_unix_ms.saturating_sub(ORIGINAL_AGE_MS))
}
