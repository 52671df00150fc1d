//! Keys, permissions, accounts, the rate limit, and what every answer has.

use std::collections::HashSet;

use peeker_sandbox::routes;
use serde_json::json;

use crate::client::{Api, order_body, setup, setup_with};

#[test]
fn me_says_what_the_key_is() {
    let setup = setup();
    for (key, environment, preset) in [
        ("pk_test_sandbox_full", "test", "full"),
        ("pk_test_sandbox_limited", "test", "limited"),
        ("pk_test_sandbox_read", "test", "read"),
        ("pk_live_sandbox", "live", "full"),
    ] {
        let me = Api::new(&setup.sandbox, key).get("/me").data(200);
        assert_eq!(me["api_key"], json!({ "environment": environment, "permission_preset": preset }));
        assert!(me["partner"]["id"].as_str().unwrap().starts_with("org_"));
    }
}

#[test]
fn a_missing_malformed_or_revoked_key_is_unauthorized() {
    let setup = setup();
    for authorization in
        [None, Some("Bearer sk_test_x"), Some("Basic pk_test_x"), Some("Bearer pk_test_revoked_full")]
    {
        let api = Api::at(setup.sandbox.base_url(), authorization.map(str::to_owned));
        api.get("/me").error(401, "unauthorized");
        api.get("/nowhere").error(401, "unauthorized");
    }
}

/// Walks the route table: reads are allowed to every key, availability to `limited`, everything to `full`.
#[test]
fn every_route_obeys_the_permission_presets() {
    let setup = setup();
    for (method, path) in routes() {
        let forbidden = |preset: &str| {
            let api = Api::new(&setup.sandbox, &format!("pk_test_sandbox_{preset}"));
            api.send(method, path, "{}").unwrap().status == 403
        };
        let (read, query) = (method == "GET", path == "/domains/availability");
        assert!(!forbidden("full"), "{method} {path}");
        assert_eq!(forbidden("limited"), !read && !query, "{method} {path}");
        assert_eq!(forbidden("read"), !read, "{method} {path}");
    }
}

#[test]
fn objects_of_another_account_are_not_found() {
    let setup = setup();
    let id = setup.order()["id"].as_str().unwrap().to_owned();
    for key in ["pk_test_other_full", "pk_live_sandbox_full"] {
        let other = Api::new(&setup.sandbox, key);
        other.get(&format!("/orders/{id}")).error(404, "not_found");
        assert_eq!(other.get("/orders").ok(), json!([]));
    }
    Api::new(&setup.sandbox, "pk_test_sandbox_read").get(&format!("/orders/{id}")).data(200);
}

#[test]
fn every_answer_has_its_own_request_id() {
    let setup = setup();
    let answers = [
        setup.api.get("/me"),
        setup.api.get("/nowhere"),
        setup.api.get("/orders/ord_none"),
        Api::at(setup.sandbox.base_url(), None).get("/me"),
        setup.api.with_header("X-Sandbox-Fault", "status;code=503").get("/me"),
    ];
    let ids: HashSet<String> = answers.into_iter().map(|answer| answer.request_id.unwrap()).collect();
    assert_eq!(ids.len(), 5);
    assert!(ids.iter().all(|id| id.starts_with("req_")));
}

#[test]
fn what_is_no_route_is_not_found() {
    let setup = setup();
    setup.api.get("/domains/dom_1").error(404, "not_found");
    setup.api.send("PUT", "/orders", "{}").unwrap().error(404, "not_found");
    setup.api.get(&setup.sandbox.base_url().replace("/partner/v1", "/elsewhere")).error(404, "not_found");
}

#[test]
fn a_body_that_is_no_json_object_is_refused() {
    let setup = setup();
    for body in ["", "{", "[]", "42", "\u{feff}{}"] {
        setup.api.send("POST", "/bundles", body).unwrap().error(400, "invalid_request");
    }
}

#[test]
fn requests_beyond_the_limit_wait_for_the_minute_to_end() {
    let setup = setup();
    for _ in 0..600 {
        setup.api.get("/me").data(200);
    }
    setup.advance(45);
    let error = setup.api.get("/me").error(429, "rate_limited");
    assert_eq!(error["details"], json!({ "retry_after_seconds": 15 }));
    setup.advance(15);
    setup.api.get("/me").data(200);
}

#[test]
fn each_key_has_its_own_limit_shared_by_reads_and_writes() {
    let setup = setup_with(|builder| builder.rate_limit(2));
    setup.api.get("/me").data(200);
    setup.api.post("/orders", &order_body()).data(200);
    setup.api.get("/me").error(429, "rate_limited");
    Api::new(&setup.sandbox, "pk_test_sandbox_read").get("/me").data(200);
    assert_eq!(setup.sandbox.requests().len(), 4);
}
