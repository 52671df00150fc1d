//! What crates log while requests are sent over sockets of this machine.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, OnceLock};

use peeker_core::call::Step;
use peeker_core::client::{Client, SystemClock};
use peeker_core::config::{Config, Options};
use peeker_core::model::NewOrder;
use peeker_core::operation::Method;
use peeker_core::transport::{Transport, UreqOptions, UreqTransport};
use serde_json::json;

use crate::watch::Watch;
use crate::{
    CALL_HEADER, CLIENT_HEADER, EXTRA_BODY, EXTRA_QUERY, KEY, OF_A_CALL, at, client_options, order, order_call,
};

/// Keeps all that any crate logs.
struct Listener(Mutex<String>);

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }
    fn log(&self, record: &log::Record) {
        let mut heard = self.0.lock().expect("not poisoned");
        heard.push_str(&record.args().to_string());
        heard.push('\n');
    }
    fn flush(&self) {}
}

/// All that has been logged so far, from the first call on.
fn heard() -> String {
    static LISTENER: OnceLock<&Listener> = OnceLock::new();
    let listener = LISTENER.get_or_init(|| {
        let listener: &Listener = Box::leak(Box::new(Listener(Mutex::default())));
        log::set_logger(listener).expect("the only logger");
        log::set_max_level(log::LevelFilter::Trace);
        listener
    });
    listener.0.lock().expect("not poisoned").clone()
}

/// A server on this machine that answers each connection's first request, and what it read.
fn server(answer: &'static str) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (send, received) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = Vec::new();
            let mut part = [0; 4096];
            // A head and its body; both come whole over loopback, or the head first.
            while let Ok(length @ 1..) = stream.read(&mut part) {
                request.extend_from_slice(&part[..length]);
                let text = String::from_utf8_lossy(&request);
                let wanted = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
                if text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= wanted.unwrap_or(0)) {
                    break;
                }
            }
            let _ = stream.write_all(answer.as_bytes());
            if send.send(String::from_utf8_lossy(&request).into_owned()).is_err() {
                return;
            }
        }
    });
    (address, received)
}

#[test]
fn no_secret_is_logged_by_any_crate_at_any_level() {
    heard();
    let (address, requests) = server("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}");
    let options = Options { base_url: Some(format!("http://{address}/v1")), ..client_options() };
    let config = Config::new(options, |_| None).expect("sound settings");
    let transport = UreqTransport::new(&UreqOptions::default()).expect("a transport");
    let client = Client::with_parts(config, transport, SystemClock::new(), 1);
    let order: NewOrder = serde_json::from_value(order()).expect("an order");
    let request = client.orders().create(order).header("x-trace", CALL_HEADER).extra_query("filter", EXTRA_QUERY);
    request.extra_body("note", EXTRA_BODY).send().expect_err("refused");
    let by_path = client.request(Method::Post, "/quotes").query("filter", EXTRA_QUERY).body(json!([EXTRA_BODY]));
    by_path.send().expect_err("refused");
    let read = requests.recv().expect("a request");
    for sent in [KEY, CLIENT_HEADER, CALL_HEADER, "pzYm", "sxUd", "syVb", "ebGt", "eqFr"] {
        assert!(read.contains(sent), "{sent} was not sent: {read}");
    }

    // Only another machine is reached through a proxy: this one is asked for it, and refuses.
    let (proxy, requests) = server("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    let through =
        UreqOptions { proxy: Some(format!("http://pxUs3r:pxPw-k3yq-71@{proxy}").into()), ..UreqOptions::default() };
    let transport = UreqTransport::new(&through).expect("a transport");
    let seen = format!("{through:?}{transport:?}");
    let Step::Send(transfer) = order_call().step(at(0)) else { panic!("a call begins by sending") };
    let failure = transport.send(&transfer).expect_err("refused");
    assert!(requests.recv().expect("a request").contains("Proxy-Authorization: Basic"));

    let heard = heard();
    let heads = heads(&heard);
    assert!(heads.contains("POST /v1/orders?***"), "the library no longer logs what it sends: {heard}");
    let watch = Watch::of(&[&OF_A_CALL[..], &["pxPw-k3yq-71"]].concat());
    watch.assert_clean("a log", &heard);
    watch.assert_clean("a head that was logged", &heads);
    watch.assert_clean("a proxy", &format!("{seen}{failure:?}"));
}

/// The heads of requests, which the HTTP library logs in rows of 16 bytes: as digits, and once more as text.
fn heads(heard: &str) -> String {
    let bytes = heard.lines().filter_map(|line| {
        let digits: String = line.get(..40)?.split(' ').collect();
        let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).take_while(Option::is_some).collect::<Option<Vec<u8>>>()
    });
    String::from_utf8_lossy(&bytes.flatten().collect::<Vec<_>>()).into_owned()
}
