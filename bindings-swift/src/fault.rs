//! Core's one error as one record. The record is Swift's error type itself; nothing mirrors it there.

use peeker_core::call::Attempt;
use peeker_core::error::{self, Error};
use peeker_core::webhook::Event;
use serde::Serialize;
use serde_json::Value;

/// A word of an enum that stays open in Swift.
macro_rules! words {
    ($($name:ident)*) => {
        $(
            /// A word; in Swift a struct with the known ones as static members.
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub(crate) struct $name(pub(crate) String);

            uniffi::custom_type!($name, String, {
                lower: |word| word.0,
                try_lift: |text| Ok($name(text)),
            });
        )*
    };
}

words! { ErrorKind Certainty ViolationSource BatchOutcome }

/// Any JSON, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonValue(String);

uniffi::custom_type!(JsonValue, String, {
    lower: |value| value.0,
    try_lift: |text| Ok(JsonValue(text)),
});

/// Why something did not work.
///
/// Branch on `kind` (what to do) or `code` (what happened), never on the message. No text in it holds a secret of the
/// call; fields that do not apply are nil.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub(crate) struct PeekerError {
    /// What kind of error it is.
    pub(crate) kind: ErrorKind,
    /// What happened, as a word that never changes. Where the API answered, its own code.
    pub(crate) code: String,
    /// One sentence for people. It may change; do not branch on it.
    pub(crate) message: String,
    /// All of it on one line, for logs: operation, message, code, status and request id.
    pub(crate) description: String,
    /// What to do now, for the codes that this version knows.
    #[uniffi(default)]
    pub(crate) advice: Option<String>,
    /// The operation, as in `orders.create`; nil outside a call.
    #[uniffi(default)]
    pub(crate) operation: Option<String>,
    /// The HTTP status of the last answer; nil if there was none.
    #[uniffi(default)]
    pub(crate) status: Option<u16>,
    /// The input field that the API names, or the header of a delivery that is missing or malformed.
    #[uniffi(default)]
    pub(crate) field: Option<String>,
    /// What the API says besides, as `{"required_count": 4, …}`.
    #[uniffi(default)]
    pub(crate) details: Option<JsonValue>,
    /// `Peeker-Request-Id` of the last answer: quote it to support.
    #[uniffi(default)]
    pub(crate) request_id: Option<String>,
    /// Seconds to wait before trying again, where the API says so.
    #[uniffi(default)]
    pub(crate) retry_after: Option<f64>,
    /// Whether the same call may well succeed later, unchanged, without doing anything twice.
    #[uniffi(default)]
    pub(crate) is_retryable: bool,
    /// Whether sending the same request again cannot do the work twice. Set where the kind is `outcomeUnknown`.
    #[uniffi(default)]
    pub(crate) is_replay_safe: Option<bool>,
    /// The id found in a success that could not be read otherwise, or of what was waited for.
    #[uniffi(default)]
    pub(crate) object_id: Option<String>,
    /// The answer's body where it could not be read.
    #[uniffi(default)]
    pub(crate) raw_body: Option<String>,
    /// Everything wrong with the input, at once.
    #[uniffi(default)]
    pub(crate) violations: Vec<Violation>,
    /// What was tried, in order.
    #[uniffi(default)]
    pub(crate) attempts: Vec<Attempt>,
    /// What led to it; empty or one.
    #[uniffi(default)]
    pub(crate) causes: Vec<PeekerError>,
    /// Whether a webhook delivery's signature is right; nil where it could not be compared.
    #[uniffi(default)]
    pub(crate) is_authentic: Option<bool>,
    /// How long ago a stale delivery was signed, in seconds; negative where it is from the future.
    #[uniffi(default)]
    pub(crate) age_seconds: Option<i64>,
    /// What a stale delivery says. Its signature is right: whoever remembers events durably may accept it.
    #[uniffi(default)]
    pub(crate) event: Option<Event>,
    /// What was waited for, as it was last seen and as the API writes it. Set where a wait ended in an error, if a poll
    /// had been answered.
    #[uniffi(default)]
    pub(crate) last: Option<JsonValue>,
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub(crate) struct Violation {
    /// Where: `personas[3].profile_picture_url`; empty for the input as a whole.
    pub(crate) path: String,
    /// What, as a word that never changes.
    pub(crate) code: String,
    /// What, as a sentence for people.
    pub(crate) message: String,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
    /// How sure it is that the API would refuse it.
    pub(crate) certainty: Certainty,
    /// Who found it.
    pub(crate) source: ViolationSource,
    /// Numbers and names for programs, in the API's own shape where it has one.
    pub(crate) details: Option<JsonValue>,
}

/// How an error leaves a function: what `UniFFI` throws is an enum.
#[derive(Debug, uniffi::Error)]
pub(crate) enum Fault {
    Failed { error: Box<PeekerError> },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Failed { error } = self;
        f.write_str(&error.description)
    }
}

impl From<&Error> for PeekerError {
    fn from(error: &Error) -> Self {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Self {
            kind: ErrorKind(error.kind().as_str().to_owned()),
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            description: error.to_string(),
            advice: text(error.advice()),
            operation: text(error.operation()),
            status: error.status(),
            field: text(error.field()),
            details: error.details().map(Value::to_string).map(JsonValue),
            request_id: text(error.request_id()),
            retry_after: error.retry_after(),
            is_retryable: error.is_retryable(),
            is_replay_safe: error.replay_safe(),
            object_id: text(error.object_id()),
            raw_body: text(error.raw_body()),
            violations: error.violations().iter().map(Violation::from).collect(),
            attempts: error.attempts().to_vec(),
            causes: error.cause().into_iter().map(Self::from).collect(),
            is_authentic: error.authentic(),
            age_seconds: error.age_seconds(),
            event: error.event().cloned(),
            last: error.last().and_then(|last| serde_json::to_string(last).ok()).map(JsonValue),
        }
    }
}

impl From<&error::Violation> for Violation {
    fn from(violation: &error::Violation) -> Self {
        Self {
            path: violation.path.clone(),
            code: violation.code.to_owned(),
            message: violation.message.clone(),
            suggestion: violation.suggestion.clone(),
            certainty: Certainty(word(violation.certainty)),
            source: ViolationSource(word(violation.source)),
            details: violation.details.as_ref().map(|details| JsonValue(details.to_string())),
        }
    }
}

/// An enum's word, as it stands in JSON.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
