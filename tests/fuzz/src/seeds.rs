//! The shared test vectors as seeds: written into the corpus folder before libFuzzer reads it, so that none of them
//! has to be committed twice.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The vectors of a file.
pub fn vectors(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: Value = serde_json::from_str(&text).expect("the file is JSON");
    file["vectors"].as_array().expect("the file has vectors").clone()
}

/// Writes seeds into the first folder that libFuzzer was given, if it was given one to start from.
pub fn write<S: AsRef<[u8]>>(seeds: impl IntoIterator<Item = S>) {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument.starts_with("-merge=1")) {
        return;
    }
    let Some(corpus) = arguments.iter().map(PathBuf::from).find(|path| path.is_dir()) else { return };
    for (index, seed) in seeds.into_iter().enumerate() {
        std::fs::write(corpus.join(format!("seed-{index:04}")), seed).expect("the corpus can be written");
    }
}

/// A member that is text, or nothing.
pub fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap_or_default()
}
