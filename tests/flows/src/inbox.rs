//! The partner's webhook endpoint: a local receiver, whose deliveries are verified before they are believed.

use std::cell::Cell;
use std::time::Duration;

use peeker_core::model::EventType;
use peeker_core::webhook::{Verifier, VerifierOptions};
use peeker_sandbox::{Receiver, Sandbox};

use crate::story::{Failed, Story};

/// The secret that the portal shows when the endpoint is saved.
pub(crate) const SECRET: &str = "whsec_of-the-demo";

pub(crate) struct Inbox {
    receiver: Receiver,
    verifier: Verifier,
    read: Cell<usize>,
}

impl Inbox {
    pub(crate) fn open() -> Result<Self, Failed> {
        let verifier = Verifier::new(VerifierOptions::new([("sandbox", SECRET.into())]))?;
        Ok(Self { receiver: Receiver::start()?, verifier, read: Cell::new(0) })
    }

    pub(crate) fn url(&self) -> &str {
        self.receiver.url()
    }

    /// Lets time pass until an event of that type was delivered; answers the types of all that came.
    pub(crate) fn expect_up_to(
        &self,
        story: &mut Story,
        sandbox: &Sandbox,
        last: &EventType,
        most: Duration,
    ) -> Result<Vec<EventType>, Failed> {
        let step = Duration::from_secs(1);
        let end = sandbox.unix_ms() + u64::try_from(most.as_millis()).unwrap_or(u64::MAX);
        let mut seen = Vec::new();
        loop {
            seen.extend(self.read_new(story, sandbox)?);
            if seen.contains(last) {
                return Ok(seen);
            }
            if sandbox.unix_ms() >= end {
                return Err(Failed(format!("{last} did not come within {} s; seen: {seen:?}", most.as_secs())));
            }
            sandbox.advance(step);
        }
    }

    /// Verifies what has arrived since the last look.
    fn read_new(&self, story: &mut Story, sandbox: &Sandbox) -> Result<Vec<EventType>, Failed> {
        let now = i64::try_from(sandbox.unix_ms() / 1000).unwrap_or(i64::MAX);
        let deliveries = self.receiver.received();
        let new = deliveries.iter().skip(self.read.replace(deliveries.len()));
        new.map(|delivery| {
            let headers = delivery.headers.iter().map(|(name, value)| (name, value));
            let verified = self.verifier.verify(&delivery.body, headers, now)?;
            story.webhooks += 1;
            let event = &verified.event;
            story.line(format!("{} verified with the {} secret: {}", event.id(), verified.label, event.event_type()));
            Ok(event.event_type().clone())
        })
        .collect()
    }
}
