//! Ending a transfer from another thread.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Says that nobody waits for a transfer any more. Clones are the same one.
#[derive(Clone, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stopped: bool,
    action: Option<Box<dyn FnOnce() + Send>>,
}

impl Stop {
    /// Stops the transfer: what [`on_stop`](Self::on_stop) was given runs now, on this thread.
    pub fn stop(&self) {
        let mut state = self.state();
        state.stopped = true;
        // Run under the lock: once `forget` has returned, the action is neither running nor going to.
        if let Some(action) = state.action.take() {
            action();
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// Sets what ends the transfer, in place of what was set before. It must neither block nor use this `Stop`.
    ///
    /// Returns whether it may still be needed: `false` if the transfer was stopped before, and `action` is dropped.
    #[must_use]
    pub fn on_stop(&self, action: impl FnOnce() + Send + 'static) -> bool {
        let mut state = self.state();
        if !state.stopped {
            state.action = Some(Box::new(action));
        }
        !state.stopped
    }

    /// The transfer has come to where it can no longer be ended.
    pub fn forget(&self) {
        self.state().action = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").field("stopped", &self.is_stopped()).finish()
    }
}
