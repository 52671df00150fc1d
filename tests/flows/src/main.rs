//! `make demo`: Peeker's central workflow over real HTTP against the sandbox, told one line per step.
//!
//! It ends with an error, and exit status 1, if anything is not as the documentation says.

mod inbox;
mod story;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use peeker_core::client::Client;
use peeker_core::model::{Bundle, EventType, Import, ImportStatus, NewBundle, Order, OrderFilter, OrderStatus};
use peeker_core::validate::domain::Root;
use peeker_flows::{client_of, order_of};
use peeker_sandbox::{Fault, Sandbox};

use crate::inbox::Inbox;
use crate::story::{Failed, Story, check};

/// What a customer pastes into a form: an address, capitals and a dot, a subdomain, a duplicate, another suffix.
const PASTED: [&str; 5] =
    [" https://Acme-Mail.com/pricing ", "TEAM-ACME.com.", "mail.get-acme.com", "acme-mail.com", "try-acme.co.uk"];

fn main() -> ExitCode {
    let mut story = Story::default();
    match tell(&mut story) {
        Ok(()) => {
            println!("{story}");
            ExitCode::SUCCESS
        }
        Err(Failed(why)) => {
            eprintln!("demo: FAILED: {why}");
            ExitCode::FAILURE
        }
    }
}

fn tell(story: &mut Story) -> Result<(), Failed> {
    let inbox = Inbox::open()?;
    let sandbox = Sandbox::builder().seed(2026).webhook(inbox.url(), inbox::SECRET).start()?;
    let sandbox = Arc::new(sandbox);
    let client = client_of(&sandbox, 26)?;

    story.chapter("Who am I?");
    who_am_i(story, &client)?;
    story.chapter("Five domains as a customer pastes them");
    let domains = look_at_domains(story, &client)?;
    story.chapter("Import them");
    let import = import(story, &client, &domains)?;
    story.chapter("The customer takes a while to change the DNS");
    wait_for_dns(story, &sandbox, &inbox, &client, &import)?;
    story.chapter("Order");
    let bundle = create_bundle(story, &client, unique(&domains).len())?;
    let order = place_order(story, &client, &bundle, &domains)?;
    story.chapter("Peeker provisions, and tells us by signed webhooks");
    watch_fulfilment(story, &sandbox, &inbox, &client, &order)?;
    story.chapter("The same order again");
    order_again(story, &sandbox, &client, &bundle, &domains, &order)?;
    story.chapter("The import again, on a bad day");
    import_on_a_bad_day(story, &sandbox, &client)?;
    check_requests(story, &sandbox)
}

fn who_am_i(story: &mut Story, client: &Client) -> Result<(), Failed> {
    let me = client.me().send()?;
    let preset = &me.api_key.permission_preset;
    story.line(format!("{} with a {} key that may do: {preset}", me.partner.name, me.api_key.environment));
    check(client.environment() == &me.api_key.environment, "the key's prefix and the API disagree")
}

/// Says what each pasted text is, and shows that a wrong one is refused before anything is sent.
fn look_at_domains(story: &mut Story, client: &Client) -> Result<Vec<String>, Failed> {
    let mut domains = Vec::new();
    for pasted in PASTED {
        match Root::parse(pasted) {
            Ok(root) => {
                story.line(format!("{pasted:?} is {}", root.as_str()));
                domains.push(String::from(root));
            }
            Err(refusal) => {
                let root = refusal.suggestion.clone().unwrap_or_default();
                story.line(format!("{pasted:?} is refused: {} → did you mean {root}?", refusal.message));
                domains.push(root);
            }
        }
    }
    let refused = client.imports().create(PASTED).send();
    let error = refused.err().ok_or_else(|| Failed("a subdomain was imported".into()))?;
    story.refused(format!("importing them as pasted is refused before sending: {error}"));
    check(error.code() == "not_root_domain", "the refusal has another code")?;
    Ok(domains)
}

fn import(story: &mut Story, client: &Client, domains: &[String]) -> Result<Import, Failed> {
    let import = client.imports().create(domains).send()?;
    story.line(format!(
        "{} is {} with {} domains; the duplicate went once",
        import.id, import.status, import.submitted_count
    ));
    check(import.submitted_count == 4, "five texts are four domains")?;
    for group in &import.nameserver_groups {
        story.line(format!("  At your registrar, set the nameservers of {}", group.domains.join(", ")));
        story.line(format!("  to {} and {}.", group.nameserver_one, group.nameserver_two));
    }
    check(!import.nameserver_groups.is_empty(), "there are no nameservers")?;
    Ok(import)
}

fn wait_for_dns(
    story: &mut Story,
    sandbox: &Sandbox,
    inbox: &Inbox,
    client: &Client,
    import: &Import,
) -> Result<(), Failed> {
    inbox.expect_up_to(story, sandbox, &EventType::DOMAIN_IMPORT_ACTION_REQUIRED, Duration::from_secs(40 * 60))?;
    let waiting = client.imports().retrieve(&import.id).send()?;
    story.line(format!("{} is {}: the nameservers are shown again", waiting.id, waiting.status));
    let names: Vec<&String> = import.nameserver_groups.iter().flat_map(|group| &group.domains).collect();
    let moved = sandbox.point_nameservers(&names);
    story.line(format!("the customer changes the DNS of {} domains", moved.len()));
    inbox.expect_up_to(story, sandbox, &EventType::DOMAIN_IMPORT_COMPLETED, Duration::from_secs(3600))?;
    let done = client.imports().retrieve(&import.id).send()?;
    check(done.status == ImportStatus::COMPLETED, "the import is not completed")
}

fn create_bundle(story: &mut Story, client: &Client, domains: usize) -> Result<Bundle, Failed> {
    let bundle =
        NewBundle { name: "Starter – 5k a month".into(), monthly_sending_volume: 5_000, ..NewBundle::default() };
    let bundle = client.bundles().create(bundle).send()?;
    let required = bundle.required_domains.as_ref().ok_or_else(|| Failed("no required_domains".into()))?;
    story.line(format!(
        "{} needs {} domains: {} for Google, {} for Microsoft",
        bundle.id, required.total, required.google, required.microsoft
    ));
    let fits = usize::try_from(required.total).is_ok_and(|total| total == domains);
    check(fits, "the bundle needs another number of domains than there are")?;
    Ok(bundle)
}

fn unique(domains: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    domains.iter().filter(|name| seen.insert(*name)).cloned().collect()
}

fn place_order(story: &mut Story, client: &Client, bundle: &Bundle, domains: &[String]) -> Result<Order, Failed> {
    let twice = client.orders().create(order_of(&bundle.id, domains)).send();
    let error = twice.err().ok_or_else(|| Failed("an order with a domain twice was sent".into()))?;
    story.refused(format!("with the duplicate it is refused before sending: {error}"));
    let order = client.orders().create(order_of(&bundle.id, &unique(domains))).send()?;
    let dollars = order.costs.total_cents / 100;
    story.line(format!(
        "{} for {} is {}: {} domains, {dollars} {}",
        order.id, order.email, order.status, order.domain_count, order.costs.currency
    ));
    check(order.status == OrderStatus::IN_PROGRESS, "a new order is in progress")?;
    Ok(order)
}

fn watch_fulfilment(
    story: &mut Story,
    sandbox: &Sandbox,
    inbox: &Inbox,
    client: &Client,
    order: &Order,
) -> Result<(), Failed> {
    let seen = inbox.expect_up_to(story, sandbox, &EventType::ORDER_COMPLETED, Duration::from_secs(3600))?;
    let connected = seen.iter().filter(|event| **event == EventType::DOMAIN_CONNECTED).count();
    check(seen.first() == Some(&EventType::ORDER_IN_PROGRESS), "order.in_progress comes first")?;
    check(i64::try_from(connected) == Ok(order.domain_count), "each domain is connected once")?;
    let finished = client.orders().retrieve(&order.id).send()?;
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
    story.line(format!(
        "{} is {}: {imported} imported domains, inboxes for {}",
        finished.id,
        finished.status,
        people.join(" and ")
    ));
    check(finished.status == OrderStatus::COMPLETED, "the order is not completed")?;
    check(imported == connected, "the order has other domains than were connected")
}

fn order_again(
    story: &mut Story,
    sandbox: &Sandbox,
    client: &Client,
    bundle: &Bundle,
    domains: &[String],
    first: &Order,
) -> Result<(), Failed> {
    let again = client.orders().create(order_of(&bundle.id, &unique(domains))).send_with_meta()?;
    story.line(format!("{} comes back: {}", again.data.id, again.meta.warnings.join("; ")));
    check(again.data.id == first.id && again.meta.probably_original, "it is not the first order")?;
    let listed = client.orders().list(OrderFilter::default()).items().collect::<Result<Vec<_>, _>>()?;
    story.line(format!("the account has {} order", listed.len()));
    check(listed.len() == 1 && sandbox.orders().len() == 1, "there is more than one order")
}

fn import_on_a_bad_day(story: &mut Story, sandbox: &Sandbox, client: &Client) -> Result<(), Failed> {
    for fault in [Fault::rate_limited(Some(12)), Fault::reset_after(), Fault::status(503)] {
        sandbox.fault(fault.on("POST", "/domains/import"));
    }
    let domains = vec!["acme-hello.com".to_owned(), "acme-reach.com".to_owned()];
    let import = client.imports().create(domains).max_retries(3).send_with_meta()?;
    for attempt in &import.meta.attempts {
        story.attempt(attempt);
    }
    story.line(format!(
        "{} is {} after {} attempts, and was imported once",
        import.data.id,
        import.data.status,
        import.meta.attempts.len()
    ));
    let outcomes: Vec<_> = import.meta.attempts.iter().map(|attempt| attempt.outcome.as_str()).collect();
    check(outcomes == ["rate_limited", "connection_failed", "internal_error", "ok"], "the attempts ended otherwise")
}

/// The story is told by this many requests; one more would be one that nobody asked for.
fn check_requests(story: &mut Story, sandbox: &Sandbox) -> Result<(), Failed> {
    story.requests = sandbox.requests().len();
    check(story.requests == 13, "another number of requests arrived")?;
    check(
        story.retries == 3 && story.refused == 2 && story.webhooks == 8,
        "another number of retries, refusals or webhooks",
    )
}
