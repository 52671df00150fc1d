//! Webhook signatures: HMAC-SHA256 in hex, as documented. Which bytes are signed is not documented, so it is a setting.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The bytes that are signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignedContent {
    /// Timestamp, a dot, the body. Unconfirmed, like the others.
    #[default]
    TimestampBody,
    /// The body alone.
    Body,
    /// A text with `{id}`, `{timestamp}` and `{body}` in it.
    Template(String),
}

impl SignedContent {
    /// Reads `timestamp.body`, `body`, or a template.
    pub fn parse(text: &str) -> Self {
        match text {
            "timestamp.body" => Self::TimestampBody,
            "body" => Self::Body,
            template => Self::Template(template.to_owned()),
        }
    }

    fn template(&self) -> &str {
        match self {
            Self::TimestampBody => "{timestamp}.{body}",
            Self::Body => "{body}",
            Self::Template(template) => template,
        }
    }

    fn bytes(&self, id: &str, timestamp: u64, body: &str) -> Vec<u8> {
        let mut rest = self.template();
        let mut filled = String::new();
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            rest = &rest[start..];
            if let Some(after) = rest.strip_prefix("{id}") {
                filled.push_str(id);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("{timestamp}") {
                filled.push_str(&timestamp.to_string());
                rest = after;
            } else if let Some(after) = rest.strip_prefix("{body}") {
                filled.push_str(body);
                rest = after;
            } else {
                filled.push('{');
                rest = &rest[1..];
            }
        }
        filled.push_str(rest);
        filled.into_bytes()
    }
}

/// The value of `Peeker-Signature`.
pub(crate) fn signature(secret: &str, content: &SignedContent, id: &str, timestamp: u64, body: &str) -> String {
    // HMAC takes keys of every length; the branch that it did not would leave the value unsigned.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(&content.bytes(id, timestamp, body));
    let digest = mac.finalize().into_bytes();
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex: String = nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect();
    format!("v1={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2, under our key and message form.
    #[test]
    fn the_signature_is_hmac_sha256_in_hex() {
        let signed = signature("Jefe", &SignedContent::Body, "evt_1", 0, "what do ya want for nothing?");
        assert_eq!(signed, "v1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn the_signed_bytes_are_what_the_setting_says() {
        let bytes =
            |content: SignedContent| String::from_utf8(content.bytes("evt_1", 17, "{\"a\":\"{id}\"}")).unwrap();
        assert_eq!(bytes(SignedContent::TimestampBody), "17.{\"a\":\"{id}\"}");
        assert_eq!(bytes(SignedContent::Body), "{\"a\":\"{id}\"}");
        assert_eq!(bytes(SignedContent::parse("{id}:{timestamp}{x}:{body}")), "evt_1:17{x}:{\"a\":\"{id}\"}");
    }
}
