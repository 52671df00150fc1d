//! More domains than one call takes: an import and a forwarding change of thirty.

use peeker_core::model::{ForwardingStatus, ImportStatus};

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("Thirty domains forwarded, which is more than one call takes");
    let domains: Vec<String> = (1..=30).map(|number| format!("campaign-acme-{number:02}.com")).collect();
    for job in world.client.imports().create_many(&domains).send()?.into_result()? {
        let done = world.client.imports().wait(&job.id).send()?;
        world.story.line(format!("{} is {} with {} domains", done.id, done.status, done.completed_count));
        check(done.status == ImportStatus::COMPLETED, "the import did not complete")?;
    }
    let batch = world.client.forwarding().set(&domains, "https://acme.com/summer").send()?;
    check(batch.is_complete() && batch.items.len() == 2, "thirty domains are two jobs")?;
    let mut forwarded = 0;
    for job in batch.into_result()? {
        let done = world.client.forwarding().wait(&job.id).send()?;
        world.story.line(format!("{} is {}: {} domains forwarded", done.id, done.status, done.completed_count));
        check(done.status == ForwardingStatus::COMPLETED, "the forwarding job did not complete")?;
        forwarded += done.completed_count;
    }
    check(forwarded == 30, "another number of domains is forwarded")?;
    world.catch_up_on_webhooks()
}
