//! What the harnesses wrote: a line for each contender of each row.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::statistics::{Spread, paired_ratio, spread};

/// When and where it was measured.
#[derive(Debug, Deserialize)]
pub(crate) struct Facts {
    pub cpu: String,
    pub cores: u32,
    pub kernel: String,
    pub rust: String,
    /// How busy the machine was before it began.
    pub load: String,
    #[serde(default)]
    pub quick: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// The call that the documentation tells to use.
    Ours,
    /// Another way of ours.
    Variant,
    /// Who does the same job.
    Peer,
    /// What nobody can do without, or who does less.
    Floor,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Record {
    pub row: String,
    pub language: String,
    pub runtime: String,
    pub date: String,
    pub contender: String,
    pub role: Role,
    #[serde(default)]
    pub version: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub samples: Vec<f64>,
    /// Why it was not measured.
    #[serde(default)]
    pub failed: Option<String>,
    /// Where the row is a curve: how much there was to do.
    #[serde(default)]
    pub n: Option<u64>,
}

impl Record {
    pub(crate) fn spread(&self) -> Option<Spread> {
        spread(&self.samples)
    }
}

/// What was measured of one row in one run: one language, on one runtime.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub records: Vec<Record>,
}

impl Group {
    pub(crate) fn ours(&self) -> Option<&Record> {
        self.records.iter().find(|record| record.role == Role::Ours)
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.contender == name)
    }

    /// The fastest, or smallest, of those who do the same job.
    pub(crate) fn best(&self, role: Role) -> Option<&Record> {
        let of_role = self.records.iter().filter(|record| record.role == role && record.spread().is_some());
        of_role.min_by(|a, b| median(a).total_cmp(&median(b)))
    }

    /// Ours over that one, round by round.
    pub(crate) fn ratio(&self, beside: &Record) -> Option<Spread> {
        paired_ratio(&self.ours()?.samples, &beside.samples)
    }

    /// Language and runtime, as a reader names them.
    pub(crate) fn runtime(&self) -> &str {
        self.records.first().map_or("", |record| &record.runtime)
    }

    pub(crate) fn language(&self) -> &str {
        self.records.first().map_or("", |record| &record.language)
    }
}

fn median(record: &Record) -> f64 {
    record.spread().map_or(f64::INFINITY, |spread| spread.median)
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Results {
    records: Vec<Record>,
}

impl Results {
    /// Reads each `.jsonl` file below a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut results = Self::default();
        let mut folders: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        folders.sort_by_key(fs::DirEntry::path);
        for runtime in folders.iter().filter(|entry| entry.path().is_dir()) {
            for file in fs::read_dir(runtime.path())? {
                let path = file?.path();
                if path.extension().is_some_and(|extension| extension == "jsonl") {
                    results
                        .add(&fs::read_to_string(&path)?)
                        .map_err(|error| format!("{}: {error}", path.display()))?;
                }
            }
        }
        if results.records.is_empty() { Err("nothing was measured".into()) } else { Ok(results) }
    }

    pub(crate) fn add(&mut self, lines: &str) -> Result<(), serde_json::Error> {
        for line in lines.lines() {
            self.records.push(serde_json::from_str(line)?);
        }
        Ok(())
    }

    /// One group for each runtime that did this row, in order of language.
    pub(crate) fn groups(&self, row: &str) -> Vec<Group> {
        let mut groups: BTreeMap<(usize, &str), Vec<Record>> = BTreeMap::new();
        for record in self.records.iter().filter(|record| record.row == row && record.n.is_none()) {
            groups.entry((order_of(&record.language), &record.runtime)).or_default().push(record.clone());
        }
        groups.into_values().map(|records| Group { records }).collect()
    }

    /// For each runtime its points: how much there was to do, and the median.
    pub(crate) fn curves(&self, row: &str) -> Vec<(String, Vec<(f64, f64)>)> {
        let mut curves: BTreeMap<(usize, &str), Vec<(f64, f64)>> = BTreeMap::new();
        for record in self.records.iter().filter(|record| record.row == row) {
            if let (Some(n), Some(spread)) = (record.n, record.spread()) {
                #[allow(clippy::cast_precision_loss, reason = "far from 2^52")]
                curves
                    .entry((order_of(&record.language), &record.runtime))
                    .or_default()
                    .push((n as f64, spread.median));
            }
        }
        let named = curves.into_iter().map(|((_, runtime), mut points)| {
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            (runtime.to_owned(), points)
        });
        named.collect()
    }

    pub(crate) fn dates(&self) -> (&str, &str) {
        let dates = || self.records.iter().map(|record| record.date.as_str());
        (dates().min().unwrap_or_default(), dates().max().unwrap_or_default())
    }

    pub(crate) fn all(&self) -> &[Record] {
        &self.records
    }
}

fn order_of(language: &str) -> usize {
    ["rust", "python", "node"].iter().position(|known| *known == language).unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(of: &[(&str, &str, &str)]) -> Results {
        let mut results = Results::default();
        for (contender, role, found) in of {
            let line = format!(
                r#"{{"row":"r","language":"python","runtime":"CPython 3","date":"2026-01-01","contender":"{contender}","role":"{role}",{found}}}"#
            );
            results.add(&line).unwrap();
        }
        results
    }

    #[test]
    fn the_best_peer_is_the_fastest_that_was_measured() {
        let results = lines(&[
            ("us", "ours", r#""samples":[2.0,4.0]"#),
            ("slow", "peer", r#""samples":[9.0,9.0]"#),
            ("fast", "peer", r#""samples":[4.0,4.0]"#),
            ("gone", "peer", r#""failed":"it could not be installed""#),
            ("bare", "floor", r#""samples":[1.0,1.0]"#),
        ]);
        let group = &results.groups("r")[0];
        let best = group.best(Role::Peer).unwrap();
        assert_eq!(best.contender, "fast");
        assert!((group.ratio(best).unwrap().median - 0.75).abs() < 1e-9);
        assert!(group.ratio(group.named("gone").unwrap()).is_none());
    }

    #[test]
    fn a_curve_is_in_order_of_what_there_was_to_do() {
        let results =
            lines(&[("us", "ours", r#""n":100,"samples":[5.0]"#), ("us", "ours", r#""n":10,"samples":[1.0]"#)]);
        assert_eq!(results.curves("r"), [("CPython 3".to_owned(), vec![(10.0, 1.0), (100.0, 5.0)])]);
        assert!(results.groups("r").is_empty());
    }
}
