//! The library's front: building a sandbox, steering it, reading what happened.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;

use crate::access::DEFAULT_KEY;
use crate::builder::Builder;
use crate::chance::Odds;
use crate::clock::{Clock, Moment};
use crate::courier;
use crate::engine::Engine;
use crate::faults::Fault;
use crate::log::RecordedRequest;
use crate::names::normalise;
use crate::outbox::{Delivery, Event};
use crate::resources::orders::Order;
use crate::server::{Bound, Server};
use crate::service::{self, BASE_PATH, OLD_BASE_PATH};
use crate::settings::{Settings, Shapes};
use crate::sync::lock;
use crate::target::Target;
use crate::webhook_faults::WebhookFault;

/// A running sandbox. It stops when dropped, and its threads with it.
///
/// ```
/// use peeker_sandbox::{Receiver, Sandbox};
/// use std::time::Duration;
///
/// let receiver = Receiver::start()?;
/// let sandbox = Sandbox::builder().seed(7).webhook(receiver.url(), "whsec_test").start()?;
/// // … the SDK under test talks to `sandbox.base_url()` with `sandbox.key()` …
/// sandbox.advance(Duration::from_secs(10));
/// assert!(sandbox.deliveries().iter().all(|delivery| delivery.is_accepted()));
/// # Ok::<(), peeker_sandbox::StartError>(())
/// ```
#[derive(Debug)]
pub struct Sandbox {
    engine: Arc<Engine>,
    base_url: String,
    control_url: String,
    server: Option<Server>,
    threads: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Begins to describe a sandbox. Without more: stepped clock, seed 1, nameservers moved by hand, no webhooks.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where the API is, such as `http://127.0.0.1:40123/partner/v1`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where the control API is, such as `http://127.0.0.1:40123/__sandbox`.
    pub fn control_url(&self) -> &str {
        &self.control_url
    }

    /// A test key that may do everything. Every well-formed key works; keys with another name have another account.
    #[allow(clippy::unused_self, reason = "reads better beside `base_url`, and may depend on the sandbox one day")]
    pub fn key(&self) -> &'static str {
        DEFAULT_KEY
    }

    /// Asks the API without a connection: the same router, rules, faults and record, for whoever asks tens of thousands
    /// of times. `path` is below the base URL and may have a query; `body` is empty where there is none. Answers the
    /// status and the body; none where a fault keeps the whole answer from arriving.
    ///
    /// ```
    /// let sandbox = peeker_sandbox::Sandbox::builder().start()?;
    /// let (status, body) = sandbox.call("GET", "/bundles?per_page=2", sandbox.key(), "").expect("there is no fault");
    /// assert_eq!((status, body.starts_with("{\"data\":[]")), (200, true));
    /// # Ok::<(), peeker_sandbox::StartError>(())
    /// ```
    pub fn call(&self, method: &str, path: &str, key: &str, body: &str) -> Option<(u16, String)> {
        service::ask(&self.engine, method, path, key, body)
    }

    /// The virtual time, as the API writes it.
    pub fn now(&self) -> String {
        self.engine.with_world(|world| world.now.to_string())
    }

    /// The virtual time in milliseconds since 1970.
    pub fn unix_ms(&self) -> u64 {
        let since_1970 = self.engine.with_world(|world| world.now.since(Moment::from_unix_seconds(0)));
        u64::try_from(since_1970.as_millis()).unwrap_or(u64::MAX)
    }

    /// Lets virtual time pass. Everything due happens in its order, its webhooks included, before this returns.
    /// Not to be called by a webhook receiver while it answers: it would wait for itself.
    pub fn advance(&self, by: Duration) {
        self.engine.advance(by);
    }

    /// Waits until every webhook that is due was attempted.
    pub fn settle(&self) {
        self.engine.settle();
    }

    /// Sets a fault for the next requests that match it. Faults that both match are used in the order set.
    pub fn fault(&self, fault: Fault) {
        self.engine.add_fault(fault);
    }

    /// Sets a fault for the next events that match it.
    pub fn webhook_fault(&self, fault: WebhookFault) {
        self.engine.add_webhook_fault(fault);
    }

    /// From now on so many requests of a hundred meet one of these faults, as with [`Builder::random_faults`]. Takes back
    /// every other fault for requests that was not used.
    ///
    /// # Errors
    /// If there is no such percentage, or no fault to choose from.
    pub fn random_faults(&self, percent: u32, faults: impl IntoIterator<Item = Fault>) -> Result<(), StartError> {
        let odds = Odds::new(percent, faults.into_iter().collect()).map_err(StartError)?;
        self.engine.leave_requests_to_chance(odds);
        Ok(())
    }

    /// Takes back every fault that was not used, and leaves nothing to chance any more.
    pub fn clear_faults(&self) {
        self.engine.clear_faults();
    }

    /// Sets the nameservers of imported domains, as their owner would; answers the names that were found.
    pub fn point_nameservers<N: AsRef<str>>(&self, domains: &[N]) -> Vec<String> {
        let names: Vec<String> = domains.iter().map(|name| normalise(name.as_ref())).collect();
        self.engine.point_nameservers(&names)
    }

    /// Ends a pending action as if its cause were gone; false if there is no open one of that id.
    pub fn resolve_action(&self, id: &str) -> bool {
        self.engine.resolve_action(id)
    }

    /// Sends an event once more, outside its five attempts; false if there is none of that id.
    pub fn redeliver(&self, event_id: &str) -> bool {
        self.engine.redeliver(event_id)
    }

    /// Sends webhooks to this URL from now on.
    ///
    /// # Errors
    /// If the URL is not http on loopback, or the secret is blank.
    pub fn set_webhook(&self, url: impl AsRef<str>, secret: impl AsRef<str>) -> Result<(), StartError> {
        let target = Target::new(url.as_ref(), secret.as_ref()).map_err(StartError)?;
        self.engine.set_target(Some(target));
        Ok(())
    }

    /// Forgets everything but how it was set up: objects, time, faults, the record.
    pub fn reset(&self) {
        self.engine.reset();
    }

    /// The requests that arrived and are remembered, the oldest first.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.engine.log).all()
    }

    /// Every order of every account in its full form, the oldest first.
    pub fn orders(&self) -> Vec<Value> {
        self.engine.with_world(|world| {
            world.accounts().flat_map(|(_, account)| account.orders.iter().map(Order::to_full_json)).collect()
        })
    }

    /// Every event that happened, delivered or not, the oldest first.
    pub fn events(&self) -> Vec<Event> {
        self.engine.with_world(|world| world.outbox.events())
    }

    /// Every attempt to deliver an event, the oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.engine.with_world(|world| world.outbox.deliveries.clone())
    }

    /// Starts one.
    ///
    /// # Errors
    /// If the port is taken, or no thread can be had.
    pub(crate) fn run(mut settings: Settings, port: u16) -> Result<Self, StartError> {
        let bound = Bound::new(port).map_err(|error| StartError(format!("port {port}: {error}")))?;
        let base_path = match settings.shapes {
            Shapes::June => BASE_PATH,
            Shapes::May => OLD_BASE_PATH,
        };
        let base_url = format!("http://{}{base_path}", bound.address());
        let control_url = format!("http://{}{}", bound.address(), crate::control::BASE_PATH);
        settings.base_url.clone_from(&base_url);
        let Settings { webhook_timeout: timeout, couriers, clock, .. } = settings;
        let engine = Arc::new(Engine::new(settings));
        let mut sandbox = Self { engine, base_url, control_url, server: None, threads: Vec::new() };
        for _ in 0..couriers {
            sandbox.spawn("courier", move |engine| courier::run(engine, timeout))?;
        }
        if clock != Clock::Stepped {
            sandbox.spawn("clock", Engine::follow_time)?;
        }
        let engine = Arc::clone(&sandbox.engine);
        sandbox.server = Some(bound.serve("sandbox", Arc::new(move |incoming| service::answer(&engine, incoming)))?);
        Ok(sandbox)
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce(&Engine) + Send + 'static) -> io::Result<()> {
        let engine = Arc::clone(&self.engine);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || work(&engine))?;
        self.threads.push(thread);
        Ok(())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.engine.stop();
        self.server = None;
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

/// Why a sandbox or a receiver could not be started.
#[derive(Debug)]
pub struct StartError(pub(crate) String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

impl From<io::Error> for StartError {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}
