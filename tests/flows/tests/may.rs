//! The SDK, built for June, against an API that still looks as it did in May.

use std::time::Duration;

use peeker_core::model::{BundleFilter, EventType, ImportStatus, NewBundle, NewOrder, OrderStatus};
use peeker_core::webhook::{Event, OrderEventData, Verifier, VerifierOptions};
use peeker_flows::{client_of, order_of};
use peeker_sandbox::{Receiver, Sandbox, Shapes};

const SECRET: &str = "whsec_of-may";

#[test]
fn the_shapes_of_may_are_read_as_those_of_june() {
    let receiver = Receiver::start().expect("a receiver");
    let sandbox = Sandbox::builder().seed(5).shapes(Shapes::May).webhook(receiver.url(), SECRET).start();
    let sandbox = std::sync::Arc::new(sandbox.expect("a sandbox"));
    let client = client_of(&sandbox, 5).expect("a client");

    for name in ["One", "Two", "Three"] {
        let bundle = NewBundle { name: name.into(), monthly_sending_volume: 25_000, ..NewBundle::default() };
        let bundle = client.bundles().create(bundle).send().expect("a bundle");
        assert!(bundle.required_domains.is_none() && bundle.currency.is_some(), "{bundle:?}");
    }
    let pages = BundleFilter { per_page: Some(1), ..BundleFilter::default() };
    let names = client.bundles().list(pages).items().map(|bundle| bundle.expect("a row").name).collect::<Vec<_>>();
    assert_eq!(names, ["Three", "Two", "One"]);

    let batch = client.domains().check_availability(["premium-acme.com"]).send().expect("an answer");
    let row = batch.rows().next().expect("a row");
    assert_eq!(row.reason.as_ref().map(ToString::to_string).as_deref(), Some("premium"));

    let import = client.imports().create(["acme-mail.com", "team-acme.com"]).send().expect("an import");
    assert_eq!((&import.status, import.nameserver_groups.len()), (&ImportStatus::IN_PROGRESS, 1));
    sandbox.point_nameservers(&["acme-mail.com", "team-acme.com"]);
    let moved = client.imports().retrieve(&import.id).send().expect("the import");
    assert_eq!(moved.status, ImportStatus::COMPLETED);

    let domains = ["acme-mail.com".to_owned(), "team-acme.com".to_owned()];
    let order = NewOrder { bundle_id: None, google_licenses: Some(4), ..order_of("", &domains) };
    let order = client.orders().create(order).send().expect("an order");
    sandbox.advance(Duration::from_secs(10));
    let order = client.orders().retrieve(&order.id).send().expect("the order");
    assert_eq!((&order.status, order.personas.as_deref().map(<[_]>::len)), (&OrderStatus::COMPLETED, Some(2)));
    let ending = client.orders().cancel(&order.id).send().expect("a cancellation");
    let ending: Vec<_> = ending.domains.iter().map(|domain| domain.domain.clone()).collect();
    assert_eq!((ending.len(), order.domain_count), (2, 2));

    sandbox.settle();
    let events = verified(&receiver, &sandbox);
    assert!(events.iter().all(Event::is_known), "{events:?}");
    let types: Vec<_> = events.iter().map(Event::event_type).collect();
    let last = [EventType::ORDER_COMPLETED, EventType::ORDER_CANCEL_SCHEDULED];
    assert_eq!(types[types.len() - 2..], last, "{types:?}");
    let completed = events.iter().find_map(|event| match event {
        Event::OrderCompleted { data, .. } => Some(data),
        _ => None,
    });
    let OrderEventData { id, personas, extra, .. } = completed.expect("the order's completion");
    assert_eq!((id, personas.as_deref().map(<[_]>::len)), (&order.id, Some(2)));
    assert!(extra.get("api_key").is_some(), "{extra:?}");
}

/// The events of all deliveries so far.
fn verified(receiver: &Receiver, sandbox: &Sandbox) -> Vec<Event> {
    let verifier = Verifier::new(VerifierOptions::new([("sandbox", SECRET.into())])).expect("a verifier");
    let now = i64::try_from(sandbox.unix_ms() / 1000).expect("a time");
    let received = receiver.received();
    let verify = |webhook: &peeker_sandbox::ReceivedWebhook| {
        let headers = webhook.headers.iter().map(|(name, value)| (name, value));
        verifier.verify(&webhook.body, headers, now).expect("a delivery that verifies").event
    };
    received.iter().map(verify).collect()
}
