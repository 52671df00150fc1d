//! The sandbox from outside: over real sockets, with a client that knows nothing but HTTP.

mod access;
mod bundles;
mod client;
mod control;
mod domains;
mod faults;
mod forwarding;
mod imports;
mod load;
mod may;
mod orders;
mod paging;
mod program;
mod provisioning;
mod swaps;
mod users;
mod webhooks;
mod wire;
