//! An account at the sandbox with something of everything in it, and what can be known of it by asking.

use std::collections::HashMap;
use std::time::Duration;

use peeker_core::config::{Config, Options};
use peeker_core::model::{Bundle, Domain, DomainAvailability, DomainCategory, NewOrder, RequiredDomains};
use peeker_core::validate::domain::Root;
use peeker_core::validate::known::Known;
use peeker_sandbox::Sandbox;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::names;
use crate::random::Random;

/// The customer whose first order waits for a better picture.
pub(crate) const WAITING_CUSTOMER: &str = "waiting@acme.com";

#[derive(Debug)]
pub(crate) struct World<'a> {
    sandbox: &'a Sandbox,
    /// As of the SDK that sends to it.
    pub(crate) config: Config,
    /// One that can be ordered, and one that is archived.
    pub(crate) bundles: [Bundle; 2],
    pub(crate) owned: Vec<Domain>,
    /// A customer by id, and the domain of an order that waits for its correction.
    pub(crate) user: String,
    pub(crate) waiting: String,
    /// A domain of somebody else.
    pub(crate) elsewhere: String,
    /// How many names were made.
    names: usize,
}

impl<'a> World<'a> {
    /// Forgets the world before.
    pub(crate) fn new(sandbox: &'a Sandbox, random: &mut Random) -> Self {
        sandbox.reset();
        let bundles = [bundle(sandbox, random), bundle(sandbox, random)];
        let options = Options { api_key: Some(sandbox.key().into()), ..Options::default() };
        let user = json!({ "email": "known@acme.com", "sequencer": { "provider": "smartlead", "client_id": 1 } });
        let user: Value = data(sandbox, "POST", "/users", &user);
        let mut world = Self {
            sandbox,
            config: Config::new(options, |_| None).expect("it is a key"),
            bundles,
            owned: Vec::new(),
            user: user["id"].as_str().expect("a user has an id").to_owned(),
            waiting: String::new(),
            elsewhere: String::new(),
            names: 0,
        };
        world.furnish(random);
        world
    }

    /// A name that nobody has.
    pub(crate) fn fresh(&mut self, fate: &str, random: &mut Random) -> String {
        names::fresh(fate, self.number(), random)
    }

    pub(crate) fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    /// Lets the sandbox look at the pictures of the orders that it took.
    pub(crate) fn let_it_inspect(&self) {
        self.sandbox.advance(Duration::from_secs(1));
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        ask(self.sandbox, self.sandbox.key(), method, path, body)
    }

    /// Names of the account's own that are on an order, or on none.
    pub(crate) fn owned(&self, category: &DomainCategory) -> Vec<String> {
        let rows = self.owned.iter().filter(|row| row.category == *category);
        rows.map(|row| row.domain.clone()).collect()
    }

    /// Everything that the API says of what the order names.
    pub(crate) fn known_of(&self, order: &NewOrder) -> Known {
        let owned: HashMap<&str, &Domain> = self.owned.iter().map(|row| (row.domain.as_str(), row)).collect();
        let names = order.domains.iter().map(|entry| Root::parse(entry.name()).map_err(|_| entry.name().to_owned()));
        let names: Vec<Result<Root, String>> = names.collect();
        let mine = names.iter().filter_map(|name| owned.get(name.as_ref().map_or_else(String::as_str, Root::as_str)));
        // The SDK asks of no name that it cannot read whether it is free.
        let roots = names.iter().flatten().map(Root::as_str);
        let unknown: Vec<&str> = roots.filter(|name| !owned.contains_key(name)).collect();
        let mut known = Known::default();
        for part in unknown.chunks(50) {
            let answer: Value = data(self.sandbox, "POST", "/domains/availability", &json!({ "domains": part }));
            let rows: Vec<DomainAvailability> = typed(answer["domains"].clone());
            known.domains.extend(rows.into_iter().map(Into::into));
        }
        known.domains.extend(mine.map(|row| (*row).clone().into()));
        // A bundle that is not the account's cannot be fetched: the caller has passed another one.
        let named = |bundle: &&Bundle| order.bundle_id.as_ref() == Some(&bundle.id);
        known.bundle =
            order.bundle_id.is_some().then(|| self.bundles.iter().find(named).unwrap_or(&self.bundles[0]).clone());
        known
    }

    /// Reads the account's domains again, after something was ordered.
    pub(crate) fn look_again(&mut self) {
        let mut path = "/domains?per_page=100".to_owned();
        self.owned.clear();
        loop {
            let (status, page) = self.ask("GET", &path, "");
            assert_eq!(status, 200, "{page}");
            self.owned.extend(typed::<Vec<Domain>>(page["data"].clone()));
            let Some(next) = page["links"]["next"].as_str() else { return };
            next.split_once("/partner/v1").expect("links are below the base URL").1.clone_into(&mut path);
        }
    }

    fn furnish(&mut self, random: &mut Random) {
        let fates = ["", "", "", "google-only-", "google-only-", "microsoft-only-", "microsoft-only-", "replace-"];
        let inventory: Vec<String> = fates.iter().map(|fate| self.fresh(fate, random)).collect();
        let _: Value = data(self.sandbox, "POST", "/domains/import", &json!({ "domains": inventory }));
        self.elsewhere = self.fresh("", random);
        let theirs = json!({ "domains": [self.elsewhere] }).to_string();
        let answer = ask(self.sandbox, "pk_test_other_full", "POST", "/domains/import", &theirs);
        assert_eq!(answer.0, 200, "{}", answer.1);
        self.waiting = self.fresh("", random);
        let picture =
            json!({ "first_name": "A", "last_name": "B", "profile_picture_url": "https://unreachable.test/a" });
        let waiting = json!({
            "user": WAITING_CUSTOMER, "sequencer": sequencer(), "google_licenses": 2, "domains": [self.waiting], "personas": [picture],
        });
        let _: Value = data(self.sandbox, "POST", "/orders", &waiting);
        self.let_it_inspect();
        self.archive(random);
        self.look_again();
    }

    /// A bundle that was ordered is archived when it is deleted, and only then.
    fn archive(&mut self, random: &mut Random) {
        let RequiredDomains { total, .. } = required(&self.bundles[1]);
        let domains: Vec<String> = (0..total).map(|_| self.fresh("", random)).collect();
        let id = self.bundles[1].id.clone();
        let order = json!({
            "user": "first@acme.com", "sequencer": sequencer(), "bundle_id": id, "domains": domains, "personas": [],
        });
        let _: Value = data(self.sandbox, "POST", "/orders", &order);
        let _: Value = data(self.sandbox, "DELETE", &format!("/bundles/{id}"), &Value::Null);
        self.bundles[1] = data(self.sandbox, "GET", &format!("/bundles/{id}"), &Value::Null);
    }
}

pub(crate) fn sequencer() -> Value {
    json!({ "provider": "smartlead", "client_id": 366_903, "login_email": "ops@acme.com", "login_password": "a-login" })
}

pub(crate) fn required(bundle: &Bundle) -> RequiredDomains {
    bundle.required_domains.clone().expect("the sandbox says what a bundle needs")
}

/// A small one: between 2 and 10 domains.
fn bundle(sandbox: &Sandbox, random: &mut Random) -> Bundle {
    let google = random.pick(&[30, 50, 60, 70]);
    let body = json!({
        "name": "Starter",
        "monthly_sending_volume": 1_000 + random.below(9_000),
        "google_percent": google,
        "microsoft_percent": 100 - google,
        "send_on_weekends": random.percent(30),
        "google_inboxes_per_domain": 2 + random.below(2),
    });
    data(sandbox, "POST", "/bundles", &body)
}

fn ask(sandbox: &Sandbox, key: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let (status, answer) = sandbox.call(method, path, key, body).expect("there are no faults");
    (status, serde_json::from_str(&answer).expect("the sandbox answers JSON"))
}

/// What is asked for the test's own sake succeeds.
fn data<T: DeserializeOwned>(sandbox: &Sandbox, method: &str, path: &str, body: &Value) -> T {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let (status, mut answer) = ask(sandbox, sandbox.key(), method, path, &body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {answer}");
    typed(answer["data"].take())
}

fn typed<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("core reads what the sandbox writes")
}
