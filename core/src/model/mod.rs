//! Every record and enum of the API, declared once.
//!
//! Results require only what all documented examples have; what they do not know stays in `extra`. Inputs refuse
//! what they do not know, so that a typing error is found before anything is sent.

mod bundle;
mod deletion;
mod domain;
mod domain_ref;
mod enums;
mod extra;
mod forwarding;
mod import;
mod import_lookup;
mod input;
mod json;
mod list;
mod me;
mod open_enum;
mod order;
mod order_input;
mod page;
mod patch;
mod swap;
pub(crate) mod text;
mod timestamp;
mod user;

pub use bundle::*;
pub use deletion::*;
pub use domain::*;
pub(crate) use domain_ref::domain_refs;
pub use domain_ref::{DomainRef, ImportFailure};
pub use enums::*;
pub use extra::Extra;
pub use forwarding::*;
pub use import::*;
pub use import_lookup::ImportLookup;
pub use input::{ById, Nothing};
pub use json::Json;
pub use list::List;
pub use me::*;
pub use open_enum::{KnownValue, OpenEnum};
pub use order::*;
pub use order_input::*;
pub use page::*;
pub use patch::Patch;
pub use swap::*;
pub use timestamp::Timestamp;
pub use user::*;
