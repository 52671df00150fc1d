//! What the vectors find is as certain as the table of rules says, which `docs/checks.md` is made from.

mod support;

use std::collections::BTreeSet;

use peeker_core::error::{Certainty, Error};
use peeker_core::validate::order::report_json;
use peeker_core::validate::rules::{RULES, Rule, rule};
use peeker_core::validate::{assign_providers_json, domain_json, estimate_domains_json, plan_json};
use serde_json::{Value, json};
use support::{begin, vectors};

/// One thing that is wrong with a vector's input.
#[derive(Debug)]
struct Finding {
    code: String,
    certainty: String,
    vector: String,
}

/// Everything that is wrong with the vectors of a file, whether it is a violation of an error or of a report.
fn findings(file: &str, run: impl Fn(&Value) -> Result<String, Error>) -> Vec<Finding> {
    let of_vector = |vector: &Value| -> Vec<Finding> {
        let violations = match run(vector) {
            Ok(result) => serde_json::from_str::<Value>(&result).expect("JSON")["violations"].take(),
            Err(error) => json!(error.violations()),
        };
        let text = |violation: &Value, name: &str| violation[name].as_str().expect("a text").to_owned();
        let finding = |violation: &Value| Finding {
            code: text(violation, "code"),
            certainty: text(violation, "certainty"),
            vector: format!("{} of {file}", vector["id"]),
        };
        violations.as_array().into_iter().flatten().map(finding).collect()
    };
    vectors(file).iter().flat_map(of_vector).collect()
}

/// A vector without what describes it: the query that it is.
fn query(vector: &Value) -> String {
    let mut query = vector.clone();
    let fields = query.as_object_mut().expect("an object");
    fields.retain(|name, _| ["domains", "required_domains", "currency"].contains(&name.as_str()));
    query.to_string()
}

fn everything() -> Vec<Finding> {
    let mut all = findings("requests.json", |vector| begin(vector).map(|_| "{}".to_owned()));
    all.extend(findings("orders.json", |vector| {
        report_json(&vector["order"].to_string(), &vector["known"].to_string())
    }));
    all.extend(findings("domains.json", |vector| domain_json(vector["input"].as_str().expect("a text"))));
    all.extend(findings("assignments.json", |vector| assign_providers_json(&query(vector))));
    all.extend(findings("plans.json", |vector| plan_json(&query(vector))));
    all.extend(findings("estimates.json", |vector| estimate_domains_json(&vector["query"].to_string())));
    all
}

#[test]
fn whatever_is_found_is_as_certain_as_its_rule() {
    let all = everything();
    for Finding { code, certainty, vector } in &all {
        let Some(rule) = rule(code) else { panic!("{code}, found by {vector}, is no rule") };
        let less_certain = certainty == Certainty::Inferred.as_str() && !rule.inferred_where.is_empty();
        assert!(certainty == rule.certainty.as_str() || less_certain, "{code} is {certainty} in {vector}");
    }
    println!("{} findings", all.len());
    assert!(all.len() > 300, "{}", all.len());
}

#[test]
fn a_rule_that_is_inferred_somewhere_is_so_in_one_vector_and_not_in_another() {
    let all = everything();
    let shown: BTreeSet<_> = all.iter().map(|finding| (finding.code.as_str(), finding.certainty.as_str())).collect();
    for Rule { code, certainty, .. } in RULES.iter().filter(|rule| !rule.inferred_where.is_empty()) {
        assert!(shown.contains(&(*code, "inferred")), "no vector shows that {code} can be inferred");
        assert!(shown.contains(&(*code, certainty.as_str())), "no vector shows that {code} can be {certainty:?}");
    }
}
