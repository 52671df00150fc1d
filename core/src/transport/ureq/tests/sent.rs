//! What is sent.

use super::*;

#[test]
fn a_request_is_its_own_headers_and_those_of_the_connection() {
    let server = Server::answering(OK);
    let mut transfer = server.post(Some("{\"name\":\"ü\"}"));
    transfer.request.url.push_str("?a=b%20c&d=");
    for (name, value) in [
        ("accept", "application/json"),
        ("authorization", "Bearer pk_test_abc"),
        ("content-type", "application/json"),
        ("user-agent", "peeker-partner/0"),
        ("x-empty", ""),
        ("X-Trace", "0af7651916cd43dd"),
    ] {
        transfer = with_header(transfer, name, value);
    }
    send(&transfer).unwrap();
    let request = server.requests().remove(0);
    let mut lines: Vec<&str> = request.head.split("\r\n").collect();
    lines[1..].sort_unstable();
    let host = format!("host: {}", server.address);
    let expected = [
        "POST /x?a=b%20c&d= HTTP/1.1",
        "",
        "",
        "accept: application/json",
        "authorization: Bearer pk_test_abc",
        "content-length: 13",
        "content-type: application/json",
        &host,
        "user-agent: peeker-partner/0",
        "x-empty: ",
        "x-trace: 0af7651916cd43dd",
    ];
    assert_eq!(lines, expected);
    assert_eq!(request.body, "{\"name\":\"ü\"}".as_bytes());
}

#[test]
fn a_request_without_headers_gets_none_but_host() {
    let server = Server::answering(OK);
    for method in [Method::Get, Method::Delete] {
        send(&transfer(method, &format!("http://{}/", server.address), None)).unwrap();
    }
    let host = server.address;
    let heads: Vec<String> = server.requests().into_iter().map(|request| request.head).collect();
    assert_eq!(heads, ["GET", "DELETE"].map(|method| format!("{method} / HTTP/1.1\r\nhost: {host}\r\n\r\n")));
}

#[test]
fn a_post_or_patch_without_a_body_says_so() {
    let server = Server::answering(OK);
    for method in [Method::Post, Method::Patch] {
        send(&transfer(method, &format!("http://{}/", server.address), None)).unwrap();
    }
    for request in server.requests() {
        assert!(request.head.contains("\r\ncontent-length: 0\r\n"), "{}", request.head);
        assert!(!request.head.contains("transfer-encoding"), "{}", request.head);
    }
}

#[test]
fn a_large_body_arrives_whole() {
    let server = Server::answering(OK);
    let body = "0123456789abcdef".repeat(100_000);
    send(&server.post(Some(&body))).unwrap();
    assert_eq!(server.requests()[0].body, body.as_bytes());
}

#[test]
fn a_head_that_is_too_long_is_not_sent_and_one_that_is_not_arrives() {
    let server = Server::answering(OK);
    let long = with_header(server.get(), "x-long", &"x".repeat(UreqTransport::MAX_HEAD));
    assert_not_sent(&long, "longer than 32 KiB");
    assert_eq!(server.connections(), 0);
    let mut transfer = server.get();
    for name in ["x-a", "x-b", "x-c"] {
        transfer = with_header(transfer, name, &name.repeat(3_000));
    }
    send(&transfer).unwrap();
    for name in ["x-a", "x-b", "x-c"] {
        assert!(server.requests()[0].head.contains(&format!("\r\n{name}: {}\r\n", name.repeat(3_000))));
    }
}
