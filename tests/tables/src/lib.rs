//! Documents that nobody writes by hand: `docs/reliability.md` is measured, `docs/errors.md` and `docs/checks.md` are
//! derived.
//!
//! `make generate` writes them, and a test compares what is committed with what comes out now.

pub mod checks;
pub mod errors;
pub mod faults;
pub mod reliability;

/// Every generated document by its name in `docs`.
pub fn documents() -> [(&'static str, String); 3] {
    [
        ("checks.md", checks::document()),
        ("errors.md", errors::document()),
        ("reliability.md", reliability::document()),
    ]
}

/// A template with its places, as `{{name}}`, filled.
fn filled(template: &str, fills: &[(&str, String)]) -> String {
    fills
        .iter()
        .fold(template.to_owned(), |text, (name, fill)| text.replace(&format!("{{{{{name}}}}}"), fill.trim_end()))
}
