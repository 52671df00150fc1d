//! Things that go wrong on demand, between a request and its answer.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::http::Response;
use crate::limiter::rate_limited;
use crate::reply::ApiError;
use crate::server::Answer;
use crate::spec::Spec;

/// A fault for the next requests that match. Made by one of the constructors, narrowed by `on`, `times`, `skip`.
///
/// ```
/// # use peeker_sandbox::Fault;
/// let fault = Fault::reset_after().on("POST", "/orders");
/// let busy = Fault::rate_limited(Some(12)).times(3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    effect: Effect,
    processed: bool,
    delay: Duration,
    pub(crate) times: u32,
    pub(crate) skip: u32,
    method: Option<String>,
    path: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Effect {
    /// The real answer; only the delay is wrong.
    None,
    RateLimited {
        retry_after: Option<u64>,
        reason: Option<String>,
    },
    Status(u16),
    Reset,
    Torn,
    WrongJson,
    BrokenJson,
    Html(u16),
    Empty,
    Redirect {
        status: u16,
        to: String,
    },
    CloseAfter,
}

impl Fault {
    /// The answer comes late, in real time. The work is done at once.
    pub fn latency(delay: Duration) -> Self {
        Self { delay, ..Self::new(Effect::None, true) }
    }

    /// `429 rate_limited`, with or without `details.retry_after_seconds`. Not processed.
    pub fn rate_limited(retry_after_seconds: Option<u64>) -> Self {
        Self::new(Effect::RateLimited { retry_after: retry_after_seconds, reason: None }, false)
    }

    /// The documented second cause of a 429 on live `POST /domains/import`. Not processed.
    pub fn import_capacity(retry_after_seconds: Option<u64>) -> Self {
        let reason = Some("cloudflare_account_capacity".to_owned());
        Self::new(Effect::RateLimited { retry_after: retry_after_seconds, reason }, false)
    }

    /// An error status with `internal_error` in the envelope. Not processed, unless told so.
    pub fn status(status: u16) -> Self {
        Self::new(Effect::Status(status), false)
    }

    /// The connection is reset and nothing was done.
    pub fn reset_before() -> Self {
        Self::new(Effect::Reset, false)
    }

    /// The work is done and the connection reset instead of an answer.
    pub fn reset_after() -> Self {
        Self::new(Effect::Reset, true)
    }

    /// The work is done; the answer's body breaks off in the middle.
    pub fn torn_body() -> Self {
        Self::new(Effect::Torn, true)
    }

    /// The work is done; the answer is JSON of another shape.
    pub fn wrong_json() -> Self {
        Self::new(Effect::WrongJson, true)
    }

    /// The work is done; the answer is no JSON although it says so.
    pub fn broken_json() -> Self {
        Self::new(Effect::BrokenJson, true)
    }

    /// A page, as a gateway in between would answer. Not processed, unless told so.
    pub fn html(status: u16) -> Self {
        Self::new(Effect::Html(status), false)
    }

    /// The work is done; the answer is `200` without a body.
    pub fn empty() -> Self {
        Self::new(Effect::Empty, true)
    }

    /// A redirect. Not processed.
    pub fn redirect(status: u16, to: impl Into<String>) -> Self {
        Self::new(Effect::Redirect { status, to: to.into() }, false)
    }

    /// The right answer on a connection that says it stays open and is closed: the next request finds it dead.
    pub fn close_after() -> Self {
        Self::new(Effect::CloseAfter, true)
    }

    /// Only requests with this method and path: a route's pattern (`/orders/{id}`), a path (`/orders`), or `*`.
    #[must_use]
    pub fn on(mut self, method: impl Into<String>, path: impl Into<String>) -> Self {
        self.method = Some(method.into()).filter(|method| method != "*");
        self.path = Some(path.into()).filter(|path| path != "*");
        self
    }

    /// For how many matching requests; one, if not said.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Lets this many matching requests pass first.
    #[must_use]
    pub fn skip(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Whether the work is done all the same.
    #[must_use]
    pub fn processed(mut self, processed: bool) -> Self {
        self.processed = processed;
        self
    }

    /// One of each kind that a client meets in a bad hour, none of which keeps it from success for long.
    pub fn usual() -> Vec<Self> {
        vec![
            Self::latency(Duration::from_millis(200)),
            Self::rate_limited(Some(1)),
            Self::rate_limited(None),
            Self::status(500),
            Self::status(503).processed(true),
            Self::reset_before(),
            Self::reset_after(),
            Self::torn_body(),
            Self::html(502),
            Self::close_after(),
        ]
    }

    /// Makes the fault come late, in real time.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Reads `name;key=value;…`, as in the header `X-Sandbox-Fault`.
    ///
    /// # Errors
    /// A sentence that says which part was not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spec = Spec::parse(text)?;
        let mut fault = Self::of_spec(&mut spec)?;
        if let Some(processed) = spec.take_parsed("processed")? {
            fault.processed = processed;
        }
        if let Some(delay) = spec.take_millis("delay_ms")? {
            fault.delay = delay;
        }
        spec.finish()?;
        Ok(fault)
    }

    fn of_spec(spec: &mut Spec<'_>) -> Result<Self, String> {
        Ok(match spec.name {
            "latency" => Self::latency(spec.take_millis("ms")?.ok_or("`latency` needs `ms`")?),
            "rate-limited" => {
                let retry_after = spec.take_parsed("retry_after")?;
                let reason = spec.take("reason").map(str::to_owned);
                Self::new(Effect::RateLimited { retry_after, reason }, false)
            }
            "status" => Self::status(status_of(spec)?.unwrap_or(500)),
            "reset-before" => Self::reset_before(),
            "reset-after" => Self::reset_after(),
            "torn-body" => Self::torn_body(),
            "wrong-json" => Self::wrong_json(),
            "broken-json" => Self::broken_json(),
            "html" => Self::html(status_of(spec)?.unwrap_or(502)),
            "empty" => Self::empty(),
            "redirect" => {
                let to = spec.take("to").unwrap_or("https://elsewhere.example/");
                Self::redirect(status_of(spec)?.unwrap_or(302), to)
            }
            "close-after" => Self::close_after(),
            other => return Err(format!("no fault is called `{other}`")),
        })
    }

    fn new(effect: Effect, processed: bool) -> Self {
        Self { effect, processed, delay: Duration::ZERO, times: 1, skip: 0, method: None, path: None }
    }

    /// For which requests it waits: method and path, how many more of them, and how many pass before.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "fault": self.to_string(),
            "method": self.method.as_deref().unwrap_or("*"),
            "path": self.path.as_deref().unwrap_or("*"),
            "times": self.times,
            "skip": self.skip,
        })
    }

    pub(crate) fn is_processed(&self) -> bool {
        self.processed
    }

    pub(crate) fn delay(&self) -> Duration {
        self.delay
    }

    /// What the client gets, given the response it would have got if the request was processed.
    pub(crate) fn apply(&self, real: Option<Response>) -> Answer {
        let response = real.unwrap_or_else(|| internal_error(500));
        match &self.effect {
            Effect::None => Answer::Send(response),
            Effect::RateLimited { retry_after, reason } => {
                Answer::Send(rate_limited(retry_after.map(u128::from), reason.as_deref()).response())
            }
            Effect::Status(status) => Answer::Send(internal_error(*status)),
            Effect::Reset => Answer::Reset,
            Effect::Torn => Answer::Torn(response),
            Effect::WrongJson => Answer::Send(Response::json(response.status, &json!({ "data": 42 }))),
            Effect::BrokenJson => {
                Answer::Send(Response::new(response.status, "application/json", "{\"data\": {\"id\": "))
            }
            Effect::Html(status) => Answer::Send(Response::new(*status, "text/html; charset=utf-8", PAGE)),
            Effect::Empty => Answer::Send(Response { status: 200, headers: Vec::new(), body: Vec::new() }),
            Effect::Redirect { status, to } => {
                Answer::Send(Response { status: *status, headers: vec![("Location", to.clone())], body: Vec::new() })
            }
            Effect::CloseAfter => Answer::SendAndClose(response),
        }
    }

    /// Whether it is for requests with this method, path and route's pattern.
    pub(crate) fn matches(&self, method: &str, path: &str, pattern: Option<&str>) -> bool {
        let method_fits = self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        method_fits && self.path.as_ref().is_none_or(|wanted| wanted == path || pattern == Some(wanted))
    }
}

/// The name, as in the log.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.effect, self.processed) {
            (Effect::None, _) => write!(f, "latency;ms={}", self.delay.as_millis()),
            (Effect::RateLimited { .. }, _) => write!(f, "rate-limited"),
            (Effect::Status(status), _) => write!(f, "status;code={status}"),
            (Effect::Reset, false) => write!(f, "reset-before"),
            (Effect::Reset, true) => write!(f, "reset-after"),
            (Effect::Torn, _) => write!(f, "torn-body"),
            (Effect::WrongJson, _) => write!(f, "wrong-json"),
            (Effect::BrokenJson, _) => write!(f, "broken-json"),
            (Effect::Html(status), _) => write!(f, "html;code={status}"),
            (Effect::Empty, _) => write!(f, "empty"),
            (Effect::Redirect { status, .. }, _) => write!(f, "redirect;code={status}"),
            (Effect::CloseAfter, _) => write!(f, "close-after"),
        }
    }
}

fn status_of(spec: &mut Spec<'_>) -> Result<Option<u16>, String> {
    match spec.take_parsed("code")? {
        Some(code) if !(200..=599).contains(&code) => Err(format!("`code={code}` is no final status")),
        code => Ok(code),
    }
}

fn internal_error(status: u16) -> Response {
    ApiError::new(status, "internal_error", "Something went wrong on our side.").response()
}

const PAGE: &str =
    "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_written_as_it_is_read() {
        for text in [
            "latency;ms=5",
            "rate-limited",
            "status;code=503",
            "reset-before",
            "reset-after",
            "torn-body",
            "wrong-json",
            "broken-json",
            "html;code=502",
            "empty",
            "redirect;code=307",
            "close-after",
        ] {
            assert_eq!(Fault::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_fault_is_in_the_readme() {
        let readme = include_str!("../README.md");
        for text in [
            "latency;ms=",
            "rate-limited;",
            "status;code=",
            "reset-before",
            "reset-after",
            "torn-body",
            "wrong-json",
            "broken-json",
            "html;code=",
            "empty",
            "redirect;code=",
            "close-after",
            "duplicate",
            "delay;seconds=",
            "reorder",
            "bare-envelope",
        ] {
            assert!(readme.contains(&format!("`{text}")), "{text}");
        }
    }

    #[test]
    fn options_change_a_fault() {
        let fault = Fault::parse("rate-limited;retry_after=12;reason=cloudflare_account_capacity").unwrap();
        assert_eq!(fault, Fault::import_capacity(Some(12)));
        assert!(Fault::parse("status;code=500;processed=true").unwrap().is_processed());
        assert_eq!(Fault::parse("reset-after;delay_ms=7").unwrap().delay(), Duration::from_millis(7));
    }

    #[test]
    fn what_is_misspelt_is_named() {
        for (text, part) in [
            ("stauts", "stauts"),
            ("status;cod=500", "cod"),
            ("status;code=99", "99"),
            ("latency", "ms"),
            ("empty;x", "x"),
        ] {
            assert!(Fault::parse(text).unwrap_err().contains(part), "{text}");
        }
    }
}
