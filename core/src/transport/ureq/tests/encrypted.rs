//! TLS.

use std::io::Write;
use std::sync::mpsc::channel;

use super::*;
use crate::transport::test_server::{read_request, tls};

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
