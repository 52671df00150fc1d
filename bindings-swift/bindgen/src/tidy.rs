//! Generated text as it would be written by hand: only models public, names as Swift writes them, no trailing blanks.

use std::collections::HashSet;

use uniffi_bindgen::interface::ComponentInterface;

use crate::settings::RENAMED;

/// What crosses and is nobody's business outside.
const INTERNAL: &[&str] = &[
    "Answer",
    "BatchMachineStep",
    "BatchPart",
    "Beginning",
    "Fault",
    "HttpRequest",
    "Model",
    "PreflightMachineStep",
    "Reply",
    "Step",
    "WaitStep",
    "WebhookHeader",
    "WebhookRecipe",
];

/// The records and enums that apps see, by their names in Swift before [`words`].
pub(crate) fn public_names(core: &ComponentInterface, boundary: &ComponentInterface) -> HashSet<String> {
    let names = |interface: &ComponentInterface| {
        let records = interface.record_definitions().iter().map(|record| record.name().to_owned());
        let enums = interface.enum_definitions().iter().map(|known| known.name().to_owned());
        records.chain(enums).collect::<Vec<_>>()
    };
    let all = names(core).into_iter().chain(names(boundary));
    all.filter(|name| !INTERNAL.contains(&name.as_str()))
        .map(|name| renamed(&name).unwrap_or(&name).to_owned())
        .collect()
}

/// A Swift source of `UniFFI`'s.
pub(crate) fn source(text: &str, public: &HashSet<String>) -> String {
    let mut keep = false;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if !line.starts_with([' ', '}', ')']) {
            keep = declared(line).is_some_and(|name| public.contains(name));
        }
        let is_comment = line.trim_start().starts_with(['/', '*']);
        let line = if is_comment {
            doc_text(line)
        } else if keep {
            line.to_owned()
        } else {
            line.replace("public ", "").replace("open ", "").replace("import PeekerFFI", "internal import PeekerFFI")
        };
        out.push_str(&line);
        out.push('\n');
    }
    lines(&words(&out))
}

/// `Order` of `public struct Order: Equatable {`.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("public ")?;
    let rest = rest.strip_prefix("indirect ").unwrap_or(rest);
    let rest = rest.strip_prefix("struct ").or_else(|| rest.strip_prefix("enum "))?;
    rest.split([':', ' ']).next()
}

/// No blanks at ends of lines, and no more than one empty line at a time.
pub(crate) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n") || out.ends_with("{\n"))) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A type's name in Swift.
pub(crate) fn type_name(name: &str) -> String {
    renamed(name).map_or_else(|| words(name), str::to_owned)
}

fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(rust, _)| *rust == name).map(|(_, swift)| *swift)
}

/// In backticks, if Swift would read it as something else.
pub(crate) fn quoted(name: &str) -> String {
    const KEYWORDS: &[&str] = &["case", "default", "extension", "import", "in", "internal", "public", "switch"];
    if KEYWORDS.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

/// Swift writes acronyms in one case: `userID`, `profilePictureURL`, `JSONValue`.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(&acronyms(word));
        let next = after.find(is_word).unwrap_or(after.len());
        let (between, tail) = after.split_at(next);
        out.push_str(between);
        rest = tail;
    }
    out
}

fn acronyms(word: &str) -> String {
    let mut word = word.replace("JsonValue", "JSONValue").replace("ApiKey", "APIKey");
    for (ending, acronym) in [("Id", "ID"), ("Url", "URL")] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.ends_with(|c: char| c.is_ascii_lowercase()))
        {
            word = format!("{stem}{acronym}");
        }
    }
    word
}

/// A doc comment.
pub(crate) fn doc(text: &str, indent: &str) -> String {
    let text = text.trim_end();
    let lines: Vec<_> = text.lines().map(|line| format!("{indent}/// {}\n", doc_text(line.trim()))).collect();
    lines.concat()
}

/// Rust's `None` is Swift's nil, and links to Rust's items lead nowhere.
fn doc_text(line: &str) -> String {
    let mut line = line.replace("`None`", "nil").replace("`Validation`", "`validation`");
    while let Some((start, end)) = link(&line) {
        line.replace_range(start..=end, "");
        let bracket = line.get(..start).and_then(|before| before.rfind('['));
        if let Some(bracket) = bracket {
            line.remove(bracket);
        }
    }
    line
}

/// Where `](Self::…)` begins and ends.
fn link(line: &str) -> Option<(usize, usize)> {
    let start = line.find("](Self::")?;
    let end = line.get(start..)?.find(')')?;
    Some((start, start + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_in_one_case() {
        let text = "init(userId: Id, apiKey: ApiKeyInfo, profilePictureUrl: JsonValue) // Valid identity, Idle";
        let tidied = "init(userID: Id, apiKey: APIKeyInfo, profilePictureURL: JSONValue) // Valid identity, Idle";
        assert_eq!(words(text), tidied);
    }

    #[test]
    fn only_what_is_named_stays_public() {
        let uniffi = "public struct Order: Equatable {\n    public let id: String\n\n\n}\n\
                      public struct FfiConverterTypeOrder: FfiConverter {\n    public static func lift() {}\n}\n\
                      open class Session {\n    required public init() {}\n}\nimport PeekerFFI\n";
        let tidied = "public struct Order: Equatable {\n    public let id: String\n\n}\n\
                      struct FfiConverterTypeOrder: FfiConverter {\n    static func lift() {}\n}\n\
                      class Session {\n    required init() {}\n}\ninternal import PeekerFFI\n";
        assert_eq!(source(uniffi, &HashSet::from(["Order".to_owned()])), tidied);
    }

    #[test]
    fn docs_speak_of_swift() {
        let rust = "`None` where [`id`](Self::id) and [`unix_ms`](Self::unix_ms) say nothing.";
        assert_eq!(doc(rust, "  "), "  /// nil where `id` and `unix_ms` say nothing.\n");
    }
}
