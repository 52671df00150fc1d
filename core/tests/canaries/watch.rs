//! What must not be seen, and what is looked at.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use peeker_core::error::Error;
use serde_json::Value;

/// A text as servers, proxies and people write it, each made here without the scrubber's help.
pub(crate) fn forms(secret: &str) -> BTreeSet<String> {
    let json = Value::String(secret.to_owned()).to_string();
    let json = json.trim_start_matches('"').strip_suffix('"').expect("a JSON string").to_owned();
    let ascii: String =
        json.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }).collect();
    let percent = |upper: bool| -> String {
        secret
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
                _ if upper => format!("%{byte:02X}"),
                _ => format!("%{byte:02x}"),
            })
            .collect()
    };
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    BTreeSet::from([
        secret.to_owned(),
        json.clone(),
        ascii.clone(),
        ascii.replace('/', "\\/"),
        json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
        json.replace('\\', "\\\\").replace('"', "\\\""),
        percent(true),
        percent(false),
        percent(true).replace("%20", "+"),
        html.replace('"', "&quot;").replace('\'', "&#39;"),
        html.replace('"', "&quot;").replace('\'', "&#x27;"),
        html.replace('"', "&#34;").replace('\'', "&#39;"),
        html,
        hex.to_uppercase(),
        hex,
        STANDARD.encode(secret),
        URL_SAFE.encode(secret),
        // As in `Authorization: Basic`, whatever the user's name: the alignment differs.
        STANDARD.encode(format!("u:{secret}")),
        STANDARD.encode(format!("ab:{secret}")),
        STANDARD.encode(format!("abc:{secret}:x")),
    ])
}

/// What must not be seen of secrets: the whole in any form, nor any four characters in a row.
pub(crate) struct Watch(Vec<(String, Vec<String>)>);

impl Watch {
    pub(crate) fn of(secrets: &[&str]) -> Self {
        let traces = |secret: &str| {
            // Whose environment a key is of may be seen.
            let own = secret.trim_start_matches("pk_test_").trim_start_matches("pk_live_");
            let chars: Vec<char> = own.chars().collect();
            let parts = chars.windows(4).map(|part| part.iter().collect());
            (secret.to_owned(), forms(own).into_iter().chain(parts).collect())
        };
        Self(secrets.iter().map(|secret| traces(secret)).collect())
    }

    pub(crate) fn assert_clean(&self, place: &str, output: &str) {
        for (secret, traces) in &self.0 {
            let seen = traces.iter().find(|trace| output.contains(trace.as_str()));
            assert!(seen.is_none(), "{place} shows of `{secret}` `{}`:\n{output}", seen.map_or("", String::as_str));
        }
    }
}

/// Everything that an error can be asked for.
pub(crate) fn all_of(error: &Error) -> String {
    let own = format!(
        "{error}\n{error:?}\n{}\n{}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        error.to_json(),
        error.code(),
        error.field(),
        error.details(),
        error.request_id(),
        error.object_id(),
        error.attempts(),
        error.violations(),
    );
    let cause = error.cause().map(all_of).unwrap_or_default();
    format!("{own}\n{}\n{cause}", error.raw_body().unwrap_or_default())
}
