//! What one event says of its object.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::ObjectData;
use crate::model::{EventType, Extra};
use crate::webhook::event::{Event, hoist_order, unambiguous};

/// One event, and what it says of its object.
pub(super) struct Piece<'a> {
    pub(super) event: &'a Event,
    pub(super) kind: Kind,
    pub(super) object_id: String,
    pub(super) unix_ms: Option<i64>,
    /// How near to the object's end it is.
    pub(super) rank: u8,
    pub(super) status: Option<String>,
    /// As the object's type writes them; none of data that does not fit it.
    pub(super) fields: Map<String, Value>,
}

impl<'a> Piece<'a> {
    /// `None` if the event names no object.
    pub(super) fn of(event: &'a Event) -> Option<Self> {
        let r#type = event.event_type();
        let kind = Kind::of(r#type.as_str());
        let data = match event {
            Event::Unknown { raw, .. } => raw_data(raw, &kind)?,
            known => data_of(serde_json::to_value(known).ok()?)?,
        };
        let text = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
        let object_id = text("id").filter(|id| !id.is_empty())?;
        let status = text("status").or_else(|| kind.status_of(&r#type));
        let fields = if event.is_known() { data } else { kind.normalise(data) };
        let unix_ms = event.created_at().and_then(crate::model::Timestamp::unix_ms);
        Some(Self { event, kind, object_id, unix_ms, rank: rank(r#type.as_str()), status, fields })
    }

    /// Whether it has the whole object. In the documentation's examples all whole objects say when they were made, and no
    /// short form does.
    pub(super) fn is_whole(&self) -> bool {
        self.fields.contains_key("created_at")
    }
}

/// The data of an event without a type of its own, flat.
fn raw_data(raw: &str, kind: &Kind) -> Option<Map<String, Value>> {
    unambiguous::check(raw).ok()?;
    let data = data_of(serde_json::from_str(raw).ok()?)?;
    if *kind == Kind::Order { hoist_order(data).ok() } else { Some(data) }
}

fn data_of(mut envelope: Value) -> Option<Map<String, Value>> {
    match envelope.get_mut("data")?.take() {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// What an object is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Order,
    Domain,
    Forwarding,
    Import,
    Swap,
    /// Newer than this SDK: the first word of its events' types.
    Unknown(String),
}

impl Kind {
    fn of(r#type: &str) -> Self {
        let (object, word) = r#type.split_once('.').unwrap_or((r#type, ""));
        match object {
            "order" => Self::Order,
            "domain" if word.starts_with("forwarding_") => Self::Forwarding,
            "domain" => Self::Domain,
            "domain_import" => Self::Import,
            "swap" => Self::Swap,
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// The status that the type of an event says: orders, imports and swaps have the same words for both.
    fn status_of(&self, r#type: &EventType) -> Option<String> {
        let says = matches!(self, Self::Order | Self::Import | Self::Swap) && r#type.is_known();
        says.then(|| word(r#type.as_str()).to_owned())
    }

    /// The object that has these fields; `None` if they do not fit.
    pub(super) fn data(&self, fields: Map<String, Value>) -> Option<ObjectData> {
        fn read<T: DeserializeOwned>(fields: Map<String, Value>) -> Option<T> {
            serde_json::from_value(Value::Object(fields)).ok()
        }
        match self {
            Self::Order => read(fields).map(ObjectData::Order),
            Self::Domain => read(fields).map(ObjectData::Domain),
            Self::Forwarding => read(fields).map(ObjectData::Forwarding),
            Self::Import => read(fields).map(ObjectData::Import),
            Self::Swap => read(fields).map(ObjectData::Swap),
            Self::Unknown(_) => Some(ObjectData::Unknown(Extra::from(fields))),
        }
    }

    /// The fields as the object's type writes them, so that any of two events' fit together; none that do not fit it.
    fn normalise(&self, fields: Map<String, Value>) -> Map<String, Value> {
        fn write<T: Serialize>(data: &T) -> Map<String, Value> {
            match serde_json::to_value(data) {
                Ok(Value::Object(fields)) => fields,
                _ => Map::new(),
            }
        }
        match self.data(fields) {
            Some(ObjectData::Order(data)) => write(&data),
            Some(ObjectData::Domain(data)) => write(&data),
            Some(ObjectData::Forwarding(data)) => write(&data),
            Some(ObjectData::Import(data)) => write(&data),
            Some(ObjectData::Swap(data)) => write(&data),
            Some(ObjectData::Unknown(data)) => write(&data),
            None => Map::new(),
        }
    }
}

/// How near to its object's end an event is, within the same moment or where there are no times. A failure comes
/// after a success: of a forwarding job that did both, it is the one to see.
fn rank(r#type: &str) -> u8 {
    match word(r#type) {
        "created" => 0,
        "in_progress" => 1,
        "connected" | "completed" | "forwarding_updated" => 3,
        "failed" | "forwarding_failed" => 4,
        "cancel_scheduled" => 5,
        "cancelled" => 6,
        // `action_required`, and words that are newer than this SDK.
        _ => 2,
    }
}

fn word(r#type: &str) -> &str {
    r#type.rsplit_once('.').map_or(r#type, |(_, word)| word)
}
