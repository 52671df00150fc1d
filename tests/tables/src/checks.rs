//! `docs/checks.md`: every rule that inputs are checked by, from core's table of rules.

use std::fmt::Write;

use peeker_core::error::{Certainty, entry};
use peeker_core::validate::rules::{About, RULES, Rule, WARNINGS};

/// The whole document.
pub fn document() -> String {
    crate::filled(include_str!("checks.md"), &[("sections", sections()), ("warnings", warnings())])
}

/// A table for everything that rules are about, in the order of the rules.
fn sections() -> String {
    let mut text = String::new();
    for about in RULES.chunk_by(|rule, next| rule.about == next.about) {
        let Some(first) = about.first() else { continue };
        let (title, introduction) = introduction(first.about);
        let head = "| code | what must hold | certainty | can be waived | known from |\n|---|---|---|---|---|";
        let _ = writeln!(text, "## {title}\n\n{introduction}\n\n{head}");
        for rule in about {
            let Rule { certainty, rule: holds, source, .. } = rule;
            let certainty = certainty.as_str();
            let _ = writeln!(text, "| {} | {holds} | {certainty} | {} | {source} |", link(rule.code), waiver(rule));
        }
        text.push('\n');
    }
    text
}

fn introduction(about: About) -> (&'static str, &'static str) {
    match about {
        About::Inputs => ("Inputs", "Fields and values of every call, and of requests that are made by their path."),
        About::Lists => ("Lists", "How much one call takes. Batches take more, and split it."),
        About::Addresses => ("Addresses", "Where domains forward to, and where pictures are."),
        About::Domains => {
            ("Domains", "Wherever a domain is named: in orders, imports, swaps, forwarding and availability checks.")
        }
        About::Orders => ("Orders", "An order as a whole, and against what is known of its bundle and its domains."),
        About::Plans => (
            "Plans and assignments",
            "What `plan` and `assign_providers` need. An order that is checked against its bundle is assigned, too, and refused by the same rules.",
        ),
    }
}

/// Whether and how a caller who knows better sends it all the same.
fn waiver(rule: &Rule) -> String {
    match (rule.certainty, rule.inferred_where) {
        (Certainty::Inferred, _) => format!("yes: `waive=[\"{}\"]`", rule.code),
        (_, "") => "no".to_owned(),
        (_, case) => format!("only where {case}"),
    }
}

fn warnings() -> String {
    let mut text = String::from("| code | what it says | what to do |\n|---|---|---|\n");
    for entry in WARNINGS.iter().filter_map(|code| entry(code)) {
        let what = entry.what_happened.trim_start_matches("A warning: ");
        let _ = writeln!(text, "| {} | {} | {} |", link(entry.code), capitalised(what), entry.what_to_do);
    }
    text
}

fn capitalised(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

fn link(code: &str) -> String {
    format!("[`{code}`](errors.md#{code})")
}
