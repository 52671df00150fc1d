//! The program: reads its options, starts a sandbox, says where it is, and runs until it is ended.

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use crate::options::{Options, Wanted};
use crate::sandbox::{Sandbox, StartError};

/// Runs the program with these arguments (without its own name). Returns if it could not start, was asked for a text, or
/// its standard input was closed and that is to be its end.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    match Options::read(arguments) {
        Ok(Wanted::Server(options)) => match serve(*options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(&error.to_string(), ExitCode::FAILURE),
        },
        Ok(Wanted::Text(text)) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(wrong) => complain(&format!("{wrong}; --help lists the options"), ExitCode::from(2)),
    }
}

fn serve(options: Options) -> Result<(), StartError> {
    let sandbox = options.builder.start()?;
    // A script may close its end after the first line; the sandbox goes on all the same.
    drop(announce(&sandbox));
    if options.until_stdin_closes {
        io::copy(&mut io::stdin(), &mut io::sink())?;
        return Ok(());
    }
    loop {
        thread::park();
    }
}

/// The base URL is the first line, for scripts.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", sandbox.base_url())?;
    writeln!(out, "key      {}", sandbox.key())?;
    writeln!(out, "control  {}", sandbox.control_url())?;
    out.flush()
}

fn complain(text: &str, code: ExitCode) -> ExitCode {
    eprintln!("peeker-sandbox: {text}");
    code
}
