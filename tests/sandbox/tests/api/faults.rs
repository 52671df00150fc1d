//! Each fault over a real connection, and what the sandbox knows of it afterwards.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use peeker_sandbox::{Fault, Sandbox};
use serde_json::json;

use crate::client::{Api, Setup, order_body, setup, setup_with};

/// Sends a request by hand; answers what came back and how the connection ended.
fn raw(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> (Vec<u8>, Result<usize, ErrorKind>) {
    let address = sandbox.base_url().strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let (key, length) = (sandbox.key(), body.len());
    let head = format!(
        "{method} /partner/v1{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut received = Vec::new();
    let mut block = [0; 4096];
    loop {
        match stream.read(&mut block) {
            Ok(0) => return (received, Ok(0)),
            Ok(read) => received.extend_from_slice(&block[..read]),
            Err(error) => return (received, Err(error.kind())),
        }
    }
}

fn last(setup: &Setup) -> (Option<String>, bool, Option<u16>) {
    let request = setup.sandbox.requests().pop().unwrap();
    (request.fault, request.processed, request.status)
}

#[test]
fn a_call_without_a_connection_is_a_request_like_any_other() {
    let setup = setup();
    setup.sandbox.fault(Fault::reset_after().on("POST", "/orders"));
    let order = || setup.sandbox.call("POST", "/orders", setup.sandbox.key(), &order_body().to_string());
    assert_eq!(order(), None);
    assert_eq!(last(&setup), (Some("reset-after".into()), true, None));
    assert!(order().is_some_and(|(status, _)| status == 200));
    assert_eq!(setup.sandbox.orders().len(), 1);
    let status = |path, key| setup.sandbox.call("GET", path, key, "").map(|(status, _)| status);
    assert_eq!(status("/domains?category=nowhere", setup.sandbox.key()), Some(400));
    assert_eq!(status("/domains", "pk_test_revoked_full"), Some(401));
}

#[test]
fn a_reset_before_processing_leaves_no_trace() {
    let setup = setup();
    setup.sandbox.fault(Fault::reset_before().on("POST", "/orders"));
    let (received, end) = raw(&setup.sandbox, "POST", "/orders", &order_body().to_string());
    assert_eq!((received, end), (Vec::new(), Err(ErrorKind::ConnectionReset)));
    assert!(setup.sandbox.orders().is_empty());
    assert_eq!(last(&setup), (Some("reset-before".into()), false, None));
}

#[test]
fn a_reset_after_processing_loses_the_answer_and_not_the_order() {
    let setup = setup();
    setup.sandbox.fault(Fault::reset_after().on("POST", "/orders"));
    let (received, end) = raw(&setup.sandbox, "POST", "/orders", &order_body().to_string());
    assert_eq!((received, end), (Vec::new(), Err(ErrorKind::ConnectionReset)));
    assert_eq!(last(&setup), (Some("reset-after".into()), true, None));
    let order = setup.order();
    assert_eq!(setup.sandbox.orders().len(), 1);
    assert_eq!(setup.sandbox.orders()[0]["id"], order["id"]);
}

#[test]
fn a_torn_body_is_shorter_than_it_says() {
    let setup = setup();
    setup.sandbox.fault(Fault::torn_body());
    let (received, end) = raw(&setup.sandbox, "POST", "/orders", &order_body().to_string());
    assert_eq!(end, Ok(0));
    let text = String::from_utf8(received).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let promised =
        head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse::<usize>().unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK") && !body.is_empty() && body.len() < promised);
    assert_eq!(setup.sandbox.orders().len(), 1);
}

#[test]
fn server_errors_come_in_the_envelope_and_are_not_processed() {
    let setup = setup();
    for status in [500, 502, 503] {
        setup.sandbox.fault(Fault::status(status));
        setup.api.post("/orders", &order_body()).error(status, "internal_error");
        assert_eq!(last(&setup), (Some(format!("status;code={status}")), false, Some(status)));
    }
    assert!(setup.sandbox.orders().is_empty());
    setup.sandbox.fault(Fault::status(500).processed(true));
    setup.api.post("/orders", &order_body()).error(500, "internal_error");
    assert_eq!(setup.sandbox.orders().len(), 1);
}

#[test]
fn rate_limits_come_with_and_without_their_details() {
    let setup = setup();
    setup.sandbox.fault(Fault::rate_limited(Some(12)));
    setup.sandbox.fault(Fault::rate_limited(None));
    setup.sandbox.fault(Fault::import_capacity(None).on("POST", "/domains/import"));
    let body = json!({ "domains": ["acme.com"] });
    let details = |answer: crate::client::Answer| answer.error(429, "rate_limited")["details"].clone();
    assert_eq!(details(setup.api.post("/domains/import", &body)), json!({ "retry_after_seconds": 12 }));
    assert_eq!(details(setup.api.post("/domains/import", &body)), json!(null));
    assert_eq!(details(setup.api.post("/domains/import", &body)), json!({ "reason": "cloudflare_account_capacity" }));
    setup.api.post("/domains/import", &body).data(200);
}

#[test]
fn answers_can_be_of_another_kind() {
    let setup = setup();
    let ask = |fault: Fault| {
        setup.sandbox.fault(fault);
        setup.api.get("/me")
    };
    let wrong = ask(Fault::wrong_json());
    assert_eq!((wrong.status, wrong.json()), (200, json!({ "data": 42 })));
    let broken = ask(Fault::broken_json());
    assert!(broken.status == 200 && serde_json::from_str::<serde_json::Value>(&broken.text).is_err());
    let html = ask(Fault::html(502));
    assert!(html.status == 502 && html.text.starts_with("<!doctype html>"));
    let empty = ask(Fault::empty());
    assert_eq!((empty.status, empty.text.as_str()), (200, ""));
    let redirect = ask(Fault::redirect(307, "https://elsewhere.example/me"));
    assert_eq!((redirect.status, redirect.location.as_deref()), (307, Some("https://elsewhere.example/me")));
    setup.api.get("/me").data(200);
}

#[test]
fn latency_does_the_work_at_once() {
    let setup = setup();
    setup.sandbox.fault(Fault::latency(Duration::from_secs(600)));
    let address = setup.sandbox.base_url().strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    let (body, key) = (order_body().to_string(), setup.sandbox.key());
    let head = format!(
        "POST /partner/v1/orders HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    // The webhook is the sign that the order exists while its answer is still held back.
    assert!(setup.receiver.wait_for(1, Duration::from_secs(20)));
    assert_eq!(setup.sandbox.orders().len(), 1);
    assert_eq!(setup.sandbox.requests()[0].status, None);
    drop(setup.sandbox); // Ends at once, although the answer is due in ten minutes.
}

#[test]
fn a_connection_can_be_closed_that_said_it_stays_open() {
    let setup = setup();
    setup.sandbox.fault(Fault::close_after());
    let (received, end) = raw(&setup.sandbox, "GET", "/me", "");
    let text = String::from_utf8(received).unwrap().to_ascii_lowercase();
    assert!(end == Ok(0) && text.starts_with("http/1.1 200") && !text.contains("connection: close"));
}

#[test]
fn a_header_asks_for_a_fault_and_leaves_the_queue_alone() {
    let setup = setup();
    setup.sandbox.fault(Fault::status(500));
    setup.api.with_header("X-Sandbox-Fault", "html;code=503").get("/me");
    assert_eq!(last(&setup), (Some("html;code=503".into()), false, Some(503)));
    setup.api.get("/me").error(500, "internal_error");
    let misspelt = setup.api.with_header("X-Sandbox-Fault", "hmtl").get("/me");
    assert!(misspelt.error(400, "sandbox_error")["message"].as_str().unwrap().contains("hmtl"));
}

#[test]
fn every_fault_is_the_same_by_header_by_control_call_and_by_library_call() {
    let seen = |setup: &Setup, api: &Api| {
        let answer = api.send("POST", "/orders", &order_body().to_string());
        let answer = answer.map(|answer| (answer.status, answer.location, answer.text.len()));
        (answer.map_err(|error| error.to_string()), last(setup), setup.sandbox.orders().len())
    };
    for text in [
        "latency;ms=1",
        "rate-limited;retry_after=12;reason=cloudflare_account_capacity",
        "status;code=503",
        "status;code=500;processed=true",
        "reset-before",
        "reset-after",
        "torn-body",
        "wrong-json",
        "broken-json",
        "html;code=502",
        "html;code=200",
        "empty",
        "redirect;code=307;to=https://elsewhere.example/",
        "close-after",
    ] {
        let by_header = setup();
        let by_header = seen(&by_header, &by_header.api.with_header("X-Sandbox-Fault", text));
        let by_control = setup();
        Api::at(by_control.sandbox.control_url(), None).post("/faults", &json!({ "fault": text }));
        let by_control = seen(&by_control, &by_control.api);
        let by_library = setup();
        by_library.sandbox.fault(Fault::parse(text).unwrap());
        let by_library = seen(&by_library, &by_library.api);
        assert_eq!(by_header, by_control, "{text}");
        assert_eq!(by_header, by_library, "{text}");
    }
}

#[test]
fn faults_wait_for_the_requests_they_are_meant_for() {
    let setup = setup();
    setup.sandbox.fault(Fault::status(503).on("GET", "/orders/{id}").skip(1).times(2));
    let ask = || setup.api.get("/orders/ord_none").status;
    setup.api.get("/orders/pending").data(200);
    assert_eq!([ask(), ask(), ask(), ask()], [404, 503, 503, 404]);
    setup.sandbox.fault(Fault::status(503).times(100));
    setup.sandbox.clear_faults();
    setup.api.get("/me").data(200);
}

#[test]
fn chance_meets_the_same_requests_in_every_order() {
    let met = |order: &mut dyn Iterator<Item = usize>| {
        let setup = setup_with(|builder| builder.random_faults(30, [Fault::status(500), Fault::status(503)]));
        let mut met: Vec<_> = order.map(|n| (n, setup.api.get(&format!("/orders/ord_{n}")).status)).collect();
        setup.sandbox.clear_faults();
        assert!((0..100).all(|n| setup.api.get(&format!("/orders/ord_{n}")).status == 404));
        met.sort_unstable();
        met
    };
    let forwards = met(&mut (0..100));
    assert_eq!(forwards, met(&mut (0..100).rev()));
    assert!((15..45).contains(&forwards.iter().filter(|(_, status)| *status != 404).count()));
}

#[test]
fn only_so_many_requests_are_remembered_as_was_said() {
    let setup = setup_with(|builder| builder.requests_kept(3));
    (0..5).for_each(|_| drop(setup.api.get("/me")));
    let numbers: Vec<_> = setup.sandbox.requests().iter().map(|request| (request.number, request.status)).collect();
    assert_eq!(numbers, [(3, Some(200)), (4, Some(200)), (5, Some(200))]);
}

#[test]
fn the_record_keeps_what_was_sent_but_not_the_key() {
    let setup = setup();
    setup.api.with_header("X-Trace", "7").get("/orders?per_page=3");
    setup.order();
    let requests = setup.sandbox.requests();
    assert_eq!(
        (requests[0].method.as_str(), requests[0].path.as_str(), requests[0].query.as_str()),
        ("GET", "/orders", "per_page=3")
    );
    assert_eq!((requests[0].header("x-trace"), requests[0].header("authorization")), (Some("7"), Some("[redacted]")));
    assert_eq!(requests[1].body, order_body().to_string().into_bytes());
    assert_eq!((requests[1].number, requests[1].processed, requests[1].status), (2, true, Some(200)));
    assert!(requests[1].request_id.starts_with("req_"));
    assert!(!format!("{requests:?}").contains(setup.sandbox.key()));
}

#[test]
fn bytes_that_are_no_request_are_answered_with_the_envelope() {
    let setup = setup();
    let address = setup.sandbox.base_url().strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"\x16\x03\x01 this is not HTTP\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(
        text.starts_with("HTTP/1.1 400")
            && text.contains("invalid_request")
            && text.contains("Peeker-Request-Id: req_")
    );
}
