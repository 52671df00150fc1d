//! From a key to an order that is live: five pasted domains, an import, DNS, an order, webhooks.

use std::collections::HashSet;
use std::time::Duration;

use peeker_core::model::{Bundle, EventType, Import, ImportStatus, Order, OrderFilter, OrderStatus};
use peeker_core::validate::domain::Root;
use peeker_flows::order_of;

use crate::story::{Failed, check};
use crate::world::World;

/// What a customer pastes into a form: an address, capitals and a dot, a subdomain, a duplicate, another suffix.
const PASTED: [&str; 5] =
    [" https://Acme-Mail.com/pricing ", "TEAM-ACME.com.", "mail.get-acme.com", "acme-mail.com", "try-acme.co.uk"];

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("Who am I?");
    who_am_i(world)?;
    world.story.chapter("Five domains as a customer pastes them");
    let domains = look_at_domains(world)?;
    world.story.chapter("Import them");
    let import = import(world, &domains)?;
    world.story.chapter("The customer takes a while to change the DNS");
    wait_for_dns(world, &import)?;
    world.story.chapter("Order");
    let bundle = world.bundle("Starter – 5k a month", 5_000)?;
    let order = place_order(world, &bundle, &domains)?;
    world.story.chapter("Peeker provisions, and tells us by signed webhooks");
    watch_fulfilment(world, &order)?;
    world.story.chapter("The same order again");
    order_again(world, &bundle, &domains, &order)
}

fn who_am_i(world: &World) -> Result<(), Failed> {
    let me = world.client.me().send()?;
    let preset = &me.api_key.permission_preset;
    world.story.line(format!("{} with a {} key that may do: {preset}", me.partner.name, me.api_key.environment));
    check(world.client.environment() == &me.api_key.environment, "the key's prefix and the API disagree")
}

/// Says what each pasted text is, and shows that a wrong one is refused before anything is sent.
fn look_at_domains(world: &mut World) -> Result<Vec<String>, Failed> {
    let mut domains = Vec::new();
    for pasted in PASTED {
        match Root::parse(pasted) {
            Ok(root) => {
                world.story.line(format!("{pasted:?} is {}", root.as_str()));
                domains.push(String::from(root));
            }
            Err(refusal) => {
                let root = refusal.suggestion.clone().unwrap_or_default();
                world.story.line(format!("{pasted:?} is refused: {} → did you mean {root}?", refusal.message));
                domains.push(root);
            }
        }
    }
    let refused = world.client.imports().create(PASTED).send();
    let error = refused.err().ok_or_else(|| Failed("a subdomain was imported".into()))?;
    world.story.refused(format!("importing them as pasted is refused before sending: {error}"));
    check(error.code() == "not_root_domain", "the refusal has another code")?;
    Ok(domains)
}

fn import(world: &World, domains: &[String]) -> Result<Import, Failed> {
    let import = world.client.imports().create(domains).send()?;
    world.story.line(format!(
        "{} is {} with {} domains; the duplicate went once",
        import.id, import.status, import.submitted_count
    ));
    check(import.submitted_count == 4, "five texts are four domains")?;
    for group in &import.nameserver_groups {
        world.story.line(format!("  At your registrar, set the nameservers of {}", group.domains.join(", ")));
        world.story.line(format!("  to {} and {}.", group.nameserver_one, group.nameserver_two));
    }
    check(!import.nameserver_groups.is_empty(), "there are no nameservers")?;
    Ok(import)
}

fn wait_for_dns(world: &mut World, import: &Import) -> Result<(), Failed> {
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    world.expect_event(&EventType::DOMAIN_IMPORT_ACTION_REQUIRED, minutes(40))?;
    let waiting = world.client.imports().retrieve(&import.id).send()?;
    world.story.line(format!("{} is {}: the nameservers are shown again", waiting.id, waiting.status));
    let names: Vec<&String> = import.nameserver_groups.iter().flat_map(|group| &group.domains).collect();
    let moved = world.sandbox.point_nameservers(&names);
    world.story.line(format!("the customer changes the DNS of {} domains", moved.len()));
    world.expect_event(&EventType::DOMAIN_IMPORT_COMPLETED, minutes(60))?;
    let done = world.client.imports().retrieve(&import.id).send()?;
    check(done.status == ImportStatus::COMPLETED, "the import is not completed")
}

fn unique(domains: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    domains.iter().filter(|name| seen.insert(*name)).cloned().collect()
}

fn place_order(world: &mut World, bundle: &Bundle, domains: &[String]) -> Result<Order, Failed> {
    let twice = world.client.orders().create(order_of(&bundle.id, domains)).send();
    let error = twice.err().ok_or_else(|| Failed("an order with a domain twice was sent".into()))?;
    world.story.refused(format!("with the duplicate it is refused before sending: {error}"));
    let order = world.client.orders().create(order_of(&bundle.id, &unique(domains))).send()?;
    let dollars = order.costs.total_cents / 100;
    world.story.line(format!(
        "{} for {} is {}: {} domains, {dollars} {}",
        order.id, order.email, order.status, order.domain_count, order.costs.currency
    ));
    check(order.status == OrderStatus::IN_PROGRESS, "a new order is in progress")?;
    Ok(order)
}

fn watch_fulfilment(world: &mut World, order: &Order) -> Result<(), Failed> {
    let seen = world.expect_event(&EventType::ORDER_COMPLETED, Duration::from_secs(3600))?;
    let connected = seen.iter().filter(|event| **event == EventType::DOMAIN_CONNECTED).count();
    check(seen.first() == Some(&EventType::ORDER_IN_PROGRESS), "order.in_progress comes first")?;
    check(i64::try_from(connected) == Ok(order.domain_count), "each domain is connected once")?;
    let finished = world.client.orders().retrieve(&order.id).send()?;
    let people: Vec<String> = finished
        .personas
        .iter()
        .flatten()
        .map(|persona| {
            let name = |part: &Option<String>| part.clone().unwrap_or_default();
            format!("{} {}", name(&persona.first_name), name(&persona.last_name))
        })
        .collect();
    let imported = finished.domains.as_ref().map_or(0, |domains| domains.imported.len());
    world.story.line(format!(
        "{} is {}: {imported} imported domains, inboxes for {}",
        finished.id,
        finished.status,
        people.join(" and ")
    ));
    check(finished.status == OrderStatus::COMPLETED, "the order is not completed")?;
    check(imported == connected, "the order has other domains than were connected")
}

fn order_again(world: &World, bundle: &Bundle, domains: &[String], first: &Order) -> Result<(), Failed> {
    let again = world.client.orders().create(order_of(&bundle.id, &unique(domains))).send_with_meta()?;
    world.story.line(format!("{} comes back: {}", again.data.id, again.meta.warnings.join("; ")));
    check(again.data.id == first.id && again.meta.probably_original, "it is not the first order")?;
    let listed = world.client.orders().list(OrderFilter::default()).items().collect::<Result<Vec<_>, _>>()?;
    world.story.line(format!("the account has {} order", listed.len()));
    check(listed.len() == 1 && world.sandbox.orders().len() == 1, "there is more than one order")
}
