//! `make bench-peers`: from what the harnesses measured to `docs/benchmarks.md` and its plots.

mod aims;
mod curve;
mod page;
mod record;
mod statistics;
mod units;

use std::error::Error;
use std::fs;
use std::path::Path;

use record::{Facts, Results};

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [results, reasons, docs] = given.as_slice() else {
        return Err("usage: report <folder of results> <reasons.json> <docs>".into());
    };
    let (folder, docs) = (Path::new(results), Path::new(docs));
    let results = Results::read(folder)?;
    let facts: Facts = serde_json::from_str(&fs::read_to_string(folder.join("facts.json"))?)?;
    let reasons = serde_json::from_str(&fs::read_to_string(reasons)?)?;
    fs::create_dir_all(docs)?;
    for (row, title, unit) in aims::CURVES {
        if let Some(plot) = curve::plot(title, unit, &results.curves(row)) {
            fs::write(docs.join(curve::file_of(row)), plot)?;
        }
    }
    fs::write(docs.join("benchmarks.md"), page::write(&results, &facts, &reasons))?;
    println!("{}", page::closing_line(&results, docs));
    Ok(())
}
