//! How far the transfer on this thread has come.
//!
//! ureq's errors do not say it: `Io(ConnectionReset)` may come from connecting, from the TLS handshake, from writing
//! and from reading, and `Timeout(Global)` from anywhere. So the connector and the connections of `connection.rs` note
//! it themselves, and a failure is judged by what they noted. A transfer stays on the thread that began it, hence the
//! thread-local.

use std::cell::RefCell;
use std::sync::Weak;

use ureq::unversioned::transport::ShutdownHandle;

use super::Stop;
use crate::secret::Secret;

/// Where a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The request is made ready and an idle connection looked for.
    Preparing,
    /// The host's address is looked up.
    Resolving,
    /// TCP.
    Connecting,
    /// TLS, or the dialogue with a proxy.
    Securing,
    /// The connection stands, and nothing was written.
    Ready,
    /// The request is being written.
    Sending,
    /// The answer is awaited or read.
    Receiving,
}

/// What is noted of one transfer.
pub(super) struct Progress {
    pub(super) phase: Phase,
    /// The request may have reached the server. Once set it stays, whatever phase follows.
    pub(super) maybe_sent: bool,
    /// The connection was opened for this transfer.
    pub(super) fresh: bool,
    /// Reading ended in an error, also where ureq takes that for the end of the body.
    pub(super) cut: bool,
    /// What ureq knows only by placeholders, until it is written.
    pub(super) masks: Vec<Mask>,
    pub(super) stop: Stop,
    /// Shuts down the connection that is being opened.
    pub(super) handle: Option<Weak<dyn ShutdownHandle>>,
}

/// A part of a request's head that ureq must not see: at the level `trace` its protocol layer logs every byte of it.
///
/// ureq is given a placeholder of the same length, and the part takes its place in the buffer that is about to be
/// written, after everything that logs.
pub(super) struct Mask {
    before: String,
    secret: Secret,
    after: &'static str,
}

impl Mask {
    /// The value of a header.
    pub(super) fn header(name: &str, value: &Secret) -> Self {
        Self { before: format!("\r\n{}: ", name.to_ascii_lowercase()), secret: value.clone(), after: "\r\n" }
    }

    /// The query of the address.
    pub(super) fn query(query: &str) -> Self {
        Self { before: "?".to_owned(), secret: Secret::new(query), after: " HTTP/1.1\r\n" }
    }

    pub(super) fn placeholder(&self) -> String {
        "*".repeat(self.secret.reveal().len())
    }

    /// Puts the secret in its place; `false` if its line is not in the buffer.
    fn apply(&self, head: &mut [u8]) -> bool {
        let line = format!("{}{}{}", self.before, self.placeholder(), self.after);
        let Some(start) = head.windows(line.len()).position(|window| window == line.as_bytes()) else { return false };
        let start = start + self.before.len();
        let secret = self.secret.reveal().as_bytes();
        let Some(place) = head.get_mut(start..start + secret.len()) else { return false };
        place.copy_from_slice(secret);
        true
    }
}

impl Progress {
    pub(super) fn new(masks: Vec<Mask>, stop: Stop) -> Self {
        Self { phase: Phase::Preparing, maybe_sent: false, fresh: false, cut: false, masks, stop, handle: None }
    }

    /// Puts what is masked in its place. A buffer holds any head whole, so no line is torn between two.
    pub(super) fn unmask(&mut self, head: &mut [u8]) {
        self.masks.retain(|mask| !mask.apply(head));
    }

    /// Runs `work` as this thread's transfer.
    pub(super) fn of<R>(self, work: impl FnOnce() -> R) -> (R, Self) {
        CURRENT.set(Some(self));
        let result = work();
        (result, CURRENT.take().unwrap_or_else(Self::lost))
    }

    /// If nothing is known, everything may have happened.
    fn lost() -> Self {
        Self { phase: Phase::Receiving, maybe_sent: true, ..Self::new(Vec::new(), Stop::default()) }
    }
}

/// Looks at or changes what is noted of this thread's transfer; `None` outside one.
pub(super) fn current<R>(look: impl FnOnce(&mut Progress) -> R) -> Option<R> {
    CURRENT.with_borrow_mut(|progress| progress.as_mut().map(look))
}

thread_local! {
    static CURRENT: RefCell<Option<Progress>> = const { RefCell::new(None) };
}
