//! Settings, logs, threads.

use std::sync::{Arc, Mutex};
use std::thread;

use super::*;

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

#[test]
fn no_log_at_any_level_shows_a_key_a_header_a_query_or_a_body() {
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
    transfer.request.url = format!("{}?token={}&a=%2A", transfer.request.url, "K".repeat(48));
    send(&transfer).unwrap();
    let head = &server.requests()[0].head;
    assert!(head.contains(&"Q".repeat(48)), "{head}");
    assert!(head.starts_with(&format!("POST /x?token={}&a=%2A HTTP/1.1\r\n", "K".repeat(48))), "{head}");

    let heard = listener.0.lock().unwrap().join("\n");
    assert!(heard.contains("VVVVVVVVVVVVVVVV"), "the library no longer logs what it sends");
    for canary in ["QQQQ", "ZZZZ", "JJJJ", "KKKK", "5151 5151", "4b4b 4b4b"] {
        assert!(!heard.contains(canary), "{canary} was logged");
    }
}

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
