//! `docs/errors.md`: every code with what happened, whose move it is and what to do, from core's glossary.

use std::fmt::Write;

use peeker_core::error::{Entry, ErrorKind, GLOSSARY, Section};

/// The whole document.
pub fn document() -> String {
    let fills = [("kinds", kinds()), ("index", index()), ("sections", sections())];
    crate::filled(include_str!("errors.md"), &fills)
}

/// Every kind that a code comes with, in the order in which they are met.
fn kinds() -> String {
    let mut text =
        String::from("| Rust `ErrorKind` | Python, Node | Swift | retryable | codes |\n|---|---|---|---|---|\n");
    for kind in all_kinds() {
        let has = |section: &Section, entry: &&Entry| section.kinds_of(entry).first() == Some(&kind);
        let codes =
            GLOSSARY.iter().flat_map(|section| section.entries.iter().filter(move |entry| has(section, entry)));
        let codes: Vec<_> = codes.map(|entry| link(entry.code)).collect();
        let few = if codes.len() > 6 {
            format!("{} and {} more", codes[..3].join(", "), codes.len() - 3)
        } else {
            codes.join(", ")
        };
        let _ =
            writeln!(text, "| `{kind:?}` | `{}` | `.{}` | {} | {few} |", class(kind), camel(kind), retryable(kind));
    }
    text
}

/// Where to find each code.
fn index() -> String {
    let mut text = String::new();
    for section in GLOSSARY {
        let codes: Vec<_> = section.entries.iter().map(|entry| link(entry.code)).collect();
        let _ = writeln!(text, "- **{}**: {}", section.title, codes.join(", "));
    }
    text
}

fn sections() -> String {
    let mut text = String::new();
    for section in GLOSSARY {
        let _ = writeln!(text, "## {}\n\n{}\n", section.title, section.about);
        for entry in section.entries {
            let Entry { code, what_happened, whose_move, what_to_do, .. } = entry;
            let _ = writeln!(
                text,
                "### `{code}`\n\n{what_happened} {whose_move} {what_to_do}\n\n{}",
                facts(section, entry)
            );
        }
    }
    text
}

/// How the languages call it, whether to try again, and what the API's documentation has of it.
fn facts(section: &Section, entry: &Entry) -> String {
    let mut facts = String::new();
    for kind in section.kinds_of(entry) {
        let (class, camel, retryable) = (class(*kind), camel(*kind), retryable(*kind));
        let _ = writeln!(
            facts,
            "- Rust `ErrorKind::{kind:?}`, Python and Node `{class}`, Swift `.{camel}`. Retryable: {retryable}."
        );
    }
    if let Some(documented) = entry.documented {
        let _ = writeln!(facts, "- In the API's documentation: {documented}.");
    }
    facts
}

/// Every kind of the glossary once.
pub fn all_kinds() -> Vec<ErrorKind> {
    let mut kinds = Vec::new();
    for section in GLOSSARY {
        for kind in section.entries.iter().flat_map(|entry| section.kinds_of(entry)) {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
    }
    kinds
}

/// The class of a kind in Python and in Node. They are called alike.
pub fn class(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::Permission => "PermissionDeniedError".to_owned(),
        ErrorKind::Connection => "APIConnectionError".to_owned(),
        ErrorKind::Timeout => "APITimeoutError".to_owned(),
        ErrorKind::Deadline => "DeadlineExceededError".to_owned(),
        other => format!("{other:?}Error"),
    }
}

/// The static member of a kind in Swift.
pub fn camel(kind: ErrorKind) -> String {
    let mut name = String::new();
    for (index, word) in kind.as_str().split('_').enumerate() {
        let (first, rest) = word.split_at(usize::from(index > 0).min(word.len()));
        name.push_str(&first.to_uppercase());
        name.push_str(rest);
    }
    name
}

fn retryable(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::OutcomeUnknown => "if `replay_safe`",
        kind if kind.is_retryable() => "yes",
        _ => "no",
    }
}

fn link(code: &str) -> String {
    format!("[`{code}`](#{code})")
}
