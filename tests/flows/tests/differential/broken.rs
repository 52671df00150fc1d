//! What can be wrong with an order: one row for each way to break it. Some are only odd, and must pass.

use peeker_core::model::DomainCategory;
use serde_json::{Value, json};

use crate::names;
use crate::random::Random;
use crate::valid::{persona, target};
use crate::world::{WAITING_CUSTOMER, World};

/// Breaks an order in one way, as far as what it breaks is still there.
pub(crate) type Breaking = fn(&mut Value, &mut World<'_>, &mut Random);

pub(crate) const BREAKINGS: &[Breaking] = &[
    // The order's fields.
    |order, _, random| drop_field(order, random.pick(&["user", "sequencer", "domains", "personas", "bundle_id"])),
    |order, _, random| set(order, random.pick(&["user", "sequencer", "domains", "personas"]), json!(7)),
    |order, _, random| set(order, random.pick(&["coupon", "domain", "Personas"]), json!("x")),
    |order, _, random| set(order, random.pick(&["forwarding_url", "microsoft_licenses"]), Value::Null),
    // Its size.
    |order, _, random| set(order, "google_licenses", json!(random.pick(&[0, 1, 2, 3, 4, 40]))),
    |order, _, random| set(order, "microsoft_licenses", json!(random.pick(&[0, 1, 2, 5]))),
    |order, _, random| set(order, "google_inboxes_per_domain", json!(random.pick(&[-1, 0, 1, 2, 3, 4]))),
    |order, _, random| set(order, random.pick(&LICENCES), random.pick(&[json!(-1), json!(1.5), json!("4")])),
    |order, _, random| only_licences(order, &random.pick(&[[Some(0), None], [Some(0), Some(0)], [Some(2), Some(0)]])),
    |order, _, _| {
        only_licences(order, &[None, None]);
        set(order, "google_inboxes_per_domain", json!(2));
    },
    |order, world, _| set(order, "bundle_id", json!(world.bundles[1].id)),
    |order, _, random| set(order, "bundle_id", json!(random.pick(&["bun_of-nobody", "dom_1", "bun 1", "", "a/b"]))),
    // The customer and the login.
    |order, _, random| set(order, "user", json!(random.pick(&["", " ", "alex", "dom_1", "ord_1", "usr 1"]))),
    |order, _, random| set(order, "user", json!(random.pick(&BAD_ADDRESSES))),
    |order, _, random| drop_field(&mut order["sequencer"], random.pick(&LOGIN)),
    |order, _, random| set(&mut order["sequencer"], random.pick(&LOGIN), json!(random.pick(&["", " "]))),
    |order, _, random| set(&mut order["sequencer"], random.pick(&["login_email", "provider"]), json!(1)),
    |order, _, random| {
        let id = random.pick(&[json!("366903"), json!(1.5), json!({}), json!(-1), json!(2)]);
        set(&mut order["sequencer"], "client_id", id);
    },
    |order, _, _| drop_field(&mut order["sequencer"], "client_id"),
    |order, _, random| set(&mut order["sequencer"], "provider", json!(random.pick(&["", " ", "instantly"]))),
    |order, _, _| set(order, "sequencer", json!({ "provider": "instantly", "api_key": "of another tool" })),
    // The personas.
    |order, _, _| set(order, "personas", json!([])),
    |order, _, random| set(order, "personas", (0..11).map(|_| persona(random)).collect()),
    |order, _, random| set(one_of(order, "personas", random), random.pick(&NAMES), json!(random.pick(&["", "  "]))),
    |order, _, random| drop_field(one_of(order, "personas", random), random.pick(&NAMES)),
    |order, _, random| set(one_of(order, "personas", random), random.pick(&["first_name", PICTURE]), json!(7)),
    |order, _, random| set(one_of(order, "personas", random), "email", json!("alex@acme.com")),
    |order, _, random| set(one_of(order, "personas", random), PICTURE, json!(random.pick(&BAD_URLS))),
    |order, _, random| set(one_of(order, "personas", random), PICTURE, json!(random.pick(&PRIVATE_PICTURES))),
    |order, _, random| set(one_of(order, "personas", random), PICTURE, json!(random.pick(&PRIVATE_PICTURES))),
    // Where domains forward to.
    |order, _, random| set(order, TARGET, json!(random.pick(&BAD_URLS))),
    |order, _, random| {
        set(order, TARGET, json!(random.pick(&["https://user:secret@acme.com", "https://u@acme.com"])));
    },
    |order, _, random| set(order, TARGET, json!(random.pick(&["http://localhost:3000", "https://münchen.de/ä"]))),
    |order, _, random| set(with_target(order, random), TARGET, json!(random.pick(&BAD_URLS))),
    |order, _, random| drop_field(with_target(order, random), random.pick(&["domain", TARGET])),
    |order, _, random| set(with_target(order, random), random.pick(&["domain", TARGET]), json!(1)),
    // How many domains.
    |order, _, _| set(order, "domains", json!([])),
    |order, _, random| (0..=random.below(3)).for_each(|_| shorten(order)),
    |order, world, random| (0..=random.below(3)).for_each(|_| lengthen(order, world, random)),
    |order, _, random| twice(order, false, random),
    |order, _, random| twice(order, true, random),
    |order, _, random| *one_of(order, "domains", random) = random.pick(&[json!(1), json!([]), Value::Null]),
    // Names that are none: there are many ways.
    bad_name,
    bad_name,
    bad_name,
    bad_name,
    bad_name,
    bad_name,
    // Names that cannot be had, or only look so.
    |order, world, random| fated(order, world, &["taken-", "premium-"], random),
    |order, world, random| fated(order, world, &["errored-", "stale-", "no-dns-"], random),
    |order, world, random| rename(order, &world.elsewhere, random),
    |order, world, random| rename(order, &random.pick(&world.owned(&DomainCategory::CONNECTED)), random),
    |order, world, random| {
        set(order, "user", json!(WAITING_CUSTOMER));
        rename(order, &world.waiting, random);
    },
    // Names that one provider cannot use.
    |order, world, random| all_of("google-only-", order, world, random),
    |order, world, random| all_of("microsoft-only-", order, world, random),
];

const LICENCES: [&str; 2] = ["google_licenses", "microsoft_licenses"];
const LOGIN: [&str; 2] = ["login_email", "login_password"];
const NAMES: [&str; 2] = ["first_name", "last_name"];
const PICTURE: &str = "profile_picture_url";
const TARGET: &str = "forwarding_url";

const BAD_ADDRESSES: [&str; 6] =
    ["alex@", "@acme.com", "alex@acme", "a@b@acme.com", "alex rivera@acme.com", "alex@acme..com"];

const BAD_URLS: [&str; 14] = [
    " ",
    "acme.com",
    "ftp://acme.com/a",
    "https://",
    "https:acme.com",
    " https://acme.com",
    "https://acme.com\n",
    "javascript:alert(1)",
    "https:///acme.com",
    "https://acme.com:99999/",
    "https://acme .com/",
    "http://[::1",
    "https:\\\\acme.com",
    "https://acme.com\\x",
];

/// Nobody outside reaches them.
const PRIVATE_PICTURES: [&str; 16] = [
    "http://localhost/a.png",
    "http://localhost:8080/a.png",
    "http://app.localhost/a.png",
    "http://127.0.0.1/a.png",
    "http://10.0.0.1/a.png",
    "https://172.16.0.1/a.png",
    "https://172.31.9.9/a.png",
    "https://192.168.1.1/a.png",
    "http://169.254.169.254/latest",
    "http://[::1]/a.png",
    "http://[fd00::1]/a.png",
    "http://[fe80::1]/a.png",
    "http://nas.local/a.png",
    "http://files.internal/a.png",
    "http://intranet/a.png",
    "http://0.0.0.0/a.png",
];

fn bad_name(order: &mut Value, world: &mut World<'_>, random: &mut Random) {
    rename(order, &names::bad(world.number(), random).1, random);
}

/// A name that the sandbox has something special in store for.
fn fated(order: &mut Value, world: &mut World<'_>, fates: &[&str], random: &mut Random) {
    let fate = random.pick(fates);
    rename(order, &world.fresh(fate, random), random);
}

fn all_of(fate: &str, order: &mut Value, world: &mut World<'_>, random: &mut Random) {
    for entry in list(order, "domains") {
        *entry = json!(world.fresh(fate, random));
    }
}

/// Puts another name in the place of one.
fn rename(order: &mut Value, name: &str, random: &mut Random) {
    match one_of(order, "domains", random) {
        Value::Object(entry) => drop(entry.insert("domain".to_owned(), json!(name))),
        entry => *entry = json!(name),
    }
}

/// One of the domains, which then has a target of its own.
fn with_target<'o>(order: &'o mut Value, random: &mut Random) -> &'o mut Value {
    let url = target(random);
    let entry = one_of(order, "domains", random);
    if entry.is_string() {
        *entry = json!({ "domain": entry, TARGET: url });
    }
    entry
}

fn shorten(order: &mut Value) {
    drop(list(order, "domains").pop());
}

fn lengthen(order: &mut Value, world: &mut World<'_>, random: &mut Random) {
    let name = json!(world.fresh("", random));
    list(order, "domains").push(name);
}

/// Names a domain once more: instead of another one, or besides.
fn twice(order: &mut Value, besides: bool, random: &mut Random) {
    let domains = list(order, "domains");
    let Some(Value::String(name)) = domains.first() else { return };
    let again = json!(names::pasted(name.trim(), random));
    if besides {
        domains.push(again);
    } else if let Some(last) = domains.last_mut() {
        *last = again;
    }
}

/// Licences in the place of a bundle.
fn only_licences(order: &mut Value, licences: &[Option<u64>; 2]) {
    for field in ["bundle_id", "google_inboxes_per_domain", LICENCES[0], LICENCES[1]] {
        drop_field(order, field);
    }
    for (field, number) in LICENCES.iter().zip(licences) {
        number.iter().for_each(|number| set(order, field, json!(number)));
    }
}

fn set(object: &mut Value, field: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(field.to_owned(), value);
    }
}

fn drop_field(object: &mut Value, field: &str) {
    if let Value::Object(fields) = object {
        fields.remove(field);
    }
}

/// The rows of a list, or a list of its own where there is none any more.
fn list<'o>(order: &'o mut Value, field: &str) -> &'o mut Vec<Value> {
    if !order[field].is_array() {
        order[field] = json!([]);
    }
    order[field].as_array_mut().expect("it is a list")
}

/// One row of a list, which gets one if it is empty.
fn one_of<'o>(order: &'o mut Value, field: &str, random: &mut Random) -> &'o mut Value {
    let rows = list(order, field);
    if rows.is_empty() {
        rows.push(Value::Null);
    }
    let index = random.below(rows.len());
    &mut rows[index]
}
