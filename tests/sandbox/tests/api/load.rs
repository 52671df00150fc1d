//! Many requests at once: every one answered, every webhook delivered, in order.

use std::collections::HashSet;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use peeker_sandbox::{Fault, Sandbox, WebhookFault};
use serde_json::json;

use crate::client::{Api, order_with, setup_with};

const CLIENTS: usize = 8;
const ORDERS_EACH: usize = 60;

#[test]
fn no_order_and_no_webhook_is_lost_under_load() {
    let setup = setup_with(|builder| builder.rate_limit(u32::MAX));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let api = Api::new(&setup.sandbox, setup.sandbox.key());
            scope.spawn(move || {
                for n in 0..ORDERS_EACH {
                    let domains = json!([format!("a{client}-{n}.com"), format!("b{client}-{n}.com")]);
                    api.post("/orders", &order_with(&json!({ "domains": domains }))).data(200);
                }
            });
        }
    });
    setup.advance(10);
    let orders = CLIENTS * ORDERS_EACH;
    assert_eq!(setup.sandbox.orders().len(), orders);
    assert_eq!(setup.sandbox.requests().len(), orders);
    let received = setup.receiver.received();
    let ids: HashSet<_> =
        received.iter().map(|webhook| webhook.header("peeker-event-id").unwrap().to_owned()).collect();
    assert_eq!((received.len(), ids.len()), (orders * 4, orders * 4));
    let sent: Vec<_> = setup.sandbox.events().into_iter().map(|event| event.body.into_bytes()).collect();
    assert!(received.iter().map(|webhook| &webhook.body).eq(&sent), "in the order in which they happened");
}

#[test]
fn answers_lost_under_load_leave_exactly_one_order_each() {
    let setup = setup_with(|builder| builder.rate_limit(u32::MAX));
    setup.sandbox.fault(Fault::reset_after().on("POST", "/orders").times(40));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let api = Api::new(&setup.sandbox, setup.sandbox.key());
            scope.spawn(move || {
                for n in 0..20 {
                    let domains = json!([format!("a{client}-{n}.com"), format!("b{client}-{n}.com")]);
                    let body = order_with(&json!({ "domains": domains })).to_string();
                    while api.send("POST", "/orders", &body).is_err() {}
                }
            });
        }
    });
    assert_eq!(setup.sandbox.orders().len(), CLIENTS * 20);
    assert_eq!(setup.sandbox.requests().len(), CLIENTS * 20 + 40);
}

#[test]
fn the_same_order_from_two_clients_at_once_is_one_order() {
    let setup = setup_with(|builder| builder.rate_limit(u32::MAX));
    for round in 0..20 {
        let domains = json!([format!("a{round}.com"), format!("b{round}.com")]);
        let (body, together) = (order_with(&json!({ "domains": domains })), Barrier::new(CLIENTS));
        let place = || {
            let api = Api::new(&setup.sandbox, setup.sandbox.key());
            together.wait();
            api.post("/orders", &body).data(200)["id"].to_string()
        };
        let ids: HashSet<String> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(place)).collect();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        assert_eq!((ids.len(), setup.sandbox.orders().len()), (1, round + 1));
    }
    setup.advance(10);
    let begun = setup.event_types().iter().filter(|event| *event == "order.in_progress").count();
    assert_eq!(begun, 20, "provisioned once each");
}

/// Takes each connection, and answers once two are open.
fn both_at_once(listener: &TcpListener) {
    let two: Vec<_> = (0..2).map(|_| listener.accept().unwrap().0).collect();
    for mut stream in two {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
    }
}

#[test]
fn webhooks_can_be_under_way_at_the_same_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let sandbox = Sandbox::builder().webhook(url, "whsec").webhook_connections(2).start().unwrap();
    sandbox.webhook_fault(WebhookFault::duplicate(1));
    Api::new(&sandbox, sandbox.key()).post("/orders", &crate::client::order_body()).data(200);
    both_at_once(&listener);
    sandbox.settle();
    assert_eq!(sandbox.deliveries().len(), 2);
}

#[test]
fn time_passes_although_there_is_always_one_more_webhook_to_send() {
    let setup = setup_with(|builder| builder.rate_limit(u32::MAX));
    let order = setup.order();
    let event = setup.sandbox.events().remove(0);
    let passed = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            // The next is on its way before the one before it has arrived, so that the courier is never idle.
            for sent in 0.. {
                setup.sandbox.redeliver(&event.id);
                if passed.load(Ordering::SeqCst) || !setup.receiver.wait_for(sent, Duration::from_secs(60)) {
                    break;
                }
            }
        });
        setup.sandbox.advance(Duration::from_secs(10));
        passed.store(true, Ordering::SeqCst);
    });
    assert_eq!(setup.order_status(&order), "completed");
}
