//! The one scrubber: everything printed that a server, a network or a user had a say in passes it.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::secret::{REDACTED, Secret};

/// Takes known secrets, and whatever looks like a key, out of texts.
#[derive(Debug, Clone, Default)]
pub struct Scrubber {
    secrets: Vec<Secret>,
}

impl Scrubber {
    /// A shorter text would be found everywhere and make every message unreadable.
    const SHORTEST: usize = 3;

    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut scrubber = Self::default();
        secrets.into_iter().for_each(|secret| scrubber.add(&secret));
        scrubber
    }

    /// Knows a secret from now on, also as it looks inside JSON, JSON in JSON, HTML and a query.
    pub fn add(&mut self, secret: &Secret) {
        if secret.reveal().len() < Self::SHORTEST {
            return;
        }
        for form in forms(secret.reveal()) {
            self.secrets.push(Secret::new(form));
        }
        // Longest first, so that a secret inside another does not leave the rest of it standing.
        self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.reveal().len()));
    }

    /// The text without secrets.
    pub fn scrub(&self, text: &str) -> String {
        let without = self.secrets.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.reveal()) { text.replace(secret.reveal(), REDACTED) } else { text }
        });
        scrub_keys(&without)
    }

    /// The first characters of a body, without secrets: what an error may quote.
    pub fn excerpt(&self, body: &[u8], limit: usize) -> String {
        // Scrubbed before it is cut, so that no half of a secret stays.
        let text = self.scrub(&String::from_utf8_lossy(body.get(..64 * 1024).unwrap_or(body)));
        let mut excerpt = printable(&text, limit);
        if text.chars().nth(limit).is_some() {
            excerpt.push('…');
        }
        excerpt
    }

    /// JSON without secrets, in keys as in values.
    pub fn scrub_json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.scrub(&text)),
            Value::Number(number) if self.secrets.iter().any(|secret| secret.reveal() == number.to_string()) => {
                Value::String(REDACTED.to_owned())
            }
            Value::Array(items) => items.into_iter().map(|item| self.scrub_json(item)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(name, item)| (self.scrub(&name), self.scrub_json(item))).collect()
            }
            other => other,
        }
    }

    /// A model without secrets; `None` if it cannot be read without them.
    pub(crate) fn scrub_model<T: Serialize + DeserializeOwned>(&self, model: T) -> Option<T> {
        let value = serde_json::to_value(&model).ok()?;
        let scrubbed = self.scrub_json(value.clone());
        if scrubbed == value { Some(model) } else { serde_json::from_value(scrubbed).ok() }
    }
}

/// The first characters of a text, without what would break a log or a terminal.
pub(crate) fn printable(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text in every form in which servers echo it, the text itself included.
fn forms(text: &str) -> BTreeSet<String> {
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

/// Replaces `pk_live_…` and `pk_test_…`, whoever's key it is.
fn scrub_keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, prefix, after)) = next_key(rest) {
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(after.len());
        out.push_str(before);
        out.push_str(prefix);
        out.push_str(REDACTED);
        rest = after.split_at_checked(end).map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out
}

fn next_key(text: &str) -> Option<(&str, &'static str, &str)> {
    let split = |prefix: &'static str| text.split_once(prefix).map(|(before, after)| (before, prefix, after));
    [split("pk_live_"), split("pk_test_")].into_iter().flatten().min_by_key(|(before, _, _)| before.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_scrubbed_whoever_they_belong_to() {
        let text = "Bearer pk_live_abc-DEF_1, pk_test_zzz.";
        assert_eq!(Scrubber::default().scrub(text), "Bearer pk_live_[redacted], pk_test_[redacted].");
    }

    #[test]
    fn a_secret_is_found_as_json_writes_it() {
        let scrubber = Scrubber::new([Secret::new("pa\"ss\\word")]);
        assert_eq!(scrubber.scrub(r#"{"login_password":"pa\"ss\\word"}"#), r#"{"login_password":"[redacted]"}"#);
    }

    #[test]
    fn a_secret_is_found_however_a_server_escapes_it() {
        let scrubber = Scrubber::new([Secret::new("pä/ss")]);
        let text = r#"torn {"a":"pä/ss","b":"p\u00e4/ss","c":"p\u00E4\/ss"#;
        assert_eq!(scrubber.scrub(text), r#"torn {"a":"[redacted]","b":"[redacted]","c":"[redacted]"#);
        let html = Scrubber::new([Secret::new("a<b>&\"c")]);
        assert_eq!(html.scrub("x a&lt;b&gt;&amp;&quot;c y"), "x [redacted] y");
        assert_eq!(scrubber.scrub("https://x/?p=p%C3%A4%2Fss"), "https://x/?p=[redacted]");
    }

    #[test]
    fn an_excerpt_never_ends_inside_a_secret() {
        let scrubber = Scrubber::new([Secret::new("canary-canary-canary")]);
        let excerpt = scrubber.excerpt(b"0123456789canary-canary-canary", 15);
        assert_eq!(excerpt, "0123456789[reda…");
    }

    proptest! {
        #[test]
        fn no_secret_survives(before in ".{0,20}", secret in "[a-zA-Z0-9\"\\\\]{6,20}", after in ".{0,20}") {
            prop_assume!(!REDACTED.contains(&secret));
            let scrubbed = Scrubber::new([Secret::new(secret.clone())]).scrub(&format!("{before}{secret}{after}"));
            prop_assert!(!scrubbed.contains(&secret));
        }
    }
}
