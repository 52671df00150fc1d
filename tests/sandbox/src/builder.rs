//! How a sandbox is set up.

use std::time::Duration;

use crate::chance::Odds;
use crate::clock::{Clock, Moment};
use crate::faults::Fault;
use crate::outbox::Timestamps;
use crate::sandbox::{Sandbox, StartError};
use crate::settings::{Dns, Plan, Settings, Shapes};
use crate::signing::SignedContent;
use crate::target::Target;
use crate::webhook_faults::WebhookFault;

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

    /// Which version of the documentation answers and events look like; June's if not said.
    #[must_use]
    pub fn shapes(mut self, shapes: Shapes) -> Self {
        self.settings.shapes = shapes;
        self
    }

    /// Every partner's plan; the base plan if not said.
    #[must_use]
    pub fn plan(mut self, plan: Plan) -> Self {
        self.settings.plan = plan;
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

    /// Whether each request and each webhook is told on standard error.
    #[must_use]
    pub fn log(mut self, log: bool) -> Self {
        self.settings.log = log;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// If a setting is wrong, the port is taken, or no thread can be had.
    pub fn start(self) -> Result<Sandbox, StartError> {
        match self.wrong {
            Some(wrong) => Err(StartError(wrong)),
            None => Sandbox::run(self.settings, self.port),
        }
    }
}
