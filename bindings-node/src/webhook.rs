//! Deliveries of webhooks: core's verifier, signer and memory.

use std::time::Duration;

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use peeker_core::error::Error;
use peeker_core::secret::Secret;
use peeker_core::webhook::{self, Claim, DeduplicatorStore, Lease, Recipe, Verifier, VerifierOptions};
use serde::Serialize;

use crate::guard::enter;
use crate::number::{count, instant, whole};

/// Checks deliveries. Made once: the secrets are prepared, and the settings checked.
#[napi]
pub struct NativeVerifier(Verifier);

/// A delivery that was not read.
#[napi(object, object_from_js = false)]
pub struct Authentic {
    pub label: String,
    pub timestamp: f64,
}

#[napi]
impl NativeVerifier {
    #[napi(constructor)]
    pub fn new(options: String) -> napi::Result<Self> {
        enter(|| Verifier::from_json(&options).map(Self))
    }

    /// What a delivery says, as JSON: `{"event", "label", "timestamp"}`.
    #[napi]
    pub fn verify(&self, headers: Vec<(String, String)>, body: Uint8Array, now_unix_s: f64) -> napi::Result<String> {
        enter(|| json(&self.0.verify(&body, headers, whole(now_unix_s))?))
    }

    /// The same without reading the body.
    #[napi]
    pub fn authenticate(
        &self,
        headers: Vec<(String, String)>,
        body: Uint8Array,
        now_unix_s: f64,
    ) -> napi::Result<Authentic> {
        enter(|| {
            let webhook::Authentic { label, timestamp } = self.0.authenticate(&body, headers, whole(now_unix_s))?;
            // At most twelve digits.
            #[allow(clippy::cast_precision_loss)]
            Ok(Authentic { label, timestamp: timestamp as f64 })
        })
    }
}

/// Reads a body whose signature was checked before, and gives the event as JSON.
#[napi]
pub fn parse_webhook(body: Uint8Array, header_id: Option<String>) -> napi::Result<String> {
    enter(|| json(&webhook::parse(&body, header_id.as_deref())?))
}

/// Why a delivery does not verify, as JSON: `{"verified", "findings"}`.
#[napi]
pub fn diagnose_webhook(
    options: String,
    headers: Vec<(String, String)>,
    body: Uint8Array,
    now_unix_s: f64,
) -> napi::Result<String> {
    enter(|| {
        let options = VerifierOptions::from_json(&options)?;
        json(&webhook::diagnose(&options, &body, headers, whole(now_unix_s)))
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

/// The newest state of one object, from a JSON list of its events; JSON, which may be `null`.
#[napi]
pub fn latest_of_events(events: String) -> napi::Result<String> {
    enter(|| webhook::latest_json(&events))
}

/// The newest state of each object, from a JSON list of events; a JSON list.
#[napi]
pub fn latest_by_object(events: String) -> napi::Result<String> {
    enter(|| webhook::latest_by_object_json(&events))
}

/// Core's store of one process. Times are milliseconds on the clock of `performance.now()`.
#[napi]
#[derive(Default)]
pub struct NativeMemoryStore(webhook::MemoryStore);

#[napi]
impl NativeMemoryStore {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// `new`, `in_progress` or `done`.
    #[napi]
    pub fn claim(&self, event_id: String, now_ms: f64, lease_ms: f64) -> napi::Result<&'static str> {
        enter(|| {
            let lease = Lease::new(instant(now_ms), Duration::from_millis(count(lease_ms)));
            let Ok(claim) = self.0.claim(&event_id, lease);
            Ok(match claim {
                Claim::New => "new",
                Claim::InProgress => "in_progress",
                Claim::Done => "done",
            })
        })
    }

    #[napi]
    pub fn complete(&self, event_id: String) -> napi::Result<()> {
        enter(|| {
            let Ok(()) = self.0.complete(&event_id);
            Ok(())
        })
    }

    #[napi]
    pub fn release(&self, event_id: String) -> napi::Result<()> {
        enter(|| {
            let Ok(()) = self.0.release(&event_id);
            Ok(())
        })
    }
}

fn json(result: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(result).map_err(|error| Error::internal(error.to_string()))
}
