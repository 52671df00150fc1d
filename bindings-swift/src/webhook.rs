//! Webhook deliveries.

use std::collections::HashMap;

use peeker_core::secret::Secret;
use peeker_core::webhook::{self, Authentic, Diagnosis, Event, Latest, Recipe, Verified, Verifier, VerifierOptions};

use crate::fault::Fault;
use crate::guard::guard;

/// Core's verifier: its keys are prepared, and its settings checked.
#[derive(Debug, uniffi::Object)]
pub(crate) struct WebhookVerifier(Verifier);

#[uniffi::export]
impl WebhookVerifier {
    /// `options` is JSON and holds the secrets.
    #[uniffi::constructor]
    pub(crate) fn new(options: &str) -> Result<Self, Fault> {
        guard(|| Verifier::from_json(options).map(Self))
    }

    /// Checks a delivery, and reads it.
    pub(crate) fn verify(
        &self,
        body: &[u8],
        headers: Vec<WebhookHeader>,
        now_unix_s: i64,
    ) -> Result<Verified, Fault> {
        guard(|| self.0.verify(body, pairs(headers), now_unix_s))
    }

    /// The same without reading the body.
    pub(crate) fn authenticate(
        &self,
        body: &[u8],
        headers: Vec<WebhookHeader>,
        now_unix_s: i64,
    ) -> Result<Authentic, Fault> {
        guard(|| self.0.authenticate(body, pairs(headers), now_unix_s))
    }
}

/// Reads a body whose signature was checked before.
#[uniffi::export]
pub(crate) fn parse_webhook(body: &[u8], header_id: Option<String>) -> Result<Event, Fault> {
    guard(|| webhook::parse(body, header_id.as_deref()))
}

/// Why a delivery does not verify. `options` is JSON and holds the secrets.
#[uniffi::export]
pub(crate) fn diagnose_webhook(
    options: &str,
    body: &[u8],
    headers: Vec<WebhookHeader>,
    now_unix_s: i64,
) -> Result<Diagnosis, Fault> {
    guard(|| Ok(webhook::diagnose(&VerifierOptions::from_json(options)?, body, pairs(headers), now_unix_s)))
}

/// A header of a delivery; the same name may come twice.
#[derive(uniffi::Record)]
pub(crate) struct WebhookHeader {
    pub(crate) name: String,
    pub(crate) value: String,
}

fn pairs(headers: Vec<WebhookHeader>) -> impl Iterator<Item = (String, String)> {
    headers.into_iter().map(|header| (header.name, header.value))
}

/// The headers of a delivery, for tests of an endpoint.
#[uniffi::export]
pub(crate) fn sign_webhook(
    body: &[u8],
    secret: String,
    recipe: WebhookRecipe,
    unix_s: i64,
    event_id: Option<String>,
) -> Result<HashMap<String, String>, Fault> {
    guard(|| {
        let recipe = Recipe {
            signed_content: recipe.signed_content.parse()?,
            secret_encoding: recipe.secret_encoding.parse()?,
            secret_prefix: recipe.secret_prefix,
        };
        let headers = webhook::sign(body, &Secret::new(secret), &recipe, unix_s, event_id.as_deref())?;
        Ok(headers.into_iter().collect())
    })
}

/// How a delivery is signed.
#[derive(uniffi::Record)]
pub(crate) struct WebhookRecipe {
    pub(crate) signed_content: String,
    pub(crate) secret_encoding: String,
    pub(crate) secret_prefix: Option<String>,
}

/// The newest state of one object, from its events.
#[uniffi::export]
pub(crate) fn latest_of_events(events: Vec<Event>) -> Result<Option<Latest>, Fault> {
    guard(|| webhook::latest(&events))
}

/// The newest state of each object, from events.
#[uniffi::export]
pub(crate) fn latest_by_object(events: Vec<Event>) -> Result<Vec<Latest>, Fault> {
    guard(|| Ok(webhook::latest_by_object(&events)))
}
