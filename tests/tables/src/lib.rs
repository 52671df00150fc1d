//! Two documents that nobody writes by hand: `docs/reliability.md` is measured, `docs/errors.md` is derived.
//!
//! `make generate` writes them, and a test compares what is committed with what comes out now.

pub mod errors;
pub mod faults;
pub mod reliability;

/// Every generated document by its name in `docs`.
pub fn documents() -> [(&'static str, String); 2] {
    [("errors.md", errors::document()), ("reliability.md", reliability::document())]
}

/// A template with its places, as `{{name}}`, filled.
fn filled(template: &str, fills: &[(&str, String)]) -> String {
    fills
        .iter()
        .fold(template.to_owned(), |text, (name, fill)| text.replace(&format!("{{{{{name}}}}}"), fill.trim_end()))
}
