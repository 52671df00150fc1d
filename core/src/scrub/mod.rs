//! The one scrubber: everything printed that a server, a network or a user had a say in passes it.

mod forms;
mod known;

use std::ops::Range;
use std::sync::Arc;

use known::Known;
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

impl Scrubber {
    /// So much of a secret is left where a text was cut within it.
    const SHORTEST_PART: usize = 4;
    /// As much of a body is looked at for an excerpt.
    const LOOKED_AT: usize = 64 * 1024;

    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self::default().with(secrets)
    }

    /// One that knows these besides, also as they look inside JSON, JSON in JSON, HTML, an address, hexadecimal digits
    /// and base64.
    #[must_use]
    pub fn with(&self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        let more = Known::new(secrets);
        let mut known = self.known.clone();
        known.extend((!more.is_empty()).then(|| Arc::new(more)));
        Self { known }
    }

    /// The text without secrets.
    pub fn scrub(&self, text: &str) -> String {
        Self::redact(text, self.runs(text))
    }

    /// A text that may have been cut within a secret, without what is left of that either.
    pub fn scrub_cut(&self, text: &str) -> String {
        // What a cut left of a character.
        let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
        let mut runs = self.runs(text);
        if let Some(start) = self.part_at_end(text) {
            while runs.pop_if(|last| start <= last.start).is_some() {}
            match runs.last_mut() {
                Some(last) if start < last.end => last.end = text.len(),
                _ => runs.push(start..text.len()),
            }
        }
        Self::redact(text, runs)
    }

    /// The first characters of a body, without secrets: what an error may quote.
    pub fn excerpt(&self, body: &[u8], limit: usize) -> String {
        // Scrubbed before it is shortened, so that no half of a secret stays.
        let text = self.scrub_cut(&String::from_utf8_lossy(body.get(..Self::LOOKED_AT).unwrap_or(body)));
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

    fn redact(text: &str, runs: Vec<Range<usize>>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut shown = 0;
        for run in runs {
            out.push_str(text.get(shown..run.start).unwrap_or_default());
            out.push_str(REDACTED);
            shown = run.end;
        }
        out.push_str(text.get(shown..).unwrap_or_default());
        scrub_keys(&out)
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

    /// Where a secret begins that the text ends in the middle of.
    fn part_at_end(&self, text: &str) -> Option<usize> {
        let longest = self.known.iter().map(|known| known.longest()).max().unwrap_or_default();
        let (first, last) =
            (text.len().saturating_sub(longest), (text.len() + 1).saturating_sub(Self::SHORTEST_PART));
        (first..last).find(|start| {
            let part = text.as_bytes().get(*start..).unwrap_or_default();
            self.known.iter().any(|known| known.has_beginning(part))
        })
    }

    /// How long the longest secret is that these bytes begin with.
    fn longest_at(&self, bytes: &[u8]) -> Option<usize> {
        self.known.iter().filter_map(|known| known.longest_at(bytes)).max()
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

/// What is before the first key, its prefix, and what is after that. One walk: a text may have many prefixes of one kind
/// and none of the other.
fn next_key(text: &str) -> Option<(&str, &str, &str)> {
    const LENGTH: usize = "pk_live_".len();
    let start = text.match_indices("pk_").map(|(start, _)| start).find(|start| {
        text.get(*start..).is_some_and(|rest| rest.starts_with("pk_live_") || rest.starts_with("pk_test_"))
    })?;
    Some((text.get(..start)?, text.get(start..start + LENGTH)?, text.get(start + LENGTH..)?))
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
    fn a_large_text_full_of_keys_takes_one_walk() {
        let scrubbed = Scrubber::default().scrub(&"pk_test_a ".repeat(400_000));
        assert_eq!(scrubbed, "pk_test_[redacted] ".repeat(400_000));
    }

    #[test]
    fn what_only_begins_like_a_key_is_left() {
        let text = "pk_ pk_tes pk_pk_live_x pk_live";
        assert_eq!(Scrubber::default().scrub(text), "pk_ pk_tes pk_pk_live_[redacted] pk_live");
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
    fn what_a_cut_leaves_of_a_secret_is_taken_out_and_a_few_characters_are_not() {
        let scrubber = Scrubber::new([Secret::new("canary-ü-canary"), Secret::new("xcan")]);
        let cases = [
            (&b"torn: canary-"[..], "torn: [redacted]"),
            (b"torn: canary-\xc3", "torn: [redacted]"),
            (b"torn: canary-%C3%BC-c", "torn: [redacted]"),
            (b"torn: cana", "torn: [redacted]"),
            (b"torn: can", "torn: can"),
            (b"torn: xcanary", "torn: [redacted]"),
            (b"torn: canary-\xc3\xbc-canary", "torn: [redacted]"),
            (b"torn: canary!", "torn: canary!"),
            (b"", ""),
        ];
        for (body, expected) in cases {
            assert_eq!(scrubber.excerpt(body, 200), expected);
        }
    }

    #[test]
    fn an_excerpt_of_a_long_body_does_not_end_where_the_looking_ends() {
        // Of the text that is looked at nothing is left but its end, which is half a secret.
        let secret = (0..4_000).map(|n| n.to_string()).collect::<Vec<_>>().join("-canary-");
        let scrubber = Scrubber::new([Secret::new(secret.clone())]);
        let excerpt = scrubber.excerpt(secret.repeat(4).as_bytes(), 200);
        assert_eq!(excerpt, "[redacted][redacted]");
    }

    #[test]
    fn a_secret_is_found_in_digits_and_in_base64_wherever_it_stands_in_what_is_encoded() {
        use base64::Engine;
        use base64::engine::general_purpose::{STANDARD, URL_SAFE};
        let scrubber = Scrubber::new([Secret::new("cänary?>~")]);
        for before in ["", "u:", "us:", "use:"] {
            for after in ["", "x", "xy", "xyz"] {
                let text = format!("{before}cänary?>~{after}");
                for code in [STANDARD.encode(&text), URL_SAFE.encode(&text)] {
                    let scrubbed = scrubber.scrub(&code);
                    // At each end two characters may stand for bits of the secret, too.
                    let rest: usize = scrubbed.split(REDACTED).map(str::len).sum();
                    assert!(
                        rest <= before.len().div_ceil(3) * 4 + after.len().div_ceil(3) * 4 + 4,
                        "{code} {scrubbed}"
                    );
                    assert!(scrubbed.contains(REDACTED), "{code}");
                }
            }
        }
        assert_eq!(scrubber.scrub("63c3a46e6172793f3e7e 63C3A46E6172793F3E7E"), "[redacted] [redacted]");
        // Codes of short texts would be found everywhere.
        assert_eq!(Scrubber::new([Secret::new("abc")]).scrub("616263 YWJj"), "616263 YWJj");
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
