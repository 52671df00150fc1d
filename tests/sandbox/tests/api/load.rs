//! Many requests at once: every one answered, every webhook delivered, in order.

use std::collections::HashSet;
use std::thread;

use peeker_sandbox::Fault;
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
