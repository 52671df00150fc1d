//! Measures the contenders of each job in turn, in rounds, and writes what it found as JSON lines.
//!
//! `peeker-peers <inputs> <out> <date> [row] [--quick]`

mod harness;
mod jobs;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use harness::{Effort, Inputs, Out};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, mut given): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument == "--quick");
    given.resize(4, String::new());
    let [inputs, out, date, wanted] = &given[..] else {
        return Err("usage: peeker-peers <inputs> <out> <date> [row]".into());
    };
    let folder = PathBuf::from(inputs);
    let inputs = Inputs { address: fs::read_to_string(folder.join("address"))?, folder };
    let mut out = Out { folder: PathBuf::from(out), date: date.clone() };
    fs::create_dir_all(&out.folder)?;
    let effort = if options.is_empty() { Effort::FULL } else { Effort::QUICK };
    for (name, jobs) in jobs::ALL {
        let begun = Instant::now();
        // A row may be one of a job's several.
        if !name.starts_with(wanted.as_str()) && !wanted.starts_with(name) {
            continue;
        }
        let jobs: Vec<_> = jobs(&inputs).into_iter().filter(|job| job.row().starts_with(wanted.as_str())).collect();
        for job in &jobs {
            out.begin(job.row())?;
        }
        for job in jobs {
            job.measure(&effort, &mut out)?;
        }
        eprintln!("  rust {name} ({:.1} s)", begun.elapsed().as_secs_f64());
    }
    Ok(())
}
