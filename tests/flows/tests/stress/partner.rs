//! One partner: places orders and makes other writes, and does what the SDK's errors advise until each is done.

use std::sync::mpsc::Sender;
use std::time::Duration;

use peeker_core::client::{Client, Pages, Request};
use peeker_core::error::{Error, ErrorKind};
use peeker_core::input::{Filter, Input};
use peeker_core::model::{
    BundleFilter, NewBundle, NewOrder, NewUser, OrderStatus, Sequencer, SequencerProvider, UserFilter,
};
use peeker_core::operation::{Output, Page};
use peeker_flows::order_of;

use crate::network::{self, chance, mixed, pass};
use crate::tally::Tally;

/// What a partner is to do.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) number: usize,
    pub(crate) orders: usize,
    pub(crate) seed: u64,
    /// A bundle of one Google and one Microsoft domain.
    pub(crate) bundle: String,
}

pub(crate) struct Partner {
    plan: Plan,
    client: Client,
    placed: Sender<()>,
    tally: Tally,
    calls: usize,
}

/// Why a partner cannot go on.
type Trouble = String;

/// How a call that did not succeed is to be gone on with.
#[derive(PartialEq, Eq)]
enum Next {
    /// It may have been done.
    Look,
    /// Nothing was done.
    Again,
}

/// More attempts than any write needs, so that a run that goes wrong ends.
const MOST_TRIES: usize = 60;

/// Milliseconds until a partner makes a call again that was put off.
const SOME_TIME: u64 = 30_000;

impl Partner {
    pub(crate) fn new(plan: Plan, client: Client, placed: Sender<()>) -> Self {
        Self { plan, client, placed, tally: Tally::default(), calls: 0 }
    }

    /// Places its orders; after each tenth it makes a user, after another a bundle, and another it cancels.
    pub(crate) fn work(mut self) -> Tally {
        network::begin(mixed(self.plan.seed ^ mixed(self.plan.number as u64 + 1)));
        let trouble = (0..self.plan.orders).try_for_each(|n| self.turn(n)).err();
        self.tally.troubles.extend(trouble.map(|why| format!("partner {}: {why}", self.plan.number)));
        self.tally
    }

    fn turn(&mut self, n: usize) -> Result<(), Trouble> {
        let order = self.place(n)?;
        match (n + self.plan.number) % 10 {
            2 => self.create_user(n)?,
            5 => self.create_bundle(n)?,
            8 => self.cancel(order)?,
            _ => {}
        }
        self.placed.send(()).map_err(|_| "nobody listens".to_owned())
    }

    /// Sends the same order until it is answered: "the API then returns the first one".
    fn place(&mut self, n: usize) -> Result<String, Trouble> {
        let order = self.order(n);
        let first_domain = order.domains[0].clone();
        let mut in_doubt = 0;
        for _ in 0..MOST_TRIES {
            match self.call(|client| client.orders().create(order.clone())) {
                Ok(placed) => {
                    self.tally.were_done += in_doubt;
                    self.tally.orders.insert(first_domain.name().to_owned(), placed.id.clone());
                    return Ok(placed.id);
                }
                Err(error) => in_doubt += usize::from(self.next(&error)? == Next::Look),
            }
        }
        Err(format!("order {n} was not placed in {MOST_TRIES} tries"))
    }

    fn create_user(&mut self, n: usize) -> Result<(), Trouble> {
        let email = format!("customer-{}-{n}@acme.com", self.plan.number);
        let route = Sequencer::route(SequencerProvider::SMARTLEAD, 366_903);
        let user = NewUser { email: email.clone(), sequencer: route, first_name: None, last_name: None };
        let filter = UserFilter { email: Some(email.clone()), ..UserFilter::default() };
        self.until_done(
            |client| client.users().create(user.clone()),
            |partner| {
                partner.is_listed(|client| client.users().list(filter.clone()).pages(), |user| user.email == email)
            },
        )?;
        self.tally.users.push(email);
        Ok(())
    }

    fn create_bundle(&mut self, n: usize) -> Result<(), Trouble> {
        let name = format!("Bundle {n} of {}", self.plan.number);
        let bundle = NewBundle { name: name.clone(), monthly_sending_volume: 5_000, ..NewBundle::default() };
        let filter = BundleFilter { per_page: Some(100), ..BundleFilter::default() };
        self.until_done(
            |client| client.bundles().create(bundle.clone()),
            |partner| {
                partner.is_listed(|client| client.bundles().list(filter.clone()).pages(), |row| row.name == name)
            },
        )?;
        self.tally.bundles.push(name);
        Ok(())
    }

    fn cancel(&mut self, order: String) -> Result<(), Trouble> {
        self.until_done(
            |client| client.orders().cancel(order.clone()),
            |partner| {
                let found = partner.call(|client| client.orders().retrieve(order.clone()));
                found.map(|order| order.status == OrderStatus::CANCEL_SCHEDULED)
            },
        )?;
        self.tally.cancelled.push(order);
        Ok(())
    }

    /// Makes a write that is not replay-safe: looks before it is made again, as the error advises.
    fn until_done<I: Input, O: Output>(
        &mut self,
        write: impl for<'c> Fn(&'c Client) -> Request<'c, I, O>,
        was_done: impl Fn(&mut Self) -> Result<bool, Error>,
    ) -> Result<(), Trouble> {
        for _ in 0..MOST_TRIES {
            let Err(error) = self.call(&write) else { return Ok(()) };
            if self.next(&error)? == Next::Again {
                continue;
            }
            let done = (0..MOST_TRIES).find_map(|_| was_done(self).ok());
            if done.ok_or("every look whether it was done failed")? {
                self.tally.were_done += 1;
                return Ok(());
            }
            self.tally.were_not_done += 1;
        }
        Err(format!("a write was not done in {MOST_TRIES} tries"))
    }

    /// Whether a row is in a list.
    fn is_listed<'p, I, T>(
        &mut self,
        pages: impl for<'c> Fn(&'c Client) -> Pages<'c, I, T>,
        is_it: impl Fn(&T) -> bool,
    ) -> Result<bool, Error>
    where
        I: Filter,
        Page<T>: Output,
    {
        let client = self.client.clone();
        for page in pages(&client) {
            if page?.data.iter().any(&is_it) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One call, under a deadline of its own choice, with a header that tells its requests from those of other calls.
    fn call<I: Input, O: Output>(
        &mut self,
        make: impl for<'c> Fn(&'c Client) -> Request<'c, I, O>,
    ) -> Result<O, Error> {
        self.calls += 1;
        let id = format!("{}-{}", self.plan.number, self.calls);
        let deadline = [90_000, 90_000, 20_000, 6_000][usize::try_from(chance(4)).unwrap_or(0)];
        let begun = network::now();
        let request = make(&self.client).deadline(Duration::from_millis(deadline)).header(crate::CALL_HEADER, &id);
        let result = request.send_with_meta();
        let took = network::now() - begun;
        let attempts = match &result {
            Ok(reply) => reply.meta.attempts.as_slice(),
            Err(error) => error.attempts(),
        };
        self.tally.note(id, took, deadline, attempts);
        result.map(|reply| reply.data)
    }

    /// What an error says is to be done; anything that is not the network's fault or the API's is trouble.
    fn next(&mut self, error: &Error) -> Result<Next, Trouble> {
        match error.kind() {
            ErrorKind::OutcomeUnknown | ErrorKind::UnreadableSuccess => {
                let kind = format!("{} {}", error.operation().unwrap_or("?"), error.kind().as_str());
                *self.tally.unknown.entry(kind).or_default() += 1;
                Ok(Next::Look)
            }
            ErrorKind::RateLimit | ErrorKind::Deadline => {
                self.tally.put_off += 1;
                pass(SOME_TIME);
                Ok(Next::Again)
            }
            _ => Err(error.to_string()),
        }
    }

    /// Half of them bundle orders for two domains, half custom orders for one.
    fn order(&self, n: usize) -> NewOrder {
        let domain = |part: &str| format!("{part}{n}-of-{}.com", self.plan.number);
        let user = format!("partner-{}@acme.com", self.plan.number);
        if n.is_multiple_of(2) {
            return NewOrder { user, ..order_of(&self.plan.bundle, &[domain("a"), domain("b")]) };
        }
        NewOrder { user, bundle_id: None, google_licenses: Some(2), ..order_of("", &[domain("a")]) }
    }
}
