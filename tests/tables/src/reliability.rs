//! `docs/reliability.md`: what every fault does to every operation, and how to read it.

use std::fmt::Write;

use peeker_core::policy::Policy;

use crate::faults::{Cell, Column, End, LASTING, Often, PASSING, Row, measure};

/// The whole document, measured now.
pub fn document() -> String {
    let once = measure(PASSING, Often::Once);
    let always = measure(PASSING, Often::Always);
    let lasting = measure(LASTING, Often::Always);
    let fills = [
        ("operations", once.len().to_string()),
        ("retries", Policy::MAX_RETRIES.to_string()),
        ("timeout", (Policy::TIMEOUT / 1_000).to_string()),
        ("connect", (Policy::CONNECT_TIMEOUT / 1_000).to_string()),
        ("deadline", (Policy::DEADLINE / 1_000).to_string()),
        ("faults", faults()),
        ("in_short", in_short(&once, &always, &lasting)),
        ("once", table(PASSING, &once)),
        ("always", table(PASSING, &always)),
        ("lasting", table(LASTING, &lasting)),
    ];
    crate::filled(include_str!("reliability.md"), &fills)
}

/// What each fault is.
fn faults() -> String {
    let mut text = String::from("| fault | what happens to the attempt |\n|---|---|\n");
    for column in PASSING.iter().chain(LASTING) {
        let _ = writeln!(text, "| {} | {} |", column.name, column.about);
    }
    text
}

/// One row per operation.
fn table(columns: &[Column], rows: &[Row]) -> String {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    let mut text = format!("| operation | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<_> = row.cells.iter().map(words).collect();
        let _ = writeln!(text, "| `{}` | {} |", row.operation, cells.join(" | "));
    }
    text
}

/// One column per group of operations that behave alike under every fault.
fn in_short(once: &[Row], always: &[Row], lasting: &[Row]) -> String {
    let rows = once.iter().zip(always).zip(lasting);
    let mut groups: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
    for ((once, always), lasting) in rows {
        let passing = once.cells.iter().zip(&always.cells).flat_map(|(once, always)| [words(once), words(always)]);
        let cells: Vec<_> = passing.chain(lasting.cells.iter().map(words)).collect();
        match groups.iter_mut().find(|(known, _)| *known == cells) {
            Some((_, operations)) => operations.push(once.operation),
            None => groups.push((cells, vec![once.operation])),
        }
    }
    let mut text = String::new();
    for (letter, (_, operations)) in ('A'..='Z').zip(&groups) {
        let _ = writeln!(text, "- **{letter}**: `{}`", operations.join("`, `"));
    }
    let heads: Vec<_> = ('A'..='Z').take(groups.len()).map(String::from).collect();
    let _ = writeln!(text, "\n| fault | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len()));
    let passing =
        PASSING.iter().flat_map(|fault| [format!("{}, once", fault.name), format!("{}, always", fault.name)]);
    for (index, fault) in passing.chain(LASTING.iter().map(|fault| fault.name.to_owned())).enumerate() {
        let cells: Vec<_> = groups.iter().filter_map(|(cells, _)| cells.get(index).map(String::as_str)).collect();
        let _ = writeln!(text, "| {fault} | {} |", cells.join(" | "));
    }
    text
}

/// A cell in a few words.
fn words(cell: &Cell) -> String {
    let again = cell.attempts.saturating_sub(1);
    match &cell.end {
        End::Done { .. } if again == 0 => "ok".to_owned(),
        End::Done { .. } if cell.waits == again => format!("waited ×{again} → ok"),
        End::Done { already_gone: false } => format!("retried ×{again} → ok"),
        End::Done { already_gone: true } => format!("retried ×{again} → ok, already gone"),
        End::Failed { code, replay_safe, .. } => {
            let advice = match replay_safe {
                Some(true) => ", repeatable",
                Some(false) => ", look first",
                None => "",
            };
            format!("{code}{advice} ({} sent)", cell.arrived)
        }
    }
}
