//! Writes the documents into `docs`.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, text) in peeker_tables::documents() {
        fs::write(docs.join(name), text)?;
    }
    Ok(())
}
