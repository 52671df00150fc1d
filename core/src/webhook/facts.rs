//! The names and numbers of this room, for the one implementation of it that is not made of it: the Node package's
//! for edge runtimes, where no native code runs.

use serde_json::{Value, json};

use super::deduplicate::{LONGEST_LEASE, Lease, SHORTEST_LEASE};
use super::headers::{MAX_EVENT_ID, MAX_TIMESTAMP_DIGITS, MAX_VERSION};
use super::{
    Claim, DEFAULT_LEASE, DEFAULT_TOLERANCE_S, EVENT_ID_HEADER, MAX_BODY, MAX_HEADER, MAX_SECRETS, MAX_SIGNATURES,
    REMEMBERED, SIGNATURE_HEADER, TIMESTAMP_HEADER,
};

/// Constants by their names in JavaScript, each with its documentation.
pub(crate) fn facts() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        (
            "HEADERS",
            "The headers of a delivery.",
            json!({ "signature": SIGNATURE_HEADER, "timestamp": TIMESTAMP_HEADER, "eventId": EVENT_ID_HEADER }),
        ),
        (
            "LIMITS",
            "What is looked at, at most: bytes, digits, or how many.",
            json!({
                "body": MAX_BODY,
                "header": MAX_HEADER,
                "signatures": MAX_SIGNATURES,
                "secrets": MAX_SECRETS,
                "timestampDigits": MAX_TIMESTAMP_DIGITS,
                "eventId": MAX_EVENT_ID,
                "version": MAX_VERSION,
            }),
        ),
        ("TOLERANCE_S", "Seconds between signing and now, where nothing else is said.", json!(DEFAULT_TOLERANCE_S)),
        (
            "LEASE",
            "How long a claim lasts, in milliseconds, and how near to its end it is not released any more.",
            json!({
                "usual": millis(DEFAULT_LEASE),
                "shortest": millis(SHORTEST_LEASE),
                "longest": millis(LONGEST_LEASE),
                "margin": Lease::MARGIN_MS,
                "remembered": millis(REMEMBERED),
            }),
        ),
        (
            "ANSWERS",
            "What to answer to an event that is not new.",
            json!({ "done": Claim::Done.answer(), "in_progress": Claim::InProgress.answer() }),
        ),
    ]
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
