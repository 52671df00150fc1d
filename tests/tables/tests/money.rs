//! What costs money, under every fault: it is bought once, and what an error advises to do next works.

use std::time::Duration;

use peeker_core::error::{Error, ErrorKind};
use peeker_core::model::DomainFilter;
use peeker_sandbox::{Fault, Sandbox};
use peeker_tables::faults::{Column, LASTING, Often, PASSING, World, domains, order_for, starter};

/// Every fault, met once and met always.
fn faults() -> impl Iterator<Item = (&'static Column, Often)> {
    let columns = PASSING.iter().chain(LASTING);
    columns.flat_map(|column| [(column, Often::Once), (column, Often::Always)])
}

/// A world with a bundle, and its id.
fn shop() -> (World, String) {
    let world = World::new();
    let bundle = world.client.bundles().create(starter()).send().expect("a bundle");
    (world, bundle.id)
}

fn order(world: &World, bundle: &str) -> Result<String, Error> {
    world.client.orders().create(order_for(bundle)).send().map(|order| order.id)
}

fn import(world: &World) -> Result<String, Error> {
    world.client.imports().create(domains()).send().map(|import| import.id)
}

#[test]
fn whatever_happens_to_an_order_and_however_it_is_repeated_there_is_one() {
    for (column, often) in faults() {
        let (world, bundle) = shop();
        world.inflict(column, often);
        let first = order(&world, &bundle);
        assert!(world.sandbox.orders().len() <= 1, "{} {often:?}", column.name);
        world.recover();
        // What the error advises, whichever it was: the same order again.
        let again = order(&world, &bundle).unwrap_or_else(|error| panic!("{} {often:?}: {error}", column.name));
        assert!(first.is_err() || first == Ok(again), "{} {often:?}", column.name);
        assert_eq!(world.sandbox.orders().len(), 1, "{} {often:?}", column.name);
    }
}

#[test]
fn whatever_happens_to_an_import_and_however_it_is_repeated_there_is_one_job() {
    for (column, often) in faults() {
        let world = World::new();
        world.inflict(column, often);
        let first = import(&world);
        world.recover();
        let again = import(&world).unwrap_or_else(|error| panic!("{} {often:?}: {error}", column.name));
        assert!(first.is_err() || first == Ok(again), "{} {often:?}", column.name);
        let rows = world.client.domains().list(DomainFilter::default()).send().expect("a list").data;
        assert_eq!(rows.len(), domains().len(), "{} {often:?}", column.name);
    }
}

#[test]
fn an_answer_that_is_late_or_the_last_of_its_connection_is_taken() {
    for fault in [Fault::latency(Duration::from_millis(20)), Fault::close_after()] {
        let (world, bundle) = shop();
        let before = world.sandbox.requests().len();
        world.sandbox.fault(fault.times(1_000));
        order(&world, &bundle).expect("an order");
        assert_eq!(world.sandbox.requests().len() - before, 1);
    }
}

#[test]
fn a_429_that_asks_for_more_than_the_deadline_is_handed_on_at_once() {
    let (world, bundle) = shop();
    let before = world.sandbox.requests().len();
    world.sandbox.fault(Fault::rate_limited(Some(600)).times(1_000));
    let error = order(&world, &bundle).expect_err("limited");
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(600.0)));
    assert_eq!(world.sandbox.requests().len() - before, 1);
}

#[test]
fn a_429_that_asks_for_nothing_is_waited_for_all_the_same() {
    let (world, bundle) = shop();
    world.sandbox.fault(Fault::rate_limited(None).times(2));
    let made = world.client.orders().create(order_for(&bundle)).send_with_meta().expect("an order");
    let waits: Vec<_> = made.meta.attempts.iter().map(|attempt| attempt.waited_ms).collect();
    assert!(matches!(waits[..], [5_000..=6_000, 5_000..=6_000, 0]), "{waits:?}");
}

#[test]
fn busy_import_accounts_are_waited_for_once() {
    let world = World::new();
    world.sandbox.fault(Fault::import_capacity(None).times(5));
    let error = import(&world).expect_err("busy");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert!(error.message().contains("imports.create_job"), "{error}");
    assert_eq!(world.sandbox.requests().len(), 2);
}

#[test]
fn the_key_is_never_sent_where_a_redirect_leads() {
    let elsewhere = Sandbox::builder().start().expect("another server");
    let (world, bundle) = shop();
    world.sandbox.fault(Fault::redirect(307, format!("{}/orders", elsewhere.base_url())));
    let error = order(&world, &bundle).expect_err("redirected");
    assert_eq!(error.code(), "unexpected_redirect");
    assert!(error.message().contains("127.0.0.1") && !error.message().contains("/orders"), "{error}");
    assert!(elsewhere.requests().is_empty());
}
