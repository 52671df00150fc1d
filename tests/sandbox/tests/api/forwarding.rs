//! Forwarding jobs.

use serde_json::{Value, json};

use crate::client::{Setup, order_with, setup};

fn run(setup: &Setup, domains: &Value, url: &str) -> Value {
    let body = json!({ "domains": domains, "forwarding_url": url });
    let job = setup.api.post("/domains/forwarding", &body).data(202);
    assert!(job["id"].as_str().unwrap().starts_with("fwj_"));
    assert_eq!((&job["status"], &job["completed"]), (&json!("in_progress"), &json!([])));
    setup.advance(5);
    setup.api.get(&format!("/domains/forwarding/{}", job["id"].as_str().unwrap())).data(200)
}

#[test]
fn domains_are_named_by_id_or_name() {
    let setup = setup();
    setup.order();
    let id = setup.domain_id("acme-mail.com");
    let job = run(&setup, &json!([id, "Team-Acme.com"]), "https://new.example");
    assert_eq!((&job["status"], &job["completed_count"]), (&json!("completed"), &json!(2)));
    assert_eq!(job["completed"], json!(["acme-mail.com", "team-acme.com"]));
    assert!(job["completed_at"].is_string());
    assert_eq!(setup.event_data("domain.forwarding_updated"), job);
    assert_eq!(setup.api.get("/domains").ok()[0]["forwarding_url"], "https://new.example");
}

#[test]
fn every_documented_reason_can_be_had() {
    let setup = setup();
    setup.api.post("/orders", &order_with(&json!({ "domains": ["acme.com", "no-dns-acme.com"] }))).ok();
    let job = run(&setup, &json!(["acme.com", "no-dns-acme.com", "unknown.com"]), "https://new.example");
    assert_eq!((&job["status"], &job["failed_count"]), (&json!("partial_success"), &json!(2)));
    let reason = |name: &str| json!({ "domain": name, "reason": "dns_lookup_failed" });
    assert_eq!(job["failed"], json!([reason("no-dns-acme.com"), reason("unknown.com")]));
    let unreachable = run(&setup, &json!(["acme.com"]), "https://unreachable.test/");
    assert_eq!(
        (&unreachable["status"], &unreachable["failed"][0]["reason"]),
        (&json!("failed"), &json!("target_unreachable"))
    );
    let invalid = run(&setup, &json!(["acme.com"]), "ftp://acme.com");
    assert_eq!((&invalid["status"], &invalid["failed"][0]["reason"]), (&json!("failed"), &json!("invalid_target")));
    let types: Vec<String> = setup.event_types().into_iter().filter(|name| name.contains("forwarding")).collect();
    assert_eq!(types, ["updated", "failed", "failed", "failed"].map(|end| format!("domain.forwarding_{end}")));
}

#[test]
fn at_most_twenty_five_domains() {
    let setup = setup();
    let body = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("acme-{n}.com")).collect();
        json!({ "domains": names, "forwarding_url": "https://acme.com" })
    };
    setup.api.post("/domains/forwarding", &body(25)).data(202);
    setup.api.post("/domains/forwarding", &body(26)).refuses("domains");
    setup.api.post("/domains/forwarding", &body(0)).refuses("domains");
    setup.api.post("/domains/forwarding", &json!({ "domains": ["acme.com"] })).refuses("forwarding_url");
    setup.api.get("/domains/forwarding/fwj_none").error(404, "not_found");
}
