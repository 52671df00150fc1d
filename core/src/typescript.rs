//! The models, inputs and operations as TypeScript, for the generator of the Node binding.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::meta::Meta;
use crate::operation::{self, Page};

/// One file of declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// As in `models.ts`.
    pub name: String,
    /// Its text, to be formatted.
    pub text: String,
}

/// Every file, by name. Integers are `number`: core lets none pass that a double cannot hold.
pub fn files() -> Vec<File> {
    let config = Config::new().with_large_int("number");
    let mut found = Declarations { config: &config, seen: HashSet::new(), files: BTreeMap::new() };
    operation::visit_types(&mut found);
    found.visit::<Meta>();
    found.visit::<crate::error::Violation>();
    let mut files: Vec<File> = found.files.iter().map(|(name, file)| file.write(name)).collect();
    files.push(operations(&config, &found.files));
    files
}

struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    files: BTreeMap<String, Declared>,
}

/// What one file declares, and what it takes from others.
#[derive(Default)]
struct Declared {
    types: BTreeMap<String, String>,
    imports: BTreeMap<String, BTreeSet<String>>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
        let Some(file) = T::output_path().map(|path| path.to_string_lossy().into_owned()) else { return };
        let declared = self.files.entry(file.clone()).or_default();
        let ident = T::ident(self.config);
        let text =
            format!("{}export {}\n", T::docs().unwrap_or_default(), declaration(&ident, &T::decl(self.config)));
        declared.types.insert(ident, in_javascript(&text, &file));
        for dependency in T::dependencies(self.config) {
            let from = dependency.output_path.to_string_lossy().into_owned();
            if from != file {
                declared.imports.entry(from).or_default().insert(dependency.ts_name);
            }
        }
    }
}

/// Objects as interfaces: editors then show their names instead of all of their fields.
fn declaration(ident: &str, declared: &str) -> String {
    let fields = declared.strip_prefix(&format!("type {ident} = {{")).and_then(|rest| rest.strip_suffix("};"));
    fields.map_or_else(|| declared.to_owned(), |fields| format!("interface {ident} {{{fields}}}"))
}

/// Documentation speaks of `None`; comments of one line take one line; inputs may be built with `{ name: maybe }`.
fn in_javascript(text: &str, file: &str) -> String {
    let text = text.replace("`None`", if file == "facts.ts" { "`null`" } else { "`undefined`" });
    let text = one_line_comments(&text);
    if file != "inputs.ts" {
        return text;
    }
    let mut parts = text.split("?: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([',', '}']).unwrap_or(part.len());
        let (kind, rest) = part.split_at_checked(end).unwrap_or((part, ""));
        out.push_str(&format!("?: {kind} | undefined{rest}"));
    }
    out
}

fn one_line_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        match (lines.get(at + 1), lines.get(at + 2).map(|end| end.trim())) {
            (Some(only), Some("*/")) if line.trim() == "/**" => {
                out.push_str(&format!("/** {} */\n", only.trim_start_matches([' ', '*'])));
                at += 3;
            }
            _ => {
                out.push_str(&format!("{line}\n"));
                at += 1;
            }
        }
    }
    out
}

impl Declared {
    fn write(&self, name: &str) -> File {
        let mut text = import_lines(&self.imports);
        self.types.values().for_each(|declaration| text.push_str(&format!("\n{declaration}")));
        File { name: name.to_owned(), text }
    }
}

/// `Operations`: the input and output types by the operation's name.
fn operations(config: &Config, files: &BTreeMap<String, Declared>) -> File {
    let signatures = operation::signatures(config);
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, declared) in files {
        let used = |name: &&String| {
            signatures.iter().any(|[_, input, output]| mentions(input, name) || mentions(output, name))
        };
        let names: BTreeSet<String> = declared.types.keys().filter(used).cloned().collect();
        if !names.is_empty() {
            imports.insert(file.clone(), names);
        }
    }
    imports.insert("../page.ts".to_owned(), BTreeSet::from(["Page".to_owned()]));
    let rows: String = signatures
        .iter()
        .map(|[name, input, output]| format!("\"{name}\": {{ input: {input}; output: {output} }};\n"))
        .collect();
    let text = format!(
        "{}\n/** What each operation takes and gives. */\nexport interface Operations {{\n{rows}}}\n",
        import_lines(&imports)
    );
    File { name: "operations.ts".to_owned(), text }
}

fn mentions(type_text: &str, name: &str) -> bool {
    type_text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
}

fn import_lines(imports: &BTreeMap<String, BTreeSet<String>>) -> String {
    let line = |(file, names): (&String, &BTreeSet<String>)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let path = file.trim_end_matches(".ts");
        let path = if path.starts_with('.') { path.to_owned() } else { format!("./{path}") };
        format!("import type {{ {} }} from \"{path}.js\";\n", names.join(", "))
    };
    imports.iter().map(line).collect()
}

impl<T: TS> TS for Page<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        format!("Page<{}>", T::name(config))
    }
    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}
