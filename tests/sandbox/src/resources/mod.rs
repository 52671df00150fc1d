//! One file per resource: its record, its handlers, and what happens to it later.

pub(crate) mod availability;
pub(crate) mod bundles;
pub(crate) mod cancelling;
pub(crate) mod domains;
pub(crate) mod draft;
pub(crate) mod forwarding;
pub(crate) mod imports;
pub(crate) mod me;
pub(crate) mod orders;
pub(crate) mod pending;
pub(crate) mod placing;
pub(crate) mod premium;
pub(crate) mod provisioning;
pub(crate) mod sequencer;
pub(crate) mod swaps;
pub(crate) mod users;
