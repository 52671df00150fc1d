//! How a sandbox was set up.

use std::time::Duration;

use crate::chance::Odds;
use crate::clock::{Clock, Moment};
use crate::faults::Fault;
use crate::outbox::Timestamps;
use crate::signing::SignedContent;
use crate::target::Target;
use crate::webhook_faults::WebhookFault;

/// When an imported domain's nameservers move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dns {
    /// When told to, by `point_nameservers`.
    #[default]
    Manual,
    /// By themselves, a few virtual seconds after the import.
    Auto,
}

/// Which version of the documentation answers and events look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shapes {
    /// The newest, at `/partner/v1`.
    #[default]
    June,
    /// As in May, at `/api/partner/v1`.
    May,
}

/// What the partner pays for. It decides how many inboxes may be in premium swaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plan {
    /// 20 % of the active Microsoft inboxes.
    #[default]
    Base,
    /// 30 %.
    Premium,
    /// 40 %.
    Vip,
    /// 60 %.
    VipPlus,
}

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) start: Moment,
    pub(crate) dns: Dns,
    pub(crate) shapes: Shapes,
    pub(crate) plan: Plan,
    pub(crate) rate_limit: u32,
    pub(crate) base_url: String,
    pub(crate) target: Option<Target>,
    pub(crate) signed_content: SignedContent,
    pub(crate) resign_retries: bool,
    pub(crate) timestamps: Timestamps,
    pub(crate) webhook_timeout: Duration,
    /// How many webhooks may be under way at once.
    pub(crate) couriers: u32,
    pub(crate) random_faults: Odds<Fault>,
    pub(crate) random_webhook_faults: Odds<WebhookFault>,
    /// How many requests are remembered.
    pub(crate) requests_kept: usize,
    /// Whether each request and each webhook is told on standard error.
    pub(crate) log: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            clock: Clock::Stepped,
            // 2026-05-08T12:00:00Z, when most documented examples happen.
            start: Moment::from_unix_seconds(1_778_241_600),
            dns: Dns::Manual,
            shapes: Shapes::June,
            plan: Plan::Base,
            rate_limit: 600,
            base_url: String::new(),
            target: None,
            signed_content: SignedContent::default(),
            resign_retries: true,
            timestamps: Timestamps::Virtual,
            // The stricter of the two documented timeouts.
            webhook_timeout: Duration::from_secs(10),
            couriers: 1,
            random_faults: Odds::default(),
            random_webhook_faults: Odds::default(),
            requests_kept: 20_000,
            log: false,
        }
    }
}
