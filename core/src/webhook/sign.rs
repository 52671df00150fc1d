//! Deliveries for tests of an endpoint.

use super::headers::{EVENT_ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, check_event_id, missing};
use super::hex;
use super::key::Key;
use super::recipe::{Delivery, Recipe};
use crate::error::Error;
use crate::secret::Secret;

/// The headers of a delivery with this body, for tests of your own endpoint: what [`Verifier`](super::Verifier)
/// with the same secret and recipe accepts.
///
/// # Errors
/// `webhook_unknown_secret`, if the secret cannot be used; `webhook_malformed`, if the event id cannot be one, the
/// recipe signs an id and there is none, or the time lies outside of what a header holds (0 to 999 999 999 999).
pub fn sign(
    body: &[u8],
    secret: &Secret,
    recipe: &Recipe,
    timestamp: i64,
    event_id: Option<&str>,
) -> Result<Vec<(String, String)>, Error> {
    let event_id = event_id.filter(|id| !id.is_empty()).map(check_event_id).transpose()?;
    if recipe.signed_content.covers_id() && event_id.is_none() {
        return Err(missing(EVENT_ID_HEADER));
    }
    if !(0..1_000_000_000_000).contains(&timestamp) {
        return Err(Error::webhook("webhook_malformed", "Unix seconds are 1 to 12 digits"));
    }
    let timestamp = timestamp.to_string();
    let delivery = Delivery { id: event_id, timestamp: &timestamp, body };
    let tag = Key::new("given", secret, recipe)?.sign(&recipe.signed_content, delivery);
    let mut headers = vec![
        (SIGNATURE_HEADER.to_owned(), format!("v1={}", hex::encode(&tag))),
        (TIMESTAMP_HEADER.to_owned(), timestamp),
    ];
    headers.extend(event_id.map(|id| (EVENT_ID_HEADER.to_owned(), id.to_owned())));
    Ok(headers)
}
