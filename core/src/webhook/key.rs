//! A secret as a key that is ready to sign.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::hex;
use super::recipe::{Delivery, Recipe, SecretEncoding, SignedContent};
use crate::error::Error;
use crate::secret::Secret;

/// HMAC-SHA256.
pub(super) type Tag = [u8; 32];

/// The state of HMAC-SHA256 after the key: copying it saves two blocks of hashing per signature.
#[derive(Clone)]
pub(super) struct Key(Hmac<Sha256>);

impl Key {
    /// # Errors
    /// `webhook_unknown_secret`, if the secret is empty or blank, has white space around it, or is not what its
    /// encoding says. The message names the label and nothing of the secret.
    pub(super) fn new(label: &str, secret: &Secret, recipe: &Recipe) -> Result<Self, Error> {
        let bytes = decode(secret.reveal(), recipe).map_err(|why| {
            Error::webhook("webhook_unknown_secret", format!("the secret `{label}` cannot be used: {why}"))
        })?;
        Self::from_bytes(&bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        // HMAC takes keys of every length; the error cannot occur.
        Hmac::new_from_slice(bytes).map(Self).map_err(|_| Error::internal("HMAC refused a key"))
    }

    pub(super) fn sign(&self, content: &SignedContent, delivery: Delivery<'_>) -> Tag {
        let mut mac = self.0.clone();
        content.write(delivery, |piece| mac.update(piece));
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(crate::secret::REDACTED)
    }
}

fn decode(text: &str, recipe: &Recipe) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    if text.trim().is_empty() {
        return Err("it is empty");
    }
    if text.trim() != text {
        return Err("it has white space around it, as from a file; trim it");
    }
    let prefix = recipe.secret_prefix.as_deref().unwrap_or_default();
    let text = text.strip_prefix(prefix).unwrap_or(text);
    let bytes = match recipe.secret_encoding {
        SecretEncoding::Raw => Some(text.as_bytes().to_vec()),
        SecretEncoding::Hex => hex::decode(text.as_bytes()),
        SecretEncoding::Base64 => decode_base64(text),
    };
    let bytes = bytes.map(Zeroizing::new).ok_or("it is not in the form that `secret_encoding` names")?;
    if bytes.is_empty() { Err("nothing but its prefix is there") } else { Ok(bytes) }
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decode = |alphabet| GeneralPurpose::new(alphabet, config).decode(text).ok();
    decode(&STANDARD).or_else(|| decode(&URL_SAFE))
}
