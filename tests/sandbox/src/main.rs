//! `peeker-sandbox`: the sandbox as a program.

use std::process::ExitCode;

fn main() -> ExitCode {
    peeker_sandbox::cli::run(std::env::args().skip(1))
}
