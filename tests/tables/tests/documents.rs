//! What is committed is what comes out now.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use peeker_core::validate::rules::{RULES, WARNINGS};
use peeker_tables::errors::{all_kinds, camel, class};

fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_classes_that_the_errors_are_said_to_have_are_those_of_the_languages() {
    let python = source("bindings-python/python/peeker_partner/errors.py");
    let node = source("bindings-node/src/errors.ts");
    let swift = source("bindings-swift/Sources/PeekerPartner/Generated/OpenEnums.swift").replace('`', "");
    for kind in all_kinds() {
        let (word, class, member) = (kind.as_str(), class(kind), camel(kind));
        let hint = "correct `class` in tests/tables/src/errors.rs";
        assert!(python.contains(&format!("\"{word}\": {class},")), "Python has no {class} for {word}; {hint}");
        assert!(node.contains(&format!("class {class} extends")), "Node has no {class} for {word}; {hint}");
        assert!(
            swift.contains(&format!("static let {member} = Self(rawValue: \"{word}\")")),
            "Swift has no .{member}"
        );
    }
}

#[test]
fn every_rule_and_every_warning_is_a_row_whose_link_leads_somewhere() {
    let (checks, errors) = (peeker_tables::checks::document(), peeker_tables::errors::document());
    let codes = RULES.iter().map(|rule| rule.code).chain(WARNINGS.iter().copied());
    for code in codes {
        assert_eq!(checks.matches(&format!("\n| [`{code}`](errors.md#{code}) | ")).count(), 1, "{code}");
        assert!(errors.contains(&format!("\n### `{code}`\n")), "{code}");
    }
    let sections: BTreeSet<_> = checks.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(checks.lines().filter(|line| line.starts_with("## ")).count(), sections.len(), "{sections:?}");
    assert!(!checks.contains("{{"));
}

#[test]
fn the_committed_documents_are_those_that_are_generated_now() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, generated) in peeker_tables::documents() {
        let committed = fs::read_to_string(docs.join(name)).unwrap_or_default();
        let lines = committed.lines().zip(generated.lines()).enumerate();
        let first = lines.into_iter().find(|(_, (old, new))| old != new);
        assert!(
            committed == generated,
            "docs/{name} is not what is generated now: run `make generate` and look at the difference. First: {first:#?}"
        );
    }
}
