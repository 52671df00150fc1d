//! The native half of the npm package `peeker-partner`: core behind Node-API, and nothing that core does not decide.
//!
//! In scope: one class per client, one per call and one for several calls in turn, all thin. Out of scope: waiting, cancelling, errors' classes,
//! types: `src/*.ts` has them. Texts cross as JSON, which V8 reads faster than objects are made across the boundary.
//!
//! Nothing here belongs to the process: every object belongs to the client or the call that made it, so Worker threads
//! need no care. No JavaScript runs on another thread; a pool thread only queues what the event loop then calls.

// Nothing of it is ever printed: it holds keys.
#![allow(missing_debug_implementations)]
// Node-API hands values over, whether they are consumed or not.
#![allow(clippy::needless_pass_by_value)]

mod client;
mod guard;
mod machine;
mod number;
mod page;
mod sequence;
mod step;
pub mod validate;
pub mod webhook;
