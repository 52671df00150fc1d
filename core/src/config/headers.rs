//! Headers of a caller's own.

use crate::error::Error;
use crate::secret::Secret;

/// RFC 9110: a name is a token, a value has no control characters. Of two with the same name the later one counts. Where
/// there is no key, `may_authorize` leaves `authorization` to the caller: it is for the caller's own backend.
pub(super) fn check(headers: &[(String, Secret)], may_authorize: bool) -> Result<Vec<(String, Secret)>, Error> {
    let mut checked: Vec<(String, Secret)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        let refuse = |message: String| Err(Error::configuration("invalid_header", message));
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if lower.is_empty() || !lower.bytes().all(token) {
            return refuse("a header's name has characters that no header name has".to_owned());
        }
        let is_free = may_authorize && lower == "authorization";
        if RESERVED.contains(&lower.as_str()) && !is_free {
            return refuse(format!("the header `{lower}` is set by the SDK"));
        }
        let value = value.reveal();
        if value.chars().any(|c| c.is_control() && c != '\t') || !value.is_ascii() {
            return refuse(format!("the value of the header `{lower}` has control or non-ASCII characters"));
        }
        checked.retain(|(known, _)| *known != lower);
        checked.push((lower, Secret::new(value.trim())));
    }
    let bytes: usize = checked.iter().map(|(name, value)| name.len() + value.reveal().len()).sum();
    if bytes > MAX_HEADERS {
        return Err(Error::configuration("invalid_header", "the extra headers are longer than 8 KiB together"));
    }
    Ok(checked)
}

/// What of the headers must not be shown: their values, and the credential of an `authorization` alone.
pub(super) fn secrets(headers: &[(String, Secret)]) -> impl Iterator<Item = Secret> {
    headers.iter().flat_map(|(name, value)| {
        let parts = value.reveal().trim().split_once(' ').filter(|_| name.eq_ignore_ascii_case("authorization"));
        let credential = parts.map(|(_, credential)| Secret::new(credential.trim()));
        std::iter::once(value.clone()).chain(credential)
    })
}

/// Headers that the SDK or the connection sets itself.
const RESERVED: &[&str] = &[
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "cookie",
    "content-type",
    "content-encoding",
    "accept-encoding",
    "expect",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "user-agent",
];

/// All extra headers together: servers commonly refuse more than 8 to 16 KiB of headers.
const MAX_HEADERS: usize = 8 * 1024;
