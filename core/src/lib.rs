//! What the Peeker Partner SDKs know, and nothing that they do.
//!
//! In scope: models, requests, the decisions of a call, webhook verification, validation. Out of scope: sockets,
//! clocks, threads, environment; only `transport`, behind the feature `http`, has the first three.
#![cfg_attr(not(any(feature = "python", feature = "swift")), forbid(unsafe_code))]
#![cfg_attr(
    feature = "python",
    allow(clippy::unsafe_derive_deserialize, reason = "the unsafe methods are PyO3's, and none relies on a field")
)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod batch;
pub mod call;
#[cfg(feature = "http")]
pub mod client;
pub mod clock;
pub mod config;
pub mod error;
pub mod guard;
pub mod input;
mod json;
pub mod meta;
pub mod model;
pub mod operation;
pub mod page;
pub mod policy;
pub mod preflight;
#[cfg(feature = "python")]
pub mod python;
pub mod request;
pub mod response;
pub mod scrub;
pub mod secret;
pub mod transport;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod validate;
pub mod watch;
pub mod webhook;

#[cfg(feature = "http")]
pub use client::Client;
pub use error::{Error, ErrorKind};

#[cfg(feature = "swift")]
uniffi::setup_scaffolding!("peeker_core");
