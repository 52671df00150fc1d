//! `domains.json`, `suffixes.json`, `assignments.json`, `plans.json`, `estimates.json`: what is checked and worked
//! out without asking the API, through the same JSON that bindings use.

mod support;

use std::collections::HashSet;
use std::path::PathBuf;

use peeker_core::error::{Error, entry};
use peeker_core::validate::suffix::registrable;
use peeker_core::validate::{assign_providers_json, domain_json, domains, estimate_domains_json, plan_json};
use serde_json::{Map, Value, json};
use support::vectors;

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Runs every vector of a file and lists those that end otherwise than expected.
fn run(file: &str, outcome: impl Fn(&Value) -> Value) {
    let vectors = vectors(file);
    let mut wrong = Vec::new();
    for vector in &vectors {
        let (found, expected) = (outcome(vector), &vector["expect"]);
        if found != *expected {
            wrong.push(format!("{}\n  expected {expected}\n  found    {found}", vector["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} vectors of {file}", vectors.len());
}

/// A result as JSON, with its warnings by their codes.
fn decoded(result: &str) -> Value {
    let mut result: Value = serde_json::from_str(result).expect("JSON");
    let warnings = result["warnings"].as_array().expect("warnings").iter();
    result["warnings"] = warnings.map(|warning| warning["code"].clone()).collect();
    result
}

fn codes(error: &Error) -> Vec<&str> {
    error.violations().iter().map(|violation| violation.code).collect()
}

/// The parts of an object that the expectation names.
fn only(mut object: Value, expected: &Value) -> Value {
    let expected = expected.as_object().expect("an object");
    object.as_object_mut().expect("an object").retain(|name, _| expected.contains_key(name));
    object
}

fn pick(vector: &Value, names: &[&str]) -> String {
    let fields = names.iter().filter_map(|name| Some(((*name).to_owned(), vector.get(name)?.clone())));
    Value::Object(fields.collect::<Map<_, _>>()).to_string()
}

#[test]
fn every_pasted_text_is_the_domain_that_its_vector_says() {
    run("domains.json", |vector| match domain_json(text(&vector["input"])) {
        Ok(root) => decoded(&root),
        Err(error) => {
            let violation = &error.violations()[0];
            let mut found = json!({ "code": violation.code, "certainty": violation.certainty });
            if let Some(suggestion) = &violation.suggestion {
                found["suggestion"] = json!(suggestion);
            }
            found
        }
    });
}

#[test]
fn all_pasted_texts_at_once_have_the_same_verdicts() {
    let vectors = vectors("domains.json");
    let inputs: Vec<_> = vectors.iter().map(|vector| text(&vector["input"])).collect();
    let report = domains(&inputs, None).expect("few enough");
    let mut sent = HashSet::new();
    for (verdict, vector) in report.verdicts.iter().zip(&vectors) {
        let (root, violation) = (&verdict.root, &verdict.violation);
        assert_eq!(json!(root.as_ref().map(|root| &root.domain)), vector["expect"]["domain"], "{}", vector["id"]);
        assert_eq!(json!(violation.as_ref().map(|found| &found.code)), vector["expect"]["code"], "{}", vector["id"]);
        let is_new = root.as_ref().is_some_and(|root| sent.insert(root.domain.clone()));
        assert_eq!(verdict.duplicate_of.is_none(), is_new || root.is_none(), "{}", vector["id"]);
    }
    assert_eq!(report.domains.len(), sent.len());
}

#[test]
fn every_code_about_a_domain_has_a_vector_and_is_explained() {
    let vectors = vectors("domains.json");
    let warned = vectors.iter().filter_map(|vector| vector["expect"]["warnings"].as_array()).flatten();
    let refused = vectors.iter().filter_map(|vector| vector["expect"].get("code"));
    let found: HashSet<_> = warned.chain(refused).map(text).collect();
    let codes = [
        "empty",
        "not_a_domain",
        "ip_address",
        "unknown_suffix",
        "public_suffix_itself",
        "not_root_domain",
        "label_too_long",
        "name_too_long",
        "invalid_character",
        "email_address",
        "url_with_credentials",
        "private_suffix",
        "mixed_script",
    ];
    assert_eq!(found, HashSet::from(codes));
    assert!(codes.iter().all(|code| entry(code).is_some()));
}

#[test]
fn names_are_cut_as_the_public_suffix_list_s_own_tests_say() {
    let vectors = vectors("suffixes.json");
    for vector in &vectors {
        assert_eq!(json!(registrable(text(&vector["name"]))), vector["registrable"], "{}", vector["id"]);
    }
    println!("{} vectors of suffixes.json", vectors.len());
}

/// The list's own test file has 78 cases. It is not part of this repository.
#[test]
fn names_are_cut_as_all_of_the_public_suffix_list_s_own_tests_say() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/psl-tests.txt");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        println!("skipped: the tests of the Public Suffix List are not here");
        return;
    };
    let cases = cases.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut ran = 0;
    for case in cases {
        let (name, expected) = case.split_once(' ').expect("a name and its registrable part");
        let or_none = |text| (text != "null").then_some(text);
        let found = or_none(name).and_then(registrable);
        assert_eq!(found.as_deref(), or_none(expected.trim()), "{name}");
        ran += 1;
    }
    assert_eq!(ran, 78);
    println!("{ran} cases of the Public Suffix List");
}

#[test]
fn every_assignment_is_the_one_that_its_vector_says() {
    run("assignments.json", |vector| match assign_providers_json(&pick(vector, &["domains", "required_domains"])) {
        Ok(found) => decoded(&found),
        Err(error) => {
            let found = json!({ "codes": codes(&error), "details": error.details() });
            only(found, &vector["expect"])
        }
    });
}

#[test]
fn every_plan_is_the_one_that_its_vector_says() {
    run("plans.json", |vector| match plan_json(&pick(vector, &["domains", "required_domains", "currency"])) {
        Ok(found) => {
            let mut found = decoded(&found);
            let pairs = |rows: &Value, first: &str, second: &str| -> Value {
                let rows = rows.as_array().expect("rows").iter();
                rows.map(|row| json!([row[first], row.get(second)])).collect()
            };
            found["domains"] = pairs(&found["domains"], "domain", "provider");
            found["excluded"] = pairs(&found["excluded"], "index", "reason");
            for absent in ["renewal_total_cents", "currency"] {
                found[absent] = found.get(absent).cloned().unwrap_or_default();
            }
            found
        }
        Err(error) => {
            let mut found = error.details().cloned().unwrap_or_else(|| json!({}));
            if let Some(excluded) = found.get("excluded").and_then(Value::as_array) {
                found["excluded"] = excluded.iter().map(|row| json!([row["index"], row["reason"]])).collect();
            }
            found["codes"] = json!(codes(&error));
            only(found, &vector["expect"])
        }
    });
}

#[test]
fn every_estimate_is_the_one_that_its_vector_says() {
    run("estimates.json", |vector| match estimate_domains_json(&vector["query"].to_string()) {
        Ok(found) => only(decoded(&found), &vector["expect"]),
        Err(error) => json!({ "code": error.code(), "path": error.violations()[0].path }),
    });
}

#[test]
fn every_code_of_a_plan_or_an_assignment_is_explained_and_every_id_is_unique() {
    for file in ["domains.json", "suffixes.json", "assignments.json", "plans.json", "estimates.json"] {
        let vectors = vectors(file);
        let ids: HashSet<_> = vectors.iter().map(|vector| text(&vector["id"])).collect();
        assert_eq!(ids.len(), vectors.len(), "{file}");
        let said = vectors.iter().filter_map(|vector| vector["expect"]["codes"].as_array()).flatten().map(text);
        let warned = vectors.iter().filter_map(|vector| vector["expect"]["warnings"].as_array()).flatten().map(text);
        assert!(said.chain(warned).all(|code| entry(code).is_some()), "{file}");
    }
}
