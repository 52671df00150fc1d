//! The server of `make bench-peers`: writes the jobs' inputs and its address into a folder, and answers until it is
//! ended, or its standard input is closed.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs, io};

use peeker_benchmarks::{fixtures, loopback};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: loopback <folder of inputs>")?);
    fixtures::write(&folder)?;
    let address = loopback::start();
    // Under another name first: who waits for the file finds it whole.
    fs::write(folder.join("address.new"), &address)?;
    fs::rename(folder.join("address.new"), folder.join("address"))?;
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    Ok(())
}
