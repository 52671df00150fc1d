//! An import while the API is overloaded, loses answers and fails.

use peeker_sandbox::Fault;

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("An import on a bad day");
    for fault in [Fault::rate_limited(Some(12)), Fault::reset_after(), Fault::status(503)] {
        world.sandbox.fault(fault.on("POST", "/domains/import"));
    }
    let domains = ["acme-hello.com", "acme-reach.com"];
    let import = world.client.imports().create(domains).max_retries(3).send_with_meta()?;
    for attempt in &import.meta.attempts {
        world.story.attempt(attempt);
    }
    world.story.line(format!(
        "{} is {} after {} attempts, and was imported once",
        import.data.id,
        import.data.status,
        import.meta.attempts.len()
    ));
    let outcomes: Vec<_> = import.meta.attempts.iter().map(|attempt| attempt.outcome.as_str()).collect();
    check(outcomes == ["rate_limited", "connection_failed", "internal_error", "ok"], "the attempts ended otherwise")
}
