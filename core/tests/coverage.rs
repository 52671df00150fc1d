//! What the vectors have to cover. Each message says what is missing and where it goes.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use peeker_core::error::{ErrorKind, GLOSSARY, entries};
use peeker_core::operation::ALL;
use peeker_core::validate::rules::{RULES, WARNINGS};
use serde_json::Value;
use support::vectors;

/// Codes that no data can bring about: why, and the test that does.
const WITHOUT_VECTOR: &[(&str, &str, &str, &str)] = &[
    ("client_closed", "closing is no input", "bindings-node/test/client.test.ts", "a closed client refuses calls"),
    ("internal", "a fault is no input", "core/src/guard.rs", "a_panic_becomes_an_internal_error_and_shows_no_key"),
    (
        "input_too_large",
        "it takes 8 MB of text",
        "core/src/validate/domains.rs",
        "more_text_than_any_names_have_is_refused",
    ),
    (
        "several_objects",
        "a fold's vectors are folded by object, which nothing refuses",
        "core/src/webhook/latest/tests.rs",
        "events_of_several_objects_are_folded_by_object_and_refused_as_one",
    ),
];

/// Vectors of all files together.
const AT_LEAST: usize = 1_000;

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every file of vectors by its name.
fn files() -> BTreeMap<String, Vec<Value>> {
    let folder = fs::read_dir(repository().join("tests/vectors")).expect("the folder of vectors");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let names = names.filter(|name| name.ends_with(".json") && name != "schema.json");
    names.map(|name| (name.clone(), vectors(&name))).collect()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap_or_else(|| panic!("{} has no {field}", vector["id"]))
}

/// A list of texts that may be absent.
fn texts<'a>(vector: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    vector[field].as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The codes that a vector ends in, in whatever field its file keeps them; without its warnings.
fn codes(vector: &Value) -> BTreeSet<&str> {
    fn collect<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(fields) => {
                // Where both stand, `result` is the kind.
                let word = if fields.contains_key("code") { "code" } else { "result" };
                let words = ["cause", word].into_iter().filter_map(|name| fields.get(name)?.as_str());
                found.extend(words.filter(|word| *word != "ok"));
                found.extend(["codes", "violations"].into_iter().flat_map(|name| texts(value, name)));
                // A pointer leads into data, and details are the API's.
                let is_inner = |name: &str| !name.starts_with('/') && !["details", "warnings"].contains(&name);
                fields.iter().filter(|(name, _)| is_inner(name)).for_each(|(_, value)| collect(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    expectations(vector).for_each(|expected| collect(expected, &mut found));
    found.extend(vector["result"].as_str().filter(|word| *word != "ok"));
    found
}

/// The codes that a vector's result warns of: words, or objects with a `code`.
fn warnings(vector: &Value) -> BTreeSet<&str> {
    fn collect<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        let Some(fields) = value.as_object() else { return };
        let listed = fields.get("warnings").and_then(Value::as_array).into_iter().flatten();
        found.extend(listed.filter_map(|warning| warning.as_str().or_else(|| warning["code"].as_str())));
        fields.values().for_each(|value| collect(value, found));
    }
    let mut found = BTreeSet::new();
    expectations(vector).for_each(|expected| collect(expected, &mut found));
    found
}

/// What is expected of a vector, and of each of its runs.
fn expectations(vector: &Value) -> impl Iterator<Item = &Value> {
    let runs = vector["runs"].as_array().into_iter().flatten().map(|run| &run["expect"]);
    std::iter::once(&vector["expect"]).chain(runs)
}

#[test]
fn there_are_enough_vectors_and_no_file_has_an_id_twice() {
    let mut total = 0;
    for (name, vectors) in files() {
        let ids: BTreeSet<_> = vectors.iter().map(|vector| text(vector, "id")).collect();
        assert_eq!(ids.len(), vectors.len(), "an id of {name} is there twice");
        println!("{:>4} {name}", vectors.len());
        total += vectors.len();
    }
    println!("{total:>4} in all");
    assert!(total >= AT_LEAST, "{total}");
}

#[test]
fn every_operation_has_three_responses_and_an_input_that_is_sent() {
    let (responses, requests) = (vectors("responses.json"), vectors("requests.json"));
    for operation in ALL {
        let of_it = |vector: &&Value| vector["operation"] == operation.name;
        let answers = responses.iter().filter(of_it).count();
        assert!(answers >= 3, "{} has {answers} of 3 vectors in responses.json", operation.name);
        let sent = requests.iter().filter(of_it).any(|vector| vector["expect"].get("method").is_some());
        assert!(sent, "{} has no vector in requests.json that is sent", operation.name);
    }
}

#[test]
fn every_code_of_the_glossary_is_in_a_vector() {
    let files = files();
    let all = || files.values().flatten();
    let covered: BTreeSet<_> = all().flat_map(codes).chain(all().flat_map(warnings)).collect();
    let excepted = |code: &str| WITHOUT_VECTOR.iter().any(|(without, ..)| *without == code);
    let missing: Vec<_> = entries().map(|entry| entry.code).filter(|code| !covered.contains(code)).collect();
    let missing: Vec<_> = missing.into_iter().filter(|code| !excepted(code)).collect();
    assert!(
        missing.is_empty(),
        "no vector in tests/vectors ends in {missing:?}. Add one each to the file that fits (its README says which), \
         or, if no data can bring the code about, its row to WITHOUT_VECTOR in {}",
        file!()
    );
    for (code, why, file, test) in WITHOUT_VECTOR {
        assert!(!covered.contains(code), "{code} has a vector: take it out of WITHOUT_VECTOR");
        let source = fs::read_to_string(repository().join(file)).unwrap_or_default();
        assert!(source.contains(test), "{code} ({why}) is said to be tested by `{test}` in {file}, and is not");
    }
}

#[test]
fn every_code_of_a_vector_is_in_the_glossary() {
    let files = files();
    let known: BTreeSet<_> = entries().map(|entry| entry.code).collect();
    let known_or_future = |vector: &&Value| !texts(vector, "flags").any(|flag| flag == "future");
    let vectors = || files.values().flatten().filter(known_or_future);
    let found: BTreeSet<_> = vectors().flat_map(codes).chain(vectors().flat_map(warnings)).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "{unknown:?} have no entry in core/src/error/glossary.rs");
}

#[test]
fn every_code_that_core_names_is_in_the_glossary() {
    let known: BTreeSet<_> = entries().map(|entry| entry.code).collect();
    let named = support::source::codes(&repository().join("core/src"));
    assert!(named.len() > 40, "{named:?}");
    let unknown: Vec<_> = named.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?} have no entry in core/src/error/glossary.rs");
}

#[test]
fn every_rule_has_a_vector_that_it_refuses_and_one_that_obeys_it_just_so() {
    let files = files();
    let mut missing = Vec::new();
    for code in rules() {
        let refuses = |vector: &Value| codes(vector).contains(code);
        let obeys = |vector: &Value| texts(vector, "obeys").any(|rule| rule == code);
        // Of the same operation, where a file has several.
        let alike = |vectors: &Vec<Value>| {
            let refused: Vec<_> = vectors.iter().filter(|vector| refuses(vector)).collect();
            let mut passing = vectors.iter().filter(|vector| obeys(vector));
            passing.any(|passes| refused.iter().any(|fails| fails["operation"] == passes["operation"]))
        };
        if !files.values().flatten().any(refuses) {
            missing.push(format!("{code}: an input that it refuses"));
        } else if !files.values().any(alike) {
            missing.push(format!("{code}: an input like it that passes, with {code:?} in `obeys`"));
        }
    }
    assert!(
        missing.is_empty(),
        "add to requests.json, orders.json, settings.json or another file of tests/vectors:\n{}",
        missing.join("\n")
    );
    for vector in files.values().flatten().filter(|vector| vector.get("obeys").is_some()) {
        assert!(codes(vector).is_empty(), "{} obeys, and yet is refused", vector["id"]);
        let strange: Vec<_> = texts(vector, "obeys").filter(|code| !rules().any(|rule| rule == *code)).collect();
        assert!(strange.is_empty(), "{} obeys {strange:?}, which are no rules", vector["id"]);
    }
}

/// The codes of what is refused before anything is sent: of inputs, and of settings.
fn rules() -> impl Iterator<Item = &'static str> {
    let rules = RULES.iter().map(|rule| rule.code).chain(glossary_of(ErrorKind::Configuration));
    rules.filter(|code| !WITHOUT_VECTOR.iter().any(|(without, ..)| without == code))
}

/// The codes that errors of a kind can have.
fn glossary_of(kind: ErrorKind) -> impl Iterator<Item = &'static str> {
    let all = GLOSSARY.iter().flat_map(|section| section.entries.iter().map(move |entry| (section, entry)));
    all.filter(move |(section, entry)| section.kinds_of(entry).contains(&kind)).map(|(_, entry)| entry.code)
}

#[test]
fn every_code_about_an_input_is_a_rule_or_a_warning() {
    let known: BTreeSet<_> = RULES.iter().map(|rule| rule.code).chain(WARNINGS.iter().copied()).collect();
    let explained: BTreeSet<_> = glossary_of(ErrorKind::Validation).collect();
    assert_eq!(known, explained, "core/src/validate/rules.rs and the glossary name different ones");
}

#[test]
fn every_documented_example_has_a_vector_and_every_vector_names_one_that_is_listed() {
    let readme = fs::read_to_string(repository().join("tests/vectors/README.md")).expect("the README");
    let (_, list) = readme.split_once("## Documented examples").expect("the list of examples");
    let listed: BTreeSet<_> =
        list.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(str::to_owned)).collect();
    let files = files();
    let named = files.values().flatten().filter_map(|vector| vector["example"].as_str());
    let named: BTreeSet<_> = named.map(str::to_owned).collect();
    assert!(listed.len() >= 60, "{}", listed.len());
    let missing: Vec<_> = listed.difference(&named).collect();
    assert!(missing.is_empty(), "no vector has one of these in `example`: {missing:?}");
    let strange: Vec<_> = named.difference(&listed).collect();
    assert!(strange.is_empty(), "tests/vectors/README.md does not list {strange:?}");
}

#[test]
fn a_verbatim_vector_names_its_example() {
    for vector in files().values().flatten() {
        let verbatim = vector["comment"].as_str().is_some_and(|comment| comment.starts_with("Verbatim"));
        assert!(!verbatim || vector.get("example").is_some(), "{} has no `example`", vector["id"]);
    }
}

#[test]
fn every_flag_of_a_vector_is_explained_in_its_file_and_every_explained_one_is_used() {
    for (name, vectors) in files() {
        let whole = fs::read_to_string(repository().join("tests/vectors").join(&name)).expect("the file");
        let whole: Value = serde_json::from_str(&whole).expect("JSON");
        let explained: BTreeSet<_> =
            whole["flags"].as_object().into_iter().flatten().map(|(flag, _)| flag.as_str()).collect();
        let used: BTreeSet<_> = vectors.iter().flat_map(|vector| texts(vector, "flags")).collect();
        assert_eq!(used, explained, "{name}");
    }
}
