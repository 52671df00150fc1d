//! Webhook deliveries: is it Peeker's, is it recent, and what does it say.
//!
//! In scope: reading the headers, comparing signatures, the age of a delivery, events as types, deliveries for tests,
//! handling each event once, the newest state from many events. Out of scope: receiving HTTP, databases, reading a
//! clock: `now` is an argument.
//!
//! The public documentation names the headers and HMAC-SHA256, and neither the bytes that are signed nor the form
//! of the key. Both are settings ([`SignedContent`], [`SecretEncoding`]); nothing is tried in turn.
//!
//! ```
//! use peeker_core::secret::Secret;
//! use peeker_core::webhook::{Event, Recipe, Verifier, VerifierOptions, sign};
//!
//! let secret = Secret::new("the secret that the portal showed");
//! let body = br#"{"id":"evt_1","type":"order.completed","data":{"id":"ord_1","domain_count":2}}"#;
//! let headers = sign(body, &secret, &Recipe::default(), 1_760_000_000, Some("evt_1"))?;
//!
//! let verifier = Verifier::new(VerifierOptions::new([("live", secret)]))?;
//! let verified = verifier.verify(body, headers, 1_760_000_012)?;
//! assert_eq!(verified.label, "live");
//! assert!(matches!(verified.event, Event::OrderCompleted { data, .. } if data.domain_count == Some(2)));
//! # Ok::<(), peeker_core::error::Error>(())
//! ```

mod deduplicate;
mod diagnose;
mod event;
#[cfg(feature = "typescript")]
mod facts;
mod headers;
mod hex;
mod key;
mod latest;
mod recipe;
mod sign;
#[cfg(test)]
mod tests;
mod verify;

pub use deduplicate::{
    Claim, Claimed, DEFAULT_LEASE, Deduplicator, DeduplicatorStore, Handling, Lease, MemoryStore, REMEMBERED,
};
pub use diagnose::{Diagnosis, Finding, diagnose};
pub use event::{
    DomainEventData, Event, ForwardingEventData, ImportEventData, OrderEventData, OrderEventDomains, SwapEventData,
    parse,
};
#[cfg(feature = "typescript")]
pub(crate) use facts::facts;
pub use headers::{EVENT_ID_HEADER, MAX_HEADER, MAX_SIGNATURES, SIGNATURE_HEADER, TIMESTAMP_HEADER};
pub use latest::{Latest, ObjectData, latest, latest_by_object, latest_by_object_json, latest_json};
pub use recipe::{Recipe, SecretEncoding, SignedContent};
pub use sign::sign;
pub use verify::{Authentic, DEFAULT_TOLERANCE_S, MAX_SECRETS, Verified, Verifier, VerifierOptions};

/// The largest body that is looked at, checked before anything is hashed: an event has some 2 KB.
pub const MAX_BODY: usize = 1024 * 1024;
