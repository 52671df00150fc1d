//! Deliveries from end to end: signed, changed, verified.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::error::{Error, ErrorKind};
use crate::secret::Secret;

const NOW: i64 = 1_760_000_000;
const BODY: &str =
    r#"{"id":"evt_1","type":"order.completed","created_at":"2026-05-08T12:00:00Z","data":{"id":"ord_1"}}"#;

fn options() -> VerifierOptions {
    VerifierOptions::new([("live", Secret::new("canary-live")), ("sandbox", Secret::new("canary-sandbox"))])
}

fn signed(body: &str, secret: &str, timestamp: i64) -> Vec<(String, String)> {
    sign(body.as_bytes(), &Secret::new(secret), &Recipe::default(), timestamp, Some("evt_1")).unwrap()
}

fn verify(body: &str, headers: Vec<(String, String)>) -> Result<Verified, Error> {
    Verifier::new(options()).unwrap().verify(body.as_bytes(), headers, NOW)
}

#[test]
fn a_delivery_is_verified_and_the_secret_that_fits_is_named() {
    for label in ["live", "sandbox"] {
        let verified = verify(BODY, signed(BODY, &format!("canary-{label}"), NOW - 12)).unwrap();
        assert_eq!((verified.label.as_str(), verified.timestamp), (label, NOW - 12));
        assert_eq!((verified.event.id(), verified.event.event_type().as_str()), ("evt_1", "order.completed"));
    }
}

#[test]
fn the_first_of_two_labels_with_the_same_secret_is_named() {
    let options = VerifierOptions::new([("old", "canary".into()), ("new", "canary".into())]);
    let headers = signed(BODY, "canary", NOW);
    assert_eq!(Verifier::new(options).unwrap().verify(BODY.as_bytes(), headers, NOW).unwrap().label, "old");
}

#[test]
fn header_names_and_values_may_be_bytes() {
    let headers = signed(BODY, "canary-live", NOW);
    let bytes = headers.iter().map(|(name, value)| (name.to_uppercase().into_bytes(), value.as_bytes()));
    assert!(Verifier::new(options()).unwrap().verify(BODY.as_bytes(), bytes, NOW).is_ok());
}

#[test]
fn another_secret_or_another_recipe_is_a_forgery_and_the_error_names_the_settings() {
    let error = verify(BODY, signed(BODY, "canary-other", NOW)).unwrap_err();
    assert_eq!((error.kind(), error.code(), error.authentic()), (ErrorKind::Webhook, "webhook_forged", Some(false)));
    for part in ["`live`", "`sandbox`", "timestamp.body", "`raw`"] {
        assert!(error.message().contains(part), "{error}");
    }
    let recipe = Recipe { signed_content: SignedContent::body(), ..Recipe::default() };
    let headers = sign(BODY.as_bytes(), &"canary-live".into(), &recipe, NOW, None).unwrap();
    assert_eq!(verify(BODY, headers).unwrap_err().code(), "webhook_forged");
}

#[test]
fn one_right_signature_among_wrong_ones_is_enough() {
    let mut headers = signed(BODY, "canary-live", NOW);
    let right = headers[0].1.clone();
    headers[0].1 = format!("v1={},v0=x {right} v1={}", "0".repeat(64), "f".repeat(64));
    assert_eq!(verify(BODY, headers).unwrap().label, "live");
}

#[test]
fn the_tolerance_holds_in_both_directions_and_to_the_second() {
    for age in [0, 300, -300] {
        assert!(verify(BODY, signed(BODY, "canary-live", NOW - age)).is_ok(), "{age}");
    }
    for age in [301, -301, 86_400] {
        let error = verify(BODY, signed(BODY, "canary-live", NOW - age)).unwrap_err();
        assert_eq!((error.code(), error.age_seconds()), ("webhook_stale", Some(age)));
    }
}

#[test]
fn a_stale_delivery_is_authentic_and_its_event_comes_with_the_error() {
    let error = verify(BODY, signed(BODY, "canary-live", NOW - 4000)).unwrap_err();
    assert_eq!(error.authentic(), Some(true));
    assert_eq!(error.event().map(Event::id), Some("evt_1"));
    let facts: Value = serde_json::from_str(&error.to_json()).unwrap();
    assert_eq!((&facts["authentic"], &facts["age_seconds"]), (&json!(true), &json!(4000)));
    assert_eq!(facts["event"]["data"], json!({ "id": "ord_1" }));
}

#[test]
fn the_signature_is_checked_before_the_time() {
    let error = verify(BODY, signed(BODY, "canary-other", NOW - 4000)).unwrap_err();
    assert_eq!(error.code(), "webhook_forged");
    assert!(error.event().is_none() && error.age_seconds().is_none());
}

#[test]
fn no_clock_however_wrong_overflows() {
    let verifier = Verifier::new(VerifierOptions { tolerance_s: i64::MAX, ..options() }).unwrap();
    for now in [i64::MIN, i64::MAX, 0] {
        let _ = verifier.verify(BODY.as_bytes(), signed(BODY, "canary-live", NOW), now);
        let _ = Verifier::new(options()).unwrap().verify(BODY.as_bytes(), signed(BODY, "canary-live", NOW), now);
    }
}

#[test]
fn a_signed_body_that_is_no_event_is_malformed_and_authentic() {
    for body in ["", "[]", "{}", "nonsense", "{\"type\":7}", "{\"type\":null}", "\u{feff}{\"type\":\"a\"}"] {
        let error = verify(body, signed(body, "canary-live", NOW)).unwrap_err();
        assert_eq!((error.code(), error.authentic()), ("webhook_malformed", Some(true)), "{body}");
    }
}

#[test]
fn a_stale_delivery_without_an_event_is_still_stale() {
    let error = verify("[]", signed("[]", "canary-live", NOW - 4000)).unwrap_err();
    assert_eq!(error.code(), "webhook_stale");
    assert!(error.event().is_none());
}

#[test]
fn a_body_beyond_the_limit_is_refused_before_it_is_hashed() {
    let body = " ".repeat(MAX_BODY + 1);
    let error = verify(&body, signed(BODY, "canary-live", NOW)).unwrap_err();
    assert_eq!((error.code(), error.authentic()), ("webhook_malformed", None));
    let whole = format!("{BODY}{}", " ".repeat(MAX_BODY - BODY.len()));
    assert!(verify(&whole, signed(&whole, "canary-live", NOW)).is_ok());
    assert_eq!(parse(body.as_bytes(), None).unwrap_err().code(), "webhook_malformed");
}

#[test]
fn a_recipe_that_signs_the_id_needs_the_header() {
    let recipe = Recipe { signed_content: "{id}.{timestamp}.{body}".parse().unwrap(), ..Recipe::default() };
    let options = VerifierOptions { signed_content: recipe.signed_content.clone(), ..options() };
    let verifier = Verifier::new(options).unwrap();
    let mut headers = sign(BODY.as_bytes(), &"canary-live".into(), &recipe, NOW, Some("evt_1")).unwrap();
    assert!(verifier.verify(BODY.as_bytes(), headers.clone(), NOW).is_ok());
    headers.pop();
    assert_eq!(verifier.verify(BODY.as_bytes(), headers, NOW).unwrap_err().field(), Some(EVENT_ID_HEADER));
    let error = sign(BODY.as_bytes(), &"canary-live".into(), &recipe, NOW, None).unwrap_err();
    assert_eq!(error.field(), Some(EVENT_ID_HEADER));
}

#[test]
fn header_and_body_of_different_events_are_refused() {
    let headers = sign(BODY.as_bytes(), &"canary-live".into(), &Recipe::default(), NOW, Some("evt_2")).unwrap();
    let error = verify(BODY, headers).unwrap_err();
    assert_eq!((error.code(), error.authentic()), ("webhook_malformed", Some(true)));
    assert_eq!(error.field(), Some(EVENT_ID_HEADER));
}

#[test]
fn secrets_that_cannot_be_used_are_refused_at_construction() {
    let none: [(&str, Secret); 0] = [];
    let cases = [
        (VerifierOptions::new(none), "webhook_unknown_secret"),
        (VerifierOptions::new([("live", Secret::default())]), "webhook_unknown_secret"),
        (VerifierOptions::new([("live", "fine".into()), ("old", " ".into())]), "webhook_unknown_secret"),
        (VerifierOptions::new([("live", "a".into()), ("live", "b".into())]), "invalid_option"),
        (VerifierOptions::new((0..17).map(|n| (n.to_string(), "a".into()))), "invalid_option"),
        (VerifierOptions { tolerance_s: -1, ..options() }, "invalid_option"),
    ];
    for (options, code) in cases {
        assert_eq!(Verifier::new(options).unwrap_err().code(), code);
    }
}

#[test]
fn options_come_from_json_with_secrets_as_an_object_or_as_pairs() {
    for secrets in [r#"{"live":"canary-live"}"#, r#"[["live","canary-live"]]"#] {
        let text = format!(r#"{{"secrets":{secrets}}}"#);
        let options = VerifierOptions::from_json(&text).unwrap();
        assert_eq!(options.tolerance_s, DEFAULT_TOLERANCE_S);
        assert_eq!(options.signed_content, SignedContent::timestamp_body());
        assert_eq!(options.secrets, [("live".to_owned(), Secret::new("canary-live"))]);
    }
    let text = r#"{"secrets":{"live":"616263"},"signed_content":"{body}","secret_encoding":"hex","secret_prefix":"x_","tolerance_s":86400.0}"#;
    let verifier = Verifier::from_json(text).unwrap();
    let recipe = Recipe { signed_content: SignedContent::body(), ..Recipe::default() };
    let headers = sign(BODY.as_bytes(), &"abc".into(), &recipe, NOW - 86_400, None).unwrap();
    assert!(verifier.verify(BODY.as_bytes(), headers, NOW).is_ok());
}

#[test]
fn options_that_do_not_fit_are_refused_and_never_quoted() {
    for text in [
        "",
        "[]",
        "{}",
        "null",
        "{",
        r#"{"secrets":{"live":"canary"}} canary"#,
        r#"{"secrets":"canary"}"#,
        r#"{"secrets":["canary"]}"#,
        r#"{"secrets":{"live":{"a":"canary"}}}"#,
        r#"{"secrets":[["live","canary","canary"]]}"#,
        r#"{"secrets":{"live":4242}}"#,
        r#"{"secrets":{"live":"canary"},"tolerance_s":"canary"}"#,
        r#"{"secrets":{"live":"canary"},"tolerance_s":1.5}"#,
        r#"{"secrets":{"live":"canary"},"signed_content":"canary"}"#,
        r#"{"secrets":{"live":"canary"},"signed_content":5}"#,
        r#"{"secrets":{"live":"canary"},"secret_encoding":"canary"}"#,
        r#"{"secrets":{"live":"canary"},"secret_prefix":5}"#,
        r#"{"secrets":{"live":"canary"},"canary":5}"#,
        r#"{"secret":"canary"}"#,
    ] {
        let error = Verifier::from_json(text).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Configuration, "invalid_option"), "{text}");
        let seen = format!("{error} {error:?} {}", error.to_json());
        assert!(!seen.contains("canary") && !seen.contains("4242"), "{seen}");
    }
}

#[test]
fn no_secret_shows_in_anything_that_is_printed() {
    let checker = Verifier::new(options()).unwrap();
    let deliveries = [
        (BODY, signed(BODY, "canary-live", NOW)),
        (BODY, signed(BODY, "canary-other", NOW)),
        (BODY, signed(BODY, "canary-live", 0)),
        ("[]", signed("[]", "canary-live", NOW)),
        (BODY, Vec::new()),
    ];
    let results = deliveries.map(|(body, headers)| match checker.verify(body.as_bytes(), headers, NOW) {
        Ok(verified) => format!("{verified:?}{}", serde_json::to_string(&verified).unwrap()),
        Err(error) => format!("{error}{error:?}{}", error.to_json()),
    });
    let printed = format!("{checker:?} {:?} {}", options(), results.join(" "));
    assert!(!printed.contains("canary"), "{printed}");
}

#[test]
fn a_delivery_cannot_be_signed_at_a_time_that_no_header_holds() {
    for time in [-1, 1_000_000_000_000, i64::MIN] {
        let error = sign(b"{}", &"canary".into(), &Recipe::default(), time, None).unwrap_err();
        assert_eq!(error.code(), "webhook_malformed");
    }
    let empty = sign(b"{}", &Secret::default(), &Recipe::default(), NOW, None).unwrap_err();
    assert_eq!(empty.code(), "webhook_unknown_secret");
    assert!(sign(b"{}", &"canary".into(), &Recipe::default(), NOW, Some("evt 1")).is_err());
}

#[test]
fn headers_of_a_megabyte_and_a_hundred_thousand_headers_are_webhook_errors_or_left_alone() {
    let right = signed(BODY, "canary-live", NOW);
    for filler in [&b"v1=00,"[..], b"9", b"\xff", b" ", b","] {
        for index in 0..right.len() {
            let mut headers: Vec<_> =
                right.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect();
            headers[index].1 = filler.repeat(1024 * 1024 / filler.len());
            let error = Verifier::new(options()).unwrap().verify(BODY.as_bytes(), headers, NOW).unwrap_err();
            assert_eq!((error.code(), error.field()), ("webhook_malformed", Some(right[index].0.as_str())));
            assert!(error.message().len() < 200, "{}", error.message());
        }
    }
    let others = (0..100_000).map(|number| (format!("X-{number}"), "x".to_owned()));
    assert!(verify(BODY, others.chain(right).collect()).is_ok());
}

#[test]
fn a_hundred_thousand_nested_lists_are_malformed_unknown_or_forged() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    for body in [open.clone(), format!("{open}{close}")] {
        let error = verify(&body, signed(&body, "canary-live", NOW)).unwrap_err();
        assert_eq!((error.code(), error.authentic()), ("webhook_malformed", Some(true)));
        assert_eq!(verify(&body, signed(&body, "canary-other", NOW)).unwrap_err().code(), "webhook_forged");
    }
    let inside = format!(r#"{{"type":"order.completed","data":{{"id":"ord_1","x":{open}{close}}}}}"#);
    let verified = verify(&inside, signed(&inside, "canary-live", NOW)).unwrap();
    assert!(!verified.event.is_known() && latest(&[verified.event]) == Ok(None));
}

/// Every content of a recipe that has a name, and templates with all pieces in any order.
fn contents() -> impl Strategy<Value = SignedContent> {
    let texts = [
        "timestamp.body",
        "body",
        "{body}",
        "{timestamp}.{body}",
        "{id}.{timestamp}.{body}",
        "{body}|{id}",
        "v1:{timestamp}:{body}:é",
    ];
    proptest::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn recipes() -> impl Strategy<Value = (Recipe, Secret)> {
    (
        contents(),
        proptest::sample::select(SecretEncoding::ALL.to_vec()),
        "[0-9a-f]{8}([0-9a-f]{8}){0,8}",
        any::<bool>(),
    )
        .prop_map(|(signed_content, secret_encoding, text, prefixed)| {
            let secret = if prefixed { format!("whsec_{text}") } else { text };
            (
                Recipe { signed_content, secret_encoding, secret_prefix: prefixed.then(|| "whsec_".to_owned()) },
                secret.into(),
            )
        })
}

fn verifier(recipe: &Recipe, secret: &Secret) -> Verifier {
    let Recipe { signed_content, secret_encoding, secret_prefix } = recipe.clone();
    let options = VerifierOptions::new([("other", Secret::new("00112233")), ("given", secret.clone())]);
    Verifier::new(VerifierOptions { signed_content, secret_encoding, secret_prefix, ..options }).unwrap()
}

proptest! {
    #[test]
    fn what_is_signed_verifies_with_every_recipe(
        (recipe, secret) in recipes(), padding in "[ \n]{0,300}", timestamp in 0_i64..1_000_000_000_000, age in -300_i64..=300,
    ) {
        let body = format!("{BODY}{padding}");
        let headers = sign(body.as_bytes(), &secret, &recipe, timestamp, Some("evt_1")).unwrap();
        let verified = verifier(&recipe, &secret).verify(body.as_bytes(), headers, timestamp + age).unwrap();
        prop_assert_eq!((verified.label.as_str(), verified.timestamp, verified.event.id()), ("given", timestamp, "evt_1"));
    }

    #[test]
    fn one_flipped_bit_in_the_body_is_refused((recipe, secret) in recipes(), at in 0..BODY.len(), bit in 0..8_u8) {
        let headers = sign(BODY.as_bytes(), &secret, &recipe, NOW, Some("evt_1")).unwrap();
        let mut body = BODY.as_bytes().to_vec();
        body[at] ^= 1 << bit;
        let error = verifier(&recipe, &secret).verify(&body, headers, NOW).unwrap_err();
        prop_assert_eq!(error.code(), "webhook_forged");
    }

    #[test]
    fn one_flipped_bit_in_a_signature_is_refused((recipe, secret) in recipes(), at in 3..67_usize, bit in 0..8_u8) {
        let mut headers = sign(BODY.as_bytes(), &secret, &recipe, NOW, Some("evt_1")).unwrap();
        let mut value = headers[0].1.clone().into_bytes();
        value[at] ^= 1 << bit;
        // The bit that only turns a letter from lower to upper case changes no signature.
        prop_assume!(!value[at].eq_ignore_ascii_case(&headers[0].1.as_bytes()[at]));
        let signature = (SIGNATURE_HEADER.as_bytes().to_vec(), value);
        headers.remove(0);
        let all = headers.into_iter().map(|(name, value)| (name.into_bytes(), value.into_bytes())).chain([signature]);
        let code = verifier(&recipe, &secret).verify(BODY.as_bytes(), all, NOW).unwrap_err();
        prop_assert!(matches!(code.code(), "webhook_forged" | "webhook_malformed"));
    }

    #[test]
    fn another_time_is_refused_wherever_the_time_is_signed((recipe, secret) in recipes(), other in NOW - 300..NOW + 300) {
        prop_assume!(recipe.signed_content.covers_timestamp() && other != NOW);
        let mut headers = sign(BODY.as_bytes(), &secret, &recipe, NOW, Some("evt_1")).unwrap();
        headers[1].1 = other.to_string();
        let error = verifier(&recipe, &secret).verify(BODY.as_bytes(), headers, NOW).unwrap_err();
        prop_assert_eq!(error.code(), "webhook_forged");
    }

    #[test]
    fn whatever_arrives_ends_in_a_webhook_error(
        body in proptest::collection::vec(any::<u8>(), 0..300),
        signature in proptest::collection::vec(any::<u8>(), 0..100),
        timestamp in "[0-9]{1,13}|.{0,20}",
        id in ".{0,20}",
        now: i64,
    ) {
        let headers = [
            (SIGNATURE_HEADER, signature), (TIMESTAMP_HEADER, timestamp.into_bytes()), (EVENT_ID_HEADER, id.into_bytes()),
        ];
        let error = Verifier::new(options()).unwrap().verify(&body, headers, now).unwrap_err();
        prop_assert_eq!(error.kind(), ErrorKind::Webhook);
    }
}
