//! HTTP to the byte: what a client sees that is not a polite one.

use std::io::{Read, Write};

use crate::client::{Api, Setup, order_with, persona, setup};

/// Everything that comes back for these bytes until the server closes.
fn exchange(setup: &Setup, bytes: &[u8]) -> String {
    let mut stream = setup.connect();
    stream.write_all(bytes).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

fn request(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer pk_test_a\r\n{headers}\r\n")
}

#[test]
fn the_answer_to_head_has_no_body_and_the_next_one_begins_where_it_should() {
    let setup = setup();
    let two = request("HEAD", "/partner/v1/me", "") + &request("GET", "/partner/v1/me", "Connection: close\r\n");
    let text = exchange(&setup, two.as_bytes());
    let (head, rest) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.contains("Content-Length: 1"), "{head}");
    assert!(rest.starts_with("HTTP/1.1 200 OK"), "{rest}");
}

#[test]
fn every_answer_says_the_virtual_time() {
    let setup = setup();
    setup.sandbox.advance(std::time::Duration::from_secs(90));
    for path in ["/partner/v1/me", "/partner/v1/orders/ord_1", "/nowhere"] {
        let text = exchange(&setup, request("GET", path, "Connection: close\r\n").as_bytes());
        assert!(text.contains("\r\nDate: Fri, 08 May 2026 12:01:30 GMT\r\n"), "{text}");
    }
}

#[test]
fn requests_sent_ahead_are_answered_in_their_order() {
    let setup = setup();
    let many = request("GET", "/partner/v1/me", "") + &request("GET", "/partner/v1/orders", "");
    let text = exchange(&setup, (many + &request("GET", "/x", "Connection: keep-alive, Close\r\n")).as_bytes());
    let found: Vec<_> = ["permission_preset", "per_page", "not_found"].map(|part| text.find(part)).into();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{text}");
}

#[test]
fn a_body_too_large_is_refused_and_the_client_can_read_why() {
    let setup = setup();
    let head = request("POST", "/partner/v1/orders", "Content-Length: 9000000\r\n");
    let text = exchange(&setup, &[head.as_bytes(), &vec![b' '; 9_000_000]].concat());
    assert!(text.starts_with("HTTP/1.1 413") && text.ends_with("too large\"}}"), "{text}");
}

#[test]
fn chunked_bodies_and_clients_that_ask_first_are_served() {
    let setup = setup();
    let body = "{\"name\":\"B\",\"monthly_sending_volume\":1}";
    let headers = "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\nConnection: close\r\n";
    let chunked =
        format!("{}{:x}\r\n{body}\r\n0\r\n\r\n", request("POST", "/partner/v1/bundles", headers), body.len());
    let text = exchange(&setup, chunked.as_bytes());
    assert!(text.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created"), "{text}");
}

#[test]
fn the_front_page_says_what_this_is() {
    let setup = setup();
    let root = setup.sandbox.base_url().replace("/partner/v1", "/");
    let page = Api::at(&root, None).get("").json();
    assert_eq!((&page["base_url"], &page["key"]), (&setup.sandbox.base_url().into(), &setup.sandbox.key().into()));
}

#[test]
fn a_wrong_turn_is_answered_with_the_way() {
    let setup = setup();
    let message =
        |answer: crate::client::Answer| answer.error(404, "not_found")["message"].as_str().unwrap().to_owned();
    let wrong_method = message(setup.api.send("PUT", "/orders", "{}").unwrap());
    assert_eq!(wrong_method, "There is no PUT /orders; it takes POST and GET.");
    assert_eq!(message(setup.api.get("/orderz")), "There is no endpoint /orderz.");
    let root = setup.sandbox.base_url().replace("/partner/v1", "");
    // Without a key, too: a request that is not for the API needs none to be told so.
    assert!(message(Api::at(&root, None).get("/me")).contains(setup.sandbox.base_url()));
    assert!(message(Api::at(&root, None).get("/partner/v1x/me")).contains(setup.sandbox.base_url()));
}

#[test]
fn the_base_path_of_may_is_served_too() {
    let setup = setup();
    let old = setup.sandbox.base_url().replace("/partner/v1", "/api/partner/v1");
    let api = Api::at(&old, Some(format!("Bearer {}", setup.sandbox.key())));
    let bundle = api.post("/bundles", &serde_json::json!({ "name": "B", "monthly_sending_volume": 1 })).data(201);
    assert_eq!(setup.api.get("/bundles").ok()[0]["id"], bundle["id"]);
    assert_eq!(setup.sandbox.requests()[0].path, "/bundles");
}

#[test]
fn nothing_is_fetched_though_it_could_be() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let here = format!("http://{}", listener.local_addr().unwrap());
    let setup = setup();
    let picture = persona(&format!("{here}/alex.jpg"));
    let order = order_with(&serde_json::json!({ "personas": [picture], "forwarding_url": here }));
    setup.api.post("/orders", &order).data(200);
    setup.advance(10);
    let forwarding = serde_json::json!({ "domains": ["acme-mail.com"], "forwarding_url": here });
    setup.api.post("/domains/forwarding", &forwarding).data(202);
    setup.advance(10);
    assert!(setup.event_types().contains(&"domain.forwarding_updated".to_owned()));
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}
