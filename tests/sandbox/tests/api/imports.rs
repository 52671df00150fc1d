//! Imports and the way of their nameservers.

use peeker_sandbox::{Clock, Dns};
use serde_json::{Value, json};

use crate::client::{Api, Setup, setup, setup_with};

const HALF_AN_HOUR: u64 = 30 * 60;

fn import(setup: &Setup, domains: &Value) -> Value {
    setup.api.post("/domains/import", &json!({ "domains": domains })).data(200)
}

fn reread(setup: &Setup, job: &Value) -> Value {
    setup.api.get(&format!("/domains/import/{}", job["id"].as_str().unwrap())).data(200)
}

#[test]
fn a_synchronous_import_is_answered_in_its_finished_form() {
    let setup = setup();
    let job = import(&setup, &json!(["team-acme.com", "Acme-Mail.com"]));
    assert!(job["id"].as_str().unwrap().starts_with("imp_"));
    let counts = (&job["submitted_count"], &job["completed_count"], &job["failed_count"]);
    assert_eq!((&job["status"], counts), (&json!("completed"), (&json!(2), &json!(2), &json!(0))));
    assert!(job["completed_at"].is_string());
    let groups = job["nameserver_groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0]["domains"], json!(["acme-mail.com", "team-acme.com"]));
    for key in ["nameserver_one", "nameserver_two"] {
        assert!(groups[0][key].as_str().unwrap().ends_with(".ns.cloudflare.com"));
    }
    assert_eq!(reread(&setup, &job), job);
    assert!(setup.sandbox.events().is_empty(), "DNS has not moved, so nothing is announced");
}

#[test]
fn an_asynchronous_job_is_in_progress_until_its_nameservers_are_ready() {
    let setup = setup();
    let job = setup.api.post("/domains/import/jobs", &json!({ "domains": ["acme.com", "mail.acme.com"] })).data(202);
    assert_eq!((&job["status"], &job["nameserver_groups"]), (&json!("in_progress"), &json!([])));
    assert!(job.get("completed_at").is_none());
    setup.advance(10);
    let done = setup.api.get(&format!("/domains/import/jobs/{}", job["id"].as_str().unwrap())).data(200);
    assert_eq!(
        (&done["status"], &done["completed_count"], &done["failed_count"]),
        (&json!("completed"), &json!(1), &json!(1))
    );
    assert_eq!(done["failed"], json!([{ "domain": "mail.acme.com", "reason": "not_root_domain" }]));
    assert!(setup.sandbox.events().is_empty());
}

#[test]
fn the_event_of_completion_comes_once_when_every_domain_has_moved() {
    let setup = setup();
    let job = import(&setup, &json!(["a-acme.com", "b-acme.com"]));
    setup.advance(60);
    assert_eq!(setup.sandbox.point_nameservers(&["A-acme.com", "unknown.com"]), ["a-acme.com"]);
    assert!(setup.event_types().is_empty());
    setup.sandbox.point_nameservers(&["a-acme.com", "b-acme.com"]);
    assert_eq!(setup.event_types(), ["domain_import.completed"]);
    let data = setup.event_data("domain_import.completed");
    assert_eq!((&data["id"], &data["completed_count"]), (&job["id"], &json!(2)));
    assert_eq!(data["completed_at"], "2026-05-08T12:01:00Z");
    setup.advance(HALF_AN_HOUR);
    assert_eq!(setup.event_types().len(), 1);
}

#[test]
fn after_half_an_hour_the_partner_is_asked_once_to_move_them() {
    let setup = setup();
    let job = import(&setup, &json!(["acme.com"]));
    setup.advance(HALF_AN_HOUR - 1);
    assert!(setup.event_types().is_empty());
    setup.advance(1);
    let data = setup.event_data("domain_import.action_required");
    assert_eq!((&data["status"], &data["completed_count"]), (&json!("action_required"), &json!(0)));
    assert!(data.get("completed_at").is_none());
    assert_eq!(data["nameserver_groups"], job["nameserver_groups"]);
    assert_eq!(reread(&setup, &job)["status"], "action_required");

    setup.advance(24 * 3600);
    setup.sandbox.point_nameservers(&["acme.com"]);
    assert_eq!(setup.event_types(), ["domain_import.action_required", "domain_import.completed"]);
    assert_eq!(reread(&setup, &job)["status"], "completed");
}

#[test]
fn nameservers_move_by_themselves_when_they_are_to() {
    let setup = setup_with(|builder| builder.dns(Dns::Auto));
    import(&setup, &json!(["acme.com"]));
    setup.advance(HALF_AN_HOUR);
    assert_eq!(setup.event_types(), ["domain_import.completed"]);
}

#[test]
fn nameservers_move_by_themselves_on_a_clock_that_follows_time() {
    let setup = setup_with(|builder| builder.dns(Dns::Auto).clock(Clock::Follow { speed: 1000.0 }));
    import(&setup, &json!(["acme.com"]));
    assert!(setup.receiver.wait_for(1, std::time::Duration::from_secs(20)));
}

#[test]
fn the_same_set_in_any_order_and_spelling_is_the_same_job() {
    let setup = setup();
    let job = import(&setup, &json!(["a-acme.com", "b-acme.com"]));
    setup.advance(3 * 24 * 3600);
    let again = import(&setup, &json!([" B-ACME.com.", "a-acme.com", "a-acme.com"]));
    assert_eq!(again["id"], job["id"]);
    let jobs = setup.api.post("/domains/import/jobs", &json!({ "domains": ["b-acme.com", "a-acme.com"] })).data(202);
    assert_eq!(jobs["id"], job["id"]);
    assert_ne!(import(&setup, &json!(["a-acme.com"]))["id"], job["id"]);
    let other = Api::new(&setup.sandbox, "pk_test_other");
    let elsewhere = other.post("/domains/import", &json!({ "domains": ["a-acme.com", "b-acme.com"] })).ok();
    assert_ne!(elsewhere["id"], job["id"]);
}

#[test]
fn a_synchronous_import_finishes_its_unfinished_asynchronous_twin() {
    let setup = setup();
    let job = setup.api.post("/domains/import/jobs", &json!({ "domains": ["acme.com"] })).data(202);
    let same = import(&setup, &json!(["acme.com"]));
    assert_eq!((&same["id"], &same["status"]), (&job["id"], &json!("completed")));
    setup.advance(10);
    assert_eq!(reread(&setup, &job), same);
}

#[test]
fn bad_names_are_rows_of_the_job() {
    let setup = setup();
    let job = import(&setup, &json!(["good.com", "mail.acme.com", "nonsense", "unimportable-acme.com"]));
    assert_eq!(
        (&job["status"], &job["completed_count"], &job["failed_count"]),
        (&json!("completed"), &json!(1), &json!(3))
    );
    assert_eq!(
        job["failed"],
        json!([
            { "domain": "mail.acme.com", "reason": "not_root_domain" },
            { "domain": "nonsense", "reason": "invalid_domain" },
            { "domain": "unimportable-acme.com", "reason": "import_failed" },
        ])
    );
}

#[test]
fn a_domain_of_another_account_cannot_be_imported() {
    let setup = setup();
    import(&setup, &json!(["acme.com"]));
    let other = Api::new(&setup.sandbox, "pk_test_other");
    let job = other.post("/domains/import", &json!({ "domains": ["acme.com"] })).ok();
    assert_eq!(job["failed"], json!([{ "domain": "acme.com", "reason": "already_in_use" }]));
}

#[test]
fn a_job_without_one_good_name_completes_at_once_and_fails_later_on() {
    let setup = setup();
    let job = import(&setup, &json!(["mail.acme.com"]));
    assert_eq!((&job["status"], &job["failed_count"]), (&json!("completed"), &json!(1)));
    assert_eq!(setup.event_data("domain_import.failed")["id"], job["id"]);
    let job = setup.api.post("/domains/import/jobs", &json!({ "domains": ["nonsense"] })).data(202);
    assert_eq!(job["status"], "in_progress");
    setup.advance(10);
    assert_eq!(reread(&setup, &job)["status"], "failed");
}

#[test]
fn domains_that_were_put_elsewhere_have_a_group_of_their_own() {
    let setup = setup();
    let names: Vec<String> = (0..12).map(|n| format!("a{n}-acme.com")).collect();
    for name in &names {
        import(&setup, &json!([name]));
    }
    let groups = import(&setup, &json!(names))["nameserver_groups"].as_array().unwrap().clone();
    let listed: usize = groups.iter().map(|group| group["domains"].as_array().unwrap().len()).sum();
    assert!(groups.len() > 1);
    assert_eq!(listed, 12);
}

#[test]
fn a_job_is_found_by_its_domains() {
    let setup = setup();
    let pair = import(&setup, &json!(["a-acme.com", "b-acme.com"]));
    let single = import(&setup, &json!(["a-acme.com"]));
    let lookup = |query: &str| setup.api.get(&format!("/domains/import{query}"));
    assert_eq!(lookup("?domains=b-acme.com,a-acme.com").data(200)["id"], pair["id"]);
    assert_eq!(lookup("?domains=a-acme.com").data(200)["id"], single["id"]);
    assert_eq!(lookup("?domains=B-acme.com").data(200)["id"], pair["id"]);
    lookup("?domains=c-acme.com").error(404, "not_found");
    lookup("?domains=").refuses("domains");
    lookup("").refuses("domains");
}

#[test]
fn each_way_has_its_own_limit() {
    let setup = setup();
    let names = |count: usize| json!({ "domains": (0..count).map(|n| format!("acme-{n}.com")).collect::<Vec<_>>() });
    setup.api.post("/domains/import", &names(25)).data(200);
    setup.api.post("/domains/import", &names(26)).refuses("domains");
    setup.api.post("/domains/import/jobs", &names(500)).data(202);
    setup.api.post("/domains/import/jobs", &names(501)).refuses("domains");
    setup.api.get("/domains/import/imp_none").error(404, "not_found");
}

#[test]
fn a_live_import_may_meet_full_accounts_and_a_job_does_not() {
    let setup = setup();
    let (live, body) =
        (Api::new(&setup.sandbox, "pk_live_acme"), json!({ "domains": ["crowded-acme.com", "acme.com"] }));
    let details = |answer: crate::client::Answer| answer.error(429, "rate_limited")["details"].clone();
    let full = json!({ "reason": "cloudflare_account_capacity" });
    assert_eq!(details(live.post("/domains/import", &body)), full);
    setup.advance(29);
    assert_eq!(details(live.post("/domains/import", &body)), full);
    let job = live.post("/domains/import/jobs", &body).data(202);
    // The same set is the same job by now, however it is asked for.
    assert_eq!(live.post("/domains/import", &body).data(200)["id"], job["id"]);
    let others = json!({ "domains": ["crowded-other.com"] });
    assert_eq!(details(live.post("/domains/import", &others)), full);
    setup.advance(1);
    live.post("/domains/import", &others).data(200);
    let test = json!({ "domains": ["crowded-test.com"] });
    setup.api.post("/domains/import", &test).data(200);
}
