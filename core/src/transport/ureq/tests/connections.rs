//! Which connection is used, and ending one.

use std::net::Shutdown;
use std::sync::mpsc::channel;
use std::thread;

use super::*;

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
    assert!(transport.send(&Transfer { timeout: 200, ..server.get() }).is_err());
    transport.send(&server.get()).unwrap();
    assert_eq!(server.connections(), 2);
}

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
