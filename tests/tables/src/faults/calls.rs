//! One sound call of every operation, and what has to be there before it can be made.

use peeker_core::client::{BatchRequest, Client, Request};
use peeker_core::error::Error;
use peeker_core::input::{Input, Splittable};
use peeker_core::meta::Meta;
use peeker_core::model::*;
use peeker_core::operation::Output;
use peeker_flows::order_of;

use super::World;

/// An operation, and how a partner would come to call it.
#[derive(Debug)]
pub struct Call {
    /// As in `orders.create`.
    pub operation: &'static str,
    /// Makes what the call is about, and gives its id.
    pub(super) prepare: fn(&World) -> Result<String, Error>,
    /// The call itself.
    pub(super) make: fn(&Client, String) -> Result<Meta, Error>,
}

/// Every operation, in the order of core's table.
pub const CALLS: &[Call] = &[
    call("me", nothing, |client, _| made(client.me())),
    call("bundles.create", nothing, |client, _| made(client.bundles().create(starter()))),
    call("bundles.retrieve", bundle, |client, id| made(client.bundles().retrieve(id))),
    call("bundles.list", bundle, |client, _| made(client.bundles().list(BundleFilter::default()))),
    call("bundles.update", bundle, |client, id| {
        let change = BundleUpdate { id, name: Some("Grown".to_owned()), ..BundleUpdate::default() };
        made(client.bundles().update(change))
    }),
    call("bundles.delete", bundle, |client, id| made(client.bundles().delete(id))),
    call("users.create", nothing, |client, _| made(client.users().create(alex()))),
    call("users.retrieve", user, |client, id| made(client.users().retrieve(id))),
    call("users.list", user, |client, _| made(client.users().list(UserFilter::default()))),
    call("users.update", user, |client, id| {
        let change = UserUpdate { id, last_name: Some("Rivera".to_owned()), ..UserUpdate::default() };
        made(client.users().update(change))
    }),
    call("users.delete", user, |client, id| made(client.users().delete(id))),
    call("domains.list", import, |client, _| made(client.domains().list(DomainFilter::default()))),
    call("domains.check_availability", nothing, |client, _| {
        made_at_once(client.domains().check_availability(DOMAINS))
    }),
    call("imports.create", nothing, |client, _| made(client.imports().create(DOMAINS))),
    call("imports.retrieve", import, |client, id| made(client.imports().retrieve(id))),
    call("imports.lookup", import, |client, _| made(client.imports().lookup(DOMAINS))),
    call("imports.create_job", nothing, |client, _| made(client.imports().create_job(DOMAINS))),
    call("imports.retrieve_job", import_job, |client, id| made(client.imports().retrieve_job(id))),
    call("forwarding.set", import, |client, _| made_at_once(client.forwarding().set(DOMAINS, ACME))),
    call("forwarding.retrieve", forwarding, |client, id| made(client.forwarding().retrieve(id))),
    call("orders.create", bundle, |client, id| made(client.orders().create(order_for(&id)))),
    call("orders.retrieve", order, |client, id| made(client.orders().retrieve(id))),
    call("orders.list", order, |client, _| made(client.orders().list(OrderFilter::default()))),
    call("orders.cancel", order, |client, id| made(client.orders().cancel(id))),
    call("orders.pending_actions", order, |client, order| {
        let filter = PendingActionFilter { order_id: Some(order), ..PendingActionFilter::default() };
        made(client.orders().pending_actions(filter))
    }),
    call("swaps.create", ordered_domain, |client, id| made(client.swaps().create(swap_of(id)))),
    call("swaps.retrieve", swap, |client, id| made(client.swaps().retrieve(id))),
    call("swaps.list", swap, |client, _| made(client.swaps().list(SwapFilter::default()))),
    call("swaps.rename_users", ordered_domain, |client, domain_id| {
        let personas = vec![NewPersona::new("Jane", "Doe")];
        made(client.swaps().rename_users(RenameUsers { domain_id, personas }))
    }),
];

const fn call(
    operation: &'static str,
    prepare: fn(&World) -> Result<String, Error>,
    make: fn(&Client, String) -> Result<Meta, Error>,
) -> Call {
    Call { operation, prepare, make }
}

fn made<I: Input, O: Output>(request: Request<'_, I, O>) -> Result<Meta, Error> {
    request.send_with_meta().map(|result| result.meta)
}

/// A list short enough for one call, which is then the whole batch.
fn made_at_once<I: Splittable, O: Output>(batch: BatchRequest<'_, I, O>) -> Result<Meta, Error> {
    let items = batch.send()?.items;
    let item = items.into_iter().next().ok_or_else(|| Error::internal("the batch made no call"))?;
    item.result?;
    item.meta.ok_or_else(|| Error::internal("a call succeeded, and nothing is known of it"))
}

const ACME: &str = "https://acme.com";
const DOMAINS: [&str; 2] = ["acme-mail.com", "team-acme.com"];

/// The domains that all calls are about.
pub fn domains() -> Vec<String> {
    DOMAINS.map(str::to_owned).to_vec()
}

/// An order on a bundle that needs two domains.
pub fn order_for(bundle_id: &str) -> NewOrder {
    order_of(bundle_id, &domains())
}

/// A bundle of this volume needs two domains.
pub fn starter() -> NewBundle {
    NewBundle { name: "Starter".to_owned(), monthly_sending_volume: 1_000, ..NewBundle::default() }
}

fn alex() -> NewUser {
    let sequencer = Sequencer::route(SequencerProvider::SMARTLEAD, 366_903);
    NewUser { email: "alex@acme.com".to_owned(), sequencer, ..NewUser::default() }
}

fn swap_of(domain_id: String) -> NewSwap {
    NewSwap { r#type: SwapType::STANDARD, domain_id, replacement_domain: "fresh-acme.com".to_owned() }
}

#[allow(clippy::unnecessary_wraps, reason = "like all that prepare")]
fn nothing(_: &World) -> Result<String, Error> {
    Ok(String::new())
}

fn bundle(world: &World) -> Result<String, Error> {
    Ok(world.client.bundles().create(starter()).send()?.id)
}

fn user(world: &World) -> Result<String, Error> {
    Ok(world.client.users().create(alex()).send()?.id)
}

fn import(world: &World) -> Result<String, Error> {
    Ok(world.client.imports().create(DOMAINS).send()?.id)
}

fn import_job(world: &World) -> Result<String, Error> {
    Ok(world.client.imports().create_job(DOMAINS).send()?.id)
}

fn forwarding(world: &World) -> Result<String, Error> {
    import(world)?;
    Ok(world.client.forwarding().set(DOMAINS, ACME).send()?.into_result()?.remove(0).id)
}

fn order(world: &World) -> Result<String, Error> {
    let bundle = bundle(world)?;
    Ok(world.client.orders().create(order_for(&bundle)).send()?.id)
}

/// A domain on an order that is complete.
fn ordered_domain(world: &World) -> Result<String, Error> {
    order(world)?;
    world.sandbox.advance(std::time::Duration::from_secs(60));
    let domains = world.client.domains().list(DomainFilter::default()).send()?.data;
    domains.first().map(|domain| domain.id.clone()).ok_or_else(|| Error::internal("the order has no domain"))
}

fn swap(world: &World) -> Result<String, Error> {
    let domain = ordered_domain(world)?;
    Ok(world.client.swaps().create(swap_of(domain)).send()?.id)
}
