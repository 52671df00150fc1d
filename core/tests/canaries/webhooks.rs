//! The secrets that deliveries are signed with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use peeker_core::secret::Secret;
use peeker_core::webhook::{Recipe, SecretEncoding, Verifier, VerifierOptions, diagnose, sign};
use serde_json::json;

use crate::watch::{Watch, all_of};

#[test]
fn no_secret_of_webhooks_is_in_anything_that_is_said_of_a_delivery() {
    let body = br#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}"#;
    let bytes = "whZk-s3cr3t-0f-th3-p0r7l";
    let hex: String = bytes.bytes().map(|byte| format!("{byte:02x}")).collect();
    let forms = [
        (bytes.to_owned(), SecretEncoding::Raw, None),
        (STANDARD.encode(bytes), SecretEncoding::Base64, None),
        (hex, SecretEncoding::Hex, None),
        (format!("whsec_{}", STANDARD.encode(bytes)), SecretEncoding::Base64, Some("whsec_".to_owned())),
    ];
    let watch = Watch::of(&[bytes, "whXj-s0m3-0th3r"]);
    for (secret, encoding, prefix) in forms {
        let recipe = Recipe { secret_encoding: encoding, secret_prefix: prefix.clone(), ..Recipe::default() };
        let headers = sign(body, &Secret::new(secret.as_str()), &recipe, 1_000, Some("evt_1")).expect("signed");
        let right = VerifierOptions {
            secret_encoding: encoding,
            secret_prefix: prefix,
            ..VerifierOptions::new([("live", Secret::new(secret.as_str())), ("old", "whXj-s0m3-0th3r".into())])
        };
        let other = VerifierOptions { secret_encoding: SecretEncoding::Raw, secret_prefix: None, ..right.clone() };
        let broken = VerifierOptions { secret_encoding: SecretEncoding::Hex, ..other.clone() };
        for options in [right, other, broken] {
            let mut seen = format!("{options:?} {headers:?}");
            match Verifier::new(options.clone()) {
                Err(error) => seen += &all_of(&error),
                Ok(verifier) => {
                    seen += &format!("{verifier:?}");
                    for (body, now) in [(&body[..], 1_000), (body, 99_999), (b"{}", 1_000)] {
                        seen += &match verifier.verify(body, headers.clone(), now) {
                            Ok(verified) => format!("{verified:?}{}", json!(verified)),
                            Err(error) => all_of(&error),
                        };
                    }
                }
            }
            let diagnosis = diagnose(&options, body, headers.clone(), 1_000);
            watch.assert_clean("a verifier", &format!("{seen}{diagnosis:?}{}", json!(diagnosis)));
        }
    }
}
