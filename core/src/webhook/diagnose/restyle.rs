//! The same JSON as other writers write it: other white space, other escapes, the same keys in the same order.

use std::fmt::Write;

use serde::de::IgnoredAny;

use crate::webhook::MAX_BODY;

/// White space between the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// `{"a":1,"b":2}`: JavaScript, PHP, Go, Rust.
    Compact,
    /// `{"a": 1, "b": 2}`: Python.
    Spaced,
    /// Two spaces and a line for each member: what people read.
    Indented,
}

/// Letters beyond ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// As they are.
    Kept,
    /// `\u00fc`: Python and PHP.
    Escaped,
    /// `ü`: JavaScript, Go, Rust.
    Plain,
}

/// How a writer writes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    layout: Layout,
    letters: Letters,
    /// `\/`: PHP.
    slashes_escaped: bool,
}

impl Style {
    /// Every style, the frequent ones first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let layouts = [Layout::Compact, Layout::Spaced, Layout::Indented].into_iter();
        let letters = [Letters::Kept, Letters::Plain, Letters::Escaped];
        layouts.flat_map(move |layout| letters.map(|letters| (layout, letters))).flat_map(|(layout, letters)| {
            [false, true].map(|slashes_escaped| Self { layout, letters, slashes_escaped })
        })
    }
}

/// What usual readers of JSON read. Indenting more would grow with the square of the depth.
const MAX_DEPTH: usize = 128;

/// The text in another style; `None` if it is not JSON, nested beyond 128 levels, or larger than any delivery.
/// Numbers stay as they are written.
pub(super) fn restyle(json: &str, style: Style) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut rest = json;
    let mut before = "";
    while let Some((token, after)) = next_token(rest) {
        let closes = matches!(token, "}" | "]");
        depth = depth.saturating_sub(usize::from(closes));
        let empty = closes && matches!(before, "{" | "[");
        if (matches!(before, "{" | "[" | ",") || closes) && !empty && !before.is_empty() {
            separate(&mut out, style.layout, depth, before == ",");
        }
        match token {
            ":" if style.layout == Layout::Compact => out.push(':'),
            ":" => out.push_str(": "),
            text if text.starts_with('"') => write_text(&mut out, text, style)?,
            other => out.push_str(other),
        }
        depth += usize::from(matches!(token, "{" | "["));
        if depth > MAX_DEPTH || out.len() > MAX_BODY {
            return None;
        }
        (before, rest) = (token, after);
    }
    Some(out)
}

/// What stands before a member, and before the end of an object or list.
fn separate(out: &mut String, layout: Layout, depth: usize, after_comma: bool) {
    match layout {
        Layout::Spaced if after_comma => out.push(' '),
        Layout::Compact | Layout::Spaced => {}
        Layout::Indented => {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

fn write_text(out: &mut String, token: &str, style: Style) -> Option<()> {
    let plain = || serde_json::to_string(&serde_json::from_str::<String>(token).ok()?).ok();
    let text = match style.letters {
        Letters::Kept => token.to_owned(),
        Letters::Plain => plain()?,
        Letters::Escaped => escape(&plain()?),
    };
    write_slashes(out, &text, if style.slashes_escaped { "\\/" } else { "/" });
    Some(())
}

/// Writes a text in quotation marks with its slashes all in one way.
fn write_slashes(out: &mut String, text: &str, slash: &str) {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '/' => out.push_str(slash),
            '\\' => match letters.next() {
                Some('/') => out.push_str(slash),
                escaped => out.extend(['\\'].into_iter().chain(escaped)),
            },
            other => out.push(other),
        }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a String does not fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// The next token of a text that is JSON, and what follows it.
fn next_token(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let length = match rest.chars().next()? {
        '"' => text_length(rest),
        '{' | '}' | '[' | ']' | ':' | ',' => 1,
        _ => rest.find([',', ']', '}', ' ', '\t', '\n', '\r']).unwrap_or(rest.len()),
    };
    rest.split_at_checked(length)
}

/// The length of a text in quotation marks, both of them included.
fn text_length(token: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in token.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    token.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn styled(json: &str, layout: Layout, letters: Letters, slashes_escaped: bool) -> String {
        restyle(json, Style { layout, letters, slashes_escaped }).unwrap()
    }

    const JSON: &str = r#"{ "b":[1.50,{},[]] , "a/b" : "J\u00fcrgen \"😀\" \/","z":{"n":null}}"#;

    #[test]
    fn keys_numbers_and_their_order_stay_as_they_are() {
        let compact = styled(JSON, Layout::Compact, Letters::Kept, false);
        assert_eq!(compact, r#"{"b":[1.50,{},[]],"a/b":"J\u00fcrgen \"😀\" /","z":{"n":null}}"#);
    }

    #[test]
    fn python_and_php_are_imitated() {
        let python = styled(JSON, Layout::Spaced, Letters::Escaped, false);
        assert_eq!(python, r#"{"b": [1.50, {}, []], "a/b": "J\u00fcrgen \"\ud83d\ude00\" /", "z": {"n": null}}"#);
        let php = styled(JSON, Layout::Compact, Letters::Escaped, true);
        assert_eq!(php, r#"{"b":[1.50,{},[]],"a\/b":"J\u00fcrgen \"\ud83d\ude00\" \/","z":{"n":null}}"#);
    }

    #[test]
    fn two_spaces_are_imitated() {
        let indented = styled(r#"{"b":[1,{},[]],"z":{"n":"ü"}}"#, Layout::Indented, Letters::Plain, false);
        let expected = "{\n  \"b\": [\n    1,\n    {},\n    []\n  ],\n  \"z\": {\n    \"n\": \"ü\"\n  }\n}";
        assert_eq!(indented, expected);
    }

    #[test]
    fn what_is_no_json_has_no_style() {
        assert!(Style::all().all(|style| restyle("{]", style).is_none()));
    }

    proptest! {
        #[test]
        fn every_style_says_the_same(texts in proptest::collection::vec(r#"[/\\"üa\n😀]*|.*"#, 0..4), number: i32) {
            let value: Value = serde_json::json!({ "b": texts, "a": { "n": number, "t": texts }, "e": [[], {}] });
            for style in Style::all() {
                let restyled = restyle(&value.to_string(), style).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Value>(&restyled).unwrap(), &value);
            }
        }
    }

    #[test]
    fn what_would_grow_without_bound_is_not_written_again() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let indented = Style { layout: Layout::Indented, letters: Letters::Kept, slashes_escaped: false };
        assert!(restyle(&nested(128), indented).is_some());
        assert!(restyle(&nested(129), indented).is_none(), "no usual reader reads it");
        let wide = nested(120).replace("[]", &format!("[{}1]", "1,".repeat(100_000)));
        assert!(restyle(&wide, indented).is_none(), "no delivery is that large");
    }
}
