//! Orders that nothing speaks against.

use peeker_core::model::DomainCategory;
use serde_json::{Value, json};

use crate::names;
use crate::random::Random;
use crate::world::{World, required, sequencer};

/// An order of either form, for domains that are bought or the account's own, in any dress.
pub(crate) fn order(world: &mut World<'_>, number: usize, random: &mut Random) -> Value {
    let mut order = json!({ "user": customer(world, number, random), "sequencer": sequencer() });
    let (google, microsoft) = if random.percent(60) {
        order["bundle_id"] = json!(world.bundles[0].id);
        let required = required(&world.bundles[0]);
        (count(required.google), count(required.microsoft))
    } else {
        custom(&mut order, random)
    };
    order["domains"] = domains(world, google, microsoft, random);
    let most = if random.percent(10) { 10 } else { 3 };
    let people = 1 + random.below(most);
    order["personas"] = (0..people).map(|_| persona(random)).collect();
    if random.percent(40) {
        order["forwarding_url"] = json!(target(random));
    }
    order
}

/// A person who may be named in an order.
pub(crate) fn persona(random: &mut Random) -> Value {
    let first_name = random.pick(&["Alex", "Sam", "Zoë", "李"]);
    let mut persona =
        json!({ "first_name": first_name, "last_name": random.pick(&["Rivera", "O'Neill", "de la Cruz"]) });
    match random.below(10) {
        0 => persona["profile_picture_url"] = Value::Null,
        1 => persona["profile_picture_url"] = json!(""),
        2 => persona["profile_picture_url"] = json!(random.pick(&PICTURES)),
        _ => {}
    }
    persona
}

/// Public ones, also by number.
const PICTURES: [&str; 5] = [
    "https://cdn.acme.com/alex.jpg",
    "HTTP://cdn.acme.com:8080/a.png?size=2#x",
    "http://8.8.8.8/a.jpg",
    "https://[2606:4700::1111]/a.jpg",
    "https://172.32.0.1/a.jpg",
];

pub(crate) fn target(random: &mut Random) -> &'static str {
    random.pick(&[
        "https://acme.com",
        "http://www.acme.com/path?utm=x#y",
        "HTTPS://acme.co.uk:443/",
        "https://acme.com.",
    ])
}

fn customer(world: &World<'_>, number: usize, random: &mut Random) -> String {
    match random.below(6) {
        0 => world.user.clone(),
        1 => format!("Alex.{number}+tag@Mail.Acme.co.uk"),
        _ => format!("alex-{number}@acme.com"),
    }
}

/// Licences of its own; answers how many domains they are for Google and for Microsoft.
fn custom(order: &mut Value, random: &mut Random) -> (usize, usize) {
    let (google, microsoft) = random.pick(&[(0, 1), (1, 0), (3, 1), (4, 2), (6, 0), (5, 3)]);
    let inboxes = if random.percent(50) { 3 } else { 2 };
    if inboxes == 3 || random.percent(30) {
        order["google_inboxes_per_domain"] = json!(inboxes);
    }
    for (field, licences) in [("google_licenses", google), ("microsoft_licenses", microsoft)] {
        if licences > 0 || random.percent(30) {
            order[field] = json!(licences);
        }
    }
    (usize::div_ceil(google, inboxes), microsoft)
}

fn domains(world: &mut World<'_>, google: usize, microsoft: usize, random: &mut Random) -> Value {
    let mut inventory = world.owned(&DomainCategory::INVENTORY);
    random.shuffle(&mut inventory);
    let mut names: Vec<String> = Vec::new();
    for (seats, only) in [(google, "google-only-"), (microsoft, "microsoft-only-")] {
        let other = if only == "google-only-" { "microsoft-only-" } else { "google-only-" };
        for _ in 0..seats {
            let own = inventory.iter().position(|name| !name.starts_with(other));
            names.push(match own.filter(|_| random.percent(15)) {
                Some(own) => inventory.swap_remove(own),
                None => bought(world, only, random),
            });
        }
    }
    random.shuffle(&mut names);
    names.iter().map(|name| entry(name, random)).collect()
}

fn bought(world: &mut World<'_>, only: &str, random: &mut Random) -> String {
    match random.below(10) {
        0..3 => world.fresh(only, random),
        3 => names::umlaut(world.number()),
        4 => world.fresh("replace-", random),
        _ => world.fresh("", random),
    }
}

/// A name, or a name with a target of its own.
fn entry(name: &str, random: &mut Random) -> Value {
    let name = names::pasted(name, random);
    if random.percent(20) { json!({ "domain": name, "forwarding_url": target(random) }) } else { json!(name) }
}

pub(crate) fn count(number: i64) -> usize {
    usize::try_from(number).expect("no number of domains is negative")
}
