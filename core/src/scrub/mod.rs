//! The one scrubber: everything printed that a server, a network or a user had a say in passes it.

mod forms;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::Json;
use crate::secret::{REDACTED, Secret};

/// Takes known secrets, and whatever looks like a key, out of texts.
///
/// What is known is shared: a call adds its own secrets to those of its client, which were made ready once.
#[derive(Clone, Default)]
pub struct Scrubber {
    known: Vec<Arc<Known>>,
}

/// Secrets in all their forms, found by how they begin, the longest first.
#[derive(Default)]
struct Known(HashMap<[u8; Scrubber::SHORTEST], Vec<Secret>>);

impl Scrubber {
    /// A shorter text would be found everywhere and make every message unreadable.
    const SHORTEST: usize = 3;

    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self::default().with(secrets)
    }

    /// One that knows these besides, also as they look inside JSON, JSON in JSON, HTML and a query.
    #[must_use]
    pub fn with(&self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        let more = Known::new(secrets);
        let mut known = self.known.clone();
        if !more.0.is_empty() {
            known.push(Arc::new(more));
        }
        Self { known }
    }

    /// The text without secrets.
    pub fn scrub(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut shown = 0;
        for run in self.runs(text) {
            out.push_str(text.get(shown..run.start).unwrap_or_default());
            out.push_str(REDACTED);
            shown = run.end;
        }
        out.push_str(text.get(shown..).unwrap_or_default());
        scrub_keys(&out)
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
            Value::Number(number) if self.is_secret(&number.to_string()) => Value::String(REDACTED.to_owned()),
            Value::Array(items) => items.into_iter().map(|item| self.scrub_json(item)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(name, item)| (self.scrub(&name), self.scrub_json(item))).collect()
            }
            other => other,
        }
    }

    fn is_secret(&self, text: &str) -> bool {
        self.longest_at(text.as_bytes()) == Some(text.len())
    }

    /// Where secrets stand, in order. Those that overlap are one run, so that no rest of either stays.
    fn runs(&self, text: &str) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for start in 0..text.len() {
            let Some(length) = text.as_bytes().get(start..).and_then(|rest| self.longest_at(rest)) else { continue };
            let end = start + length;
            match runs.last_mut() {
                Some(last) if start < last.end => last.end = last.end.max(end),
                _ => runs.push(start..end),
            }
        }
        runs
    }

    /// How long the longest secret is that these bytes begin with.
    fn longest_at(&self, bytes: &[u8]) -> Option<usize> {
        let start = bytes.first_chunk()?;
        let longest = |known: &Known| {
            let found = known.0.get(start)?.iter().find(|secret| bytes.starts_with(secret.reveal().as_bytes()));
            found.map(|secret| secret.reveal().len())
        };
        self.known.iter().filter_map(|known| longest(known)).max()
    }
}

/// What can be told without the secrets that a server put into it.
pub(crate) trait Scrub: Sized {
    /// The same without secrets; `None` if it cannot be read without them.
    fn scrubbed(self, scrubber: &Scrubber) -> Option<Self>;
}

impl<T: Serialize + DeserializeOwned> Scrub for T {
    fn scrubbed(self, scrubber: &Scrubber) -> Option<Self> {
        let value = serde_json::to_value(&self).ok()?;
        let scrubbed = scrubber.scrub_json(value.clone());
        if scrubbed == value { Some(self) } else { serde_json::from_value(scrubbed).ok() }
    }
}

impl Scrub for Json {
    fn scrubbed(self, scrubber: &Scrubber) -> Option<Self> {
        Some(Self(scrubber.scrub_json(self.0)))
    }
}

impl std::fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scrubber").finish_non_exhaustive()
    }
}

impl Known {
    fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut by_start = HashMap::<_, Vec<Secret>>::new();
        for secret in secrets.into_iter().filter(|secret| secret.reveal().len() >= Scrubber::SHORTEST) {
            for form in forms::forms(secret.reveal()).into_iter().map(Secret::new) {
                if let Some(start) = form.reveal().as_bytes().first_chunk() {
                    by_start.entry(*start).or_default().push(form);
                }
            }
        }
        for forms in by_start.values_mut() {
            forms.sort_unstable_by_key(|form| std::cmp::Reverse(form.reveal().len()));
        }
        Self(by_start)
    }
}

/// The first characters of a text, without what would break a log or a terminal.
pub(crate) fn printable(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect()
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

    #[test]
    fn secrets_that_overlap_leave_no_rest() {
        let scrubber = Scrubber::new([Secret::new("abcdef")]).with([Secret::new("efghij"), Secret::new("bcd")]);
        assert_eq!(scrubber.scrub("<abcdefghij> <bcd>"), "<[redacted]> <[redacted]>");
    }

    #[test]
    fn a_secret_that_is_part_of_the_replacement_does_not_garble_it() {
        let scrubber = Scrubber::new([Secret::new("reda"), Secret::new("canary")]);
        assert_eq!(scrubber.scrub("a canary"), "a [redacted]");
    }

    #[test]
    fn nothing_that_is_known_shows() {
        let scrubber = Scrubber::new([Secret::new("canary-1")]).with([Secret::new("canary-2")]);
        assert_eq!(format!("{scrubber:?}"), "Scrubber { .. }");
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
