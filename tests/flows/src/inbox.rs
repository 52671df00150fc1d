//! The partner's webhook endpoint: a local receiver, whose deliveries are verified before they are believed.

use std::cell::Cell;

use peeker_core::webhook::{Verified, Verifier, VerifierOptions};
use peeker_sandbox::{ReceivedWebhook, Receiver};

use crate::story::Failed;

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

    /// What has arrived since the last look.
    pub(crate) fn unread(&self) -> Vec<ReceivedWebhook> {
        let deliveries = self.receiver.received();
        let read = self.read.replace(deliveries.len());
        deliveries.into_iter().skip(read).collect()
    }

    pub(crate) fn verify(&self, delivery: &ReceivedWebhook, now_unix_s: i64) -> Result<Verified, Failed> {
        let headers = delivery.headers.iter().map(|(name, value)| (name, value));
        Ok(self.verifier.verify(&delivery.body, headers, now_unix_s)?)
    }
}
