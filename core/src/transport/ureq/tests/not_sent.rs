//! What was certainly not sent.

use std::net::TcpStream;

use super::*;
use crate::transport::test_server::Connection;

#[test]
fn a_refused_connection_was_not_sent_to() {
    let (_port, closed) = port();
    assert_not_sent(&transfer(Method::Post, &format!("http://{closed}/"), Some("{}")), "no connection to 127.0.0.1:");
}

#[test]
fn a_host_without_an_address_was_not_sent_to() {
    assert_not_sent(&transfer(Method::Get, "https://x.invalid/", None), "the address of x.invalid was not found");
}

#[test]
fn a_url_that_is_none_is_not_sent() {
    for url in ["", "x", "http://", "http:///x", "ftp://127.0.0.1/", "http://127.0.0.1:99999/", "http://a b/"] {
        assert_not_sent(&transfer(Method::Get, url, None), "");
    }
}

#[test]
fn a_header_that_http_forbids_is_not_sent() {
    let server = Server::answering(OK);
    for (name, value) in [("a b", "x"), ("accept", "a\r\nb: c"), ("x-own", "a\r\nb: c"), ("authorization", "\u{1}")] {
        assert_not_sent(&with_header(server.get(), name, value), "");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_query_that_http_forbids_is_not_sent() {
    let server = Server::answering(OK);
    for query in ["a\r\nb: c", "a b", "a#b", "ü", "\u{1}"] {
        let mut transfer = server.get();
        transfer.request.url = format!("{}?{query}", transfer.request.url);
        assert_not_sent(&transfer, "the query has characters that none has");
    }
    assert_eq!(server.connections(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_connection_that_does_not_come_about_in_time_was_not_sent_to() {
    // A listener whose queue is full leaves further connections without an answer.
    let (socket, address) = port();
    socket.listen(0).unwrap();
    let _first = TcpStream::connect(address).unwrap();
    let mut transfer = transfer(Method::Post, &format!("http://{address}/"), Some("{}"));
    transfer.connect_timeout = 200;
    let (maybe_sent, timed_out, message) = failure(&transfer);
    assert_eq!((maybe_sent, timed_out), (false, true));
    assert_eq!(message, format!("no connection was made within 200 ms ({address})"));
}

#[test]
fn a_tls_handshake_with_a_server_that_speaks_no_tls_was_not_sent() {
    let server = Server::new(|connection| {
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    assert_not_sent(&https(&server), "no secure connection to 127.0.0.1:");
}

#[test]
fn a_tls_handshake_that_the_server_ends_was_not_sent() {
    assert_not_sent(&https(&Server::new(|_| ())), "connection to 127.0.0.1:");
    // This reset may come while the client still connects.
    assert_not_sent(&https(&Server::new(|connection| connection.reset())), "connection to 127.0.0.1:");
}

#[test]
fn a_tls_handshake_that_is_not_answered_in_time_was_not_sent() {
    let server = Server::new(Connection::hold);
    for (timeout, connect_timeout) in [(200, 200), (200, 60_000), (60_000, 200)] {
        let transfer = Transfer { timeout, connect_timeout, ..https(&server) };
        let (maybe_sent, timed_out, message) = failure(&transfer);
        assert_eq!((maybe_sent, timed_out), (false, true));
        assert!(message.starts_with("no secure connection was made within 200 ms"), "{message}");
    }
}

#[test]
fn a_transfer_without_time_is_not_sent() {
    let server = Server::answering(OK);
    let (maybe_sent, timed_out, _) = failure(&Transfer { timeout: 0, ..server.get() });
    assert_eq!((maybe_sent, timed_out, server.connections()), (false, true, 0));
}
