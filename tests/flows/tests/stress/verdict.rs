//! What must be true after the run, and the figures of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::hash::Hash;

use peeker_core::client::Client;
use peeker_core::model::{BundleFilter, OrderFilter, UserFilter};
use peeker_sandbox::{RecordedRequest, Sandbox};

use crate::CALL_HEADER;
use crate::endpoint::Endpoint;
use crate::tally::Tally;

/// What the API counted.
#[derive(Debug)]
pub(crate) struct Figures {
    orders: usize,
    requests: usize,
    order_requests: usize,
    faults: BTreeMap<String, usize>,
    events: usize,
    webhook_faults: BTreeMap<String, usize>,
    attempted: usize,
    accepted: usize,
    dropped: usize,
    failed: usize,
    duplicates: usize,
    handled: usize,
}

/// Fails if anything was lost or done twice.
pub(crate) fn pass(sandbox: &Sandbox, client: &Client, endpoint: &Endpoint, tally: &Tally, orders: usize) -> Figures {
    let requests = sandbox.requests();
    no_call_was_repeated_behind_its_clients_back(&requests, tally);
    let troubles = &tally.troubles;
    assert!(
        troubles.is_empty(),
        "{} partners gave up:\n{}",
        troubles.len(),
        troubles[..troubles.len().min(3)].join("\n")
    );
    every_order_is_there_once(sandbox, client, tally, orders);
    every_other_write_is_there_once(sandbox, client, tally);
    no_deadline_was_passed(tally);
    every_event_was_handled_once(sandbox, endpoint);
    figures(sandbox, endpoint, &requests)
}

fn every_order_is_there_once(sandbox: &Sandbox, client: &Client, tally: &Tally, orders: usize) {
    let mut of_domain = BTreeMap::new();
    for order in sandbox.orders() {
        let id = order["id"].as_str().expect("an id").to_owned();
        let domains = order["domains"]["registered"].as_array().expect("domains").clone();
        for domain in domains {
            let domain = domain.as_str().expect("a name").to_owned();
            let twice = of_domain.insert(domain.clone(), id.clone());
            assert_eq!(twice, None, "{domain} is on two orders");
        }
    }
    let first_domains: BTreeMap<_, _> = of_domain.into_iter().filter(|(name, _)| name.starts_with('a')).collect();
    assert_eq!(tally.orders.len(), orders, "partners were told of another number of orders");
    assert!(first_domains == tally.orders, "the API has other orders than the partners were told of");
    let filter = OrderFilter { per_page: Some(100), ..OrderFilter::default() };
    let listed = client.orders().list(filter).items().map(|order| order.expect("a row").id);
    same("listed orders", listed, tally.orders.values().cloned());
    same("order.in_progress", object_ids(sandbox, "order.in_progress"), tally.orders.values().cloned());
}

fn every_other_write_is_there_once(sandbox: &Sandbox, client: &Client, tally: &Tally) {
    let filter = UserFilter { per_page: Some(100), ..UserFilter::default() };
    let users = client.users().list(filter).items().map(|user| user.expect("a row").email);
    same("users", users.filter(|email| email.starts_with("customer-")), tally.users.iter().cloned());
    let filter = BundleFilter { per_page: Some(100), ..BundleFilter::default() };
    let bundles = client.bundles().list(filter).items().map(|bundle| bundle.expect("a row").name);
    same("bundles", bundles.filter(|name| name.starts_with("Bundle ")), tally.bundles.iter().cloned());
    same("cancellations", object_ids(sandbox, "order.cancel_scheduled"), tally.cancelled.iter().cloned());
}

/// A call that is not replay-safe reaches the API's rules at most once; what repeats an order is the same to the byte; and
/// nothing arrives that the call's log of attempts does not have.
fn no_call_was_repeated_behind_its_clients_back(requests: &[RecordedRequest], tally: &Tally) {
    let mut of_call: HashMap<&str, Vec<&RecordedRequest>> = HashMap::new();
    for request in requests {
        if let Some(call) = request.header(CALL_HEADER) {
            of_call.entry(call).or_default().push(request);
        }
    }
    for (call, arrived) in of_call {
        let first = arrived[0];
        let what = format!("{} {} of call {call}", first.method, first.path);
        let attempts = tally.calls.get(call).map_or(0, |called| called.attempts);
        assert!(arrived.len() <= attempts, "{what}: {} requests arrived of {attempts} attempts", arrived.len());
        assert!(arrived.iter().all(|request| request.body == first.body), "{what} was sent in two versions");
        let processed = arrived.iter().filter(|request| request.processed).count();
        let replay_safe = first.method == "GET" || (first.method == "POST" && first.path == "/orders");
        assert!(replay_safe || processed <= 1, "{what} was processed {processed} times");
    }
}

fn no_deadline_was_passed(tally: &Tally) {
    for (id, call) in &tally.calls {
        assert!(call.took <= call.deadline, "call {id} took {} ms of {} ms", call.took, call.deadline);
    }
}

fn every_event_was_handled_once(sandbox: &Sandbox, endpoint: &Endpoint) {
    let ledger = endpoint.ledger();
    assert_eq!(ledger.refused, Vec::<String>::new(), "deliveries that did not verify");
    let handled = ledger.handled.iter().flat_map(|(id, times)| std::iter::repeat_n(id.clone(), *times));
    same("handled events", handled, sandbox.events().into_iter().map(|event| event.id));
}

/// The same members, each once.
fn same<T: Ord + Hash + Clone + std::fmt::Debug>(
    what: &str,
    found: impl Iterator<Item = T>,
    expected: impl Iterator<Item = T>,
) {
    let mut seen = HashSet::new();
    let twice: Vec<T> = found.filter(|member| !seen.insert(member.clone())).take(3).collect();
    assert!(twice.is_empty(), "{what}: more than once: {twice:?}");
    let (seen, expected): (BTreeSet<T>, BTreeSet<T>) = (seen.into_iter().collect(), expected.collect());
    let missing: Vec<_> = expected.difference(&seen).take(3).collect();
    let surplus: Vec<_> = seen.difference(&expected).take(3).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "{what}: missing {missing:?}, not expected {surplus:?}");
}

fn object_ids(sandbox: &Sandbox, event_type: &str) -> impl Iterator<Item = String> {
    sandbox.events().into_iter().filter(move |event| event.event_type == event_type).map(|event| event.object_id)
}

fn figures(sandbox: &Sandbox, endpoint: &Endpoint, requests: &[RecordedRequest]) -> Figures {
    let (ledger, events, deliveries) = (endpoint.ledger(), sandbox.events(), sandbox.deliveries());
    let placing = |request: &&RecordedRequest| request.method == "POST" && request.path == "/orders";
    Figures {
        orders: sandbox.orders().len(),
        requests: requests.len(),
        order_requests: requests.iter().filter(placing).count(),
        faults: counted(requests.iter().filter_map(|request| request.fault.clone())),
        events: events.len(),
        webhook_faults: counted(events.into_iter().filter_map(|event| event.fault)),
        attempted: deliveries.len(),
        accepted: deliveries.iter().filter(|delivery| delivery.is_accepted()).count(),
        dropped: deliveries.iter().filter(|delivery| delivery.error.as_deref() == Some(DROPPED)).count(),
        failed: ledger.failed,
        duplicates: ledger.duplicates,
        handled: ledger.handled.len(),
    }
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    names.fold(BTreeMap::new(), |mut counts, name| {
        *counts.entry(name).or_default() += 1;
        counts
    })
}

impl Figures {
    /// A few lines.
    pub(crate) fn told(&self, tally: &Tally, seconds: f64) -> String {
        let mut text = String::new();
        let mut line = |line: String| writeln!(text, "  {line}").expect("a text takes every line");
        let (attempts, in_doubt) = (tally.attempts(), tally.unknown.values().sum::<usize>());
        line(format!("{} orders placed once each, by {} requests", self.orders, self.order_requests));
        line(format!(
            "{} users, {} bundles and {} cancellations, done once each",
            tally.users.len(),
            tally.bundles.len(),
            tally.cancelled.len()
        ));
        line(format!("{} calls, {attempts} attempts, {} requests arrived", tally.calls.len(), self.requests));
        line(format!("retries: {}", list(&tally.retries)));
        line(format!("faults: {}", list(&self.faults)));
        line(format!("outcomes in doubt: {}", list(&tally.unknown)));
        line(format!(
            "resolved: {} had been done, {} had not; {} calls were put off",
            tally.were_done, tally.were_not_done, tally.put_off
        ));
        line(format!(
            "webhooks: {} events, {} attempts ({} lost, {} failed, {} accepted), {} duplicates, {} handled once each",
            self.events, self.attempted, self.dropped, self.failed, self.accepted, self.duplicates, self.handled
        ));
        line(format!("webhook faults: {}", list(&self.webhook_faults)));
        if let Some((_, slowest)) = tally.slowest() {
            line(format!(
                "slowest call: {} of {} ms, {:.1} % of its deadline (virtual time); none passed it",
                slowest.took,
                slowest.deadline,
                slowest.share() * 100.0
            ));
        }
        write!(
            text,
            "stress: ok ({} orders once each, {in_doubt} outcomes in doubt resolved, {} events once each, \
             {seconds:.1} s, {:.0} requests/s)",
            self.orders,
            self.handled,
            per_second(self.requests, seconds)
        )
        .expect("a text takes every line");
        text
    }
}

#[allow(clippy::cast_precision_loss, reason = "for a line of text")]
fn per_second(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}

fn list(counts: &BTreeMap<String, usize>) -> String {
    let all = counts.values().sum::<usize>();
    let each: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    format!("{all} ({})", each.join(", "))
}

/// What the sandbox notes of an attempt that was lost on the way.
const DROPPED: &str = "dropped by a fault";
