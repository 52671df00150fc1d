//! Buying domains: candidates, the cheapest set that satisfies the bundle, and an order that was checked before.

use peeker_core::model::{DomainAvailability, OrderStatus, Provider};
use peeker_core::validate;
use peeker_flows::order_of;

use crate::story::{Failed, check};
use crate::world::World;

pub(crate) fn tell(world: &mut World) -> Result<(), Failed> {
    world.story.chapter("Fifty candidates, and the cheapest nineteen of them that will do");
    let bundle = world.bundle("Growth – 25k a month", 25_000)?;
    let required = bundle.required_domains.clone().ok_or_else(|| Failed("no required_domains".into()))?;
    let batch = world.client.domains().check_availability(candidates()).send()?;
    let rows: Vec<DomainAvailability> = batch.rows().cloned().collect();
    let count = |test: fn(&DomainAvailability) -> bool| rows.iter().filter(|row| test(row)).count();
    let microsoft = count(|row| row.usable_for.contains(&Provider::MICROSOFT));
    world.story.line(format!(
        "{} of {} can be bought, {microsoft} of them can serve Microsoft",
        count(|row| row.available),
        rows.len()
    ));
    let plan = validate::plan(&rows, &required, None)?;
    let names: Vec<String> = plan.domains.iter().map(|row| row.domain.clone()).collect();
    let on = |provider: Provider| plan.domains.iter().filter(|row| row.provider.as_ref() == Some(&provider)).count();
    world.story.line(format!(
        "the plan: {} domains for {}.{:02} USD, {} on Google and {} on Microsoft, {}.{:02} USD from the second year",
        names.len(),
        plan.total_cents / 100,
        plan.total_cents % 100,
        on(Provider::GOOGLE),
        on(Provider::MICROSOFT),
        plan.renewal_total_cents.unwrap_or_default() / 100,
        plan.renewal_total_cents.unwrap_or_default() % 100,
    ));
    let order = order_of(&bundle.id, &names);
    let report = world.client.orders().preflight(order.clone()).bundle(bundle.clone()).domains(&rows).send()?;
    world.story.line(format!("checked before it is sent: {}", report.checked.join(", ")));
    check(report.ok && report.not_checked.is_empty(), "the planned order is not sound")?;
    let order = world.client.orders().create(order).bundle(bundle).domains(&rows).send()?;
    let done = world.client.orders().wait(&order.id).send()?;
    world.story.line(format!("{} of {} domains is {}", done.id, done.domain_count, done.status));
    check(
        done.status == OrderStatus::COMPLETED && done.domain_count == required.total,
        "the order did not complete",
    )?;
    world.catch_up_on_webhooks()
}

/// Some are dear, some for Google alone, some taken or premium.
fn candidates() -> Vec<String> {
    let name = |number: usize| match number % 10 {
        0 => format!("taken-growth-{number}.com"),
        1 => format!("premium-growth-{number}.com"),
        2 | 3 => format!("growth-acme-{number}.io"),
        4 | 5 => format!("growth-acme-{number}.com"),
        6 => format!("growth-acme-{number}.net"),
        _ => format!("google-only-growth-{number}.com"),
    };
    (0..50).map(name).collect()
}
