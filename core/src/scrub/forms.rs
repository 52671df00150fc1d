//! How a secret looks where a server, a proxy or a page shows it.

use std::collections::BTreeSet;

use serde_json::Value;

/// A text in every form in which servers echo it, the text itself included.
pub(super) fn forms(text: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::from([text.to_owned()]);
    let json = [quoted(text), ascii_quoted(text, false), ascii_quoted(text, true)];
    for form in json {
        forms.insert(form.replace('/', "\\/"));
        forms.insert(quoted(&form));
        forms.insert(form);
    }
    forms.insert(url::form_urlencoded::byte_serialize(text.as_bytes()).collect());
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    forms.insert(html.replace('"', "&quot;").replace('\'', "&#39;"));
    forms.insert(html);
    forms
}

/// A text as it looks inside a JSON string.
fn quoted(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}

/// The same, where everything beyond ASCII is escaped, with capital hexadecimal digits or small ones.
fn ascii_quoted(text: &str, capital: bool) -> String {
    let mut out = String::new();
    for c in quoted(text).chars() {
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
