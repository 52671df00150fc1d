//! What the Peeker Partner SDKs know, and nothing that they do.
//!
//! In scope: models, requests, the decisions of a call, webhook verification, validation. Out of scope: sockets
//! (but for the `http` feature's transport), clocks, threads, environment.
#![cfg_attr(not(any(feature = "python", feature = "swift")), forbid(unsafe_code))]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod call;
#[cfg(feature = "http")]
pub mod client;
pub mod clock;
pub mod config;
pub mod error;
pub mod input;
mod json;
pub mod meta;
pub mod model;
pub mod operation;
pub mod page;
pub mod policy;
#[cfg(feature = "python")]
pub mod python;
pub mod request;
pub mod response;
pub mod scrub;
pub mod secret;
pub mod transport;
pub mod validate;
pub mod webhook;

#[cfg(feature = "http")]
pub use client::Client;
pub use error::{Error, ErrorKind};

#[cfg(feature = "swift")]
uniffi::setup_scaffolding!("peeker_core");
