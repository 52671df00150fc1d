//! Moving bytes: the one thing that core asks of its host, and what the hosts without an HTTP stack of their own use
//! for it.
//!
//! **Use.** With the feature `http` there is [`UreqTransport`]; it sends on the calling thread. [`Pool`] runs it on
//! threads of its own, for hosts that must not block.
//!
//! **Test.** A function is a transport, so a test answers without a socket:
//!
//! ```
//! use peeker_core::call::{Failure, Transfer};
//! use peeker_core::response::HttpResponse;
//! use peeker_core::transport::Transport;
//!
//! let busy = |transfer: &Transfer| {
//!     assert_eq!(transfer.request.path(), "/partner/v1/me");
//!     Ok::<_, Failure>(HttpResponse { status: 503, ..HttpResponse::default() })
//! };
//! # fn takes(_: impl Transport) {}
//! # takes(busy);
//! ```
//!
//! **Replace.** Implement [`Transport`] for another HTTP library; its documentation says what core relies on.

#[cfg(feature = "http")]
mod connection;
#[cfg(feature = "http")]
mod per_process;
#[cfg(feature = "http")]
mod pool;
#[cfg(feature = "http")]
mod progress;
mod stop;
#[cfg(all(test, feature = "http"))]
mod test_server;
#[cfg(feature = "http")]
mod ureq;

#[cfg(feature = "http")]
pub use self::pool::{Done, Pool, Ticket};
pub use self::stop::Stop;
#[cfg(feature = "http")]
pub use self::ureq::{UreqOptions, UreqTransport};

use crate::call::{Failure, Transfer};
use crate::response::HttpResponse;

/// Sends one request and gives back what was answered, whatever the status.
///
/// What core relies on, and no test of core can check:
///
/// - **No retry and no redirect.** Core decides both. A library that repeats a request on a connection that turned
///   out closed would place an order twice.
/// - **[`Failure::maybe_sent`] is `false` only if certainly no byte of the request was handed to the network.**
///   When in doubt it is `true`: then a call asks its user; the other mistake charges them twice.
/// - The answer is complete: a body that ends before its announced length is a failure.
/// - Neither cookies nor caches, no header besides the request's own and those of the connection.
/// - [`Transfer::timeout`] limits the whole of it, [`Transfer::max_idle`] the age of a reused connection.
/// - At most [`MAX_BODY`](crate::response::MAX_BODY)` + 1` bytes of a body: core refuses a longer one as unreadable,
///   and says so with the status it came with.
pub trait Transport: Send + Sync {
    /// Sends it.
    ///
    /// # Errors
    /// When there was no complete answer.
    fn send(&self, transfer: &Transfer) -> Result<HttpResponse, Failure>;

    /// The same, but ends early if `stop` says so. A transport that cannot, ends when it ends.
    fn send_until(&self, transfer: &Transfer, stop: &Stop) -> Result<HttpResponse, Failure> {
        if stop.is_stopped() {
            return Err(Failure::not_sent("it was cancelled before it was sent"));
        }
        self.send(transfer)
    }
}

impl<F> Transport for F
where
    F: Fn(&Transfer) -> Result<HttpResponse, Failure> + Send + Sync,
{
    fn send(&self, transfer: &Transfer) -> Result<HttpResponse, Failure> {
        self(transfer)
    }
}
