//! What the Peeker Partner SDKs know, and nothing that they do.
//!
//! In scope: models, requests, the decisions of a call, webhook verification, validation. Out of scope: sockets
//! (but for the `http` feature's transport), clocks, threads, environment.
#![cfg_attr(not(any(feature = "python", feature = "swift")), forbid(unsafe_code))]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod json;
pub mod model;
#[cfg(feature = "python")]
pub mod python;
pub mod secret;

#[cfg(feature = "swift")]
uniffi::setup_scaffolding!("peeker_core");
