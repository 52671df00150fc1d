//! Holds counted instructions against the committed ones: `instructions <baseline.json> [update] < gungraun's JSON`.
//!
//! Another compiler or processor counts differently, so a baseline says what it was counted with; on anything else the
//! ratios are shown and fail nothing.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::{Command, ExitCode};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Counts vary by some instructions with addresses and hash seeds, by far less than this.
const TOLERATED: f64 = 1.05;

#[derive(Serialize, Deserialize)]
struct Counts {
    /// The compiler and the target, as `rustc` names them.
    counted_with: String,
    instructions: BTreeMap<String, u64>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: instructions <baseline.json> [update]")?;
    let counted = Counts { counted_with: compiler()?, instructions: read(io::stdin().lines())? };
    if arguments.next().as_deref() == Some("update") {
        fs::write(&file, serde_json::to_string_pretty(&counted)? + "\n")?;
    }
    let baseline: Counts = serde_json::from_str(&fs::read_to_string(&file)?)?;
    Ok(if compare(&counted, &baseline) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `false` if something takes more instructions than is tolerated.
fn compare(counted: &Counts, baseline: &Counts) -> bool {
    let same = counted.counted_with == baseline.counted_with;
    println!("{:<32} {:>14} {:>14} {:>7}", "instructions", "now", "committed", "ratio");
    let mut worse = 0;
    for (name, now) in &counted.instructions {
        let Some(before) = baseline.instructions.get(name) else {
            println!("{name:<32} {now:>14} {:>14}", "none");
            continue;
        };
        let ratio = ratio(*now, *before);
        worse += usize::from(ratio > TOLERATED);
        println!("{name:<32} {now:>14} {before:>14} {ratio:>7.3}");
    }
    if !same {
        println!("not judged: counted with {}, the committed with {}", counted.counted_with, baseline.counted_with);
    } else if worse > 0 {
        println!("{worse} take more than {TOLERATED} of what they took; UPDATE=1 commits to it");
    }
    !same || worse == 0
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn ratio(now: u64, before: u64) -> f64 {
    now as f64 / before as f64
}

/// One line of JSON for each counted function.
fn read(lines: impl Iterator<Item = io::Result<String>>) -> Result<BTreeMap<String, u64>, Box<dyn Error>> {
    let mut counts = BTreeMap::new();
    for line in lines {
        let summary: Value = serde_json::from_str(&line?)?;
        let text = |field: &str| summary.get(field).and_then(Value::as_str).ok_or("an unknown format");
        let name = format!("{} {}", text("function_name")?, text("id")?);
        let count = summary.pointer("/profiles/0/data/total/metrics/Ir/values/new").and_then(Value::as_u64);
        counts.insert(name, count.ok_or("an unknown format")?);
    }
    if counts.is_empty() { Err("nothing was counted".into()) } else { Ok(counts) }
}

fn compiler() -> Result<String, Box<dyn Error>> {
    let told = String::from_utf8(Command::new("rustc").arg("-vV").output()?.stdout)?;
    let line =
        |name: &str| told.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    Ok(format!("rustc {} for {}", line("release:"), line("host:")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(counted_with: &str, count: u64) -> Counts {
        Counts {
            counted_with: counted_with.to_owned(),
            instructions: BTreeMap::from([("domain plain".to_owned(), count)]),
        }
    }

    #[test]
    fn more_instructions_fail_with_the_same_compiler_only() {
        assert!(compare(&counts("a", 104), &counts("a", 100)));
        assert!(!compare(&counts("a", 106), &counts("a", 100)));
        assert!(compare(&counts("b", 106), &counts("a", 100)));
    }

    #[test]
    fn a_summary_gives_the_name_and_the_count() {
        let line = r#"{"function_name":"domain","id":"plain","profiles":[{"data":{"total":{"metrics":
            {"Ir":{"values":{"new":838}}}}}}]}"#
            .replace('\n', " ");
        assert_eq!(read([Ok(line)].into_iter()).unwrap()["domain plain"], 838);
        assert!(read(std::iter::empty()).is_err());
    }
}
