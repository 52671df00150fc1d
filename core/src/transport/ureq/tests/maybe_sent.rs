//! What may have been sent.

use std::thread;

use super::*;

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
    let (maybe_sent, timed_out, message) = failure(&Transfer { timeout: 200, ..server.get() });
    assert_eq!((maybe_sent, timed_out), (true, true));
    assert_eq!(message, format!("there was no complete answer within 200 ms ({})", server.address));
}

#[test]
fn a_server_that_does_not_read_is_a_timeout_while_sending() {
    let server = Server::new(|_| thread::park());
    let transfer = Transfer { timeout: 200, ..server.post(Some(&"x".repeat(32_000_000))) };
    let (maybe_sent, timed_out, message) = failure(&transfer);
    assert_eq!((maybe_sent, timed_out), (true, true));
    assert!(message.starts_with("the request was not sent completely within 200 ms"), "{message}");
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
    let (maybe_sent, timed_out, _) = failure(&Transfer { timeout: 200, ..server.get() });
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
        connection.reset();
    });
    assert_broken(&reset.get(), "complete");
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
