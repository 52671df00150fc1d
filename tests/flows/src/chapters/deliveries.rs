//! Webhooks as they really come: twice, out of order, late, and signed with another secret.

use std::time::Duration;

use peeker_core::clock::Instant;
use peeker_core::webhook::{
    Claimed, Deduplicator, Diagnosis, Event, MemoryStore, Verifier, VerifierOptions, diagnose, latest,
};
use peeker_flows::order_of;
use peeker_sandbox::{ReceivedWebhook, WebhookFault};

use crate::inbox;
use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("Webhooks twice, and out of order");
    let received = an_order_of_which_webhooks_go_astray(world)?;
    handle_each_once(world, &received)?;
    world.story.chapter("A webhook that comes late, and one that another secret signed");
    let last = received.last().ok_or_else(|| Failed("no webhook came".into()))?;
    a_stale_one(world, last)?;
    another_secret(world, last)
}

fn an_order_of_which_webhooks_go_astray(world: &World) -> Result<Vec<ReceivedWebhook>, Failed> {
    let bundle = world.bundle("Tiny again", 1_000)?;
    world.sandbox.webhook_fault(WebhookFault::duplicate(1).on("order.completed"));
    world.sandbox.webhook_fault(WebhookFault::delay(Duration::from_secs(60)).on("order.in_progress"));
    let order = order_of(&bundle.id, &["twice-acme.com".to_owned(), "late-acme.com".to_owned()]);
    let order = world.client.orders().create(order).send()?;
    world.client.orders().wait(&order.id).raise_on_failure(true).send()?;
    world.sandbox.advance(Duration::from_secs(90));
    Ok(world.inbox.unread())
}

fn handle_each_once(world: &mut World, received: &[ReceivedWebhook]) -> Result<(), Failed> {
    let deduplicator = Deduplicator::new(MemoryStore::new(), || Instant::from_millis(0));
    let mut handled: Vec<Event> = Vec::new();
    for delivery in received {
        let event = world.verified(delivery)?.event;
        let Ok(claimed) = deduplicator.claim(event.id());
        match claimed {
            Claimed::New(handling) => {
                world.story.line(format!("{}: {}, handled", event.id(), event.event_type()));
                handled.push(event);
                let Ok(()) = handling.complete();
            }
            Claimed::Done => world.story.line(format!("{}: {}, was handled before", event.id(), event.event_type())),
            Claimed::InProgress => return Err(Failed("an event is claimed by nobody".into())),
        }
    }
    check(handled.len() + 1 == received.len(), "one event was to come twice")?;
    let of_order: Vec<&Event> =
        handled.iter().filter(|event| event.event_type().as_str().starts_with("order.")).collect();
    let types: Vec<_> = of_order.iter().map(|event| event.event_type().as_str().to_owned()).collect();
    let state = latest(of_order)?.ok_or_else(|| Failed("no event of the order came".into()))?;
    let status = state.status.unwrap_or_default();
    world.story.line(format!("came as {}; folded, {} is {status}", types.join(", "), state.id));
    check(status == "completed", "the order is folded into another state")
}

fn a_stale_one(world: &World, delivery: &ReceivedWebhook) -> Result<(), Failed> {
    let options = VerifierOptions::new([("sandbox", inbox::SECRET.into())]);
    let headers = || delivery.headers.iter().map(|(name, value)| (name, value));
    let later = world.now_unix_s() + 3_600;
    let stale = Verifier::new(options.clone())?.verify(&delivery.body, headers(), later);
    let error = stale.err().ok_or_else(|| Failed("an hour later it still verifies".into()))?;
    let event = error.event().map(|event| event.event_type().as_str().to_owned()).unwrap_or_default();
    world.story.line(format!("an hour later: {error}"));
    world.story.line(format!("  it is authentic, and its event is at hand: {event}"));
    tell_diagnosis(world, &diagnose(&options, &delivery.body, headers(), later));
    check(error.code() == "webhook_stale" && !event.is_empty(), "it is not stale")
}

fn another_secret(world: &World, delivery: &ReceivedWebhook) -> Result<(), Failed> {
    let wrong = VerifierOptions::new([("live", "whsec_of-something-else".into())]);
    let headers = || delivery.headers.iter().map(|(name, value)| (name, value));
    let forged = Verifier::new(wrong.clone())?.verify(&delivery.body, headers(), world.now_unix_s());
    let error = forged.err().ok_or_else(|| Failed("another secret verifies it".into()))?;
    world.story.line(format!("with another secret: {error}"));
    let diagnosis = diagnose(&wrong, &delivery.body, headers(), world.now_unix_s());
    tell_diagnosis(world, &diagnosis);
    check(error.code() == "webhook_forged" && !diagnosis.verified, "it is not forged")
}

fn tell_diagnosis(world: &World, diagnosis: &Diagnosis) {
    for finding in &diagnosis.findings {
        world.story.line(format!("  diagnosed: {}", finding.message));
    }
}
