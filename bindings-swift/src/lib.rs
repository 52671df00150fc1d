//! The boundary to Swift: synchronous, without callbacks, and without I/O.
//!
//! Swift drives a [`Machine`](machine::Machine) with its own transport and clock. Models cross as the records that core
//! derives, inputs and options as JSON text. Every function returns a `Result`, also where nothing can go wrong: a panic
//! in a function that Swift does not see as throwing would end the app.
#![allow(clippy::needless_pass_by_value, reason = "UniFFI hands over what it has read from Swift")]

mod batch;
mod deduplicate;
mod fault;
mod guard;
mod machine;
mod models;
mod page;
mod preflight;
#[cfg(feature = "http")]
mod probe;
mod session;
mod time;
mod validate;
mod wait;
mod webhook;

/// A host that begins a call which nothing asks for.
fn nothing_to_call() -> peeker_core::error::Error {
    peeker_core::error::Error::internal("there is no call to be made")
}

uniffi::setup_scaffolding!();
