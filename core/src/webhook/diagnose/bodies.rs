//! What the body may have been, before something on the way changed it.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::restyle::{self, Style};

/// A body that may have been signed.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    /// What happened to it since; `None` for the body as it came.
    pub(super) change: Option<&'static str>,
    pub(super) bytes: Cow<'a, [u8]>,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The body, and what it may have been: each once, the likely ones first.
pub(super) fn candidates(body: &[u8]) -> Vec<Candidate<'_>> {
    let mut candidates = vec![Candidate { change: None, bytes: body.into() }];
    let mut add = |change, bytes: Cow<'_, [u8]>| {
        if candidates.iter().all(|known| known.bytes != bytes) {
            candidates.push(Candidate { change: Some(change), bytes: bytes.into_owned().into() });
        }
    };
    add("white space was added around it", body.trim_ascii().into());
    add("a line end was taken off", [body, b"\n"].concat().into());
    add("a line end was taken off", [body, b"\r\n"].concat().into());
    match body.strip_prefix(BOM) {
        Some(rest) => add("a byte order mark was added", rest.into()),
        None => add("a byte order mark was taken off", [BOM, body].concat().into()),
    }
    for decoded in [STANDARD.decode(body.trim_ascii()), URL_SAFE.decode(body.trim_ascii())].into_iter().flatten() {
        add("it is still in base64, as some gateways hand it over", decoded.into());
    }
    let Ok(text) = std::str::from_utf8(body) else { return candidates };
    if let Ok(inner) = serde_json::from_str::<String>(text) {
        add("it was written as a text within JSON", inner.into_bytes().into());
    }
    add("line ends were changed", text.replace("\r\n", "\n").into_bytes().into());
    add("line ends were changed", text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes().into());
    if let Some(bytes) = text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<Vec<_>>>() {
        add("its UTF-8 was read as Latin-1", bytes.into());
    }
    for style in Style::all() {
        if let Some(restyled) = restyle::restyle(text, style) {
            add("it is JSON that was parsed and written again", restyled.into_bytes().into());
        }
    }
    candidates
}
