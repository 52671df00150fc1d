//! What is measured, and the server that answers: the same bytes for every contender in every language.

pub mod fixtures;
pub mod loopback;
