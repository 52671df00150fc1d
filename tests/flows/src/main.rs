//! `make demo`: Peeker's central workflows over real HTTP against the sandbox, told one line per step.
//!
//! It ends with an error, and exit status 1, if anything is not as the documentation says.

mod chapters;
mod inbox;
mod story;
mod world;

use std::process::ExitCode;

use crate::chapters::{bad_day, buying, cancelling, deliveries, first_order, forwarding, picture, refused, swaps};
use crate::story::{Failed, check};
use crate::world::World;

fn main() -> ExitCode {
    match tell() {
        Ok(world) => {
            println!("{}", world.story);
            ExitCode::SUCCESS
        }
        Err(Failed(why)) => {
            eprintln!("demo: FAILED: {why}");
            ExitCode::FAILURE
        }
    }
}

fn tell() -> Result<World, Failed> {
    let mut world = World::open()?;
    first_order::tell(&mut world)?;
    bad_day::tell(&mut world)?;
    buying::tell(&mut world)?;
    refused::tell(&mut world)?;
    picture::tell(&mut world)?;
    forwarding::tell(&mut world)?;
    swaps::tell(&mut world)?;
    deliveries::tell(&mut world)?;
    cancelling::tell(&mut world)?;
    check_counts(&mut world)?;
    Ok(world)
}

/// The story is told by so many requests; one more would be one that nobody asked for.
fn check_counts(world: &mut World) -> Result<(), Failed> {
    let story = &mut world.story;
    story.requests = world.sandbox.requests().len();
    let told = (story.requests, story.retries, story.webhooks, story.refused);
    check(told == (66, 3, 53, 3), &format!("another number of requests, retries, webhooks or refusals: {told:?}"))
}
