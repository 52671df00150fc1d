//! How the cost of a plan, and of checking an order against all that is known of it, grows.

use peeker_core::model::{DomainAvailability, NewOrder, RequiredDomains};
use peeker_core::validate::known::Known;
use peeker_core::validate::{order, plan as cheapest};
use serde_json::json;

use super::Jobs;
use crate::harness::{Inputs, Job};

pub(crate) fn plan(inputs: &Inputs) -> Jobs<'_> {
    let rows: Vec<DomainAvailability> = serde_json::from_value(inputs.json("availability.json")).expect("rows");
    let required = json!({ "google": 80, "microsoft": 10, "total": 90 });
    let required: RequiredDomains = serde_json::from_value(required).expect("numbers");
    let mut jobs: Jobs<'_> = Vec::new();
    for n in [100, 300, 1_000, 3_000, 10_000] {
        let (rows, required) = (rows[..n].to_vec(), required.clone());
        let job = Job::new("plan", 90).at(n);
        jobs.push(Box::new(job.ours(
            "",
            move || cheapest(&rows, &required, None),
            |plan| plan.expect("there are enough").domains.len(),
        )));
    }
    jobs
}

pub(crate) fn order_check(inputs: &Inputs) -> Jobs<'_> {
    let mut jobs: Jobs<'_> = Vec::new();
    for (n, check) in inputs.json("order-checks.json").as_object().expect("checks by size") {
        let draft: NewOrder = serde_json::from_value(check["order"].clone()).expect("an order");
        let known = json!({ "bundle": check["bundle"], "domains": check["domains"] });
        let known: Known = serde_json::from_value(known).expect("what is known");
        let job = Job::new("order-check", (0, 0)).at(n.parse().expect("a size"));
        jobs.push(Box::new(job.ours(
            "",
            move || order::report(draft.clone(), &known),
            |report| (report.violations.len(), report.not_checked.len()),
        )));
    }
    jobs
}
