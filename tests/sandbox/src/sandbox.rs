//! The library's front: building a sandbox, steering it, reading what happened.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;

use crate::access::DEFAULT_KEY;
use crate::chance::Odds;
use crate::clock::{Clock, Moment};
use crate::courier;
use crate::engine::Engine;
use crate::faults::Fault;
use crate::log::RecordedRequest;
use crate::names::normalise;
use crate::outbox::{Delivery, Event, Timestamps};
use crate::resources::orders::Order;
use crate::server::{Bound, Server};
use crate::service::{self, BASE_PATH};
use crate::settings::{Dns, Settings};
use crate::signing::SignedContent;
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

/// How a sandbox is to be.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    settings: Settings,
    port: u16,
    wrong: Option<String>,
}

impl Builder {
    /// From which ids and nameservers are made. The same seed and the same requests give the same answers.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// How virtual time passes.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        if matches!(clock, Clock::Follow { speed } if !(speed.is_finite() && speed > 0.0)) {
            self.wrong = Some("the clock's speed must be above 0".to_owned());
        }
        self.settings.clock = clock;
        self
    }

    /// When virtual time begins, such as `2026-05-08T12:00:00Z`, which it is if not said.
    #[must_use]
    pub fn start_at(mut self, moment: &str) -> Self {
        match Moment::parse(moment) {
            Some(start) => self.settings.start = start,
            None => self.wrong = Some(format!("`{moment}` is not a moment like 2026-05-08T12:00:00Z")),
        }
        self
    }

    /// Where webhooks go: http on loopback only. All accounts share it.
    #[must_use]
    pub fn webhook(mut self, url: impl AsRef<str>, secret: impl AsRef<str>) -> Self {
        match Target::new(url.as_ref(), secret.as_ref()) {
            Ok(target) => self.settings.target = Some(target),
            Err(wrong) => self.wrong = Some(wrong),
        }
        self
    }

    /// Another secret for the events of live keys. To be called after `webhook`.
    #[must_use]
    pub fn live_webhook_secret(mut self, secret: impl Into<String>) -> Self {
        match &mut self.settings.target {
            Some(target) => target.live_secret = Some(secret.into()),
            None => self.wrong = Some("a live secret needs a webhook".to_owned()),
        }
        self
    }

    /// Which bytes are signed.
    #[must_use]
    pub fn signed_content(mut self, content: SignedContent) -> Self {
        self.settings.signed_content = content;
        self
    }

    /// Whether each retry is signed anew with its own time (the default) or repeats the first signature.
    #[must_use]
    pub fn resign_retries(mut self, resign: bool) -> Self {
        self.settings.resign_retries = resign;
        self
    }

    /// Which clock `Peeker-Timestamp` is read from.
    #[must_use]
    pub fn timestamps(mut self, timestamps: Timestamps) -> Self {
        self.settings.timestamps = timestamps;
        self
    }

    /// How long a receiver may take, in real time; 10 s if not said.
    #[must_use]
    pub fn webhook_timeout(mut self, timeout: Duration) -> Self {
        self.settings.webhook_timeout = timeout;
        self
    }

    /// How many webhooks may be under way at once; one if not said, so that they arrive in the order in which things
    /// happened. With more, a receiver is asked several things at the same time.
    #[must_use]
    pub fn webhook_connections(mut self, connections: u32) -> Self {
        if connections == 0 {
            self.wrong = Some("webhooks need at least one connection".to_owned());
        }
        self.settings.couriers = connections;
        self
    }

    /// When the nameservers of imported domains move.
    #[must_use]
    pub fn dns(mut self, dns: Dns) -> Self {
        self.settings.dns = dns;
        self
    }

    /// So many requests of a hundred meet one of these faults, such as [`Fault::usual`]. Which, is decided by the seed, by
    /// what the request says, and by how often it came: the same requests meet the same faults, in whatever order.
    #[must_use]
    pub fn random_faults(mut self, percent: u32, faults: impl IntoIterator<Item = Fault>) -> Self {
        match Odds::new(percent, faults.into_iter().collect()) {
            Ok(odds) => self.settings.random_faults = odds,
            Err(wrong) => self.wrong = Some(wrong),
        }
        self
    }

    /// So many events of a hundred meet one of these faults, such as [`WebhookFault::usual`]: which of the events of a
    /// type, is decided by the seed.
    #[must_use]
    pub fn random_webhook_faults(mut self, percent: u32, faults: impl IntoIterator<Item = WebhookFault>) -> Self {
        match Odds::new(percent, faults.into_iter().collect()) {
            Ok(odds) => self.settings.random_webhook_faults = odds,
            Err(wrong) => self.wrong = Some(wrong),
        }
        self
    }

    /// How many requests are remembered, the latest; 20 000 if not said.
    #[must_use]
    pub fn requests_kept(mut self, requests: usize) -> Self {
        self.settings.requests_kept = requests;
        self
    }

    /// Requests per minute and key; 600 if not said.
    #[must_use]
    pub fn rate_limit(mut self, per_minute: u32) -> Self {
        self.settings.rate_limit = per_minute;
        self
    }

    /// The port; 0 takes a free one, which is the default.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Whether each request is told on standard error.
    #[must_use]
    pub fn log(mut self, log: bool) -> Self {
        self.settings.log = log;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// If a setting is wrong, the port is taken, or no thread can be had.
    pub fn start(mut self) -> Result<Sandbox, StartError> {
        if let Some(wrong) = self.wrong {
            return Err(StartError(wrong));
        }
        let bound = Bound::new(self.port)?;
        let base_url = format!("http://{}{BASE_PATH}", bound.address());
        let control_url = format!("http://{}{}", bound.address(), crate::control::BASE_PATH);
        self.settings.base_url.clone_from(&base_url);
        let Settings { webhook_timeout: timeout, couriers, clock, .. } = self.settings;
        let engine = Arc::new(Engine::new(self.settings));
        let mut sandbox = Sandbox { engine, base_url, control_url, server: None, threads: Vec::new() };
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
}

impl Sandbox {
    fn spawn(&mut self, name: &str, work: impl FnOnce(&Engine) + Send + 'static) -> io::Result<()> {
        let engine = Arc::clone(&self.engine);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || work(&engine))?;
        self.threads.push(thread);
        Ok(())
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
