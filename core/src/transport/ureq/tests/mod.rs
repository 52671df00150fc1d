//! Over real sockets, on loopback.

mod connections;
mod encrypted;
mod maybe_sent;
mod not_sent;
mod proxies;
mod received;
mod sent;
mod settings;
mod whatever_comes;

use std::net::SocketAddr;

use socket2::Socket;

use super::*;
use crate::transport::test_server::{Server, transfer};

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

/// A port that nobody listens on, and that nobody else gets while the socket lives.
fn port() -> (Socket, SocketAddr) {
    let socket = Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, address)
}

/// A POST over TLS.
fn https(server: &Server) -> Transfer {
    transfer(Method::Post, &format!("https://{}/", server.address), Some("{}"))
}
