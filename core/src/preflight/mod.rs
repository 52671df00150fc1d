//! An order checked against its bundle and its domains as the API has them now, decided without I/O. In scope: what is
//! asked, and in which order. Out of scope: sending, retrying, placing the order.
//!
//! ```text
//! new ─▶ Call(bundles.retrieve) ─▶ Call(domains.list, inventory)… ─▶ Call(domains.check_availability)…
//!                                                                      │ a name is taken: by the account itself?
//!                      Done(report) ◀── Call(domains.list, connected)… ◀┘
//! ```
//!
//! What is known already is not asked; only a name that is known to be taken is looked for, because the account itself
//! may have it. What is wrong with the order on its own does not keep the rest from being found out. The host asks [`Preflight::step`], makes the call it names as any other, and hands its result to
//! [`Preflight::answered`].
//!
//! ```
//! use peeker_core::model::{NewOrder, NewPersona, Sequencer};
//! use peeker_core::preflight::{Preflight, PreflightStep};
//! use peeker_core::validate::known::Known;
//!
//! let draft = NewOrder {
//!     user: "alex@acme.com".into(),
//!     sequencer: Sequencer::smartlead(366_903, "peeker@acme.com", "its-password"),
//!     bundle_id: Some("bun_1".into()),
//!     domains: vec!["acme-mail.com".into()],
//!     personas: vec![NewPersona::new("Alex", "Rivera")],
//!     ..NewOrder::default()
//! };
//! let mut preflight = Preflight::new(draft, Known::default());
//! let PreflightStep::Call(first) = preflight.step() else { panic!("the bundle is not known yet") };
//! assert_eq!(first.operation.name, "bundles.retrieve");
//! ```

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::call::CallOptions;
use crate::config::read_options;
use crate::error::{Error, ErrorKind, Source, Violation};
use crate::input::{Filter, MAX_AVAILABILITY, MAX_PER_PAGE, Prepared, ids, read};
use crate::model::{AvailabilityQuery, ById, DomainCategory, DomainFilter, NewOrder, PageInfo, UnavailableReason};
use crate::operation::{BUNDLES_RETRIEVE, DOMAINS_CHECK_AVAILABILITY, DOMAINS_LIST, Operation, Reply};
use crate::page::Pager;
use crate::validate::domain::Root;
use crate::validate::known::{Known, KnownDomain};
use crate::validate::order::{self, OrderReport};

/// What the host does next.
#[derive(Debug)]
pub enum PreflightStep {
    /// Make this call, then report with [`Preflight::answered`].
    Call(Question),
    /// The end: the report, or why a question could not be answered. It is handed out once.
    Done(Result<Box<OrderReport>, Error>),
}

/// A call that a preflight needs.
#[derive(Debug, Clone)]
pub struct Question {
    pub operation: &'static Operation,
    pub input: Prepared,
}

impl Question {
    /// The input as JSON text, as [`Config::call_json`](crate::config::Config::call_json) takes it.
    pub fn input_json(&self) -> String {
        self.input.to_json()
    }
}

/// Asks what is not known of an order, then judges it.
///
/// Commands: [`step`](Self::step), [`answered`](Self::answered). Getters: [`known`](Self::known),
/// [`refused`](Self::refused).
#[derive(Debug)]
pub struct Preflight {
    order: NewOrder,
    known: Known,
    /// The names of the order that can be asked about, each once, in its own order.
    names: Vec<String>,
    /// What is known of each of them.
    standing: HashMap<String, Standing>,
    /// What the API said against the order.
    refused: Vec<Violation>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Next: `Listing` of inventory, `Ended`.
    Bundle,
    /// Next: itself for the next page; after inventory `Offering`, after what is connected `Judging`.
    Listing {
        category: DomainCategory,
        pager: Pager,
        token: Option<String>,
    },
    /// The names to be asked about. Next: itself for the next of them, `Listing` of what is connected, `Judging`.
    Offering {
        names: Vec<String>,
    },
    /// Next: `Ended`.
    Judging,
    Failed(Option<Error>),
    Ended,
}

/// What is known of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Unknown,
    /// Somebody has it, perhaps the account itself.
    Taken,
    Known,
}

impl Standing {
    fn of(row: Option<&KnownDomain>) -> Self {
        match row.map(KnownDomain::refusal) {
            None => Self::Unknown,
            Some(Some(reason)) if *reason == UnavailableReason::TAKEN => Self::Taken,
            Some(_) => Self::Known,
        }
    }
}

impl Preflight {
    /// The same for bindings: an order, and what is known of it, as JSON.
    ///
    /// # Errors
    /// Kind `Validation`, if the order cannot be read; `invalid_option`, if what is known is not of the documented shapes.
    pub fn from_json(order: &str, known: &str) -> Result<Self, Error> {
        let order = read(order).map_err(|error| error.with_operation("orders.preflight"))?;
        Ok(Self::new(order, read_options(known)?))
    }

    /// Begins with what the caller knows.
    pub fn new(order: NewOrder, known: Known) -> Self {
        let mut seen = HashSet::new();
        let names = order.domains.iter().filter_map(|entry| Root::parse(entry.name()).ok()).map(String::from);
        let names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
        let rows = known.by_name();
        let standing = names.iter().map(|name| (name.clone(), Standing::of(rows.get(name).copied()))).collect();
        let mut preflight = Self { order, known, names, standing, refused: Vec::new(), state: State::Bundle };
        // An id that can be none is not asked about: the report names it.
        let can_be_asked = preflight.order.bundle_id.as_deref().is_some_and(ids::is_bundle);
        if !can_be_asked || preflight.known.bundle.is_some() {
            preflight.state = preflight.look_for_domains();
        }
        preflight
    }

    /// What to do now. Asked again before an answer, it asks the same.
    pub fn step(&mut self) -> PreflightStep {
        let question = match &mut self.state {
            State::Bundle => {
                let id = self.order.bundle_id.clone().unwrap_or_default();
                question(BUNDLES_RETRIEVE.operation(), Prepared::new(ById::from(id)))
            }
            State::Listing { category, token, .. } => {
                let mut filter = DomainFilter {
                    category: Some(category.clone()),
                    per_page: Some(MAX_PER_PAGE),
                    ..DomainFilter::default()
                };
                token.iter().for_each(|token| filter.set_page_token(token.clone()));
                question(DOMAINS_LIST.operation(), Prepared::new(filter))
            }
            State::Offering { names } => {
                let domains = names.iter().take(MAX_AVAILABILITY).cloned().collect();
                question(DOMAINS_CHECK_AVAILABILITY.operation(), Prepared::new(AvailabilityQuery { domains }))
            }
            State::Judging => {
                self.state = State::Ended;
                return PreflightStep::Done(Ok(Box::new(self.judge())));
            }
            State::Failed(error) => {
                let error = error.take().unwrap_or_else(taken);
                self.state = State::Ended;
                return PreflightStep::Done(Err(error));
            }
            State::Ended => return PreflightStep::Done(Err(taken())),
        };
        match question {
            Ok(question) => PreflightStep::Call(question),
            Err(error) => {
                self.state = State::Ended;
                PreflightStep::Done(Err(error))
            }
        }
    }

    /// Reports what the call of the last [`step`](Self::step) answered. Ignored after the end.
    pub fn answered(&mut self, answer: Result<Reply, Error>) {
        let state = std::mem::replace(&mut self.state, State::Ended);
        self.state = match (state, answer) {
            (State::Bundle, Ok(Reply::Bundle { data })) => {
                self.known.bundle = Some(data);
                self.look_for_domains()
            }
            // An answer about the order, and no failure of the preflight.
            (State::Bundle, Err(error)) if error.kind() == ErrorKind::NotFound && error.code() == "not_found" => {
                self.refused.push(from_api("bundle_id", &error));
                self.look_for_domains()
            }
            (State::Listing { category, pager, .. }, Ok(Reply::Domains { data, page })) => {
                self.learn(data.iter().cloned().map(KnownDomain::from));
                self.after_page(category, pager, &page)
            }
            (State::Offering { names }, Ok(Reply::Availability { data })) => {
                self.learn(data.domains.iter().cloned().map(KnownDomain::from));
                self.after_offers(names.into_iter().skip(MAX_AVAILABILITY).collect())
            }
            (ended @ (State::Judging | State::Failed(_) | State::Ended), _) => ended,
            (_, Err(error)) => State::Failed(Some(error)),
            (_, Ok(_)) => State::Failed(Some(Error::internal("a preflight was given another call's answer"))),
        };
    }

    /// What is known by now: what the order is then to be created with, so that nothing is asked twice.
    pub fn known(&self) -> &Known {
        &self.known
    }

    pub fn into_known(self) -> Known {
        self.known
    }

    /// What the API said against the order: that its bundle is not there.
    pub fn refused(&self) -> &[Violation] {
        &self.refused
    }

    fn judge(&self) -> OrderReport {
        let mut findings = order::findings(self.order.clone(), &self.known);
        findings.violations = self.refused.iter().cloned().chain(findings.violations).collect();
        findings.into()
    }

    /// Keeps what concerns the order.
    fn learn(&mut self, rows: impl Iterator<Item = KnownDomain>) {
        for row in rows {
            if let Some(standing) = self.standing.get_mut(&row.sent_name()) {
                *standing = Standing::of(Some(&row));
                self.known.domains.push(row);
            }
        }
    }

    /// The names of which nothing is known.
    fn unknown(&self) -> Vec<String> {
        let is_unknown = |name: &&String| self.standing.get(*name) == Some(&Standing::Unknown);
        self.names.iter().filter(is_unknown).cloned().collect()
    }

    fn is_any(&self, sought: Standing) -> bool {
        self.standing.values().any(|standing| *standing == sought)
    }

    fn look_for_domains(&self) -> State {
        if !self.is_any(Standing::Unknown) && !self.is_any(Standing::Taken) {
            return State::Judging;
        }
        State::Listing { category: DomainCategory::INVENTORY, pager: Pager::default(), token: None }
    }

    fn after_page(&self, category: DomainCategory, mut pager: Pager, page: &PageInfo) -> State {
        let is_inventory = category == DomainCategory::INVENTORY;
        let is_sought = self.is_any(Standing::Taken) || (is_inventory && self.is_any(Standing::Unknown));
        let next = if is_sought { pager.next(page) } else { Ok(None) };
        match next {
            Ok(Some(token)) => State::Listing { category, pager, token: Some(token) },
            Ok(None) if is_inventory => self.after_offers(self.unknown()),
            Ok(None) => State::Judging,
            Err(error) => State::Failed(Some(error.with_operation(DOMAINS_LIST.operation().name))),
        }
    }

    fn after_offers(&self, names: Vec<String>) -> State {
        if !names.is_empty() {
            return State::Offering { names };
        }
        if !self.is_any(Standing::Taken) {
            return State::Judging;
        }
        State::Listing { category: DomainCategory::CONNECTED, pager: Pager::default(), token: None }
    }
}

impl CallOptions {
    /// What of an order's call holds for the questions of its preflight, too.
    #[must_use]
    pub fn of_questions(&self) -> Self {
        Self {
            timeout: self.timeout,
            deadline: self.deadline,
            connect_timeout: self.connect_timeout,
            max_retries: self.max_retries,
            headers: self.headers.clone(),
            ..Self::default()
        }
    }
}

fn question(operation: &'static Operation, input: Result<Prepared, Error>) -> Result<Question, Error> {
    Ok(Question { operation, input: input.map_err(|error| error.with_operation(operation.name))? })
}

fn taken() -> Error {
    Error::internal("the preflight's result was already taken")
}

fn from_api(place: &str, error: &Error) -> Violation {
    Violation { source: Source::Api, ..Violation::new(place, "not_found", error.message()) }
}
