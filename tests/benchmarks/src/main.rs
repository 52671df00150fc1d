//! The table of ratios of the last `cargo bench`: ours over each that it was measured beside, in the same run.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: ratios <target>/criterion")?;
    println!("{:<32} {:<52} {:>12} {:>12} {:>7}", "job", "beside", "ours", "that", "ratio");
    let mut rows = 0;
    for job in folders(Path::new(&folder))? {
        let ours = Measured::read(&job.join("ours"))?;
        for beside in folders(&job)? {
            let name = name_of(&beside);
            if name == "ours" || name == "report" {
                continue;
            }
            let other = Measured::read(&beside)?;
            let ratio = ours.median / other.median;
            println!("{:<32} {name:<52} {:>12} {:>12} {ratio:>7.2}", name_of(&job), ours.show(), other.show());
            rows += 1;
        }
    }
    println!("{rows} ratios of medians; ± is the 95 % interval of a median");
    if rows == 0 { Err("nothing was measured".into()) } else { Ok(()) }
}

/// A median and the larger side of its confidence interval, in nanoseconds.
struct Measured {
    median: f64,
    spread: f64,
}

impl Measured {
    fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(folder.join("new/estimates.json"))?;
        let estimates: Value = serde_json::from_str(&text)?;
        let number = |pointer: &str| estimates.pointer(pointer).and_then(Value::as_f64).ok_or("an unknown format");
        let median = number("/median/point_estimate")?;
        let low = number("/median/confidence_interval/lower_bound")?;
        let high = number("/median/confidence_interval/upper_bound")?;
        Ok(Self { median, spread: (median - low).max(high - median) })
    }

    fn show(&self) -> String {
        let (unit, scale) = if self.median < 10_000.0 { ("ns", 1.0) } else { ("µs", 1_000.0) };
        let percent = self.spread / self.median * 100.0;
        format!("{:.0} {unit} ±{percent:.0}%", self.median / scale)
    }
}

fn folders(of: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(of)? {
        let path = entry?.path();
        if path.is_dir() && name_of(&path) != "report" {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
