//! A picture that nobody can fetch: the order waits, the action is read and explained, a corrected order goes through.

use peeker_core::model::{NewOrder, OrderStatus, PendingActionFilter, PendingActionReason};
use peeker_flows::order_of;

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("A picture that nobody can fetch");
    let bundle = world.bundle("Tiny – 1k a month", 1_000)?;
    let domains = ["photo-acme.com", "smile-acme.com"].map(String::from);
    let mut order = order_of(&bundle.id, &domains);
    order.personas[0].profile_picture_url = Some("https://unreachable.test/alex.jpg".to_owned());
    let placed = world.client.orders().create(order.clone()).send()?;
    let mut states = Vec::new();
    let waited = world.client.orders().wait(&placed.id).on_progress(|progress| {
        if progress.changed {
            states.push(progress.status.clone().unwrap_or_default());
        }
    });
    let waited = waited.send()?;
    world.story.line(format!("{} went from {}", placed.id, states.join(" to ")));
    check(waited.status == OrderStatus::ACTION_REQUIRED, "the order does not wait")?;

    let filter = PendingActionFilter { order_id: Some(placed.id.clone()), ..PendingActionFilter::default() };
    for action in world.client.orders().pending_actions(filter).items() {
        let action = action?;
        let reason = action.reason.clone().ok_or_else(|| Failed("an action without a reason".into()))?;
        let who = action.user.as_ref().and_then(|user| user.first_name.clone()).unwrap_or_default();
        world.story.line(format!("{}: {reason}, for {who}: {}", action.id, action.message.unwrap_or_default()));
        check(reason == PendingActionReason::PROFILE_PICTURE_NOT_ACCESSIBLE, "another reason")?;
    }
    order.personas[0].profile_picture_url = Some("https://cdn.acme.com/alex.jpg".to_owned());
    let corrected = correct(world, order)?;
    let first = world.client.orders().retrieve(&placed.id).send()?;
    world.story.line(format!("{corrected} is completed, and the first order is {}", first.status));
    check(first.status == OrderStatus::CANCELLED, "the first order is still there")?;
    world.catch_up_on_webhooks()
}

fn correct(world: &World, order: NewOrder) -> Result<String, Failed> {
    let order = world.client.orders().create(order).send()?;
    let done = world.client.orders().wait(&order.id).raise_on_failure(true).send()?;
    check(done.status == OrderStatus::COMPLETED, "the corrected order did not complete")?;
    Ok(done.id)
}
