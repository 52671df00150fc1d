//! Writes the declarations of core's models and inputs into `src/generated`, or into the folder named.

use std::path::PathBuf;

const NOTE: &str = "// Generated from core by scripts/generate.sh; changes made here are lost.\n\n";

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/generated")), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    for file in peeker_core::typescript::files() {
        std::fs::write(folder.join(&file.name), format!("{NOTE}{}", file.text))?;
    }
    Ok(())
}
