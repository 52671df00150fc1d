//! What every chapter of the demo acts on.

use std::sync::Arc;
use std::time::Duration;

use peeker_core::client::Client;
use peeker_core::model::{Bundle, EventType, NewBundle};
use peeker_core::webhook::Verified;
use peeker_flows::client_of;
use peeker_sandbox::{ReceivedWebhook, Sandbox};

use crate::inbox::{self, Inbox};
use crate::story::{Failed, Story};

pub(crate) struct World {
    pub(crate) story: Story,
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) inbox: Inbox,
    pub(crate) client: Client,
}

impl World {
    pub(crate) fn open() -> Result<Self, Failed> {
        let inbox = Inbox::open()?;
        let sandbox = Arc::new(Sandbox::builder().seed(2026).webhook(inbox.url(), inbox::SECRET).start()?);
        let client = client_of(&sandbox, 26)?;
        Ok(Self { story: Story::default(), sandbox, inbox, client })
    }

    pub(crate) fn now_unix_s(&self) -> i64 {
        i64::try_from(self.sandbox.unix_ms() / 1_000).unwrap_or(i64::MAX)
    }

    /// Verifies a delivery. One that does not verify ends the demo.
    pub(crate) fn verified(&mut self, delivery: &ReceivedWebhook) -> Result<Verified, Failed> {
        let verified = self.inbox.verify(delivery, self.now_unix_s())?;
        self.story.webhooks += 1;
        Ok(verified)
    }

    /// Lets time pass until an event of that type was delivered; answers the types of all that came.
    pub(crate) fn expect_event(&mut self, last: &EventType, most: Duration) -> Result<Vec<EventType>, Failed> {
        let end = self.sandbox.unix_ms() + u64::try_from(most.as_millis()).unwrap_or(u64::MAX);
        let mut seen = Vec::new();
        loop {
            for delivery in self.inbox.unread() {
                let Verified { event, label, .. } = self.verified(&delivery)?;
                self.story.line(format!("{} verified with the {label} secret: {}", event.id(), event.event_type()));
                seen.push(event.event_type().clone());
            }
            if seen.contains(last) {
                return Ok(seen);
            }
            if self.sandbox.unix_ms() >= end {
                return Err(Failed(format!("{last} did not come within {} s; seen: {seen:?}", most.as_secs())));
            }
            self.sandbox.advance(Duration::from_secs(1));
        }
    }

    /// Verifies what has come meanwhile, without telling each.
    pub(crate) fn catch_up_on_webhooks(&mut self) -> Result<(), Failed> {
        self.sandbox.settle();
        let unread = self.inbox.unread();
        for delivery in &unread {
            self.verified(delivery)?;
        }
        self.story.line(format!("webhooks that came meanwhile, all of them verified: {}", unread.len()));
        Ok(())
    }

    /// Saves an order size, and says what it needs.
    pub(crate) fn bundle(&self, name: &str, monthly_sending_volume: i64) -> Result<Bundle, Failed> {
        let bundle = NewBundle { name: name.to_owned(), monthly_sending_volume, ..NewBundle::default() };
        let bundle = self.client.bundles().create(bundle).send()?;
        let required = bundle.required_domains.as_ref().ok_or_else(|| Failed("no required_domains".into()))?;
        self.story.line(format!(
            "{} needs {} domains: {} for Google, {} for Microsoft",
            bundle.id, required.total, required.google, required.microsoft
        ));
        Ok(bundle)
    }
}
