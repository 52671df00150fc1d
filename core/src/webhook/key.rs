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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn recipe(secret_encoding: SecretEncoding, prefix: Option<&str>) -> Recipe {
        Recipe { signed_content: SignedContent::body(), secret_encoding, secret_prefix: prefix.map(str::to_owned) }
    }

    fn tag(secret: &str, recipe: &Recipe) -> Result<Tag, Error> {
        let delivery = Delivery { id: None, timestamp: "0", body: b"Hi There" };
        Ok(Key::new("live", &Secret::new(secret), recipe)?.sign(&recipe.signed_content, delivery))
    }

    #[test]
    fn the_vectors_of_rfc_4231_hold() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/hmac-rfc4231-sha256.txt");
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: {} is not there", path.display());
            return;
        };
        let hex_of = |line: &str| hex::decode(line.split_once(" = ").unwrap().1.as_bytes()).unwrap();
        let lines: Vec<_> = text.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')).collect();
        let mut ran = 0;
        for case in lines.chunks_exact(4) {
            let [_, key, body, expected] = [0, 1, 2, 3].map(|index| case[index]);
            let body = hex_of(body);
            let delivery = Delivery { id: None, timestamp: "0", body: &body };
            let tag = Key::from_bytes(&hex_of(key)).unwrap().sign(&SignedContent::body(), delivery);
            assert_eq!(tag.as_slice(), hex_of(expected), "{key}");
            ran += 1;
        }
        println!("{ran} vectors of RFC 4231");
        assert_eq!(ran, 6);
    }

    #[test]
    fn one_key_in_three_encodings_signs_the_same() {
        let raw = tag("~~~???", &recipe(SecretEncoding::Raw, None)).unwrap();
        for (text, encoding) in [
            ("7e7e7e3f3f3f", SecretEncoding::Hex),
            ("7E7E7E3F3F3F", SecretEncoding::Hex),
            ("fn5+Pz8/", SecretEncoding::Base64),
            ("fn5-Pz8_", SecretEncoding::Base64),
        ] {
            assert_eq!(tag(text, &recipe(encoding, None)).unwrap(), raw, "{text}");
        }
        assert_eq!(
            tag("SGk", &recipe(SecretEncoding::Base64, None)).unwrap(),
            tag("SGk=", &recipe(SecretEncoding::Base64, None)).unwrap()
        );
    }

    #[test]
    fn a_prefix_is_taken_off_where_it_is_there() {
        let plain = tag("7e7e", &recipe(SecretEncoding::Hex, None)).unwrap();
        assert_eq!(tag("whsec_7e7e", &recipe(SecretEncoding::Hex, Some("whsec_"))).unwrap(), plain);
        assert_eq!(tag("7e7e", &recipe(SecretEncoding::Hex, Some("whsec_"))).unwrap(), plain);
    }

    #[test]
    fn a_secret_that_cannot_be_a_key_is_refused_by_its_label() {
        let cases = [
            ("", SecretEncoding::Raw),
            (" \t\n", SecretEncoding::Raw),
            ("canary\n", SecretEncoding::Raw),
            ("\u{a0}canary", SecretEncoding::Raw),
            ("canary", SecretEncoding::Hex),
            ("7e7", SecretEncoding::Hex),
            ("can*ary", SecretEncoding::Base64),
            ("canary_", SecretEncoding::Raw),
        ];
        for (text, encoding) in cases {
            let error = tag(text, &recipe(encoding, Some("canary_"))).unwrap_err();
            assert_eq!(error.code(), "webhook_unknown_secret", "{text}");
            assert!(error.message().contains("`live`") && !error.to_json().contains("canary"), "{error}");
        }
    }
}
