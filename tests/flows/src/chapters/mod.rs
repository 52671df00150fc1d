//! One file per thing that a partner does.

pub(crate) mod bad_day;
pub(crate) mod buying;
pub(crate) mod cancelling;
pub(crate) mod deliveries;
pub(crate) mod first_order;
pub(crate) mod forwarding;
pub(crate) mod picture;
pub(crate) mod refused;
pub(crate) mod swaps;
