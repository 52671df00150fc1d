//! From a body to an event.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Event, OrderEventData, unambiguous};
use crate::error::Error;
use crate::model::{EventType, Extra, Timestamp};
use crate::scrub::Scrubber;
use crate::webhook::headers::{EVENT_ID_HEADER, check_event_id};
use crate::webhook::{MAX_BODY, hex};

/// Reads a body whose signature was checked before, as after a queue. It checks no signature itself.
///
/// `header_id` is the value of `Peeker-Event-Id`. The event's id is the body's own. Where the body has none, it is the
/// header's, which is not signed, joined with the body's SHA-256; where neither has one, the hash alone.
///
/// # Errors
/// `webhook_malformed`, only if the body is larger than 1 MiB or not a JSON object with a text `type`, or if header
/// and body name different ids. Whatever else is odd makes an [`Event::Unknown`].
pub fn parse(body: &[u8], header_id: Option<&str>) -> Result<Event, Error> {
    if body.len() > MAX_BODY {
        return Err(too_large());
    }
    let text = std::str::from_utf8(body).map_err(|_| malformed("it is not UTF-8"))?;
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| malformed(no_object(text)))?;
    let r#type = envelope.text("type").ok_or_else(|| malformed("it has no text `type`"))?;
    let id = identify(envelope.text("id"), header_id, body)?;
    Ok(typed(text, &r#type, id.clone(), &envelope).unwrap_or_else(|why| Event::Unknown {
        id,
        r#type,
        created_at: envelope.text("created_at").map(Timestamp::from),
        raw: text.to_owned(),
        why: Scrubber::default().scrub(&why),
    }))
}

pub(in crate::webhook) fn too_large() -> Error {
    malformed("it is larger than 1 MiB")
}

fn malformed(why: &str) -> Error {
    Error::webhook("webhook_malformed", format!("the body cannot be read: {why}"))
}

fn no_object(text: &str) -> &'static str {
    if text.starts_with('\u{feff}') { "it begins with a byte order mark" } else { "it is not a JSON object" }
}

/// The event's id, of the three that it may have.
fn identify(own: Option<String>, header: Option<&str>, body: &[u8]) -> Result<String, Error> {
    let own = own.filter(|id| !id.is_empty());
    let header = header.filter(|id| !id.is_empty()).map(check_event_id).transpose()?;
    let hash = || hex::encode(&Sha256::digest(body));
    match (own, header) {
        (Some(own), Some(header)) if own != header => {
            let message = format!("the body is of another event than the header {EVENT_ID_HEADER} names");
            Err(Error::webhook("webhook_malformed", message).with_field(Some(EVENT_ID_HEADER.to_owned())))
        }
        (Some(own), _) => Ok(own),
        (None, Some(header)) => Ok(format!("{header}:{}", hash())),
        (None, None) => Ok(format!("sha256:{}", hash())),
    }
}

const NEWER: &str = "the type is newer than this SDK";

/// The event as its type has it, or what does not fit.
#[rustfmt::skip]
fn typed(body: &str, r#type: &str, id: String, envelope: &Envelope<'_>) -> Result<Event, String> {
    if !EventType::from(r#type).is_known() {
        return Err(NEWER.to_owned());
    }
    unambiguous::check(body)?;
    let created_at = envelope.member("created_at").map_or(Ok(None), |raw| read_at("created_at", raw))?;
    if let Some(own_id) = envelope.member("id") {
        read_at::<Option<String>>("id", own_id)?;
    }
    let extra = envelope.extra()?;
    let data = envelope.member("data");
    Ok(match r#type {
        "order.in_progress" => Event::OrderInProgress { data: order(data)?, id, created_at, extra },
        "order.completed" => Event::OrderCompleted { data: order(data)?, id, created_at, extra },
        "order.failed" => Event::OrderFailed { data: order(data)?, id, created_at, extra },
        "order.action_required" => Event::OrderActionRequired { data: order(data)?, id, created_at, extra },
        "order.cancel_scheduled" => Event::OrderCancelScheduled { data: order(data)?, id, created_at, extra },
        "order.cancelled" => Event::OrderCancelled { data: order(data)?, id, created_at, extra },
        "domain.connected" => Event::DomainConnected { data: read(data)?, id, created_at, extra },
        "domain.action_required" => Event::DomainActionRequired { data: read(data)?, id, created_at, extra },
        "domain.forwarding_updated" => Event::DomainForwardingUpdated { data: read(data)?, id, created_at, extra },
        "domain.forwarding_failed" => Event::DomainForwardingFailed { data: read(data)?, id, created_at, extra },
        "domain_import.completed" => Event::DomainImportCompleted { data: read(data)?, id, created_at, extra },
        "domain_import.failed" => Event::DomainImportFailed { data: read(data)?, id, created_at, extra },
        "domain_import.action_required" => Event::DomainImportActionRequired { data: read(data)?, id, created_at, extra },
        "swap.created" => Event::SwapCreated { data: read(data)?, id, created_at, extra },
        "swap.in_progress" => Event::SwapInProgress { data: read(data)?, id, created_at, extra },
        "swap.completed" => Event::SwapCompleted { data: read(data)?, id, created_at, extra },
        "swap.failed" => Event::SwapFailed { data: read(data)?, id, created_at, extra },
        "swap.action_required" => Event::SwapActionRequired { data: read(data)?, id, created_at, extra },
        _ => return Err(NEWER.to_owned()),
    })
}

/// An order, flat (June) or nested under `order` with others beside it (May).
fn order(data: Option<&RawValue>) -> Result<OrderEventData, String> {
    #[derive(Deserialize)]
    struct Probe<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
        #[serde(borrow)]
        order: Option<&'a RawValue>,
    }
    let nested = serde_json::from_str(data.map_or("", RawValue::get))
        .is_ok_and(|Probe { id, order }| id.is_none() && order.is_some_and(|order| order.get().starts_with('{')));
    if nested {
        let fields = Value::Object(hoist_order(read(data)?)?);
        serde_path_to_error::deserialize(fields).map_err(|error| at("data", &error))
    } else {
        read(data)
    }
}

/// The fields of May's `{"order": {…}, "api_key": …}` with the order's beside the others; those of an order that is
/// flat as they are.
///
/// # Errors
/// What stands in both places.
pub(in crate::webhook) fn hoist_order(mut fields: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let flat = fields.get("id").is_some_and(|id| !id.is_null());
    let order = match fields.remove("order") {
        Some(Value::Object(order)) if !flat => order,
        Some(other) => {
            fields.insert("order".to_owned(), other);
            return Ok(fields);
        }
        None => return Ok(fields),
    };
    for (name, value) in order {
        if fields.insert(name.clone(), value).is_some() {
            return Err(format!("`{name}` stands both in data and in data.order"));
        }
    }
    Ok(fields)
}

fn read<T: DeserializeOwned>(data: Option<&RawValue>) -> Result<T, String> {
    read_at("data", data.ok_or("it has no `data`")?)
}

/// Reads a member. Only where that fails is it read again, to say where.
fn read_at<T: DeserializeOwned>(name: &str, raw: &RawValue) -> Result<T, String> {
    serde_json::from_str(raw.get()).or_else(|_| {
        let json = &mut serde_json::Deserializer::from_str(raw.get());
        serde_path_to_error::deserialize(json).map_err(|error| at(name, &error))
    })
}

fn at(name: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let path = error.path().to_string();
    let dot = if path == "." { "" } else { "." };
    format!("{name}{dot}{}: {}", path.trim_start_matches('.'), error.inner())
}

/// The members of an object, unread.
struct Envelope<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Envelope<'a> {
    /// The last of that name, as JavaScript and Python read objects.
    fn member(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, raw)| *raw)
    }

    /// A member that is text.
    fn text(&self, name: &str) -> Option<String> {
        let Lossy(text) = serde_json::from_str(self.member(name)?.get()).ok()?;
        Some(text.into_owned())
    }

    fn extra(&self) -> Result<Extra, String> {
        let known = |name: &str| matches!(name, "id" | "type" | "created_at" | "data");
        let others = self.0.iter().filter(|(name, _)| !known(name));
        let fields = others.map(|(name, raw)| Ok((name.to_string(), read_at::<Value>(name, raw)?)));
        fields.collect::<Result<Map<_, _>, String>>().map(Extra::from)
    }
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Envelope<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(4);
                while let Some((Lossy(name), raw)) = map.next_entry()? {
                    members.push((name, raw));
                }
                Ok(Envelope(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// A JSON text, in which half a surrogate pair is replaced and not refused.
struct Lossy<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Lossy<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl<'de> Visitor<'de> for Bytes {
            type Value = Lossy<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Lossy(String::from_utf8_lossy(bytes)))
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Lossy(String::from_utf8_lossy(bytes).into_owned().into()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}
