//! The control API: what the library does, by HTTP.

use serde_json::{Value, json};

use crate::client::{Api, SECRET, Setup, order_body, setup};

fn control(setup: &Setup) -> Api {
    Api::at(setup.sandbox.control_url(), None)
}

fn rows(answer: &crate::client::Answer) -> Vec<Value> {
    answer.data(200).as_array().unwrap().clone()
}

#[test]
fn time_is_stepped() {
    let setup = setup();
    let control = control(&setup);
    setup.order();
    let health = control.post("/clock/advance", &json!({ "seconds": 10.5 })).json();
    assert_eq!(health["now"], "2026-05-08T12:00:10Z");
    assert_eq!(control.get("/health").json(), health);
    assert_eq!(health["base_url"], setup.sandbox.base_url());
    assert_eq!(setup.receiver.received().len(), 4);
    control.post("/clock/advance", &json!({ "seconds": -1 })).error(400, "sandbox_error");
    control.post("/clock/advance", &json!({})).error(400, "sandbox_error");
}

#[test]
fn faults_are_set_listed_and_cleared() {
    let setup = setup();
    let control = control(&setup);
    let fault = json!({ "fault": "status;code=503", "method": "GET", "path": "/me", "times": 2, "skip": 1 });
    control.post("/faults", &fault);
    assert_eq!(rows(&control.get("/faults")), [fault]);
    let ask = || setup.api.get("/me").status;
    assert_eq!([ask(), ask()], [200, 503]);
    control.delete("/faults");
    assert_eq!(ask(), 200);
    control.post("/faults", &json!({ "fault": "nonsense" })).error(400, "sandbox_error");
    control.post("/faults", &json!({ "fault": "empty", "times": -1 })).error(400, "sandbox_error");
}

#[test]
fn webhook_faults_are_set() {
    let setup = setup();
    let control = control(&setup);
    let fault = json!({ "fault": "duplicate;copies=1", "event": "order.completed", "times": 1 });
    control.post("/webhook-faults", &fault);
    assert_eq!(rows(&control.get("/webhook-faults")), [fault]);
    setup.order();
    setup.advance(10);
    assert_eq!(setup.receiver.received().len(), 5);
    control.post("/webhook-faults", &json!({ "fault": "duplicate;x=1" })).error(400, "sandbox_error");
}

#[test]
fn faults_are_left_to_chance() {
    let setup = setup();
    let control = control(&setup);
    let put = |body: &Value| control.send("PUT", "/chaos", &body.to_string()).unwrap();
    put(
        &json!({ "percent": 100, "faults": ["status;code=503"], "webhook_percent": 100, "webhook_faults": ["drop"] }),
    );
    setup.api.get("/me").error(503, "internal_error");
    put(&json!({ "webhook_percent": 100 }));
    setup.order();
    setup.advance(3600);
    assert!(setup.sandbox.events().iter().all(|event| event.fault.is_some()));
    control.delete("/faults");
    assert_eq!(rows(&control.get("/webhook-faults")), Vec::<Value>::new());
    for wrong in [json!({ "percent": 101 }), json!({ "percent": 1, "faults": [] }), json!({ "faults": "empty" })] {
        put(&wrong).error(400, "sandbox_error");
    }
}

#[test]
fn nameservers_are_moved() {
    let setup = setup();
    setup.api.post("/domains/import", &json!({ "domains": ["acme.com"] })).ok();
    let answer = control(&setup).post("/nameservers", &json!({ "domains": ["ACME.com", "other.com"] }));
    assert_eq!(answer.json(), json!({ "moved": ["acme.com"] }));
    assert_eq!(setup.event_types(), ["domain_import.completed"]);
}

#[test]
fn what_happened_is_read_back() {
    let setup = setup();
    let control = control(&setup);
    setup.order();
    setup.advance(10);
    assert_eq!(control.get("/counters").json(), json!({ "requests": 1, "orders": 1, "events": 4, "deliveries": 4 }));
    let request = rows(&control.get("/requests")).remove(0);
    assert_eq!((&request["method"], &request["body"]), (&json!("POST"), &json!(order_body().to_string())));
    let events = rows(&control.get("/events"));
    assert_eq!(events[3]["type"], "order.completed");
    let deliveries = rows(&control.get("/deliveries"));
    assert_eq!((&deliveries[3]["event_id"], &deliveries[3]["status"]), (&events[3]["id"], &json!(200)));
    control.post(&format!("/events/{}/redeliver", events[0]["id"].as_str().unwrap()), &json!({}));
    control.post("/settle", &json!({}));
    assert_eq!(setup.receiver.received().len(), 5);
    assert_eq!(rows(&control.get("/events?last=1")), events[3..]);
    assert_eq!(rows(&control.get("/deliveries?last=2"))[0], deliveries[3], "the redelivery is the last");
    assert_eq!(rows(&control.get("/requests?last=0")), Vec::<Value>::new());
    control.get("/requests?last=x").error(400, "sandbox_error");
    control.post("/events/evt_none/redeliver", &json!({})).error(404, "sandbox_error");
}

#[test]
fn actions_are_resolved() {
    let setup = setup();
    let bad = crate::client::persona("https://unreachable.test/a.jpg");
    let order = setup.api.post("/orders", &crate::client::order_with(&json!({ "personas": [bad] }))).ok();
    setup.advance(10);
    let action = setup.api.get("/orders/pending").ok()[0]["id"].as_str().unwrap().to_owned();
    control(&setup).post(&format!("/actions/{action}/resolve"), &json!({}));
    control(&setup).post(&format!("/actions/{action}/resolve"), &json!({})).error(404, "sandbox_error");
    setup.advance(10);
    assert_eq!(setup.order_status(&order), "completed");
}

#[test]
fn the_receiver_is_changed_and_taken_away() {
    let setup = setup();
    let control = control(&setup);
    control.delete("/webhook");
    setup.order();
    setup.advance(10);
    assert_eq!((setup.sandbox.events().len(), setup.receiver.received().len()), (4, 0));
    let target = json!({ "url": setup.receiver.url(), "secret": SECRET });
    let answer = control.send("PUT", "/webhook", &target.to_string()).unwrap();
    assert_eq!(answer.status, 200);
    let far = json!({ "url": "http://example.com/", "secret": SECRET });
    control.send("PUT", "/webhook", &far.to_string()).unwrap().error(400, "sandbox_error");
}

#[test]
fn a_reset_brings_back_the_beginning() {
    let setup = setup();
    let first = setup.order();
    setup.advance(10);
    setup.sandbox.fault(peeker_sandbox::Fault::status(500));
    control(&setup).post("/reset", &json!({}));
    assert_eq!(setup.sandbox.now(), "2026-05-08T12:00:00Z");
    assert!(
        setup.sandbox.orders().is_empty() && setup.sandbox.requests().is_empty() && setup.sandbox.events().is_empty()
    );
    assert_eq!(setup.order(), first, "the same seed begins again");
}

#[test]
fn what_is_no_control_call_is_refused() {
    let setup = setup();
    control(&setup).get("/nowhere").error(404, "sandbox_error");
    control(&setup).send("POST", "/faults", "{").unwrap().error(400, "sandbox_error");
    assert!(setup.sandbox.requests().is_empty(), "control calls are not logged");
}

#[test]
fn the_calls_are_listed() {
    let setup = setup();
    for path in ["", "/"] {
        let calls = control(&setup).get(path).json();
        assert!(calls["calls"].as_array().unwrap().contains(&json!("POST /reset")), "{calls}");
    }
}

#[test]
fn a_web_page_cannot_steer_the_sandbox_nor_read_what_was_sent_to_it() {
    let setup = setup();
    for (name, value) in [("Host", "evil.example"), ("Origin", "https://evil.example"), ("Origin", "null")] {
        control(&setup).with_header(name, value).post("/reset", &json!({})).error(403, "sandbox_error");
    }
    control(&setup).with_header("Origin", "http://localhost:3000").get("/health").json();
}
