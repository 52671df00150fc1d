//! How a delivery is signed: which bytes, and with which form of the key.
//!
//! Peeker's public documentation says neither, so each is a setting. Confirm the recipe with one real event of the
//! sandbox.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

use crate::error::Error;

/// Which bytes the signature covers.
///
/// Written as `timestamp.body`, `body`, or a template of `{id}`, `{timestamp}`, `{body}` and other text, such as
/// `v1:{timestamp}:{body}`. The values are those of the headers and the raw body, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SignedContent {
    text: String,
    pieces: Vec<Piece>,
}

/// One piece of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece {
    Literal(String),
    Id,
    Timestamp,
    Body,
}

/// What a template's names stand for, in one delivery.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delivery<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) timestamp: &'a str,
    pub(super) body: &'a [u8],
}

impl SignedContent {
    /// The timestamp, a dot, the body: the default. It is usual among webhooks; that Peeker does so is **unconfirmed**.
    pub fn timestamp_body() -> Self {
        Self {
            text: "timestamp.body".to_owned(),
            pieces: vec![Piece::Timestamp, Piece::Literal(".".to_owned()), Piece::Body],
        }
    }

    /// The body alone. It leaves the timestamp unauthenticated: whoever has one delivery can send it again at any
    /// time with a new timestamp.
    pub fn body() -> Self {
        Self { text: "body".to_owned(), pieces: vec![Piece::Body] }
    }

    /// The setting's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the signature covers `Peeker-Timestamp`. Where it does not, the age of a delivery proves nothing.
    pub fn covers_timestamp(&self) -> bool {
        self.pieces.contains(&Piece::Timestamp)
    }

    /// Whether the signature covers `Peeker-Event-Id`, which a delivery must then have.
    pub fn covers_id(&self) -> bool {
        self.pieces.contains(&Piece::Id)
    }

    /// Hands the signed bytes over, piece by piece.
    pub(super) fn write(&self, delivery: Delivery<'_>, mut sink: impl FnMut(&[u8])) {
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => sink(text.as_bytes()),
                Piece::Id => sink(delivery.id.unwrap_or_default().as_bytes()),
                Piece::Timestamp => sink(delivery.timestamp.as_bytes()),
                Piece::Body => sink(delivery.body),
            }
        }
    }
}

impl Default for SignedContent {
    fn default() -> Self {
        Self::timestamp_body()
    }
}

impl FromStr for SignedContent {
    type Err = Error;

    /// # Errors
    /// `invalid_option`, only if a brace is left open, a name is not one of the three, or `{body}` does not occur
    /// exactly once.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "timestamp.body" => Ok(Self::timestamp_body()),
            "body" => Ok(Self::body()),
            template => read_template(template)
                .map(|pieces| Self { text: template.to_owned(), pieces })
                .map_err(|why| Error::configuration("invalid_option", format!("signed_content: {why}"))),
        }
    }
}

impl fmt::Display for SignedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for SignedContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for SignedContent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error: Error| serde::de::Error::custom(error.message()))
    }
}

fn read_template(template: &str) -> Result<Vec<Piece>, &'static str> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a brace is opened and not closed")?;
        push_literal(&mut pieces, literal)?;
        pieces.push(match name {
            "id" => Piece::Id,
            "timestamp" => Piece::Timestamp,
            "body" => Piece::Body,
            _ => return Err("a template knows `{id}`, `{timestamp}` and `{body}`"),
        });
        rest = after;
    }
    push_literal(&mut pieces, rest)?;
    match pieces.iter().filter(|piece| **piece == Piece::Body).count() {
        1 => Ok(pieces),
        0 => Err("give `timestamp.body`, `body`, or a template that has `{body}` in it"),
        _ => Err("`{body}` may occur only once"),
    }
}

fn push_literal(pieces: &mut Vec<Piece>, literal: &str) -> Result<(), &'static str> {
    if literal.contains('}') {
        return Err("a brace is closed that was not opened");
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal.to_owned()));
    }
    Ok(())
}

/// How the text that the portal shows becomes the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretEncoding {
    /// Its bytes are the key. Usual, and **unconfirmed**.
    #[default]
    Raw,
    /// It is base64, in either alphabet, padded or not.
    Base64,
    /// It is hexadecimal, in either case.
    Hex,
}

impl SecretEncoding {
    /// Every encoding there is.
    pub const ALL: [Self; 3] = [Self::Raw, Self::Base64, Self::Hex];

    /// The setting's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Base64 => "base64",
            Self::Hex => "hex",
        }
    }
}

impl FromStr for SecretEncoding {
    type Err = Error;

    /// # Errors
    /// `invalid_option`, only if it is none of the three words. The text is not quoted: it might be the secret.
    fn from_str(text: &str) -> Result<Self, Error> {
        let known = Self::ALL.into_iter().find(|encoding| encoding.as_str() == text);
        known.ok_or_else(|| Error::configuration("invalid_option", "secret_encoding: give `raw`, `base64` or `hex`"))
    }
}

impl<'de> Deserialize<'de> for SecretEncoding {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error: Error| serde::de::Error::custom(error.message()))
    }
}

/// All that must be known besides the secret to make a signature. Bindings pass it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Which bytes are signed.
    pub signed_content: SignedContent,
    /// What the secret's text stands for.
    pub secret_encoding: SecretEncoding,
    /// Taken off the front of the secret before it is decoded, where it is there: `whsec_`.
    pub secret_prefix: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(content: &str) -> String {
        let content: SignedContent = content.parse().unwrap();
        let mut out = Vec::new();
        let delivery = Delivery { id: Some("evt_1"), timestamp: "17", body: b"{\"a\":1}" };
        content.write(delivery, |piece| out.extend_from_slice(piece));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_default_signs_the_timestamp_a_dot_and_the_body() {
        assert_eq!(SignedContent::default().as_str(), "timestamp.body");
        assert_eq!(signed("timestamp.body"), "17.{\"a\":1}");
    }

    #[test]
    fn the_body_alone_can_be_signed() {
        assert_eq!(signed("body"), "{\"a\":1}");
        assert!(!SignedContent::body().covers_timestamp());
    }

    #[test]
    fn a_template_is_filled_and_its_other_text_kept() {
        assert_eq!(signed("v1:{id}:{timestamp}:{body}\n"), "v1:evt_1:17:{\"a\":1}\n");
        assert_eq!(signed("{body}"), signed("body"));
        assert_eq!(signed("ü{timestamp}{timestamp}{body}"), "ü1717{\"a\":1}");
    }

    #[test]
    fn a_template_without_exactly_one_body_is_refused() {
        for bad in
            ["", "timestamp", "{timestamp}", "{body}{body}", "{Body}", "{ body }", "{body", "body}", "{{body}}"]
        {
            let error = bad.parse::<SignedContent>().unwrap_err();
            assert_eq!(error.code(), "invalid_option", "{bad}");
        }
    }

    #[test]
    fn a_wrong_encoding_is_refused_without_quoting_it() {
        let error = "whsec_canary".parse::<SecretEncoding>().unwrap_err();
        assert_eq!(error.code(), "invalid_option");
        assert!(!error.to_string().contains("canary"));
    }

    #[test]
    fn a_recipe_survives_json() {
        let text = r#"{"signed_content":"{id}.{body}","secret_encoding":"hex","secret_prefix":"whsec_"}"#;
        let recipe: Recipe = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&recipe).unwrap(), text);
        assert_eq!(serde_json::from_str::<Recipe>("{}").unwrap(), Recipe::default());
    }
}
