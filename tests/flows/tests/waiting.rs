//! Waits over real sockets, in the sandbox's time: hours pass in milliseconds, and every poll is a request.

use std::sync::Arc;
use std::time::Duration;

use peeker_core::client::Client;
use peeker_core::config::{Config, Options};
use peeker_core::error::ErrorKind;
use peeker_core::model::{
    DomainFilter, ForwardingStatus, ImportStatus, NewBundle, NewSwap, Order, OrderDomains, OrderStatus,
    PendingActionFilter, SwapStatus, SwapType,
};
use peeker_core::operation::Reply;
use peeker_core::transport::{UreqOptions, UreqTransport};
use peeker_core::watch::Progress;
use peeker_flows::{SandboxClock, client_of, order_of};
use peeker_sandbox::{Fault, Sandbox};

const DOMAINS: [&str; 4] = ["acme-mail.com", "get-acme.com", "team-acme.com", "try-acme.com"];

struct World {
    sandbox: Arc<Sandbox>,
    client: Client,
}

impl World {
    fn new() -> Self {
        let sandbox = Arc::new(Sandbox::builder().seed(17).start().expect("a sandbox"));
        let client = client_of(&sandbox, 3).expect("a client");
        Self { sandbox, client }
    }

    /// An order of four domains, which are bought unless they were imported.
    fn order(&self, domains: [&str; 4]) -> Order {
        let bundle = NewBundle { name: "Starter".into(), monthly_sending_volume: 5_000, ..NewBundle::default() };
        let bundle = self.client.bundles().create(bundle).send().expect("a bundle");
        let order = order_of(&bundle.id, &domains.map(String::from));
        self.client.orders().create(order).send().expect("an order")
    }

    /// How many requests asked for an object.
    fn polls(&self, id: &str) -> usize {
        self.sandbox.requests().iter().filter(|request| request.path.ends_with(id)).count()
    }

    fn seconds_since(&self, start: u64) -> u64 {
        (self.sandbox.unix_ms() - start) / 1_000
    }
}

fn states(progress: &[Progress]) -> Vec<&str> {
    let mut states: Vec<_> = progress.iter().filter_map(|progress| progress.status.as_deref()).collect();
    states.dedup();
    states
}

#[test]
fn an_order_is_waited_for_until_it_is_completed() {
    let world = World::new();
    let order = world.order(DOMAINS);
    let mut seen = Vec::new();
    let wait = world.client.orders().wait(&order.id).on_progress(|progress| seen.push(progress.clone()));
    let completed = wait.send().expect("it completes");
    assert_eq!((&completed.id, completed.status), (&order.id, OrderStatus::COMPLETED));
    let registered = completed.domains.map(|OrderDomains { registered, .. }| registered.len());
    assert_eq!(registered, Some(4), "the full order is returned");
    assert_eq!(states(&seen), ["in_progress", "completed"]);
    let last = seen.last().expect("progress");
    assert_eq!((last.polls as usize, last.total), (world.polls(&order.id), Some(4)));
    assert!(seen.iter().all(|progress| progress.error.is_none()));
}

#[test]
fn with_a_live_key_an_order_is_polled_every_minute() {
    let world = World::new();
    let (key, base_url) = (Some("pk_live_sandbox_full".into()), Some(world.sandbox.base_url().to_owned()));
    let config = Config::new(Options { api_key: key, base_url, ..Options::default() }, |_| None).expect("settings");
    let transport = UreqTransport::new(&UreqOptions::default()).expect("a transport");
    let client = Client::with_parts(config, transport, SandboxClock(Arc::clone(&world.sandbox)), 3);
    let world = World { client, ..world };
    let order = world.order(DOMAINS);
    let start = world.sandbox.unix_ms();
    let completed = world.client.orders().wait(&order.id).send().expect("it completes");
    assert_eq!(completed.status, OrderStatus::COMPLETED);
    assert_eq!((world.polls(&order.id), world.seconds_since(start)), (2, 60));
}

#[test]
fn an_order_that_needs_somebody_ends_the_wait_and_goes_on_once_that_is_done() {
    let world = World::new();
    world.client.imports().create(DOMAINS).send().expect("an import");
    let order = world.order(DOMAINS);
    let waiting = world.client.orders().wait(&order.id).send().expect("an end");
    assert_eq!(waiting.status, OrderStatus::ACTION_REQUIRED);
    let filter = PendingActionFilter { order_id: Some(order.id.clone()), ..PendingActionFilter::default() };
    assert!(!world.client.orders().pending_actions(filter).send().expect("actions").data.is_empty());

    let mut seen = Vec::new();
    let wait = world.client.orders().wait(&order.id).stop_on_action(false).on_progress(|progress| {
        seen.push(progress.clone());
        if progress.polls == 3 {
            world.sandbox.point_nameservers(&DOMAINS);
        }
    });
    assert_eq!(wait.send().expect("it completes").status, OrderStatus::COMPLETED);
    assert_eq!(states(&seen), ["action_required", "in_progress", "completed"]);
}

#[test]
fn an_order_that_nobody_acts_on_runs_into_the_timeout_and_is_in_the_error() {
    let world = World::new();
    world.client.imports().create(DOMAINS).send().expect("an import");
    let order = world.order(DOMAINS);
    let start = world.sandbox.unix_ms();
    let wait = world.client.orders().wait(&order.id).stop_on_action(false).poll(Duration::from_secs(300));
    let error = wait.timeout(Duration::from_secs(3_600)).send().expect_err("nobody acts");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::WaitTimeout, Some("orders.wait")));
    let Some(Reply::Order { data }) = error.last() else { panic!("the order is in it") };
    assert_eq!((&data.id, &data.status), (&order.id, &OrderStatus::ACTION_REQUIRED));
    // One at once, eleven each five minutes, and one shortly before the end.
    assert_eq!((world.polls(&order.id), world.seconds_since(start)), (13, 3_599));
}

#[test]
fn an_order_that_fails_is_a_result_or_an_error_as_the_caller_wants() {
    let world = World::new();
    let order = world.order(["doomed-acme.com", "get-acme.com", "team-acme.com", "try-acme.com"]);
    assert_eq!(world.client.orders().wait(&order.id).send().expect("an end").status, OrderStatus::FAILED);
    let error = world.client.orders().wait(&order.id).raise_on_failure(true).send().expect_err("told to");
    assert_eq!((error.kind(), error.object_id()), (ErrorKind::WaitFailed, Some(order.id.as_str())));
    let Some(Reply::Order { data }) = error.last() else { panic!("the order is in it") };
    assert_eq!(data.status, OrderStatus::FAILED);
}

#[test]
fn a_wait_lives_through_an_outage_longer_than_a_call_would() {
    let world = World::new();
    let order = world.order(DOMAINS);
    let faults = [Fault::status(503).times(4), Fault::reset_before().times(4), Fault::html(502), Fault::html(200)];
    for fault in faults {
        world.sandbox.fault(fault.on("GET", "/orders/{id}").skip(1));
    }
    let mut errors = Vec::new();
    let wait = world.client.orders().wait(&order.id);
    let wait = wait.on_progress(|progress| errors.extend(progress.error.clone()));
    assert_eq!(wait.send().expect("it completes").status, OrderStatus::COMPLETED);
    // Each poll is a call of three attempts, whose last one names the error: 503 503 503, 503 reset reset, reset reset
    // page; only the page with a 200 is not tried again.
    assert_eq!(errors, ["internal_error", "connection_failed", "unexpected_response", "unexpected_response"]);
}

#[test]
fn a_rate_limit_that_a_call_does_not_wait_for_is_waited_for() {
    let world = World::new();
    let order = world.order(DOMAINS);
    let start = world.sandbox.unix_ms();
    world.sandbox.fault(Fault::rate_limited(Some(600)).on("GET", "/orders/{id}"));
    assert_eq!(world.client.orders().wait(&order.id).send().expect("it completes").status, OrderStatus::COMPLETED);
    assert_eq!((world.polls(&order.id), world.seconds_since(start)), (2, 600));
}

#[test]
fn an_import_job_is_waited_for_and_its_counts_are_shown() {
    let world = World::new();
    let job = world.client.imports().create_job(["acme-mail.com", "unimportable-acme.com"]).send().expect("a job");
    assert_eq!(job.status, ImportStatus::IN_PROGRESS);
    let mut seen = Vec::new();
    let wait = world.client.imports().wait(&job.id).on_progress(|progress| seen.push(progress.clone()));
    let done = wait.send().expect("an end");
    assert_eq!((done.status, done.nameserver_groups.len()), (ImportStatus::COMPLETED, 1));
    assert_eq!(states(&seen), ["in_progress", "completed"]);
    let last = seen.last().expect("progress");
    assert_eq!((last.completed, last.failed, last.total), (Some(1), Some(1), Some(2)));
}

#[test]
fn an_import_that_says_completed_does_not_prove_that_dns_has_moved() {
    let world = World::new();
    let import = world.client.imports().create(DOMAINS).send().expect("an import");
    let done = world.client.imports().wait(&import.id).send().expect("an end");
    assert_eq!(done.status, ImportStatus::COMPLETED);
    let moved = world.sandbox.point_nameservers(&DOMAINS);
    assert_eq!(moved.len(), 4, "all of them had still to move");
}

#[test]
fn a_forwarding_job_that_did_part_of_the_work_is_a_result() {
    let world = World::new();
    let domains = ["acme-mail.com", "no-dns-acme.com"].map(String::from).to_vec();
    world.client.imports().create(&domains).send().expect("an import");
    let jobs = world.client.forwarding().set(&domains, "https://acme.com").send().expect("a batch");
    let jobs = jobs.into_result().expect("one job");
    let done = world.client.forwarding().wait(&jobs[0].id).raise_on_failure(true).send().expect("an end");
    assert_eq!(done.status, ForwardingStatus::PARTIAL_SUCCESS);
    assert_eq!((done.completed_count, done.failed_count), (1, 1));
}

#[test]
fn a_swap_is_waited_for() {
    let world = World::new();
    let order = world.order(DOMAINS);
    world.client.orders().wait(&order.id).send().expect("it completes");
    let domains = world.client.domains().list(DomainFilter::default()).send().expect("domains");
    let swap = NewSwap {
        r#type: SwapType::STANDARD,
        domain_id: domains.data[0].id.clone(),
        replacement_domain: "new-acme.com".into(),
    };
    let swap = world.client.swaps().create(swap).send().expect("a swap");
    let mut seen = Vec::new();
    let wait = world.client.swaps().wait(&swap.id).on_progress(|progress| seen.push(progress.clone()));
    assert_eq!(wait.send().expect("an end").status, SwapStatus::COMPLETED);
    assert_eq!(states(&seen), ["created", "in_progress", "completed"]);
}

#[test]
fn what_is_not_there_ends_the_wait_at_once() {
    let world = World::new();
    let wait = world.client.imports().wait("imp_nothing").header("x-tenant", "acme");
    let error = wait.send().expect_err("nothing by that id");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let requests = world.sandbox.requests();
    let paths: Vec<_> = requests.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, ["/domains/import/imp_nothing", "/domains/import/jobs/imp_nothing"]);
    assert!(requests.iter().all(|request| request.header("x-tenant") == Some("acme")));
}
