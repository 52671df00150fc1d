//! `orders.json`: an order and what is known of its bundle and its domains, and the report on it, through the same JSON
//! that bindings use.

mod support;

use peeker_core::validate::order::report_json;
use serde_json::{Map, Value, json};
use support::vectors;

#[test]
fn every_order_has_the_report_that_its_vector_says() {
    let vectors = vectors("orders.json");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let (found, expected) = (outcome(vector), &vector["expect"]);
        if found != *expected {
            wrong.push(format!("{}\n  expected {expected}\n  found    {found}", vector["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(vectors.len() >= 70, "{}", vectors.len());
    println!("{} vectors of orders.json", vectors.len());
}

fn outcome(vector: &Value) -> Value {
    match report_json(&vector["order"].to_string(), &vector["known"].to_string()) {
        Ok(report) => comparable(serde_json::from_str(&report).expect("JSON")),
        Err(error) => match error.violations() {
            [violation, ..] => json!({ "code": error.code(), "path": violation.path }),
            [] => json!({ "code": error.code() }),
        },
    }
}

/// A report without its sentences, which are for people, and with `null` for what is absent.
fn comparable(mut report: Value) -> Value {
    let violation = ["path", "code", "certainty", "suggestion", "details"];
    report["violations"] = each(&report["violations"], |issue| only(issue, &violation));
    report["warnings"] = each(&report["warnings"], |issue| only(issue, &["path", "code"]));
    report["not_checked"] = each(&report["not_checked"], |row| row["check"].clone());
    for absent in ["required_domains", "assignment"] {
        report[absent] = report.get(absent).cloned().unwrap_or_default();
    }
    if report["assignment"].is_object() {
        report["assignment"]["warnings"] = each(&report["assignment"]["warnings"], |issue| issue["code"].clone());
    }
    report
}

fn each(list: &Value, of: impl Fn(&Value) -> Value) -> Value {
    list.as_array().expect("a list").iter().map(of).collect()
}

fn only(object: &Value, names: &[&str]) -> Value {
    let fields = names.iter().filter_map(|name| Some(((*name).to_owned(), object.get(name)?.clone())));
    Value::Object(fields.collect::<Map<_, _>>())
}

#[test]
fn no_report_shows_a_password_or_a_key() {
    for vector in vectors("orders.json") {
        let report = report_json(&vector["order"].to_string(), &vector["known"].to_string());
        let shown = report.unwrap_or_else(|error| format!("{error:?}"));
        for secret in ["canary", "ops:secret", "\"pw\""] {
            assert!(!shown.contains(secret), "{} shows {secret}", vector["id"]);
        }
    }
}
