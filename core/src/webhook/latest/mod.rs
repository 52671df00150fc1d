//! The newest state of an object, from its events in any order.
//!
//! In scope: which event is the newest, and what is known of the object by then. Out of scope: remembering events,
//! asking the API. The result depends on which events there are, never on their order or on how often each comes.

mod piece;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::piece::{Kind, Piece};
use super::event::{DomainEventData, Event, ForwardingEventData, ImportEventData, OrderEventData, SwapEventData};
use crate::error::{Error, Violation};
use crate::json::{canonical, without_values_and_place};
use crate::model::Extra;

/// What events say of an object, all of them together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", rename_all = "camelCase"))]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
pub struct Latest {
    /// The object's id: `ord_…`, `dom_…`.
    pub id: String,
    /// Where the object stands by its newest event; `None` where that does not say. The same as in `data`.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<String>,
    /// What is known of it. In JSON this is `object`, the kind, and `data`.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub data: ObjectData,
    /// The newest event, as it was delivered.
    pub event: Event,
    /// How many different events were seen of it.
    pub events_seen: u32,
}

/// An object as events know it: of its id alone they are sure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "object", content = "data", rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts"))]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "one per fold; a box would stand between callers and the data")]
pub enum ObjectData {
    /// Of `order.*`.
    Order(OrderEventData),
    /// Of `domain.connected` and `domain.action_required`.
    Domain(DomainEventData),
    /// Of `domain.forwarding_*`: the job, not its domains.
    Forwarding(ForwardingEventData),
    /// Of `domain_import.*`.
    Import(ImportEventData),
    /// Of `swap.*`.
    Swap(SwapEventData),
    /// Of a kind that is newer than this SDK: its fields.
    Unknown(Extra),
}

impl ObjectData {
    /// The kind of object, as `object` in JSON has it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Domain(_) => "domain",
            Self::Forwarding(_) => "forwarding",
            Self::Import(_) => "import",
            Self::Swap(_) => "swap",
            Self::Unknown(_) => "unknown",
        }
    }
}

#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for &ObjectData {
    type Target = pyo3::PyAny;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(match self {
            ObjectData::Order(data) => pyo3::Bound::new(py, data.clone())?.into_any(),
            ObjectData::Domain(data) => pyo3::Bound::new(py, data.clone())?.into_any(),
            ObjectData::Forwarding(data) => pyo3::Bound::new(py, data.clone())?.into_any(),
            ObjectData::Import(data) => pyo3::Bound::new(py, data.clone())?.into_any(),
            ObjectData::Swap(data) => pyo3::Bound::new(py, data.clone())?.into_any(),
            ObjectData::Unknown(fields) => fields.into_pyobject(py)?.into_any(),
        })
    }
}

/// The newest state of one object, from its events in any order, with duplicates. `None` where there is none.
///
/// **Order.** By the envelope's `created_at`. Within the same moment what is nearer to an object's end comes later: a
/// fast order is accepted and completed within a second. Then by the event's id. An event without a time comes after
/// the last one that it may follow: `completed` after whatever is still in progress, and before a cancellation.
///
/// **Fields.** Events have the whole object, or three fields of it. A whole one says all that is known at its time; a
/// short one changes the fields that it names. The status is never older than the newest event. An object is taken
/// for whole where it has a `created_at` of its own: inferred from the documentation's examples, not stated there.
///
/// An event that names no object, or that readers of JSON understand differently, is left out. One whose type is
/// newer than this SDK counts like any other.
///
/// # Errors
/// `several_objects`, only if the events are of more than one: [`latest_by_object`] takes these. An order's events
/// and those of its domains are of several.
///
/// ```
/// use peeker_core::webhook::{ObjectData, latest, parse};
///
/// let event = |body: &str| parse(body.as_bytes(), None).unwrap();
/// let events = [
///     event(r#"{"id":"evt_3","type":"order.completed","created_at":"2026-05-08T12:00:09Z","data":{"id":"ord_1","status":"completed"}}"#),
///     event(r#"{"id":"evt_1","type":"order.in_progress","created_at":"2026-05-08T12:00:00Z","data":{"id":"ord_1","status":"in_progress","domain_count":2}}"#),
/// ];
/// let order = latest(&events)?.unwrap();
/// assert_eq!((order.id.as_str(), order.status.as_deref(), order.events_seen), ("ord_1", Some("completed"), 2));
/// assert!(matches!(order.data, ObjectData::Order(data) if data.domain_count == Some(2)));
/// # Ok::<(), peeker_core::error::Error>(())
/// ```
pub fn latest<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Option<Latest>, Error> {
    let mut all = latest_by_object(events);
    match all.as_slice() {
        [] | [_] => Ok(all.pop()),
        [one, other, ..] => {
            let message = format!("they are of {} objects, among them `{}` and `{}`", all.len(), one.id, other.id);
            Err(Error::violation(Violation::new("events", "several_objects", message)))
        }
    }
}

/// The newest state of each object that events are of, ordered by kind and id. See [`latest`].
pub fn latest_by_object<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Latest> {
    let mut objects = BTreeMap::<(Kind, String), Vec<Piece<'a>>>::new();
    for piece in events.into_iter().filter_map(Piece::of) {
        objects.entry((piece.kind.clone(), piece.object_id.clone())).or_default().push(piece);
    }
    objects.into_iter().filter_map(|((kind, id), pieces)| fold(&kind, id, pieces)).collect()
}

/// [`latest`] as bindings call it: from a JSON list of events as this SDK writes them, to JSON, which may be `null`.
///
/// # Errors
/// As [`latest`], and `invalid_type` if the text is no such list.
pub fn latest_json(events: &str) -> Result<String, Error> {
    written(&latest(&read(events)?)?)
}

/// [`latest_by_object`] as bindings call it: from a JSON list of events to a JSON list.
///
/// # Errors
/// `invalid_type`, only if the text is no list of events.
pub fn latest_by_object_json(events: &str) -> Result<String, Error> {
    written(&latest_by_object(&read(events)?))
}

fn read(events: &str) -> Result<Vec<Event>, Error> {
    serde_json::from_str(events).map_err(|error| {
        let message = format!("no list of events: {}", without_values_and_place(&error));
        Error::violation(Violation::new("events", "invalid_type", message))
    })
}

fn written<T: Serialize>(result: &T) -> Result<String, Error> {
    serde_json::to_string(result).map_err(|error| Error::internal(error.to_string()))
}

/// All that is known of one object; `None` if there is no event of it.
fn fold(kind: &Kind, id: String, mut pieces: Vec<Piece<'_>>) -> Option<Latest> {
    sort(&mut pieces);
    let newest = pieces.last()?;
    let (event, status) = (newest.event.clone(), newest.status.clone());
    let events_seen = pieces.iter().map(|piece| piece.event.id()).collect::<BTreeSet<_>>().len();
    let mut fields = Map::new();
    for piece in pieces {
        if piece.is_whole() {
            fields.clear();
        }
        fields.extend(piece.fields);
    }
    fields.insert("id".to_owned(), Value::from(id.as_str()));
    match &status {
        Some(status) => fields.insert("status".to_owned(), Value::from(status.as_str())),
        None => fields.remove("status"),
    };
    // Each field fits its type, so all of them together do.
    let data = kind.data(fields)?;
    Some(Latest { id, status, data, event, events_seen: u32::try_from(events_seen).unwrap_or(u32::MAX) })
}

/// Sorts the events of one object, the newest last. Every two that are not equal have one order.
fn sort(pieces: &mut [Piece<'_>]) {
    let timed: Vec<_> = pieces.iter().filter_map(|piece| Some((piece.unix_ms?, piece.rank))).collect();
    pieces.sort_by_cached_key(|piece| {
        let may_follow = timed.iter().filter(|(_, rank)| *rank <= piece.rank).map(|(unix_ms, _)| *unix_ms);
        let time = piece.unix_ms.or_else(|| may_follow.max());
        let text = serde_json::to_value(piece.event).map(|event| canonical(&event)).unwrap_or_default();
        (time, piece.rank, piece.event.id(), text)
    });
}
