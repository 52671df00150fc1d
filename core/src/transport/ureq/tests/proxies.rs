//! Proxies.

use std::io::Write;

use super::*;
use crate::transport::test_server::{Connection, read_request, tls};

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
    let (_port, closed) = port();
    for proxy in [format!("http://{closed}"), "http://x.invalid".to_owned(), format!("https://{closed}")] {
        let failure = through(&proxy).send(&to_target()).unwrap_err();
        assert!(!failure.maybe_sent && !failure.timed_out, "{}", failure.message);
    }
}

#[test]
fn a_proxy_that_says_nothing_is_a_timeout_before_anything_was_sent() {
    let silent = Server::new(Connection::hold);
    let transport = through(&format!("http://{}", silent.address));
    let failure = transport.send(&Transfer { connect_timeout: 200, ..to_target() }).unwrap_err();
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
