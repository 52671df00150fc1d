//! What the API would refuse, found before anything is sent.

pub mod domain;
pub mod order;
pub mod url;
