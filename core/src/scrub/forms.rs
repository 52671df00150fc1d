//! How a secret looks where a server, a proxy or a page shows it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;

/// A shorter code would be found in texts that have nothing to do with the secret.
const SHORTEST_CODE: usize = 8;

/// A text in every form in which servers echo it, the text itself included, and each of them as it looks inside JSON, and
/// inside JSON that is a text in JSON.
pub(super) fn forms(text: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::from([text.to_owned()]);
    forms.extend(in_json(text));
    forms.extend(in_addresses(text));
    forms.extend(in_html(text));
    forms.extend(in_codes(text).filter(|code| code.len() >= SHORTEST_CODE));
    for _ in 0..2 {
        let inside: Vec<_> = forms.iter().map(|form| quoted(form)).collect();
        forms.extend(inside);
    }
    forms
}

/// In JSON where more is escaped than has to be: slashes, everything but ASCII, or what HTML knows.
fn in_json(text: &str) -> Vec<String> {
    let plain = quoted(text);
    let for_html = plain.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    let escaped = [ascii(&plain, false), ascii(&plain, true), for_html, plain];
    escaped.into_iter().flat_map(|form| [form.replace('/', "\\/"), form]).collect()
}

/// Percent-encoded, with capital hexadecimal digits or small ones, a space as `%20` or as `+`.
fn in_addresses(text: &str) -> Vec<String> {
    let strict = |digits: fn(u8) -> String| -> String {
        let encoded = text.bytes().map(|byte| match byte {
            b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{}", digits(byte)),
        });
        encoded.collect()
    };
    let form: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let (capital, small) = (strict(|byte| format!("{byte:02X}")), strict(|byte| format!("{byte:02x}")));
    vec![form, capital.replace("%20", "+"), small.replace("%20", "+"), capital, small]
}

/// In HTML, with the quotation marks as its various libraries write them.
fn in_html(text: &str) -> Vec<String> {
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let marks =
        [("&quot;", "&#39;"), ("&quot;", "&#x27;"), ("&quot;", "&#039;"), ("&quot;", "&apos;"), ("&#34;", "&#39;")];
    let mut forms: Vec<_> =
        marks.iter().map(|(double, single)| html.replace('"', double).replace('\'', single)).collect();
    forms.extend([html.replace('"', "&quot;"), html]);
    forms
}

/// In hexadecimal digits and in base64, also where it stands in the middle of what is encoded.
fn in_codes(text: &str) -> impl Iterator<Item = String> {
    let hex = |digits: fn(u8) -> String| text.bytes().map(digits).collect::<String>();
    let hex = [hex(|byte| format!("{byte:02x}")), hex(|byte| format!("{byte:02X}"))];
    let base64 = (0..3).flat_map(|before| {
        // Of a character that also stands for a neighbour's bits nothing is known: those at the ends are left out.
        let bytes = [vec![0; before], text.as_bytes().to_vec()].concat();
        let (start, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        let cut = move |code: String| code.get(start..end).unwrap_or_default().to_owned();
        [cut(STANDARD_NO_PAD.encode(&bytes)), cut(URL_SAFE_NO_PAD.encode(&bytes))]
    });
    hex.into_iter().chain(base64)
}

/// A text as it looks inside a JSON string.
fn quoted(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}

/// JSON where everything beyond ASCII is escaped, with capital hexadecimal digits or small ones.
fn ascii(json: &str, capital: bool) -> String {
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let digits = format!("{unit:04x}");
            out.push_str("\\u");
            out.push_str(&if capital { digits.to_uppercase() } else { digits });
        }
    }
    out
}
