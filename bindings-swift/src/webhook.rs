//! Webhook deliveries.

use std::collections::HashMap;

use peeker_core::secret::Secret;
use peeker_core::webhook::{Recipe, Verified, Verifier, sign};

use crate::fault::Fault;
use crate::guard::guard;

/// Checks a delivery. `options` is JSON and holds the secrets.
#[uniffi::export]
pub(crate) fn verify_webhook(
    options: &str,
    body: &[u8],
    headers: Vec<WebhookHeader>,
    now_unix_s: i64,
) -> Result<Verified, Fault> {
    let headers = headers.into_iter().map(|header| (header.name, header.value));
    guard(|| Verifier::from_json(options)?.verify(body, headers, now_unix_s))
}

/// A header of a delivery; the same name may come twice.
#[derive(uniffi::Record)]
pub(crate) struct WebhookHeader {
    pub(crate) name: String,
    pub(crate) value: String,
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
        let headers = sign(body, &Secret::new(secret), &recipe, unix_s, event_id.as_deref())?;
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
