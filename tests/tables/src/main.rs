//! Writes the documents.

fn main() {}
