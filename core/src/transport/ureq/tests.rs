//! Over real sockets, on loopback.

use std::io::Write;
use std::net::{Shutdown, TcpListener};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

use proptest::prelude::*;

use super::*;
use crate::transport::test_server::{Server, read_request, tls, transfer};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

fn transport() -> UreqTransport {
    UreqTransport::new(&UreqOptions::default()).expect("a transport")
}

fn send(transfer: &Transfer) -> Result<HttpResponse, Failure> {
    transport().send(transfer)
}

/// Sends, and says of the failure whether the request may have been sent and whether time ran out.
fn failure(transfer: &Transfer) -> (bool, bool, String) {
    let failure = send(transfer).expect_err("a failure");
    (failure.maybe_sent, failure.timed_out, failure.message)
}

fn assert_not_sent(transfer: &Transfer, words: &str) {
    let (maybe_sent, timed_out, message) = failure(transfer);
    assert!(!maybe_sent && !timed_out && message.contains(words), "{message}");
}

fn assert_broken(transfer: &Transfer, words: &str) {
    let (maybe_sent, timed_out, message) = failure(transfer);
    assert!(maybe_sent && !timed_out && message.contains(words), "{message}");
}

fn with_header(mut transfer: Transfer, name: &str, value: &str) -> Transfer {
    transfer.request.headers.push((name.to_owned(), Secret::new(value)));
    transfer
}

// What was certainly not sent.

#[test]
fn a_refused_connection_was_not_sent_to() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap();
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
    for (name, value) in [("a b", "x"), ("accept", "a\r\nb: c"), ("accept", "\u{1}")] {
        assert_not_sent(&with_header(server.get(), name, value), "could not be sent");
    }
    assert_eq!(server.connections(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_connection_that_does_not_come_about_in_time_was_not_sent_to() {
    // A listener whose queue is full leaves further connections without an answer.
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket.listen(0).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    let _first = std::net::TcpStream::connect(address).unwrap();
    let mut transfer = transfer(Method::Post, &format!("http://{address}/"), Some("{}"));
    transfer.connect_timeout = 20;
    let (maybe_sent, timed_out, message) = failure(&transfer);
    assert_eq!((maybe_sent, timed_out), (false, true));
    assert_eq!(message, format!("no connection was made within 20 ms ({address})"));
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
    let server = Server::new(|connection| connection.hold());
    for (timeout, connect_timeout) in [(20, 20), (20, 5_000), (5_000, 20)] {
        let transfer = Transfer { timeout, connect_timeout, ..https(&server) };
        let (maybe_sent, timed_out, message) = failure(&transfer);
        assert_eq!((maybe_sent, timed_out), (false, true));
        assert!(message.starts_with("no secure connection was made within 20 ms"), "{message}");
    }
}

#[test]
fn a_transfer_without_time_is_not_sent() {
    let server = Server::answering(OK);
    let (maybe_sent, timed_out, _) = failure(&Transfer { timeout: 0, ..server.get() });
    assert_eq!((maybe_sent, timed_out, server.connections()), (false, true, 0));
}

fn https(server: &Server) -> Transfer {
    transfer(Method::Post, &format!("https://{}/", server.address), Some("{}"))
}

// What may have been sent.

#[test]
fn a_connection_reset_before_the_request_was_read_may_have_been_sent_to() {
    let server = Server::new(|connection| {
        connection.stream.peek(&mut [0]).unwrap();
        connection.reset();
    });
    assert_broken(&server.post(Some("{}")), "127.0.0.1");
}

#[test]
fn a_connection_that_ends_after_the_request_was_read_may_have_been_sent_to() {
    let in_order = Server::new(|connection| drop(connection.request()));
    assert_broken(&in_order.post(Some("{}")), "there was no complete answer");
    let reset = Server::new(|connection| {
        connection.request();
        connection.reset();
    });
    assert_broken(&reset.post(Some("{}")), "there was no complete answer");
}

#[test]
fn a_connection_reset_within_a_large_request_may_have_been_sent_to() {
    let server = Server::new(|connection| {
        let _ = connection.stream.read(&mut [0; 1000]);
        connection.reset();
    });
    assert_broken(&server.post(Some(&"x".repeat(8_000_000))), "broke while the request was sent");
}

#[test]
fn a_silent_server_is_a_timeout_that_says_what_was_missing() {
    let server = Server::new(|connection| {
        connection.request();
        connection.hold();
    });
    let (maybe_sent, timed_out, message) = failure(&Transfer { timeout: 50, ..server.get() });
    assert_eq!((maybe_sent, timed_out), (true, true));
    assert_eq!(message, format!("there was no complete answer within 50 ms ({})", server.address));
}

#[test]
fn a_server_that_does_not_read_is_a_timeout_while_sending() {
    let server = Server::new(|_| thread::park());
    let transfer = Transfer { timeout: 50, ..server.post(Some(&"x".repeat(32_000_000))) };
    let (maybe_sent, timed_out, message) = failure(&transfer);
    assert_eq!((maybe_sent, timed_out), (true, true));
    assert!(message.starts_with("the request was not sent completely within 50 ms"), "{message}");
}

#[test]
fn an_answer_that_trickles_is_cut_off_by_the_time_limit() {
    let server = Server::new(|connection| {
        connection.request();
        connection.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
        while connection.write(b"x") {
            thread::yield_now();
        }
    });
    let (maybe_sent, timed_out, _) = failure(&Transfer { timeout: 50, ..server.get() });
    assert_eq!((maybe_sent, timed_out), (true, true));
}

#[test]
fn a_torn_answer_is_a_failure() {
    let torn = [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2",
        "HTTP/1.1 100 Continue\r\n\r\n",
    ];
    for answer in torn {
        for reset in [false, true] {
            let server = Server::new(move |connection| {
                connection.request();
                connection.write(answer);
                if reset {
                    connection.reset();
                }
            });
            let (maybe_sent, timed_out, message) = failure(&server.post(None));
            assert!(maybe_sent && !timed_out, "{answer:?}: {message}");
        }
    }
}

#[test]
fn a_body_without_a_length_ends_with_its_connection_but_not_with_a_reset() {
    let answer = "HTTP/1.1 200 OK\r\n\r\n{}";
    let in_order = Server::new(move |connection| {
        connection.request();
        connection.write(answer);
    });
    assert_eq!(send(&in_order.get()).unwrap().body, b"{}");
    let reset = Server::new(move |connection| {
        connection.request();
        connection.write(answer);
        // What the client has not read when the reset comes is lost to it, so the reset waits for its reading.
        thread::sleep(Duration::from_millis(20));
        connection.reset();
    });
    assert_broken(&reset.get(), "the connection broke before the answer was complete");
}

#[test]
fn what_is_not_http_is_a_failure() {
    let noise = ["\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 099 No\r\n\r\n"];
    for answer in noise {
        let server = Server::new(move |connection| {
            connection.request();
            connection.write(answer);
        });
        assert_broken(&server.get(), "there was no complete answer");
    }
    let contradiction = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x";
    assert_broken(&Server::answering(contradiction).get(), "content-length");
}

#[test]
fn headers_without_end_are_a_failure() {
    let bomb = Server::new(|connection| {
        connection.request();
        connection.write("HTTP/1.1 200 OK\r\n");
        while connection.write(format!("a: {}\r\n", "x".repeat(4_000))) {}
    });
    assert_broken(&bomb.get(), "header is too big");
    let one_line = Server::new(|connection| {
        connection.request();
        connection.write("HTTP/1.1 200 OK\r\na: ");
        while connection.write([b'x'; 4_000]) {}
    });
    assert_broken(&one_line.get(), "header is too big");
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "a: b\r\n".repeat(200));
    assert_broken(&Server::answering(many).get(), "too many headers");
}

// What is received.

#[test]
fn an_answer_is_handed_over_as_it_came_whatever_its_status() {
    for status in [200, 201, 204, 304, 400, 404, 429, 500, 503] {
        let answer = format!("HTTP/1.1 {status} Whatever\r\nPeeker-Request-Id: req_1\r\ncontent-length: 0\r\n\r\n");
        let response = send(&Server::answering(answer).get()).unwrap();
        assert_eq!((response.status, response.request_id().as_deref()), (status, Some("req_1")));
    }
}

#[test]
fn every_byte_of_a_body_arrives_in_both_framings() {
    let body: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let mut sized = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    sized.extend(&body);
    let mut chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for chunk in body.chunks(7_777) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    for answer in [sized, chunked] {
        assert_eq!(send(&Server::answering(answer).get()).unwrap().body, body);
    }
}

#[test]
fn what_comes_before_the_answer_is_skipped() {
    let answer = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n{OK}");
    assert_eq!(send(&Server::answering(answer).get()).unwrap().status, 200);
}

#[test]
fn a_large_header_and_one_that_is_no_text_arrive() {
    let mut answer = format!("HTTP/1.1 200 OK\r\na: {}\r\nb: ", "x".repeat(20_000)).into_bytes();
    answer.extend(b"\xff\r\ncontent-length: 0\r\n\r\n");
    let response = send(&Server::answering(answer).get()).unwrap();
    assert_eq!(response.header("a").map(str::len), Some(20_000));
    assert_eq!(response.header("b"), Some("\u{fffd}"));
}

#[test]
fn a_body_over_the_limit_is_cut_after_one_byte_more_and_its_connection_dropped() {
    let server = Server::new(|connection| {
        while connection.request().is_some() {
            connection.write(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", MAX_BODY + 10_000_000));
            connection.write(vec![b' '; MAX_BODY + 10_000_000]);
        }
    });
    let transport = transport();
    for _ in 0..2 {
        assert_eq!(transport.send(&server.get()).unwrap().body.len(), MAX_BODY + 1);
    }
    assert_eq!(server.connections(), 2);
    let exact = Server::new(|connection| {
        connection.request();
        connection.write(format!("HTTP/1.1 200 OK\r\ncontent-length: {MAX_BODY}\r\n\r\n"));
        connection.write(vec![b' '; MAX_BODY]);
    });
    assert_eq!(transport.send(&exact.get()).unwrap().body.len(), MAX_BODY);
}

#[test]
fn a_redirect_is_an_answer_and_nothing_goes_elsewhere() {
    let elsewhere = Server::answering(OK);
    for status in [301, 302, 303, 307, 308] {
        for body in ["", "moved"] {
            let location = format!("http://{}/x", elsewhere.address);
            let length = body.len();
            let answer =
                format!("HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: {length}\r\n\r\n{body}");
            let server = Server::answering(answer);
            for transfer in [server.get(), server.post(Some("{}"))] {
                let response = send(&with_header(transfer, "authorization", "Bearer pk_test_x")).unwrap();
                assert_eq!((response.status, response.header("location")), (status, Some(location.as_str())));
                assert_eq!(response.body, body.as_bytes());
            }
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

// What is sent.

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
        ("x-trace", "0af7651916cd43dd"),
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

// Which connection.

#[test]
fn a_connection_is_used_again() {
    let server = Server::answering(OK);
    let transport = transport();
    for transfer in [server.get(), server.post(Some("{}")), server.post(None), server.get()] {
        transport.send(&transfer).unwrap();
    }
    assert_eq!((server.connections(), server.requests().len()), (1, 4));
}

#[test]
fn a_connection_that_was_idle_for_longer_than_allowed_is_not_used() {
    let server = Server::answering(OK);
    let transport = transport();
    transport.send(&server.get()).unwrap();
    transport.send(&Transfer { max_idle: Some(60_000), ..server.get() }).unwrap();
    assert_eq!(server.connections(), 1);
    transport.send(&Transfer { max_idle: Some(0), ..server.get() }).unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_kept_connection_that_breaks_may_have_been_sent_to_and_nothing_is_sent_again() {
    let server = Server::new(|connection| {
        connection.request();
        connection.write(OK);
        connection.request();
    });
    let transport = transport();
    transport.send(&server.get()).unwrap();
    let failure = transport.send(&server.post(Some("{}"))).unwrap_err();
    assert!(failure.maybe_sent && failure.message.contains("kept open"), "{}", failure.message);
    assert_eq!((server.connections(), server.requests().len()), (1, 2));
}

#[test]
fn a_kept_connection_that_the_server_closed_is_replaced() {
    for said in [true, false] {
        let (closed, closing) = channel();
        let server = Server::new(move |connection| {
            connection.request();
            let close = if said { "connection: close\r\n" } else { "" };
            connection.write(format!("HTTP/1.1 200 OK\r\n{close}content-length: 2\r\n\r\n{{}}"));
            // On loopback this has reached the client when it returns.
            connection.stream.shutdown(Shutdown::Both).unwrap();
            closed.send(()).unwrap();
        });
        let transport = transport();
        transport.send(&server.get()).unwrap();
        closing.recv().unwrap();
        transport.send(&server.post(None)).unwrap();
        assert_eq!(server.connections(), 2);
    }
}

#[test]
fn bytes_after_an_answer_are_no_answer_to_the_next_request() {
    let server = Server::new(|connection| {
        connection.request();
        let answer = if connection.number == 1 { format!("{OK}HTTP/1.1 500 Forged\r\n\r\n") } else { OK.to_owned() };
        connection.write(answer);
        connection.request();
    });
    let transport = transport();
    transport.send(&server.get()).unwrap();
    assert_eq!(transport.send(&server.get()).unwrap().status, 200);
    assert_eq!(server.connections(), 2);
}

#[test]
fn an_attempt_that_failed_leaves_no_connection_behind() {
    let server = Server::new(|connection| {
        connection.request();
        if connection.number == 1 {
            connection.hold();
        }
        connection.write(OK);
    });
    let transport = transport();
    assert!(transport.send(&Transfer { timeout: 50, ..server.get() }).is_err());
    transport.send(&server.get()).unwrap();
    assert_eq!(server.connections(), 2);
}

// Stopping.

#[test]
fn a_stopped_transfer_ends_and_its_connection_is_closed() {
    let server = Server::new(|connection| {
        connection.request();
        connection.hold();
    });
    let (transfer, stop) = (server.get(), Stop::default());
    let sending = {
        let stop = stop.clone();
        thread::spawn(move || transport().send_until(&transfer, &stop))
    };
    server.await_request();
    stop.stop();
    let failure = sending.join().unwrap().unwrap_err();
    assert!(failure.maybe_sent && !failure.timed_out, "{}", failure.message);
}

#[test]
fn a_transfer_that_was_stopped_before_is_not_sent() {
    let server = Server::answering(OK);
    let transport = transport();
    let stop = Stop::default();
    stop.stop();
    for _ in 0..2 {
        let failure = transport.send_until(&server.post(None), &stop).unwrap_err();
        assert!(!failure.maybe_sent, "{}", failure.message);
        // The second time there is a kept connection.
        transport.send(&server.get()).unwrap();
    }
    assert!(server.requests().iter().all(|request| request.head.starts_with("GET")));
}

#[test]
fn stopping_a_transfer_that_has_ended_does_nothing_to_the_next_on_its_connection() {
    let server = Server::answering(OK);
    let transport = transport();
    let stop = Stop::default();
    transport.send_until(&server.get(), &stop).unwrap();
    stop.stop();
    transport.send(&server.get()).unwrap();
    assert_eq!(server.connections(), 1);
}

// Whatever comes.

/// Pieces of answers, right and wrong, in any order.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 204 No Content\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 302 Found\r\n",
        "HTTP/1.0 200 OK\r\n",
        "HTTP/1.1 000 ",
        "content-length: 5\r\n",
        "content-length: 18446744073709551616\r\n",
        "content-length: -1\r\n",
        "transfer-encoding: chunked\r\n",
        "transfer-encoding: gzip, chunked\r\n",
        "connection: close\r\n",
        "connection: keep-alive\r\n",
        "location: /\r\n",
        "location: \r\n",
        "content-encoding: gzip\r\n",
        "\r\n",
        "\r\n\r\n",
        "0\r\n\r\n",
        "5\r\nhello\r\n",
        "ffffffffffffffff\r\n",
        "5;x=y\r\n",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_answer_makes_it_panic_or_claim_that_nothing_was_sent(pieces in prop::collection::vec(piece(), 0..8)) {
        let answer = pieces.concat();
        let server = Server::new(move |connection| {
            connection.request();
            connection.write(&answer);
        });
        if let Err(failure) = send(&server.post(Some("{}"))) {
            prop_assert!(failure.maybe_sent && !failure.timed_out, "{}", failure.message);
            prop_assert!(!failure.message.starts_with("internal"), "{}", failure.message);
        }
    }
}

// Settings.

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let code = |options: UreqOptions| UreqTransport::new(&options).expect_err("refused").code().to_owned();
    for proxy in ["", "socks5://127.0.0.1", "ftp://127.0.0.1", "http://"] {
        assert_eq!(code(UreqOptions { proxy: Some(proxy.into()), ..UreqOptions::default() }), "invalid_option");
    }
    for pem in ["", "x", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        let ca_certificates = Some(pem.into());
        assert_eq!(code(UreqOptions { ca_certificates, ..UreqOptions::default() }), "invalid_option", "{pem}");
    }
    let both = UreqOptions { ca_certificates: Some(Vec::new()), platform_verifier: true, ..UreqOptions::default() };
    assert_eq!(code(both), "invalid_option");
    assert!(UreqTransport::new(&UreqOptions { platform_verifier: true, ..UreqOptions::default() }).is_ok());
}

#[test]
fn debug_shows_no_proxy_password() {
    let options = UreqOptions { proxy: Some("http://u:canary@127.0.0.1:1".into()), ..UreqOptions::default() };
    let transport = UreqTransport::new(&options).unwrap();
    assert!(!format!("{options:?} {transport:?}").contains("canary"));
}

// Logs.

#[test]
fn no_log_at_any_level_shows_a_key_a_header_or_a_body() {
    struct Listener(Mutex<Vec<String>>);
    impl log::Log for Listener {
        fn enabled(&self, _: &log::Metadata) -> bool {
            true
        }
        fn log(&self, record: &log::Record) {
            self.0.lock().unwrap().push(record.args().to_string());
        }
        fn flush(&self) {}
    }
    let listener: &Listener = Box::leak(Box::new(Listener(Mutex::default())));
    log::set_logger(listener).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);

    let server = Server::answering(OK);
    // The library prints rows of 16 characters: of 48 equal ones at least two rows are full.
    let mut transfer = server.post(Some(&format!("{{\"login_password\":\"{}\"}}", "Z".repeat(48))));
    transfer = with_header(transfer, "authorization", &format!("Bearer pk_test_{}", "Q".repeat(48)));
    transfer = with_header(transfer, "x-own", &"J".repeat(48));
    transfer = with_header(transfer, "accept", &"V".repeat(48));
    send(&transfer).unwrap();
    assert!(server.requests()[0].head.contains(&"Q".repeat(48)));

    let heard = listener.0.lock().unwrap().join("\n");
    assert!(heard.contains("VVVVVVVVVVVVVVVV"), "the library no longer logs what it sends");
    for canary in ["QQQQ", "ZZZZ", "JJJJ", "5151 5151"] {
        assert!(!heard.contains(canary), "{canary} was logged");
    }
}

// TLS.

/// A transport that trusts the certificates of the tests.
fn trusting() -> UreqTransport {
    let ca_certificates = Some(tls().ca_pem.clone());
    UreqTransport::new(&UreqOptions { ca_certificates, ..UreqOptions::default() }).expect("a transport")
}

#[test]
fn a_tls_connection_is_used_again() {
    let server = Server::new(|connection| {
        connection.secure(|stream, _| {
            while read_request(stream).is_some() {
                stream.write_all(OK.as_bytes()).unwrap();
            }
        });
    });
    let transport = trusting();
    for _ in 0..3 {
        assert_eq!(transport.send(&https(&server)).unwrap().body, b"{}");
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_tls_session_is_resumed_on_the_next_connection() {
    let (kinds, seen) = channel();
    let server = Server::new(move |connection| {
        connection.secure(|stream, kind| {
            kinds.send(kind).unwrap();
            read_request(stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
    });
    let transport = trusting();
    transport.send(&https(&server)).unwrap();
    transport.send(&https(&server)).unwrap();
    let kinds: Vec<_> = seen.try_iter().collect();
    assert_eq!(kinds, [rustls::HandshakeKind::Full, rustls::HandshakeKind::Resumed]);
}

#[test]
fn a_server_whose_certificate_is_not_trusted_gets_nothing() {
    let server = Server::new(|connection| connection.secure(|stream, _| drop(read_request(stream))));
    assert_not_sent(&https(&server), "invalid peer certificate");
    let platform = UreqOptions { platform_verifier: true, ..UreqOptions::default() };
    let failure = UreqTransport::new(&platform).unwrap().send(&https(&server)).unwrap_err();
    assert!(!failure.maybe_sent, "{}", failure.message);
    // Trusted, but made out to other names.
    let other_name = transfer(Method::Get, &format!("https://localhost:{}/", server.address.port()), None);
    let failure = trusting().send(&other_name).unwrap_err();
    assert!(!failure.maybe_sent && failure.message.contains("certificate"), "{}", failure.message);
    assert!(server.requests().is_empty());
}

#[test]
fn a_server_that_ends_after_the_tls_handshake_may_have_been_sent_to() {
    let server = Server::new(|connection| connection.secure(|_, _| ()));
    let failure = trusting().send(&https(&server)).unwrap_err();
    assert!(failure.maybe_sent && !failure.timed_out, "{}", failure.message);
}

#[test]
fn a_tls_connection_that_is_cut_ends_no_body() {
    for (closing, complete) in [(true, true), (false, false)] {
        let server = Server::new(move |connection| {
            connection.secure(|stream, _| {
                read_request(stream);
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{}").unwrap();
                if closing {
                    stream.conn.send_close_notify();
                    stream.flush().unwrap();
                }
            });
        });
        match trusting().send(&https(&server)) {
            Ok(response) => assert!(complete && response.body == b"{}"),
            Err(failure) => assert!(!complete && failure.maybe_sent, "{}", failure.message),
        }
    }
}

// Proxies.

fn through(proxy: &str) -> UreqTransport {
    let options = UreqOptions {
        ca_certificates: Some(tls().ca_pem.clone()),
        proxy: Some(proxy.into()),
        ..UreqOptions::default()
    };
    UreqTransport::new(&options).expect("a transport")
}

fn to_target() -> Transfer {
    let transfer = transfer(Method::Post, "https://target.test/x", Some("{}"));
    with_header(transfer, "authorization", "Bearer pk_test_abc")
}

#[test]
fn a_proxy_passes_the_connection_on_and_sees_no_key() {
    let proxy = Server::new(|connection| {
        connection.request();
        connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
        connection.secure(|stream, _| {
            while let Some(request) = read_request(stream) {
                assert!(request.head.contains("authorization: Bearer pk_test_abc\r\n"));
                stream.write_all(OK.as_bytes()).unwrap();
            }
        });
    });
    let transport = through(&format!("http://user:p%40ss@{}", proxy.address));
    for _ in 0..2 {
        assert_eq!(transport.send(&to_target()).unwrap().body, b"{}");
    }
    assert_eq!(proxy.connections(), 1);
    let head = proxy.requests().remove(0).head;
    assert!(head.starts_with("CONNECT target.test:443 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n"), "{head}");
    assert!(!head.contains("pk_test") && !head.to_lowercase().contains("user-agent"), "{head}");
}

#[test]
fn what_fails_at_a_proxy_was_not_sent() {
    let refusals = [
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\n\r\n",
        "HTTP/1.1 302 Found\r\nlocation: /\r\n\r\n",
        "HTTP/1.1 200",
        "SSH-2.0-x\r\n",
        "",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    ];
    for refusal in refusals {
        for reset in [false, true] {
            let proxy = Server::new(move |connection| {
                connection.request();
                connection.write(refusal);
                if reset {
                    connection.reset();
                }
            });
            let failure = through(&format!("http://{}", proxy.address)).send(&to_target()).unwrap_err();
            assert!(!failure.maybe_sent && !failure.timed_out, "{refusal:?}: {}", failure.message);
        }
    }
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap();
    for proxy in [format!("http://{closed}"), "http://x.invalid".to_owned(), format!("https://{closed}")] {
        let failure = through(&proxy).send(&to_target()).unwrap_err();
        assert!(!failure.maybe_sent && !failure.timed_out, "{}", failure.message);
    }
}

#[test]
fn a_proxy_that_says_nothing_is_a_timeout_before_anything_was_sent() {
    let silent = Server::new(|connection| connection.hold());
    let transport = through(&format!("http://{}", silent.address));
    let failure = transport.send(&Transfer { connect_timeout: 20, ..to_target() }).unwrap_err();
    assert_eq!((failure.maybe_sent, failure.timed_out), (false, true), "{}", failure.message);
}

#[test]
fn this_machine_is_reached_without_a_proxy() {
    let (server, proxy) = (Server::answering(OK), Server::new(|_| ()));
    let transport = through(&format!("http://{}", proxy.address));
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.address.port());
        transport.send(&transfer(Method::Get, &url, None)).unwrap();
    }
    assert_eq!(proxy.connections(), 0);
}

// Threads.

#[test]
fn one_transport_serves_many_threads() {
    let server = Server::answering(OK);
    let transport = Arc::new(transport());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let (transport, transfer) = (Arc::clone(&transport), server.post(Some("{}")));
            thread::spawn(move || (0..20).all(|_| transport.send(&transfer).is_ok()))
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    assert_eq!(server.requests().len(), 160);
    assert!(server.connections() <= 8);
}
