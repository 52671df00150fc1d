//! Why a delivery does not verify: for the developer who connects an endpoint, never for deciding about a delivery.
//!
//! It undoes what frameworks and proxies are known to do to a body, under every recipe and form of the key that is
//! usual, and names what fits. A signature that fits is proof: nothing here is guessed.

mod bodies;
mod restyle;

use serde::{Deserialize, Serialize};

use self::bodies::Candidate;
use super::headers::Headers;
use super::key::Key;
use super::recipe::{Delivery, Recipe, SecretEncoding, SignedContent};
use super::verify::{Verified, Verifier, VerifierOptions};
use crate::error::Error;
use crate::model::List;
use crate::secret::Secret;

/// What came out of looking at a delivery that does not verify.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export_to = "events.ts", optional_fields, rename_all = "camelCase")
)]
pub struct Diagnosis {
    /// Whether it verifies as it is.
    pub verified: bool,
    /// What was found; never empty.
    pub findings: List<Finding>,
}

/// One thing that was found. It holds no secret, also not a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export_to = "events.ts", optional_fields, rename_all = "camelCase")
)]
pub struct Finding {
    /// `verified`, `settings`, `headers`, `recipe`, `body`, `clock`, `event` or `nothing_fits`.
    pub code: String,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// The secret that fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The setting that fits, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_content: Option<String>,
    /// The setting that fits, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_encoding: Option<String>,
    /// The setting that fits, where it is another; empty where none is to be taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_prefix: Option<String>,
    /// How old the signature is, in seconds; negative where it is from the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<i64>,
}

/// What other services sign, besides the setting itself.
const USUAL: [&str; 14] = [
    "timestamp.body",
    "body",
    "{id}.{timestamp}.{body}",
    "{timestamp}.{id}.{body}",
    "{id}.{body}",
    "{timestamp}{body}",
    "{timestamp}:{body}",
    "{timestamp}\n{body}",
    "v0:{timestamp}:{body}",
    "v1:{timestamp}:{body}",
    "v1.{timestamp}.{body}",
    "{body}.{timestamp}",
    "{body}{timestamp}",
    "{body}{id}",
];

/// How much is hashed before the search is given up: some 0.2 s. Two secrets and a body of 2 KB need a tenth of it.
const BUDGET_BYTES: usize = 64 * 1024 * 1024;

/// The longest prefix that is taken for one: `whsec_`, `peeker_whsec_`.
const MAX_PREFIX: usize = 24;

/// Explains why a delivery does not verify: a header that is missing, settings that would fit, what happened to the
/// body, by how much a clock is wrong.
pub fn diagnose<N, V>(
    options: &VerifierOptions,
    body: &[u8],
    headers: impl IntoIterator<Item = (N, V)>,
    now_unix_s: i64,
) -> Diagnosis
where
    N: AsRef<[u8]>,
    V: AsRef<[u8]>,
{
    let pairs: Vec<(N, V)> = headers.into_iter().collect();
    let pairs = || pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    let mut findings = Vec::new();
    match Verifier::new(options.clone()).map(|verifier| verifier.verify(body, pairs(), now_unix_s)) {
        Ok(Ok(verified)) => return verifies(verified),
        Ok(Err(error)) if error.code() != "webhook_forged" => return refused(&error, pairs()),
        Ok(Err(_)) => {}
        Err(error) => findings.push(Finding::new("settings", error.message())),
    }
    match Headers::read(pairs()) {
        Ok(headers) => findings.extend(search(options, body, &headers, now_unix_s, BUDGET_BYTES)),
        Err(error) => findings.push(unread_headers(&error, pairs())),
    }
    Diagnosis::new(false, findings)
}

impl Diagnosis {
    fn new(verified: bool, findings: impl IntoIterator<Item = Finding>) -> Self {
        Self { verified, findings: findings.into_iter().collect() }
    }
}

impl Finding {
    fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), ..Self::default() }
    }
}

fn verifies(verified: Verified) -> Diagnosis {
    let finding = Finding { label: Some(verified.label), ..Finding::new("verified", "nothing is wrong with it") };
    Diagnosis::new(true, [finding])
}

/// Refused for something else than the signature.
fn refused<'a>(error: &Error, headers: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Diagnosis {
    let finding = match (error.age_seconds(), error.authentic(), error.field()) {
        (Some(age), _, _) => clock(age),
        (None, Some(true), _) => Finding::new("event", format!("the signature is right; {}", error.message())),
        (None, _, Some(_)) => unread_headers(error, headers),
        (None, _, None) => Finding::new("body", error.message()),
    };
    Diagnosis::new(false, [finding])
}

/// A header that is missing or malformed. CGI, WSGI and PHP hand headers over under other names.
fn unread_headers<'a>(error: &Error, mut headers: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Finding {
    let renamed = error.field().map(|name| format!("HTTP_{}", name.replace('-', "_")));
    let hint = renamed.filter(|renamed| headers.any(|(name, _)| name.eq_ignore_ascii_case(renamed.as_bytes())));
    let hint =
        hint.map(|name| format!("; it is there as `{}`: pass headers by their own names", name.to_uppercase()));
    Finding::new("headers", format!("{}{}", error.message(), hint.unwrap_or_default()))
}

fn clock(age: i64) -> Finding {
    let message = match age {
        0.. => format!(
            "the signature is right and {age} s old: this clock is ahead by about as much, or it is a retry or a replay; \
             deliveries come for 24 h, and `tolerance_s` = 86400 with a durable memory of event ids takes them all"
        ),
        _ => format!("the signature is right and {} s in the future: this clock is behind", age.unsigned_abs()),
    };
    Finding { age_seconds: Some(age), ..Finding::new("clock", message) }
}

/// A secret in one of the forms that it may have.
struct Form<'a> {
    label: &'a str,
    encoding: SecretEncoding,
    prefix: String,
    key: Key,
}

/// Tries every body under every recipe with every form of the secrets, the likely ones first.
fn search(
    options: &VerifierOptions,
    body: &[u8],
    headers: &Headers,
    now_unix_s: i64,
    budget_bytes: usize,
) -> Vec<Finding> {
    let contents = contents(options, headers);
    let forms: Vec<_> = options.secrets.iter().flat_map(|(label, secret)| forms(options, label, secret)).collect();
    let mut left = budget_bytes;
    for candidate in bodies::candidates(body) {
        for content in &contents {
            for form in &forms {
                let Some(less) = left.checked_sub(candidate.bytes.len()) else { return vec![nothing_fits(false)] };
                left = less;
                if fits(form, content, &candidate, headers) {
                    return explain(options, form, content, &candidate, now_unix_s.saturating_sub(headers.timestamp));
                }
            }
        }
    }
    vec![nothing_fits(true)]
}

fn fits(form: &Form<'_>, content: &SignedContent, candidate: &Candidate<'_>, headers: &Headers) -> bool {
    let id = headers.event_id.as_deref();
    let delivery = Delivery { id, timestamp: &headers.timestamp_text, body: &candidate.bytes };
    // For a developer at a desk: nothing waits for this comparison from afar.
    headers.signatures.contains(&form.key.sign(content, delivery))
}

/// What is signed perhaps: the setting, and what is usual.
fn contents(options: &VerifierOptions, headers: &Headers) -> Vec<SignedContent> {
    let set = &options.signed_content;
    let others = USUAL.into_iter().filter_map(|text| text.parse().ok()).filter(|usual| usual != set);
    let possible = |content: &SignedContent| headers.event_id.is_some() || !content.covers_id();
    std::iter::once(set.clone()).chain(others).filter(possible).collect()
}

/// What the secret's text stands for perhaps: as the settings say, and every encoding with and without a prefix.
fn forms<'a>(options: &VerifierOptions, label: &'a str, secret: &Secret) -> Vec<Form<'a>> {
    let secret = Secret::new(secret.reveal().trim());
    let set = options.secret_prefix.as_deref().unwrap_or_default();
    let prefixes = [set, "", prefix_of(secret.reveal())];
    let mut tried = vec![(options.secret_encoding, set)];
    for pair in SecretEncoding::ALL.into_iter().flat_map(|encoding| prefixes.map(|prefix| (encoding, prefix))) {
        if !tried.contains(&pair) {
            tried.push(pair);
        }
    }
    let form = |(encoding, prefix): (SecretEncoding, &str)| {
        let recipe =
            Recipe { secret_encoding: encoding, secret_prefix: Some(prefix.to_owned()), ..Recipe::default() };
        Key::new(label, &secret, &recipe).ok().map(|key| Form { label, encoding, prefix: prefix.to_owned(), key })
    };
    tried.into_iter().filter_map(form).collect()
}

/// `whsec_` of `whsec_MfKQ…`: letters and underscores, up to the last underscore.
fn prefix_of(secret: &str) -> &str {
    let end = secret.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(secret.len()).min(MAX_PREFIX);
    let letters = secret.get(..end).unwrap_or_default();
    letters.rfind('_').and_then(|last| letters.get(..=last)).unwrap_or_default()
}

fn explain(
    options: &VerifierOptions,
    form: &Form<'_>,
    content: &SignedContent,
    candidate: &Candidate<'_>,
    age: i64,
) -> Vec<Finding> {
    let changed = |now: &str, then: &str| (now != then).then(|| now.to_owned());
    let recipe = Finding {
        label: Some(form.label.to_owned()),
        signed_content: changed(content.as_str(), options.signed_content.as_str()),
        secret_encoding: changed(form.encoding.as_str(), options.secret_encoding.as_str()),
        secret_prefix: changed(&form.prefix, options.secret_prefix.as_deref().unwrap_or_default()),
        ..Finding::default()
    };
    let mut findings = Vec::new();
    if let Some(how) = candidate.change {
        let message =
            format!("the signature fits another body: {how}. Pass the raw bytes, before anything reads them");
        findings.push(Finding { label: recipe.label.clone(), ..Finding::new("body", message) });
    }
    let settings = [
        ("signed_content", &recipe.signed_content),
        ("secret_encoding", &recipe.secret_encoding),
        ("secret_prefix", &recipe.secret_prefix),
    ];
    let settings: Vec<_> =
        settings.iter().filter_map(|(name, value)| Some(format!("{name} = {:?}", value.as_ref()?))).collect();
    if !settings.is_empty() {
        let message = format!("the signature fits with {}", settings.join(", "));
        findings.push(Finding { code: "recipe".to_owned(), message, ..recipe });
    }
    if age.unsigned_abs() > options.tolerance_s.unsigned_abs() {
        findings.push(clock(age));
    }
    if findings.is_empty() {
        let message = "the signature fits once the settings are mended";
        findings.push(Finding { label: Some(form.label.to_owned()), ..Finding::new("recipe", message) });
    }
    findings
}

fn nothing_fits(all: bool) -> Finding {
    let tried = if all { "" } else { " (the body is large, and not everything was tried)" };
    Finding::new(
        "nothing_fits",
        format!(
            "no secret fits, whatever was signed and however the body may have been changed{tried}: most likely the secret \
             is another one. Live and sandbox have secrets of their own, and saving the URL again makes a new one. \
             What cannot be undone is JSON that was parsed and written again with its keys in another order"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::sign::sign;
    use super::*;

    const NOW: i64 = 1_760_000_000;
    const BODY: &str =
        r#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1","email":"j\u00fcrgen@acme.com"}}"#;

    fn options() -> VerifierOptions {
        VerifierOptions::new([("live", Secret::new("whsec_Y2FuYXJ5")), ("sandbox", Secret::new("canary-sandbox"))])
    }

    /// Signs as given, then asks why what arrives does not verify with the default settings.
    fn diagnosed(recipe: &Recipe, signed_at: i64, arrived: impl AsRef<[u8]>) -> Diagnosis {
        let headers = sign(BODY.as_bytes(), &"whsec_Y2FuYXJ5".into(), recipe, signed_at, Some("evt_1")).unwrap();
        let diagnosis = diagnose(&options(), arrived.as_ref(), headers, NOW);
        let printed = format!("{diagnosis:?} {}", serde_json::to_string(&diagnosis).unwrap());
        assert!(!printed.contains("Y2Fu") && !printed.contains("canary"), "{printed}");
        diagnosis
    }

    fn codes(diagnosis: &Diagnosis) -> Vec<&str> {
        diagnosis.findings.iter().map(|finding| finding.code.as_str()).collect()
    }

    #[test]
    fn a_delivery_that_verifies_is_said_to() {
        let diagnosis = diagnosed(&Recipe::default(), NOW, BODY);
        assert!(diagnosis.verified);
        assert_eq!((codes(&diagnosis), diagnosis.findings[0].label.as_deref()), (vec!["verified"], Some("live")));
    }

    #[test]
    fn another_recipe_is_named_as_the_settings_that_fit() {
        for content in ["body", "{id}.{timestamp}.{body}", "v0:{timestamp}:{body}"] {
            let recipe = Recipe { signed_content: content.parse().unwrap(), ..Recipe::default() };
            let diagnosis = diagnosed(&recipe, NOW, BODY);
            assert_eq!(codes(&diagnosis), ["recipe"]);
            assert_eq!(diagnosis.findings[0].signed_content.as_deref(), Some(content));
            assert_eq!(diagnosis.findings[0].secret_encoding, None, "it was right");
        }
    }

    #[test]
    fn another_form_of_the_key_is_named_with_its_prefix() {
        let recipe = Recipe {
            signed_content: SignedContent::body(),
            secret_encoding: SecretEncoding::Base64,
            secret_prefix: Some("whsec_".to_owned()),
        };
        let found = diagnosed(&recipe, NOW, BODY).findings[0].clone();
        assert_eq!((found.code.as_str(), found.label.as_deref()), ("recipe", Some("live")));
        assert_eq!(found.signed_content.as_deref(), Some("body"));
        assert_eq!(found.secret_encoding.as_deref(), Some("base64"));
        assert_eq!(found.secret_prefix.as_deref(), Some("whsec_"));
        assert!(
            found.message.contains(r#"signed_content = "body", secret_encoding = "base64""#),
            "{}",
            found.message
        );
    }

    #[test]
    fn what_happened_to_the_body_is_named() {
        let latin: String = BODY.bytes().map(char::from).collect();
        let cases: [(&str, Vec<u8>); 11] = [
            ("white space was added", format!("{BODY}\n").into()),
            ("white space was added", format!(" {BODY}\r\n").into()),
            ("byte order mark was added", [b"\xef\xbb\xbf", BODY.as_bytes()].concat()),
            ("base64", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, BODY).into()),
            ("text within JSON", serde_json::to_string(BODY).unwrap().into()),
            ("parsed and written again", BODY.replace("\\u00fc", "ü").into()),
            ("parsed and written again", BODY.replace(':', ": ").replace(',', ", ").into()),
            ("parsed and written again", BODY.replace(':', ": ").replace("\\u00fc", "ü").into()),
            ("parsed and written again", BODY.replace(',', ",\n   ").into()),
            ("parsed and written again", BODY.replace("\\u00fc", "ü").replace('{', "{ ").into()),
            ("parsed and written again", latin.replace('{', "{\t").into()),
        ];
        for (expected, arrived) in cases {
            let diagnosis = diagnosed(&Recipe::default(), NOW, &arrived);
            assert_eq!(codes(&diagnosis), ["body"], "{}", String::from_utf8_lossy(&arrived));
            assert!(diagnosis.findings[0].message.contains(expected), "{}", diagnosis.findings[0].message);
        }
    }

    #[test]
    fn a_body_that_lost_bytes_is_recognised() {
        let signed = "\u{feff}{\"a\":\"ü\"}\r\n";
        let headers = || sign(signed.as_bytes(), &"canary-sandbox".into(), &Recipe::default(), NOW, None).unwrap();
        let without_bom = signed.trim_start_matches('\u{feff}');
        let found = diagnose(&options(), without_bom.as_bytes(), headers(), NOW).findings[0].clone();
        assert!(
            found.message.contains("mark was taken off") && found.label.as_deref() == Some("sandbox"),
            "{found:?}"
        );
        let without_end = signed.trim_end();
        let found = diagnose(&options(), without_end.as_bytes(), headers(), NOW).findings[0].clone();
        assert!(found.message.contains("line end was taken off"), "{found:?}");
        let misread: String = signed.bytes().map(char::from).collect();
        let found = diagnose(&options(), misread.as_bytes(), headers(), NOW).findings[0].clone();
        assert!(found.message.contains("Latin-1"), "{found:?}");
    }

    #[test]
    fn a_changed_body_under_another_recipe_with_an_old_time_is_three_findings() {
        let recipe = Recipe { signed_content: SignedContent::body(), ..Recipe::default() };
        let diagnosis = diagnosed(&recipe, NOW - 4000, format!("{BODY}\n"));
        assert_eq!(codes(&diagnosis), ["body", "recipe", "clock"]);
        assert_eq!(diagnosis.findings[2].age_seconds, Some(4000));
    }

    #[test]
    fn a_wrong_clock_is_named_with_its_size() {
        for age in [301, -7200] {
            let diagnosis = diagnosed(&Recipe::default(), NOW - age, BODY);
            assert_eq!((codes(&diagnosis), diagnosis.findings[0].age_seconds), (vec!["clock"], Some(age)));
            assert!(diagnosis.findings[0].message.contains(&age.unsigned_abs().to_string()));
        }
    }

    #[test]
    fn a_missing_header_is_named() {
        let diagnosis = diagnose(&options(), BODY.as_bytes(), [("content-type", "application/json")], NOW);
        assert_eq!(codes(&diagnosis), ["headers"]);
        assert!(diagnosis.findings[0].message.ends_with("Peeker-Signature is missing"));
    }

    #[test]
    fn headers_under_the_names_of_cgi_are_named() {
        let signed = sign(BODY.as_bytes(), &"canary".into(), &Recipe::default(), NOW, None).unwrap();
        let renamed = signed.into_iter().map(|(name, value)| (format!("HTTP_{}", name.replace('-', "_")), value));
        let diagnosis = diagnose(&options(), BODY.as_bytes(), renamed, NOW);
        assert_eq!(codes(&diagnosis), ["headers"]);
        assert!(diagnosis.findings[0].message.contains("`HTTP_PEEKER_SIGNATURE`"), "{diagnosis:?}");
    }

    #[test]
    fn another_secret_cannot_be_found_and_that_is_said() {
        let headers = sign(BODY.as_bytes(), &"canary-other".into(), &Recipe::default(), NOW, None).unwrap();
        let diagnosis = diagnose(&options(), BODY.as_bytes(), headers, NOW);
        assert_eq!(codes(&diagnosis), ["nothing_fits"]);
        assert!(!diagnosis.verified && diagnosis.findings[0].message.contains("secret is another one"));
    }

    #[test]
    fn a_secret_with_the_line_end_of_its_file_is_named_and_looked_through() {
        let options = VerifierOptions::new([("live", Secret::new("canary\n"))]);
        let headers = sign(BODY.as_bytes(), &"canary".into(), &Recipe::default(), NOW, None).unwrap();
        let diagnosis = diagnose(&options, BODY.as_bytes(), headers, NOW);
        assert_eq!(codes(&diagnosis), ["settings", "recipe"]);
        assert!(diagnosis.findings[0].message.contains("white space around it"));
    }

    #[test]
    fn a_signed_body_that_is_no_event_and_one_that_is_too_large_are_told_apart() {
        let headers = sign(b"[]", &"canary-sandbox".into(), &Recipe::default(), NOW, None).unwrap();
        assert_eq!(codes(&diagnose(&options(), b"[]", headers, NOW)), ["event"]);
        let large = vec![b' '; super::super::MAX_BODY + 1];
        let headers = sign(b"[]", &"canary-sandbox".into(), &Recipe::default(), NOW, None).unwrap();
        assert_eq!(codes(&diagnose(&options(), &large, headers, NOW)), ["body"]);
    }

    #[test]
    fn a_body_too_large_for_everything_ends_the_search_and_that_is_said() {
        let sent = sign(BODY.as_bytes(), &"canary-other".into(), &Recipe::default(), NOW, Some("evt_1")).unwrap();
        let headers = Headers::read(sent).unwrap();
        let told = |budget| search(&options(), BODY.as_bytes(), &headers, NOW, budget)[0].message.clone();
        assert!(told(BODY.len() * 50).contains("not everything was tried"));
        assert!(!told(BUDGET_BYTES).contains("not everything was tried"));
    }

    #[test]
    fn a_prefix_is_letters_up_to_the_last_underscore() {
        assert_eq!(prefix_of("whsec_MfKQ"), "whsec_");
        assert_eq!(prefix_of("peeker_whsec_0a_b"), "peeker_whsec_");
        for none in ["", "abc", "0_a", "-_", "ü_a", "abcdefghijklmnopqrstuvwxyz_a"] {
            assert_eq!(prefix_of(none), "");
        }
    }
}
