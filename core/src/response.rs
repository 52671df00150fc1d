//! From the bytes that came back to a model, or to an error that says what came instead.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::Attempt;
use crate::error::{Error, ErrorKind, Violation, scrubbed_code};
use crate::json::without_values;
use crate::meta::Meta;
use crate::model::{Extra, Json, Links, List, PageInfo, PageMeta};
use crate::operation::{Operation, Page, Reply};
use crate::scrub::{Scrubber, printable};

/// The largest body that is read: a page of 100 rows has some 50 KB.
pub const MAX_BODY: usize = 16 * 1024 * 1024;

/// What a transport received.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// `Peeker-Request-Id`, if it is one that can be printed.
    pub fn request_id(&self) -> Option<String> {
        let printable = |id: &&str| id.len() <= 200 && id.bytes().all(|byte| byte.is_ascii_graphic());
        self.header("peeker-request-id").filter(printable).map(str::to_owned)
    }
}

impl std::fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The end of a call that was answered with success, before it is typed.
#[derive(Clone)]
pub struct Raw {
    pub operation: &'static Operation,
    pub response: HttpResponse,
    pub attempts: Vec<Attempt>,
    /// Milliseconds since 1970 when the first attempt was begun.
    pub(crate) first_sent_unix_ms: i64,
    pub(crate) already_gone: bool,
    /// What was sent although a rule spoke against it.
    pub(crate) waived: Vec<Violation>,
    pub(crate) scrubber: Scrubber,
}

impl Raw {
    /// The typed answer with its type erased, and what is known of the call besides.
    ///
    /// # Errors
    /// As [`Operation::decode`].
    pub fn reply(&self) -> Result<(Reply, Meta), Error> {
        let reply = self.operation.decode(self)?;
        let meta = Meta::new(self, &reply);
        Ok((reply, meta))
    }
}

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raw")
            .field("operation", &self.operation.name)
            .field("response", &self.response)
            .finish_non_exhaustive()
    }
}

/// A result type, read from a whole body.
pub(crate) trait FromBody: Sized {
    fn from_body(body: &[u8]) -> serde_json::Result<Self>;
}

impl<T: DeserializeOwned> FromBody for T {
    fn from_body(body: &[u8]) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Envelope<T> {
            data: T,
        }
        serde_json::from_slice::<Envelope<T>>(body).map(|envelope| envelope.data)
    }
}

impl<T: DeserializeOwned> FromBody for Page<T> {
    fn from_body(body: &[u8]) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Envelope<T> {
            data: Vec<T>,
            links: Option<Links>,
            meta: Option<PageMeta>,
            #[serde(flatten)]
            extra: Extra,
        }
        let Envelope { data, links, meta, extra } = serde_json::from_slice::<Envelope<T>>(body)?;
        Ok(Page { data: List::from(data), page: PageInfo { links: links.unwrap_or_default(), meta, extra } })
    }
}

impl FromBody for Json {
    fn from_body(body: &[u8]) -> serde_json::Result<Self> {
        let value = if body.trim_ascii().is_empty() { Value::Null } else { serde_json::from_slice(body)? };
        Ok(Self(value))
    }
}

/// Reads a success.
pub(crate) fn decode<T: FromBody>(raw: &Raw) -> Result<T, Error> {
    if raw.response.body.len() > MAX_BODY {
        return Err(unreadable(raw, "larger than 16 MiB"));
    }
    T::from_body(&raw.response.body).map_err(|error| unreadable(raw, &without_values(&error)))
}

/// A success that is not the documented JSON: for a write the work is done, and the caller must know it.
fn unreadable(raw: &Raw, why: &str) -> Error {
    let response = &raw.response;
    let excerpt = raw.scrubber.excerpt(&response.body, 200);
    let (kind, code, what) = if raw.operation.is_write() {
        (
            ErrorKind::UnreadableSuccess,
            "unreadable_success",
            "the server says that it was done, but its answer could not be read",
        )
    } else {
        (ErrorKind::UnexpectedResponse, "unexpected_response", "the answer is not the documented JSON")
    };
    let shown =
        if response.body.is_empty() { "the body is empty".to_owned() } else { format!("it begins `{excerpt}`") };
    Error::new(kind, code, format!("{what} ({why}); {shown}"))
        .with_operation(raw.operation.name)
        .with_status(response.status)
        .with_request_id(response.request_id())
        .with_object_id(find_id(&response.body))
        .with_raw_body(raw.scrubber.scrub_cut(&String::from_utf8_lossy(&response.body)))
        .with_attempts(&raw.attempts)
        .scrubbed(&raw.scrubber)
}

/// `data.id` of a body that fits nothing else.
fn find_id(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    value.pointer("/data/id").and_then(Value::as_str).map(str::to_owned)
}

/// The error that an answer of 3xx, 4xx or 5xx is.
pub(crate) fn refusal(
    operation: &'static Operation,
    url: &str,
    response: &HttpResponse,
    scrubber: &Scrubber,
) -> Error {
    let error = match documented_error(&response.body, scrubber) {
        _ if (300..400).contains(&response.status) => redirect(url, response, scrubber),
        Some(api) => {
            let message = api.message.unwrap_or_else(|| format!("the API answered `{}` and no sentence", api.code));
            Error::new(kind_of(response.status), api.code, message).with_field(api.field).with_details(api.details)
        }
        None => {
            let excerpt = scrubber.excerpt(&response.body, 200);
            let shown = if excerpt.is_empty() { "an empty body".to_owned() } else { format!("`{excerpt}`") };
            let message =
                format!("the server answered {} with {shown} instead of the documented error", response.status);
            Error::new(kind_of(response.status), "unexpected_response", message)
        }
    };
    error
        .with_operation(operation.name)
        .with_status(response.status)
        .with_request_id(response.request_id())
        .scrubbed(scrubber)
}

struct ApiError {
    code: String,
    message: Option<String>,
    field: Option<String>,
    details: Option<Value>,
}

/// The documented envelope, `{"error": {"code", "message", "field"?, "details"?}}`.
fn documented_error(body: &[u8], scrubber: &Scrubber) -> Option<ApiError> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let error = value.get("error")?;
    // Scrubbed before it is shortened, so that no half of a secret stays.
    let given = |name: &str| error.get(name).and_then(Value::as_str);
    let text = |name: &str, most: usize| given(name).map(|text| printable(&scrubber.scrub(text), most));
    let code = given("code").map(|code| printable(&scrubbed_code(code, scrubber), 100));
    Some(ApiError {
        code: code.filter(|code| !code.is_empty())?,
        message: text("message", 2_000).filter(|message| !message.trim().is_empty()),
        field: text("field", 200),
        details: error.get("details").filter(|details| !details.is_null()).cloned(),
    })
}

fn kind_of(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::Authentication,
        403 => ErrorKind::Permission,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimit,
        400..500 => ErrorKind::BadRequest,
        500..600 => ErrorKind::Server,
        _ => ErrorKind::UnexpectedResponse,
    }
}

/// A redirect is never followed: the key would go where the caller never sent it.
fn redirect(url: &str, response: &HttpResponse, scrubber: &Scrubber) -> Error {
    // Scrubbed before it is read: a host's name loses its capitals, and a secret in it could not be found any more.
    let location = response.header("location").map(|location| scrubber.scrub(location));
    let target = location.and_then(|location| url::Url::parse(url).ok()?.join(&location).ok());
    let host = target.as_ref().and_then(url::Url::host_str).unwrap_or("an address that cannot be read");
    let message = format!("the server redirects to {host}; redirects are never followed, so check the base URL");
    Error::new(ErrorKind::UnexpectedResponse, "unexpected_redirect", message)
}
