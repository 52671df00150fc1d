//! Carries webhooks to the receiver, one after another, on a thread of its own: the API never waits for a receiver.

use std::time::Duration;

use ureq::Agent;

use crate::engine::Engine;
use crate::outbox::Parcel;

/// Delivers until the engine stops.
pub(crate) fn run(engine: &Engine, timeout: Duration) {
    let agent = agent(timeout);
    while let Some(parcel) = engine.next_parcel() {
        let outcome = send(&agent, &parcel);
        engine.note_delivery(parcel, outcome);
    }
}

/// One attempt. Every answer is an outcome; only its absence is an error.
fn send(agent: &Agent, parcel: &Parcel) -> Result<u16, String> {
    let delivery = &parcel.delivery;
    agent
        .post(&parcel.url)
        .header("Content-Type", "application/json")
        .header("User-Agent", concat!("peeker-sandbox/", env!("CARGO_PKG_VERSION")))
        .header("Peeker-Signature", &delivery.signature)
        .header("Peeker-Timestamp", delivery.timestamp.to_string())
        .header("Peeker-Event-Id", &delivery.event_id)
        .send(parcel.body.as_bytes())
        .map(|response| response.status().as_u16())
        .map_err(|error| error.to_string())
}

/// No proxy and no redirect, so that nothing leaves this machine; no pooled connection, so that no retry hides a failure.
fn agent(timeout: Duration) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(timeout))
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .max_idle_connections(0)
        .build()
        .into()
}
