//! Two documents that nobody writes by hand: `docs/reliability.md` is measured, `docs/errors.md` is derived.
//!
//! `make generate` writes them, and a test compares what is committed with what comes out now.

pub mod faults;
pub mod reliability;

/// Every generated document by its name in `docs`.
pub fn documents() -> [(&'static str, String); 1] {
    [("reliability.md", reliability::document())]
}
