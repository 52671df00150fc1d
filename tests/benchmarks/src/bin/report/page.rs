//! `docs/benchmarks.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::aims::{Against, Aim, CURVES, FLAT, Outcome, ROWS, aims_of};
use crate::curve;
use crate::record::{Facts, Group, Record, Results, Role};
use crate::statistics::{Spread, paired_ratio};
use crate::units::{amount, middle_half, ratio, ratio_spread};

/// Why an aim is missed, by row and language, as people found out.
pub(crate) type Reasons = BTreeMap<String, String>;

pub(crate) fn write(results: &Results, facts: &Facts, reasons: &Reasons) -> String {
    let (summary, missed) = summary(results, reasons);
    let sections = [head(results, facts), summary, missed, curves(results), rows(results), left_out(results)];
    let mut page = sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n\n");
    page.push('\n');
    page
}

/// For who ran it: where to look, and how it stands.
pub(crate) fn closing_line(results: &Results, docs: &Path) -> String {
    let mut counts = [0; 3];
    for line in lines(results) {
        match line.outcome() {
            Some(Outcome::Met) => counts[0] += 1,
            Some(Outcome::AtLeast) => counts[1] += 1,
            Some(Outcome::Missed) => counts[2] += 1,
            Some(Outcome::None) | None => {}
        }
    }
    let [met, at_least, missed] = counts;
    format!("{}: {met} aims met, {at_least} at the least, {missed} missed", docs.join("benchmarks.md").display())
}

fn head(results: &Results, facts: &Facts) -> String {
    let Facts { cpu, cores, kernel, rust, load, quick } = facts;
    let date = match results.dates() {
        (first, last) if first == last => first.to_owned(),
        (first, last) => format!("{first} to {last}"),
    };
    let warning = if *quick { "\n\n> **A quick run, to try the harness: its numbers mean nothing.**" } else { "" };
    format!(
        "# Beside what is used today

<!-- Written by `make bench-peers`; do not edit. Why an aim is missed: tests/benchmarks/peers/reasons.json -->

Measured on {date}, on {cores} cores of {cpu}, Linux {kernel}, {rust}, load {load} before it began.{warning}

Who does the same job is measured in the same run: in each of some hundred rounds every contender takes one sample of
some milliseconds, in an order that is shuffled with a fixed seed. A **ratio** is the median over the rounds of ours
divided by theirs in the same round; below 1 is in our favour, and half of the rounds lie in the range beside it.
Absolute times are this machine's and are promised to nobody. A contender is timed only after its result was compared
with the one expected: every field read, a forged delivery refused. Who does less is called a *floor*, and is no peer.

`make bench-peers` measures all of it anew, with the versions pinned in `tests/benchmarks/peers`;
`make bench-peers ROW=\"webhook-verify python\"` measures one row in one language."
    )
}

/// One comparison of the first table.
struct Line {
    row: &'static str,
    title: &'static str,
    group: Group,
    ours: String,
    beside: String,
    theirs: String,
    ratio: Option<Spread>,
    aim: Option<Aim>,
}

impl Line {
    fn outcome(&self) -> Option<Outcome> {
        Some(self.aim?.outcome(self.ratio?.median))
    }

    /// What a reason is written under.
    fn key(&self) -> String {
        let floor = if self.aim.is_some_and(|aim| aim.against == Against::Floor) { " floor" } else { "" };
        format!("{} {}{floor}", self.row, self.group.language())
    }
}

fn lines(results: &Results) -> Vec<Line> {
    let mut lines = Vec::new();
    for (row, title) in ROWS {
        let source = if row == FLAT { "list-memory-100k" } else { row };
        for group in results.groups(source) {
            let aims = aims_of(row, group.language());
            let aims = if aims.is_empty() { vec![None] } else { aims.into_iter().map(Some).collect() };
            for aim in aims {
                let line = if row == FLAT { flat(results, &group, aim) } else { beside(row, title, &group, aim) };
                lines.extend(line);
            }
        }
    }
    lines
}

fn beside(row: &'static str, title: &'static str, group: &Group, aim: Option<Aim>) -> Option<Line> {
    let other = match aim.map_or(Against::Best, |aim| aim.against) {
        Against::Best => group.best(Role::Peer),
        Against::Floor => group.best(Role::Floor),
        Against::Named(name) => group.named(name),
    }?;
    Some(Line {
        row,
        title,
        group: group.clone(),
        ours: group.ours().map(median_of).unwrap_or_default(),
        beside: other.contender.clone(),
        theirs: median_of(other),
        ratio: group.ratio(other),
        aim,
    })
}

/// Ours for many rows over ours for few.
fn flat(results: &Results, group: &Group, aim: Option<Aim>) -> Option<Line> {
    let (_, title) = ROWS.into_iter().find(|(row, _)| *row == FLAT)?;
    let few = results.groups("list-memory-10k").into_iter().find(|few| few.runtime() == group.runtime())?;
    let (many, few) = (group.ours()?, few.ours()?.clone());
    Some(Line {
        row: FLAT,
        title,
        group: group.clone(),
        ours: median_of(many),
        beside: "itself, 10,000 orders".to_owned(),
        theirs: median_of(&few),
        ratio: paired_ratio(&many.samples, &few.samples),
        aim,
    })
}

fn median_of(record: &Record) -> String {
    record.spread().map_or_else(|| "not measured".to_owned(), |spread| amount(spread.median, &record.unit))
}

fn summary(results: &Results, reasons: &Reasons) -> (String, String) {
    let mut table = "## Ratios\n\n| job | on | ours | beside | theirs | ratio | half of the rounds | aim | |\n|---|---|--:|---|--:|--:|---|---|---|".to_owned();
    let (mut missed, mut title) = (Vec::new(), "");
    for line in lines(results) {
        let job = if line.title == title { "" } else { line.title };
        title = line.title;
        let outcome = match line.outcome() {
            Some(Outcome::Met) => "met",
            Some(Outcome::AtLeast) => "met at the least",
            Some(Outcome::Missed) => "**missed**",
            None if line.aim.is_some_and(|aim| aim.goal.is_finite()) => "not measured",
            Some(Outcome::None) | None => "",
        };
        let (number, spread) = line.ratio.map(|found| (ratio(found), ratio_spread(found))).unwrap_or_default();
        let aim = line.aim.map(|aim| aim.show()).unwrap_or_default();
        let _ = write!(
            table,
            "\n| {job} | {} | {} | {} | {} | {number} | {spread} | {aim} | {outcome} |",
            line.group.runtime(),
            line.ours,
            line.beside,
            line.theirs
        );
        if matches!(line.outcome(), Some(Outcome::Missed | Outcome::AtLeast)) {
            let why = reasons.get(&line.key()).map_or("not looked into yet.", String::as_str);
            missed.push(format!("- {}, {}, beside {}: {why}", line.title, line.group.runtime(), line.beside));
        }
    }
    let missed =
        if missed.is_empty() { String::new() } else { format!("Where an aim is missed:\n\n{}", missed.join("\n")) };
    (table, missed)
}

fn curves(results: &Results) -> String {
    let mut section = String::new();
    for (row, title, counted) in CURVES {
        let curves = results.curves(row);
        if curves.is_empty() {
            continue;
        }
        let _ = write!(
            section,
            "\n\n### {title}\n\n![{title}: time over {counted}]({})\n\n| {counted} |",
            curve::file_of(row)
        );
        for (runtime, _) in &curves {
            let _ = write!(section, " {runtime} |");
        }
        let _ = write!(section, "\n|--:|{}", "--:|".repeat(curves.len()));
        for (index, (n, _)) in curves[0].1.iter().enumerate() {
            let _ = write!(section, "\n| {n} |");
            for (_, points) in &curves {
                let point = points.get(index).map_or_else(String::new, |(_, median)| amount(*median, "ns"));
                let _ = write!(section, " {point} |");
            }
        }
        let powers = curves
            .iter()
            .filter_map(|(runtime, points)| Some(format!("{runtime} with n^{:.2}", curve::power(points)?)));
        let _ = write!(section, "\n\nOver its whole range it grows on {}.", powers.collect::<Vec<_>>().join(", on "));
    }
    if section.is_empty() { section } else { format!("## How cost grows\n\nNo peer does these.{section}") }
}

/// Every contender of every row.
fn rows(results: &Results) -> String {
    let mut section = "## Every contender".to_owned();
    for (row, title) in ROWS {
        for group in results.groups(row) {
            let language = group.language();
            let date = group.records.first().map_or("", |record| &record.date);
            let _ = write!(
                section,
                "\n\n### {title}: {}\n\n`make bench-peers ROW=\"{row} {language}\"`, {date}\n",
                group.runtime()
            );
            section.push_str("\n| contender | version | | median | half of the samples | ours over it | |\n|---|---|---|--:|---|--:|---|");
            let mut records: Vec<_> = group.records.iter().collect();
            records.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
            for record in records {
                section.push_str(&contender(&group, record));
            }
        }
    }
    section
}

fn rank(record: &Record) -> f64 {
    record.spread().map_or(f64::INFINITY, |spread| spread.median)
}

fn contender(group: &Group, record: &Record) -> String {
    let Record { contender, version, note, failed, unit, role, .. } = record;
    let role = match role {
        Role::Ours => "**ours**",
        Role::Variant => "ours, too",
        Role::Peer => "",
        Role::Floor => "floor",
    };
    let note = failed
        .as_ref()
        .map(|why| format!("left out: {why}"))
        .or(note.clone())
        .unwrap_or_default()
        .replace('|', "\\|");
    let version = version.as_deref().unwrap_or_default();
    let Some(found) = record.spread() else {
        return format!("\n| {contender} | {version} | {role} | | | | {note} |");
    };
    let over = group.ratio(record).map(ratio).unwrap_or_default();
    let (median, half) = (amount(found.median, unit), middle_half(found, unit));
    format!("\n| {contender} | {version} | {role} | {median} | {half} | {over} | {note} |")
}

fn left_out(results: &Results) -> String {
    let mut left_out: Vec<String> = Vec::new();
    for record in results.all().iter().filter(|record| record.failed.is_some()) {
        let line =
            format!("- {} on {}: {}", record.contender, record.runtime, record.failed.as_deref().unwrap_or_default());
        if !left_out.contains(&line) {
            left_out.push(line);
        }
    }
    if left_out.is_empty() { String::new() } else { format!("## Left out\n\n{}", left_out.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results() -> Results {
        let mut results = Results::default();
        for (row, language, contender, role, samples) in [
            ("order-page", "python", "peeker-partner", "ours", "[3.0,3.0]"),
            ("order-page", "python", "msgspec", "peer", "[1.0,1.0]"),
            ("list-memory-10k", "node", "peeker-partner", "ours", "[100.0]"),
            ("list-memory-100k", "node", "peeker-partner", "ours", "[101.0]"),
        ] {
            let line = format!(
                r#"{{"row":"{row}","language":"{language}","runtime":"{language} 1","date":"2026-01-01","contender":"{contender}","role":"{role}","unit":"ns","samples":{samples}}}"#
            );
            results.add(&line).unwrap();
        }
        let failed = r#"{"row":"order-page","language":"python","runtime":"python 1","date":"2026-01-01","contender":"gone","role":"peer","failed":"no such package"}"#;
        results.add(failed).unwrap();
        results
    }

    fn facts() -> Facts {
        Facts {
            cpu: "a CPU".into(),
            cores: 2,
            kernel: "6".into(),
            rust: "rustc 1".into(),
            load: "0.1".into(),
            quick: false,
        }
    }

    #[test]
    fn a_missed_aim_is_marked_and_has_the_reason_that_was_written_down() {
        let reasons = Reasons::from([("order-page python".to_owned(), "Times are checked.".to_owned())]);
        let page = write(&results(), &facts(), &reasons);
        assert!(page.contains("| msgspec | 1.00 ns | 3.00 |  | ≤ 1, at the least 1.5 | **missed** |"), "{page}");
        assert!(page.contains("beside msgspec: Times are checked."), "{page}");
    }

    #[test]
    fn who_was_left_out_is_told_with_the_reason() {
        let page = write(&results(), &facts(), &Reasons::new());
        assert!(page.contains("- gone on python 1: no such package"), "{page}");
        assert!(page.contains("not looked into yet"), "{page}");
    }

    #[test]
    fn memory_is_held_against_itself() {
        let page = write(&results(), &facts(), &Reasons::new());
        assert!(page.contains("| itself, 10,000 orders | 100 ns | 1.01 |  | ≤ 1.05 | met |"), "{page}");
        assert_eq!(
            closing_line(&results(), Path::new("docs")),
            "docs/benchmarks.md: 1 aims met, 0 at the least, 1 missed"
        );
    }

    #[test]
    fn every_aim_has_a_language_that_is_measured() {
        assert!(crate::aims::AIMS.iter().all(|aim| ["rust", "python", "node"].contains(&aim.language)));
    }
}
