//! Measures the contenders of each job in turn, in rounds, and writes what it found as JSON lines.
//!
//! `peeker-peers <inputs> <out> [row] [--quick]`

mod harness;
mod jobs;

use std::error::Error;
use std::fs::{self, File};
use std::path::PathBuf;

use harness::{Effort, Inputs};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, mut given): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument == "--quick");
    given.resize(3, String::new());
    let folder = PathBuf::from(&given[0]);
    let inputs = Inputs { address: fs::read_to_string(folder.join("address"))?, folder };
    let mut out = File::create(&given[1])?;
    let effort = if options.is_empty() { Effort::FULL } else { Effort::QUICK };
    for (row, job) in jobs::ALL {
        if row.contains(&given[2]) {
            for job in job(&inputs) {
                job.measure(&effort, &mut out)?;
            }
            eprintln!("  rust {row}");
        }
    }
    Ok(())
}
