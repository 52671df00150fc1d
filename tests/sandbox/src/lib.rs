//! A local server that behaves as the Peeker Partner API is documented to, so that everything built on the SDK can be run
//! with no account and no network.
//!
//! In scope: every endpoint with its rules, the passing of (virtual) time, signed webhooks, and faults on demand.
//! Out of scope: anything beyond this machine. It listens on loopback, sends webhooks to loopback, and fetches nothing.
//!
//! The rules are written from the documentation and share no code with the SDK's core: that both agree is a finding.
//! Comments call a rule *documented* where the documentation states or shows it, and *inferred* where it had to be chosen;
//! `README.md` lists the inferred ones.
//!
//! ```text
//! server ─→ service ─→ router ─→ resources ─→ state ─→ agenda, outbox
//!              │                                          │
//!              └─→ faults, log, control        engine ────┴─→ courier ─→ your receiver
//! ```

mod access;
mod agenda;
mod builder;
mod chance;
pub mod cli;
mod clock;
mod control;
mod courier;
mod engine;
mod fault_queue;
mod faults;
mod fields;
mod http;
mod ids;
mod limiter;
mod listing;
mod log;
mod may;
mod names;
mod options;
mod outbox;
mod receiver;
mod reply;
mod resources;
mod router;
mod sandbox;
mod server;
mod service;
mod settings;
mod signing;
mod spec;
mod state;
mod sync;
mod target;
mod webhook_faults;

pub use builder::Builder;
pub use clock::Clock;
pub use faults::Fault;
pub use log::RecordedRequest;
pub use outbox::{Delivery, Event, Timestamps};
pub use receiver::{ReceivedWebhook, Receiver};
pub use sandbox::{Sandbox, StartError};
pub use settings::{Dns, Plan, Shapes};
pub use signing::SignedContent;
pub use webhook_faults::WebhookFault;

/// The README's code, compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Every endpoint as method and path pattern, such as `("GET", "/orders/{id}")`.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    router::ROUTES.iter().map(|route| (route.method, route.path))
}
