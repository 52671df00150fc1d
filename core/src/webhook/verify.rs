//! Is a delivery Peeker's, and is it recent.
//!
//! ```text
//! limits ─▶ headers ─▶ signature ─▶ time ─▶ event
//!    └─ webhook_malformed ┘  │         │       └▶ webhook_malformed (no JSON object with a type)
//!                     webhook_forged  webhook_stale (with the event)
//! ```

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use subtle::{Choice, ConstantTimeEq};

use super::MAX_BODY;
use super::event::{self, Event};
use super::headers::{EVENT_ID_HEADER, Headers, missing};
use super::key::Key;
use super::recipe::{Delivery, Recipe, SecretEncoding, SignedContent};
use crate::error::Error;
use crate::json::{int53, read_settings, without_values_and_place};
use crate::secret::Secret;

/// Seconds between signing and now, in both directions, unless the caller says otherwise.
pub const DEFAULT_TOLERANCE_S: i64 = 300;

/// The most secrets at once: each hashes the body again. Live and sandbox, old and new, are four.
pub const MAX_SECRETS: usize = 16;

/// What a caller sets. Bindings pass it as JSON.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifierOptions {
    /// Labels and secrets: live and sandbox, old and new. In JSON an object, or a list of pairs.
    #[serde(deserialize_with = "labelled")]
    pub secrets: Vec<(String, Secret)>,
    /// Which bytes are signed; `timestamp.body`.
    #[serde(default)]
    pub signed_content: SignedContent,
    /// What the secrets' texts stand for; `raw`.
    #[serde(default)]
    pub secret_encoding: SecretEncoding,
    /// Taken off the front of each secret before it is decoded, where it is there.
    #[serde(default)]
    pub secret_prefix: Option<String>,
    /// Seconds between signing and now, in both directions; 300. Whether Peeker signs its retries anew is not known,
    /// and they come for 24 hours: 86 400 with a durable memory of the events seen loses none of them.
    #[serde(default = "default_tolerance", deserialize_with = "int53::required")]
    pub tolerance_s: i64,
}

impl VerifierOptions {
    /// These secrets under their labels, and the defaults for all else.
    pub fn new<L: Into<String>>(secrets: impl IntoIterator<Item = (L, Secret)>) -> Self {
        Self {
            secrets: secrets.into_iter().map(|(label, secret)| (label.into(), secret)).collect(),
            signed_content: SignedContent::default(),
            secret_encoding: SecretEncoding::default(),
            secret_prefix: None,
            tolerance_s: DEFAULT_TOLERANCE_S,
        }
    }

    /// From JSON text. No message quotes a value: it might be a secret.
    ///
    /// # Errors
    /// `invalid_option`, if a setting is unknown or of the wrong type, or if something follows them.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        read_settings(text, |place, error| match place.split(['.', '[']).next() {
            Some("secrets") => "`secrets` is an object of labels and secrets, both of them text".to_owned(),
            Some("tolerance_s") => "`tolerance_s` is a whole number of seconds".to_owned(),
            Some("signed_content" | "secret_encoding" | "secret_prefix") => without_values_and_place(error),
            _ => "the settings are one JSON object of secrets, signed_content, secret_encoding, secret_prefix and \
                  tolerance_s, the first of them required"
                .to_owned(),
        })
    }
}

/// A delivery that is Peeker's, and recent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts", optional_fields))]
pub struct Verified {
    /// What it says.
    pub event: Event,
    /// Which secret fits: the label that it was given.
    pub label: String,
    /// When it was signed, in Unix seconds.
    pub timestamp: i64,
}

/// A delivery that is Peeker's and recent, and was not read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "events.ts"))]
pub struct Authentic {
    /// Which secret fits: the label that it was given.
    pub label: String,
    /// When it was signed, in Unix seconds.
    pub timestamp: i64,
}

/// Checks deliveries. Made once: the keys are prepared, and the settings checked.
#[derive(Debug, Clone)]
pub struct Verifier {
    keys: Vec<(String, Key)>,
    signed_content: SignedContent,
    secret_encoding: SecretEncoding,
    tolerance_s: i64,
}

impl Verifier {
    /// # Errors
    /// `webhook_unknown_secret`, if there is no secret, or one that cannot be used; `invalid_option`, if a label is
    /// there twice, there are more than 16 secrets, or the tolerance is negative.
    pub fn new(options: VerifierOptions) -> Result<Self, Error> {
        check(&options)?;
        let VerifierOptions { secrets, signed_content, secret_encoding, secret_prefix, tolerance_s } = options;
        let recipe = Recipe { signed_content, secret_encoding, secret_prefix };
        let keys = secrets.into_iter().map(|(label, secret)| {
            let key = Key::new(&label, &secret, &recipe)?;
            Ok((label, key))
        });
        let keys = keys.collect::<Result<_, Error>>()?;
        Ok(Self { keys, signed_content: recipe.signed_content, secret_encoding, tolerance_s })
    }

    /// The same, from JSON text as bindings pass it.
    pub fn from_json(options: &str) -> Result<Self, Error> {
        VerifierOptions::from_json(options).and_then(Self::new)
    }

    /// Checks one delivery: the raw body, byte for byte as received, and all of its headers.
    ///
    /// # Errors
    /// Of kind `Webhook`: `webhook_malformed`, if the headers or the body are not what a delivery has;
    /// `webhook_forged`, if no signature fits; `webhook_stale`, if one fits and the time does not. The last carries
    /// [`age_seconds`](Error::age_seconds) and the [`event`](Error::event).
    pub fn verify<N, V>(
        &self,
        body: &[u8],
        headers: impl IntoIterator<Item = (N, V)>,
        now_unix_s: i64,
    ) -> Result<Verified, Error>
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]>,
    {
        let (headers, label) = self.signed(body, headers)?;
        let event = event::parse(body, headers.event_id.as_deref());
        if let Some(age) = self.age_beyond(&headers, now_unix_s) {
            return Err(self.stale(age, event.ok()));
        }
        let event = event.map_err(|error| error.with_authentic(true))?;
        Ok(Verified { event, label: label.to_owned(), timestamp: headers.timestamp })
    }

    /// The same without reading the body: for a receiver that puts deliveries into a queue, and reads them with
    /// [`parse`](super::parse) later. What is in the body is not looked at, so it may be no event at all.
    ///
    /// ```
    /// use peeker_core::webhook::{Recipe, Verifier, VerifierOptions, sign};
    /// let headers = sign(b"{}", &"whsec_live".into(), &Recipe::default(), 1_778_241_600, None).unwrap();
    /// let verifier = Verifier::new(VerifierOptions::new([("live", "whsec_live".into())])).unwrap();
    /// let headers = headers.iter().map(|(name, value)| (name, value));
    /// let authentic = verifier.authenticate(b"{}", headers, 1_778_241_610).unwrap();
    /// assert_eq!((authentic.label.as_str(), authentic.timestamp), ("live", 1_778_241_600));
    /// ```
    ///
    /// # Errors
    /// Those of [`verify`](Self::verify), but for what is wrong inside of the body; a stale delivery has no event.
    pub fn authenticate<N, V>(
        &self,
        body: &[u8],
        headers: impl IntoIterator<Item = (N, V)>,
        now_unix_s: i64,
    ) -> Result<Authentic, Error>
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]>,
    {
        let (headers, label) = self.signed(body, headers)?;
        match self.age_beyond(&headers, now_unix_s) {
            Some(age) => Err(self.stale(age, None)),
            None => Ok(Authentic { label: label.to_owned(), timestamp: headers.timestamp }),
        }
    }

    /// The headers of a delivery, and the label of the secret that signed it.
    fn signed<N, V>(&self, body: &[u8], headers: impl IntoIterator<Item = (N, V)>) -> Result<(Headers, &str), Error>
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]>,
    {
        if body.len() > MAX_BODY {
            return Err(event::too_large());
        }
        let headers = Headers::read(headers)?;
        let label = self.signer(body, &headers)?;
        Ok((headers, label))
    }

    /// How old a delivery is, if that is more than is tolerated, or from how far in the future.
    fn age_beyond(&self, headers: &Headers, now_unix_s: i64) -> Option<i64> {
        let age = now_unix_s.saturating_sub(headers.timestamp);
        (age.unsigned_abs() > self.tolerance_s.unsigned_abs()).then_some(age)
    }

    /// The label of the first secret that made one of the signatures. Every secret is compared with every signature,
    /// whatever came before.
    fn signer(&self, body: &[u8], headers: &Headers) -> Result<&str, Error> {
        let id = headers.event_id.as_deref();
        if self.signed_content.covers_id() && id.is_none() {
            return Err(missing(EVENT_ID_HEADER));
        }
        let delivery = Delivery { id, timestamp: &headers.timestamp_text, body };
        let mut matched = None;
        for (label, key) in &self.keys {
            let tag = key.sign(&self.signed_content, delivery);
            let fits = headers.signatures.iter().fold(Choice::from(0), |fits, sent| fits | tag.ct_eq(sent));
            if bool::from(fits) {
                matched = matched.or(Some(label.as_str()));
            }
        }
        matched.ok_or_else(|| self.forged())
    }

    fn forged(&self) -> Error {
        let labels: Vec<_> = self.keys.iter().map(|(label, _)| format!("`{label}`")).collect();
        let message = format!(
            "no signature fits the {} {} with signed_content `{}` and secret_encoding `{}`, which Peeker does not document",
            if labels.len() == 1 { "secret" } else { "secrets" },
            labels.join(", "),
            self.signed_content,
            self.secret_encoding.as_str(),
        );
        Error::webhook("webhook_forged", message).with_authentic(false)
    }

    fn stale(&self, age: i64, event: Option<Event>) -> Error {
        let tolerance = self.tolerance_s;
        let message = match age {
            0.. => format!("the signature is right, but {age} s old; {tolerance} s are tolerated"),
            _ => format!(
                "the signature is right, but from {} s in the future; {tolerance} s are tolerated; check this clock",
                age.unsigned_abs()
            ),
        };
        Error::webhook("webhook_stale", message).with_authentic(true).with_age_seconds(age).with_event(event)
    }
}

fn check(options: &VerifierOptions) -> Result<(), Error> {
    let secrets = &options.secrets;
    if secrets.is_empty() {
        return Err(Error::webhook("webhook_unknown_secret", "no secret was given"));
    }
    let invalid = |why: &str| Err(Error::configuration("invalid_option", why));
    if secrets.len() > MAX_SECRETS {
        return invalid("more than 16 secrets were given");
    }
    let twice = |(index, (label, _)): (usize, &(String, Secret))| {
        secrets.iter().skip(index + 1).any(|(other, _)| other == label)
    };
    if secrets.iter().enumerate().any(twice) {
        return invalid("two secrets have the same label");
    }
    if options.tolerance_s < 0 {
        return invalid("`tolerance_s` is negative");
    }
    Ok(())
}

const fn default_tolerance() -> i64 {
    DEFAULT_TOLERANCE_S
}

/// Labels and secrets, in their order: `{"live": "…"}` or `[["live", "…"]]`. No error quotes a value.
fn labelled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Secret)>, D::Error> {
    struct Labelled;

    impl<'de> Visitor<'de> for Labelled {
        type Value = Vec<(String, Secret)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of labels and secrets")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut secrets = Vec::new();
            while let Some(entry) = map.next_entry()? {
                secrets.push(entry);
            }
            Ok(secrets)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
            let mut secrets = Vec::new();
            while let Some(pair) = pairs.next_element()? {
                secrets.push(pair);
            }
            Ok(secrets)
        }
    }

    deserializer.deserialize_any(Labelled)
}
