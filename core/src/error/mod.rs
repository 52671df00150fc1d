//! The one error of the SDK, with a code that never changes.
//!
//! Branch on [`Error::kind`] (what to do) or [`Error::code`] (what happened), never on the message. No type of a
//! dependency appears here, so none can break a caller.

mod glossary;
mod violation;

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

pub use glossary::{Entry, GLOSSARY, Section, entries, entry};
pub use violation::{Certainty, Source, Violation, Violations};

use crate::call::Attempt;
use crate::operation::Reply;
use crate::scrub::Scrubber;
use crate::webhook::Event;

/// What kind of error it is: each has its own class in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[non_exhaustive]
pub enum ErrorKind {
    /// The API refused the request (4xx without a kind of its own).
    BadRequest,
    /// 401: the key is missing, malformed or revoked.
    Authentication,
    /// 403: the key may not do this.
    Permission,
    /// 404: nothing by that id in this account.
    NotFound,
    /// 409: the request contradicts the state of things.
    Conflict,
    /// 429, and waiting longer was not allowed.
    RateLimit,
    /// 5xx, on a read.
    Server,
    /// A redirect, or an answer to a read that is not the documented JSON.
    UnexpectedResponse,
    /// No connection, or it broke; nothing was changed.
    Connection,
    /// An attempt took too long; nothing was changed.
    Timeout,
    /// The call's total time was used up; nothing was changed.
    Deadline,
    /// A write may or may not have happened.
    OutcomeUnknown,
    /// A write happened, and its answer could not be read.
    UnreadableSuccess,
    /// What was waited for did not come to an end in time. `last` has it as it was last seen.
    WaitTimeout,
    /// What is waited for stays in a state that this version does not know.
    UnknownState,
    /// What was waited for failed or was cancelled, and the wait was told to raise that.
    WaitFailed,
    /// A part of a batch that was left out, with nothing wrong about it; nothing was changed.
    NotSent,
    /// The input is wrong, and was not sent.
    Validation,
    /// The client is set up wrongly; nothing was sent.
    Configuration,
    /// A webhook delivery is forged, stale, malformed or signed with an unknown secret.
    Webhook,
    /// A fault of the SDK itself.
    Internal,
}

impl ErrorKind {
    /// The kind as a word, as bindings pass it: `outcome_unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::RateLimit => "rate_limit",
            Self::Server => "server",
            Self::UnexpectedResponse => "unexpected_response",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Deadline => "deadline",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::UnreadableSuccess => "unreadable_success",
            Self::WaitTimeout => "wait_timeout",
            Self::UnknownState => "unknown_state",
            Self::WaitFailed => "wait_failed",
            Self::NotSent => "not_sent",
            Self::Validation => "validation",
            Self::Configuration => "configuration",
            Self::Webhook => "webhook",
            Self::Internal => "internal",
        }
    }

    /// Whether the same call may well succeed later, unchanged, without doing anything twice. Of `OutcomeUnknown` only
    /// the error itself can tell.
    pub fn is_retryable(self) -> bool {
        match self {
            Self::RateLimit
            | Self::Server
            | Self::Connection
            | Self::Timeout
            | Self::Deadline
            | Self::WaitTimeout => true,
            Self::BadRequest
            | Self::Authentication
            | Self::Permission
            | Self::NotFound
            | Self::Conflict
            | Self::UnexpectedResponse
            | Self::OutcomeUnknown
            | Self::UnreadableSuccess
            | Self::NotSent
            | Self::UnknownState
            | Self::WaitFailed
            | Self::Validation
            | Self::Configuration
            | Self::Webhook
            | Self::Internal => false,
        }
    }
}

/// Why something did not work.
///
/// `Display` is one sentence for people, without secrets. The fields are for programs.
#[derive(Clone, PartialEq)]
pub struct Error(Box<Facts>);

/// What is known of a failure. Fields that do not apply are empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Facts {
    kind: ErrorKind,
    code: Cow<'static, str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replay_safe: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_body: Option<String>,
    #[serde(skip_serializing_if = "Violations::is_empty")]
    violations: Violations,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attempts: Vec<Attempt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Error>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentic: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Box<Reply>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            code: code.into(),
            message: message.into(),
            operation: None,
            status: None,
            field: None,
            details: None,
            request_id: None,
            retry_after: None,
            replay_safe: None,
            object_id: None,
            raw_body: None,
            violations: Violations::default(),
            attempts: Vec::new(),
            cause: None,
            authentic: None,
            age_seconds: None,
            event: None,
            last: None,
        }))
    }

    /// A client or an option that is set wrongly, as a binding finds it.
    pub fn configuration(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, code, message)
    }

    pub(crate) fn webhook(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Webhook, code, message)
    }

    /// A fault of the SDK or of the program that drives it, as a panic caught at a language boundary.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, "internal", message)
    }

    /// An input that is wrong in one place.
    pub fn violation(violation: Violation) -> Self {
        Violations::from(violation).into_error()
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, as a word that never changes. Where the API answered, its own code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// One sentence for people. It may change; do not branch on it.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do now, for the codes that the SDK knows.
    pub fn advice(&self) -> Option<&'static str> {
        entry(self.code()).map(|entry| entry.what_to_do)
    }

    /// The operation, as in `orders.create`; `None` outside a call.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The HTTP status of the last answer; `None` if there was none.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The input field that the API names, or the header of a delivery that is missing or malformed.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// What the API says besides, as `{"required_count": 4, …}`.
    pub fn details(&self) -> Option<&Value> {
        self.0.details.as_ref()
    }

    /// `Peeker-Request-Id` of the last answer: quote it to support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Seconds to wait before trying again, where the API says so.
    pub fn retry_after(&self) -> Option<f64> {
        self.0.retry_after
    }

    /// Whether sending the same request again cannot do the work twice. Set on `OutcomeUnknown`.
    pub fn replay_safe(&self) -> Option<bool> {
        self.0.replay_safe
    }

    /// The id found in a success that could not be read otherwise, or of what was waited for.
    pub fn object_id(&self) -> Option<&str> {
        self.0.object_id.as_deref()
    }

    /// The answer's body where it could not be read, scrubbed of this call's secrets.
    pub fn raw_body(&self) -> Option<&str> {
        self.0.raw_body.as_deref()
    }

    /// Everything wrong with the input, at once. Empty unless the kind is `Validation` or `Configuration`.
    pub fn violations(&self) -> &[Violation] {
        self.0.violations.as_slice()
    }

    /// What was tried, in order.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// What led to it.
    pub fn cause(&self) -> Option<&Error> {
        self.0.cause.as_ref()
    }

    /// Whether a delivery's signature is right. `None` where it could not be compared, and outside of webhooks.
    pub fn authentic(&self) -> Option<bool> {
        self.0.authentic
    }

    /// How long ago a stale delivery was signed, in seconds; negative where it is from the future.
    pub fn age_seconds(&self) -> Option<i64> {
        self.0.age_seconds
    }

    /// What a stale delivery says. Its signature is right: whoever remembers events durably may accept it.
    pub fn event(&self) -> Option<&Event> {
        self.0.event.as_ref()
    }

    /// What was waited for, as it was last seen. Set by a wait that ended in an error, if a poll had been answered.
    pub fn last(&self) -> Option<&Reply> {
        self.0.last.as_deref()
    }

    /// Whether the same call may well succeed later, unchanged, without doing anything twice.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::OutcomeUnknown => self.0.replay_safe == Some(true),
            // What is unknown about another part does not keep this one from being sent; a refused key does.
            ErrorKind::NotSent => self.cause().is_none_or(|cause| cause.is_retryable() || cause.may_be_done()),
            kind => kind.is_retryable(),
        }
    }

    /// Whether the work may have been done all the same, so that a repetition might do it twice.
    pub fn may_be_done(&self) -> bool {
        matches!(self.0.kind, ErrorKind::OutcomeUnknown | ErrorKind::UnreadableSuccess)
    }

    /// Every fact as JSON: what bindings make their exceptions from.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| String::from("{}"))
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// An error found in the answer of a call that succeeded, as by the pager of a list.
    #[must_use]
    pub fn of_call(self, operation: &crate::operation::Operation, meta: &crate::meta::Meta) -> Self {
        self.with_operation(operation.name)
            .with_status(meta.status)
            .with_request_id(meta.request_id.clone())
            .with_attempts(&meta.attempts)
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_field(mut self, field: Option<String>) -> Self {
        self.0.field = field;
        self
    }

    pub(crate) fn with_details(mut self, details: Option<Value>) -> Self {
        self.0.details = details;
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_retry_after(mut self, seconds: Option<f64>) -> Self {
        self.0.retry_after = seconds;
        self
    }

    pub(crate) fn with_object_id(mut self, id: Option<String>) -> Self {
        self.0.object_id = id;
        self
    }

    pub(crate) fn with_raw_body(mut self, body: String) -> Self {
        self.0.raw_body = Some(body);
        self
    }

    pub(crate) fn with_violations(mut self, violations: Violations) -> Self {
        self.0.violations = violations;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: &[Attempt]) -> Self {
        self.0.attempts = attempts.to_vec();
        self
    }

    /// Wraps what ended a call into an error that says more, and keeps its facts on the outside.
    pub(crate) fn because(mut self, cause: Error) -> Self {
        self.0.status = cause.0.status;
        self.0.request_id.clone_from(&cause.0.request_id);
        self.0.details.clone_from(&cause.0.details);
        self.0.retry_after = cause.0.retry_after;
        self.0.cause = Some(cause);
        self
    }

    /// Names what led to it in short: another call's error, whose log, answer and own cause are told there.
    pub(crate) fn after(mut self, other: &Error) -> Self {
        let other = &other.0;
        let mut cause = Self::new(other.kind, other.code.clone(), other.message.clone());
        cause.0.operation = other.operation;
        cause.0.status = other.status;
        cause.0.request_id.clone_from(&other.request_id);
        cause.0.retry_after = other.retry_after;
        cause.0.replay_safe = other.replay_safe;
        self.0.retry_after = other.retry_after;
        self.0.cause = Some(cause);
        self
    }

    pub(crate) fn with_replay_safe(mut self, replay_safe: bool) -> Self {
        self.0.replay_safe = Some(replay_safe);
        self
    }

    pub(crate) fn with_authentic(mut self, authentic: bool) -> Self {
        self.0.authentic = Some(authentic);
        self
    }

    pub(crate) fn with_age_seconds(mut self, age: i64) -> Self {
        self.0.age_seconds = Some(age);
        self
    }

    pub(crate) fn with_event(mut self, event: Option<Event>) -> Self {
        self.0.event = event;
        self
    }

    pub(crate) fn with_last(mut self, last: Option<Reply>) -> Self {
        self.0.last = last.map(Box::new);
        self
    }

    /// Takes this call's secrets out of everything that the server or the network had a say in.
    pub(crate) fn scrubbed(mut self, scrubber: &Scrubber) -> Self {
        let facts = &mut *self.0;
        facts.message = scrubber.scrub(&facts.message);
        facts.code = scrubbed_code(&facts.code, scrubber).into();
        for text in [&mut facts.field, &mut facts.request_id, &mut facts.object_id] {
            *text = text.take().map(|text| scrubber.scrub(&text));
        }
        facts.details = facts.details.take().map(|details| scrubber.scrub_json(details));
        facts.violations = std::mem::take(&mut facts.violations).scrubbed(scrubber);
        facts.last = facts.last.take().and_then(|last| last.scrubbed(scrubber)).map(Box::new);
        facts.cause = facts.cause.take().map(|cause| cause.scrubbed(scrubber));
        self
    }
}

/// A code without secrets. One that is documented tells none, even if somebody's password is part of it; and without it
/// nobody, the SDK included, could branch on it.
pub(crate) fn scrubbed_code(code: &str, scrubber: &Scrubber) -> String {
    if entry(code).is_some() { code.to_owned() } else { scrubber.scrub(code) }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)?;
        write!(f, " [{}", self.0.code)?;
        if let Some(status) = self.0.status {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(request_id) = &self.0.request_id {
            write!(f, ", {request_id}")?;
        }
        f.write_str("]")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A body may have 16 MiB: its beginning is in the message, all of it in `raw_body()`.
        let body = self.0.raw_body.as_ref().map(|body| format!("{} bytes", body.len()));
        Facts { raw_body: body, ..(*self.0).clone() }.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The facts, and what follows from them, so that no binding works it out again.
        #[derive(Serialize)]
        struct WithConclusions<'a> {
            #[serde(flatten)]
            facts: &'a Facts,
            retryable: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            advice: Option<&'static str>,
        }
        let conclusions = WithConclusions { facts: &self.0, retryable: self.is_retryable(), advice: self.advice() };
        conclusions.serialize(serializer)
    }
}
