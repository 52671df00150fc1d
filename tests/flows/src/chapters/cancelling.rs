//! An order that is given up.

use peeker_core::model::{OrderFilter, OrderStatus};

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("The last order is cancelled");
    let filter = OrderFilter { status: Some(OrderStatus::COMPLETED), per_page: Some(1), ..OrderFilter::default() };
    let newest = world.client.orders().list(filter).items().next();
    let order = newest.ok_or_else(|| Failed("no order is completed".into()))??;
    let cancelled = world.client.orders().cancel(&order.id).send()?;
    let ends = cancelled.cancels_at.map(|time| time.as_str().to_owned()).unwrap_or_default();
    world.story.line(format!("{} is {} and ends at {ends}", cancelled.id, cancelled.status));
    let waited = world.client.orders().wait(&order.id).send()?;
    check(waited.status == OrderStatus::CANCEL_SCHEDULED, "it is not scheduled to end")?;
    world.catch_up_on_webhooks()
}
