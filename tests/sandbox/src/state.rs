//! Everything the sandbox knows: the accounts with their objects, the agenda, the outbox. Plain data behind one lock.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::access::Access;
use crate::agenda::{Agenda, Task};
use crate::clock::{Moment, Time};
use crate::ids::Ids;
use crate::limiter::Limiter;
use crate::outbox::Outbox;
use crate::resources::bundles::Bundle;
use crate::resources::domains::Domain;
use crate::resources::forwarding::ForwardingJob;
use crate::resources::imports::Import;
use crate::resources::orders::Order;
use crate::resources::pending::Action;
use crate::resources::swaps::Swap;
use crate::resources::users::User;
use crate::resources::{cancelling, forwarding, imports, provisioning, swaps};
use crate::settings::Settings;

/// An account's place in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AccountId(usize);

/// One partner's data in one environment.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) live: bool,
    pub(crate) name: String,
    pub(crate) org_id: String,
    pub(crate) bundles: Table<Bundle>,
    pub(crate) users: Table<User>,
    pub(crate) domains: Table<Domain>,
    pub(crate) imports: Table<Import>,
    pub(crate) forwarding: Table<ForwardingJob>,
    pub(crate) orders: Table<Order>,
    pub(crate) actions: Table<Action>,
    pub(crate) swaps: Table<Swap>,
    /// The bodies that made an order, each with the order and when.
    pub(crate) order_bodies: HashMap<Vec<u8>, (String, Moment)>,
    /// The sorted unique domain sets that were imported, each with its job.
    pub(crate) import_sets: HashMap<Vec<String>, String>,
    /// The import jobs that name a domain, the newest last.
    pub(crate) imports_of: HashMap<String, Vec<String>>,
    /// Until when a synchronous import meets full Cloudflare accounts, for names that do.
    pub(crate) crowded_until: Option<Moment>,
    /// The swaps that wait for the partner.
    pub(crate) waiting_swaps: BTreeSet<String>,
    /// Names whose stale availability was refreshed.
    pub(crate) refreshed: HashSet<String>,
}

/// The whole state. Handlers get it with the lock held; nothing in it waits.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) time: Time,
    /// The virtual time up to which everything due has happened.
    pub(crate) now: Moment,
    pub(crate) agenda: Agenda,
    pub(crate) ids: Ids,
    pub(crate) limiter: Limiter,
    pub(crate) outbox: Outbox,
    /// Counts resets.
    pub(crate) generation: u64,
    accounts: Vec<Account>,
}

impl World {
    pub(crate) fn new(settings: Settings, generation: u64) -> Self {
        Self {
            time: Time::new(settings.clock, settings.start),
            now: settings.start,
            agenda: Agenda::default(),
            ids: Ids::new(settings.seed),
            limiter: Limiter::new(settings.rate_limit),
            outbox: Outbox::new(&settings),
            generation,
            accounts: Vec::new(),
            settings,
        }
    }

    /// The account of a key; made when it is first used.
    pub(crate) fn account_of(&mut self, access: &Access) -> AccountId {
        let known = self.accounts.iter().position(|a| a.live == access.live && a.name == access.account);
        AccountId(known.unwrap_or_else(|| {
            self.accounts.push(Account::new(access, self.ids.next("org")));
            self.accounts.len() - 1
        }))
    }

    pub(crate) fn account(&self, id: AccountId) -> &Account {
        &self.accounts[id.0]
    }

    pub(crate) fn account_mut(&mut self, id: AccountId) -> &mut Account {
        &mut self.accounts[id.0]
    }

    pub(crate) fn accounts(&self) -> impl Iterator<Item = (AccountId, &Account)> {
        self.accounts.iter().enumerate().map(|(index, account)| (AccountId(index), account))
    }

    /// Does everything that is due by now on the clock; false if there was nothing.
    pub(crate) fn catch_up(&mut self) -> bool {
        let until = self.time.read();
        let mut any = false;
        while self.step(until) {
            any = true;
        }
        self.now = self.now.max(until);
        any
    }

    /// Does the next thing that is due by `until`; false when there is none.
    pub(crate) fn step(&mut self, until: Moment) -> bool {
        let Some((due, task)) = self.agenda.take_due(until) else { return false };
        self.now = self.now.max(due);
        self.run(task);
        true
    }

    fn run(&mut self, task: Task) {
        match task {
            Task::FinishImport { account, import } => imports::finish(self, account, &import),
            Task::MoveNameservers { account, domain } => imports::move_nameservers(self, account, &domain),
            Task::RemindImport { account, import } => imports::remind(self, account, &import),
            Task::InspectOrder { account, order } => provisioning::inspect(self, account, &order),
            Task::ConnectDomain { account, order, domain } => provisioning::connect(self, account, &order, &domain),
            Task::CompleteOrder { account, order } => provisioning::complete(self, account, &order),
            Task::EndOrder { account, order, domains } => cancelling::end(self, account, &order, &domains),
            Task::FinishForwarding { account, job } => forwarding::finish(self, account, &job),
            Task::ContinueSwap { account, swap } => swaps::proceed(self, account, &swap),
            Task::RetireDomain { account, domain } => swaps::retire(self, account, &domain),
            Task::Attempt { event, number } => self.outbox.attempt(event, number),
            Task::ReleaseHeld { event } => self.outbox.release(event),
        }
    }
}

impl Account {
    fn new(access: &Access, org_id: String) -> Self {
        Self {
            live: access.live,
            name: access.account.clone(),
            org_id,
            bundles: Table::default(),
            users: Table::default(),
            domains: Table::default(),
            imports: Table::default(),
            forwarding: Table::default(),
            orders: Table::default(),
            actions: Table::default(),
            swaps: Table::default(),
            order_bodies: HashMap::new(),
            import_sets: HashMap::new(),
            imports_of: HashMap::new(),
            crowded_until: None,
            waiting_swaps: BTreeSet::new(),
            refreshed: HashSet::new(),
        }
    }

    pub(crate) fn domain_named(&self, name: &str) -> Option<&Domain> {
        self.domains.get_by_key(name)
    }

    /// The domains that have their place on an order, those that a premium swap keeps warm included.
    pub(crate) fn domains_on<'a>(&'a self, order: &'a Order) -> impl Iterator<Item = &'a Domain> {
        order.all_domains.iter().filter_map(|id| self.domains.get(id)).filter(|domain| domain.is_on(&order.id))
    }
}

/// What has an id.
pub(crate) trait Record {
    fn id(&self) -> &str;

    /// Another text by which it is looked up, which no other record of its table has.
    fn key(&self) -> Option<&str> {
        None
    }
}

/// Records in the order of their making, found by id or key without a search: there may be thousands.
#[derive(Debug)]
pub(crate) struct Table<T> {
    rows: BTreeMap<u64, T>,
    numbers: HashMap<String, u64>,
    keys: HashMap<String, u64>,
    made: u64,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), numbers: HashMap::new(), keys: HashMap::new(), made: 0 }
    }
}

impl<T: Record> Table<T> {
    pub(crate) fn insert(&mut self, record: T) {
        self.made += 1;
        self.numbers.insert(record.id().to_owned(), self.made);
        self.keys.extend(record.key().map(|key| (key.to_owned(), self.made)));
        self.rows.insert(self.made, record);
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<T> {
        let record = self.rows.remove(&self.numbers.remove(id)?)?;
        record.key().and_then(|key| self.keys.remove(key));
        Some(record)
    }

    /// Puts a record in the place of the one with its id, which may have had another key.
    pub(crate) fn replace(&mut self, record: T) {
        let Some(number) = self.numbers.get(record.id()).copied() else { return };
        let key = record.key().map(str::to_owned);
        let old = self.rows.insert(number, record);
        old.as_ref().and_then(Record::key).and_then(|key| self.keys.remove(key));
        self.keys.extend(key.map(|key| (key, number)));
    }

    /// To change what is no key; for that there is [`replace`](Self::replace).
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.rows.get_mut(self.numbers.get(id)?)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.rows.get(self.numbers.get(id)?)
    }

    pub(crate) fn get_by_key(&self, key: &str) -> Option<&T> {
        self.rows.get(self.keys.get(key)?)
    }

    /// Which it was of all that were made; for paging, and to tell the newer of two.
    pub(crate) fn number(&self, id: &str) -> Option<u64> {
        self.numbers.get(id).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    /// Those made before the one of that number, or all; with their numbers.
    pub(crate) fn newest_first(&self, before: Option<u64>) -> impl Iterator<Item = (u64, &T)> {
        self.rows.range(..before.unwrap_or(u64::MAX)).rev().map(|(number, record)| (*number, record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Row(&'static str, Option<&'static str>);

    impl Record for Row {
        fn id(&self) -> &str {
            self.0
        }

        fn key(&self) -> Option<&str> {
            self.1
        }
    }

    #[test]
    fn a_row_is_found_by_the_key_it_has_now() {
        let mut table = Table::default();
        table.insert(Row("a", Some("old")));
        table.insert(Row("b", None));
        table.replace(Row("a", Some("new")));
        assert_eq!((table.get_by_key("old"), table.get_by_key("new")), (None, Some(&Row("a", Some("new")))));
        table.replace(Row("a", None));
        assert_eq!((table.get_by_key("new"), table.get("a")), (None, Some(&Row("a", None))));
        table.replace(Row("a", Some("last")));
        table.remove("a");
        assert_eq!((table.get_by_key("last"), table.get("a"), table.len()), (None, None, 1));
        table.replace(Row("none", Some("none")));
        assert_eq!((table.get_by_key("none"), table.len()), (None, 1));
    }

    #[test]
    fn rows_are_walked_from_the_newest_or_from_the_one_before_a_number() {
        let mut table = Table::default();
        for id in ["a", "b", "c"] {
            table.insert(Row(id, None));
        }
        let ids = |before| table.newest_first(before).map(|(_, row)| row.0).collect::<Vec<_>>();
        assert_eq!(
            (ids(None), ids(table.number("c")), ids(table.number("a"))),
            (vec!["c", "b", "a"], vec!["b", "a"], vec![])
        );
    }
}
