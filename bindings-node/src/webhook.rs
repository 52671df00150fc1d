//! Deliveries of webhooks: core's verifier and signer.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use peeker_core::error::Error;
use peeker_core::secret::Secret;
use peeker_core::webhook::{self, Recipe, Verifier};

use crate::guard::enter;
use crate::number::whole;

/// Checks a delivery, and gives what it says as JSON: `{"event", "label", "timestamp"}`.
#[napi]
pub fn verify_webhook(
    options: String,
    headers: Vec<(String, String)>,
    body: Uint8Array,
    now_unix_s: f64,
) -> napi::Result<String> {
    enter(|| {
        let verified = Verifier::from_json(&options)?.verify(&body, headers, whole(now_unix_s))?;
        serde_json::to_string(&verified).map_err(|error| Error::internal(error.to_string()))
    })
}

/// The headers of a delivery with this body. `recipe` is JSON.
#[napi]
pub fn sign_webhook(
    body: Uint8Array,
    secret: String,
    recipe: String,
    timestamp_s: f64,
    event_id: Option<String>,
) -> napi::Result<Vec<(String, String)>> {
    enter(|| {
        let recipe: Recipe = serde_json::from_str(&recipe)
            .map_err(|error| Error::configuration("invalid_option", error.to_string()))?;
        webhook::sign(&body, &Secret::new(secret), &recipe, whole(timestamp_s), event_id.as_deref())
    })
}
