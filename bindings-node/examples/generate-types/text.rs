//! From what `ts-rs` declares to what a TypeScript developer would have written.

use peeker_core::model::{EventType, OPEN_ENUMS};
use peeker_core::typescript::Declaration;

/// One type, exported, with its comment.
pub(crate) fn export(declaration: &Declaration) -> String {
    let Declaration { file, name, docs, text, .. } = declaration;
    let text = match fields_of(name, text) {
        Some(union) if name == "Event" => events(union, docs),
        Some(fields) if !fields.contains("} | {") => format!("{docs}export interface {name} {{{fields}}}\n"),
        _ => format!("{docs}export {text}\n"),
    };
    let text = one_line_comments(&in_javascript(&text, file));
    if file == "inputs.ts" { as_input(&text) } else { text }
}

/// What is between the braces of `type Name = {…};`.
fn fields_of<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    text.strip_prefix(&format!("type {name} = {{"))?.strip_suffix("};")
}

/// The union of events, each with a name of its own and the documentation of its type.
fn events(union: &str, docs: &str) -> String {
    let mut names = Vec::new();
    let mut out = String::new();
    for fields in union.split("} | {") {
        let wire = fields.split('"').nth(3).expect("an event begins with its type");
        let name = format!("{}Event", pascal(wire));
        let doc = event_doc(wire).unwrap_or("A type that this version does not know, or content that does not fit.");
        out.push_str(&format!("/** {doc} */\nexport interface {name} {{{fields}}}\n\n"));
        names.push(name);
    }
    format!("{docs}export type Event = {};\n\n{out}", names.join(" | "))
}

fn event_doc(wire: &str) -> Option<&'static str> {
    let values = OPEN_ENUMS.iter().find(|known| known.name == "EventType")?.values;
    let known = EventType::from(wire).is_known();
    values.iter().find(|value| known && value.wire == wire).map(|value| value.doc.trim())
}

/// `order.in_progress` as `OrderInProgress`.
fn pascal(wire: &str) -> String {
    let words = wire.split(['.', '_']);
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// Words that Rust's documentation has and JavaScript's has not.
fn in_javascript(text: &str, file: &str) -> String {
    let absent = if file == "facts.ts" { "`null`" } else { "`undefined`" };
    without_links(text).replace("`None`", absent).replace("is in `extra`", "is a field here too")
}

/// ``[`id`](Self::id)`` as `` `id` ``.
fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, rest) = part.split_once("`]").expect("a link ends");
        let rest = if rest.starts_with('(') { rest.split_once(')').expect("a target ends").1 } else { rest };
        out.push_str(&format!("`{word}`{rest}"));
    }
    out
}

fn one_line_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        match (lines.get(at + 1), lines.get(at + 2)) {
            (Some(only), Some(end)) if line.trim() == "/**" && end.trim() == "*/" => {
                out.push_str(&format!("/** {} */\n", only.trim_start_matches([' ', '*'])));
                at += 3;
            }
            _ => {
                out.push_str(&format!("{line}\n"));
                at += 1;
            }
        }
    }
    out
}

/// Inputs may be built with `{ name: maybe }`, also under `exactOptionalPropertyTypes`, and from constants.
fn as_input(text: &str) -> String {
    let text = text.replace("Array<", "ReadonlyArray<");
    let mut parts = text.split("?: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([',', '}']).unwrap_or(part.len());
        let (kind, rest) = part.split_at(end);
        out.push_str(&format!("?: {kind} | undefined{rest}"));
    }
    out
}
