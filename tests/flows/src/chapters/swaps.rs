//! A domain replaced by another one, and the people of a domain renamed.

use peeker_core::model::{
    Domain, DomainCategory, DomainFilter, NewPersona, NewSwap, Provider, RenameUsers, SwapStatus, SwapType,
};

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("A domain swapped, and people renamed");
    let filter = DomainFilter { category: Some(DomainCategory::CONNECTED), ..DomainFilter::default() };
    let connected: Vec<Domain> = world.client.domains().list(filter).items().collect::<Result<_, _>>()?;
    let on = |provider: Provider| {
        let found = connected.iter().find(|domain| domain.provider.as_ref() == Some(&provider));
        found.ok_or_else(|| Failed(format!("no domain is connected to {provider}")))
    };
    let (old, renamed) = (on(Provider::MICROSOFT)?, on(Provider::GOOGLE)?);

    let swap = NewSwap {
        r#type: SwapType::STANDARD,
        domain_id: old.id.clone(),
        replacement_domain: "fresh-acme.com".to_owned(),
    };
    let swap = world.client.swaps().create(swap).send()?;
    let done = world.client.swaps().wait(&swap.id).raise_on_failure(true).send()?;
    world.story.line(format!("{}: {} gives way to fresh-acme.com, {}", done.id, old.domain, done.status));
    check(done.status == SwapStatus::COMPLETED, "the swap did not complete")?;

    let personas = vec![NewPersona::new("Jane", "Doe"), NewPersona::new("John", "Roe")];
    let rename = RenameUsers { domain_id: renamed.id.clone(), personas };
    let batch = world.client.swaps().rename_users(rename).send()?;
    for swap in &batch.swaps {
        let done = world.client.swaps().wait(&swap.id).raise_on_failure(true).send()?;
        check(done.status == SwapStatus::COMPLETED, "an inbox was not renamed")?;
    }
    world.story.line(format!("{} inboxes of {} are renamed", batch.swaps.len(), renamed.domain));
    world.catch_up_on_webhooks()
}
