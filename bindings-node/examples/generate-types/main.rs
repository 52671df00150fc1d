//! Writes core's types as TypeScript into the folder named: what `scripts/generate.sh` runs, and formats.

// It runs for a moment, on a developer's machine.
#![allow(clippy::format_collect, clippy::format_push_string)]

mod text;
mod webhook;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use peeker_core::typescript::{Declaration, declarations, signatures};

const NOTE: &str = "// Generated from core by scripts/generate.sh; changes made here are lost.\n\n";

type Imports = BTreeMap<String, BTreeSet<String>>;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).expect("usage: generate-types <folder>");
    std::fs::create_dir_all(&folder)?;
    let mut files: BTreeMap<String, Vec<Declaration>> = BTreeMap::new();
    for declaration in declarations() {
        files.entry(declaration.file.clone()).or_default().push(declaration);
    }
    for (name, declarations) in &mut files {
        declarations.sort_by(|a, b| a.name.cmp(&b.name));
        std::fs::write(folder.join(name), types(declarations))?;
    }
    std::fs::write(folder.join("webhook.ts"), format!("{NOTE}{}", webhook::constants(files.values().flatten())))?;
    std::fs::write(folder.join("operations.ts"), operations(files.values().flatten()))
}

fn types(declarations: &[Declaration]) -> String {
    let mut imports = Imports::new();
    for (file, name) in declarations.iter().flat_map(|declaration| declaration.imports.clone()) {
        imports.entry(format!("./{file}")).or_default().insert(name);
    }
    let exports: String = declarations.iter().map(|declaration| text::export(declaration) + "\n").collect();
    format!("{NOTE}{}\n{exports}", import_lines(&imports))
}

/// `Operations`: the input and output types by the operation's name.
fn operations<'a>(declarations: impl Iterator<Item = &'a Declaration>) -> String {
    let signatures = signatures();
    let rows: String = signatures
        .iter()
        .map(|row| format!("\"{}\": {{ input: {}; output: {} }};\n", row.operation, row.input, row.output))
        .collect();
    let words: BTreeSet<&str> = rows.split(|c: char| !c.is_alphanumeric()).collect();
    let mut imports = Imports::from([("../page.ts".to_owned(), BTreeSet::from(["Page".to_owned()]))]);
    for Declaration { file, name, .. } in declarations.filter(|known| words.contains(known.name.as_str())) {
        imports.entry(format!("./{file}")).or_default().insert(name.clone());
    }
    let doc = "/** What each operation takes and gives. */";
    format!("{NOTE}{}\n{doc}\nexport interface Operations {{\n{rows}}}\n", import_lines(&imports))
}

fn import_lines(imports: &Imports) -> String {
    let line = |(file, names): (&String, &BTreeSet<String>)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("import type {{ {} }} from \"{}.js\";\n", names.join(", "), file.trim_end_matches(".ts"))
    };
    imports.iter().map(line).collect()
}
