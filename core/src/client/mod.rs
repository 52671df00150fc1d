//! The Rust client: drives the call machine with a transport and a clock.
//!
//! ```no_run
//! use peeker_core::client::Client;
//!
//! let client = Client::from_env()?; // PEEKER_API_KEY
//! let job = client.imports().create(["acme-mail.com"]).send()?;
//! for group in &job.nameserver_groups {
//!     println!("point {:?} to {} and {}", group.domains, group.nameserver_one, group.nameserver_two);
//! }
//! # Ok::<(), peeker_core::error::Error>(())
//! ```

mod any_request;
mod batches;
mod clock;
mod preflight;
mod request;
mod resources;
mod wait;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use batches::BatchRequest;
pub use clock::{Clock, SystemClock};
pub use preflight::PreflightRequest;
pub use request::{Items, Pages, Request, WithMeta};
pub use resources::{Bundles, Domains, Forwarding, Imports, Names, Orders, Swaps, Users};
pub use wait::Wait;

use crate::call::{AttemptReport, Budget, Call, CallOptions, Step};
use crate::config::{Config, Options};
use crate::error::Error;
use crate::input::Prepared;
use crate::model::Environment;
use crate::operation::Operation;
use crate::response::Raw;
use crate::transport::{Transport, UreqOptions, UreqTransport};

/// A client of the Peeker Partner API. Cloning it is cheap, and clones share connections and the retry budget; it can
/// be used from many threads at once.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
    on_attempt: Option<Arc<OnAttempt>>,
    shared: Arc<Shared>,
}

/// Hears of every attempt.
type OnAttempt = dyn Fn(&AttemptReport) + Send + Sync;

/// What clients have in common that were derived from one another.
struct Shared {
    transport: Box<dyn Transport>,
    clock: Box<dyn Clock>,
    budget: Arc<Budget>,
    /// Counts calls, so that each waits differently.
    calls: AtomicU64,
    seed: u64,
}

impl Client {
    /// A client for a key, with everything else as it comes.
    ///
    /// # Errors
    /// Kind `Configuration`, with what is wrong about the key.
    pub fn new(api_key: impl Into<String>) -> Result<Self, Error> {
        Self::from_options(Options { api_key: Some(api_key.into().into()), ..Options::default() })
    }

    /// A client set up by `PEEKER_API_KEY` and `PEEKER_BASE_URL`.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_options(Options::default())
    }

    /// A client with settings of its own; what they leave open comes from the environment.
    pub fn from_options(options: Options) -> Result<Self, Error> {
        Self::with_connection(options, &UreqOptions::default())
    }

    /// The same, with a proxy, certificates of its own, or the platform's verifier.
    pub fn with_connection(options: Options, connection: &UreqOptions) -> Result<Self, Error> {
        let config = Config::new(options, |name| std::env::var(name).ok())?;
        let transport = UreqTransport::new(connection)?;
        Ok(Self::with_parts(config, transport, SystemClock::new(), random_seed()))
    }

    /// A client with a transport and a clock of its own, as tests want it. `seed` decides all of its waits.
    pub fn with_parts(
        config: Config,
        transport: impl Transport + 'static,
        clock: impl Clock + 'static,
        seed: u64,
    ) -> Self {
        let (transport, clock) = (Box::new(transport), Box::new(clock));
        let calls = AtomicU64::new(0);
        let shared = Shared { transport, clock, budget: Budget::shared(), calls, seed };
        Self { config: Arc::new(config), on_attempt: None, shared: Arc::new(shared) }
    }

    /// This client, telling `hook` of every attempt of its calls as soon as it is over: for logs and counters. Clients
    /// cloned or derived from it do the same; a hook set earlier is replaced.
    ///
    /// It runs on the calling thread, before the wait that may follow. If it panics, so does the call, whose outcome is
    /// then the caller's to find out; the client stays usable.
    ///
    /// ```no_run
    /// # use peeker_core::Client;
    /// let client = Client::from_env()?.on_attempt(|report| {
    ///     let attempt = &report.attempt;
    ///     eprintln!("{} {}: {} in {} ms", report.method, report.path, attempt.outcome, attempt.took_ms);
    /// });
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    #[must_use = "the client that it is called on is the one that has the hook"]
    pub fn on_attempt(mut self, hook: impl Fn(&AttemptReport) + Send + Sync + 'static) -> Self {
        self.on_attempt = Some(Arc::new(hook));
        self
    }

    /// A client derived from this one: it shares connections, retry budget and hook, and differs in what `change` sets.
    /// Its headers come on top of this one's; the same name replaces.
    ///
    /// ```no_run
    /// # use peeker_core::{Client, config::Options};
    /// let client = Client::from_env()?;
    /// let patient = client.with_options(Options { deadline: Some(600_000), ..Options::default() })?;
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Config::derive`]. Nothing is read from the environment.
    pub fn with_options(&self, change: Options) -> Result<Self, Error> {
        Ok(Self { config: Arc::new(self.config.derive(change)?), ..self.clone() })
    }

    /// Sandbox or live, known from the key without a request.
    pub fn environment(&self) -> &Environment {
        self.config.environment()
    }

    /// Where requests go.
    pub fn base_url(&self) -> &str {
        self.config.base_url()
    }

    fn run(&self, operation: &'static Operation, input: Prepared, options: &CallOptions) -> Result<Raw, Error> {
        let Shared { clock, budget, calls, seed, .. } = &*self.shared;
        let seed = seed.wrapping_add(calls.fetch_add(1, Ordering::Relaxed));
        let mut call = self.config.call(operation, input, options, Arc::clone(budget), clock.now(), seed)?;
        self.drive(&mut call)
    }

    fn drive(&self, call: &mut Call) -> Result<Raw, Error> {
        let Shared { transport, clock, .. } = &*self.shared;
        loop {
            let now = clock.now().instant;
            match call.step(now) {
                Step::Send(transfer) => {
                    let answer = transport.send(&transfer);
                    let now = clock.now().instant;
                    match answer {
                        Ok(response) => call.received(now, response),
                        Err(failure) => call.failed(now, failure),
                    }
                    if let (Some(hook), Some(report)) = (&self.on_attempt, call.take_report()) {
                        hook(&report);
                    }
                }
                Step::Wait(until) => clock.sleep(until.since(now)),
                Step::Done(result) => return result,
            }
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("environment", self.environment())
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

/// A seed that differs from process to process: the standard library's hash keys are random.
fn random_seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}
