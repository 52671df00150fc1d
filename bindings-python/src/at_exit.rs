//! Threads of the pool and an interpreter that is going down.
//!
//! Python up to 3.13 ends a foreign thread that asks for the interpreter while it finalizes, in the middle of Rust
//! code. So the pool's threads ask no more once `atexit` has called [`stop_waking`], and that waits for the
//! ones that are asking.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

static STOPPED: AtomicBool = AtomicBool::new(false);
static ASKING: AtomicUsize = AtomicUsize::new(0);

/// A thread that holds on for longer would be one that a fork left behind as a number.
const LONGEST: Duration = Duration::from_secs(1);

/// Runs on a thread of the pool, with the interpreter, unless that is going down.
pub(crate) fn attach_unless_exiting(work: impl FnOnce(Python<'_>)) {
    ASKING.fetch_add(1, Ordering::SeqCst);
    if !STOPPED.load(Ordering::SeqCst) {
        Python::try_attach(work);
    }
    ASKING.fetch_sub(1, Ordering::SeqCst);
}

/// From now on no thread of the pool wakes an event loop. For `atexit`.
#[pyfunction]
pub(crate) fn stop_waking(py: Python<'_>) {
    STOPPED.store(true, Ordering::SeqCst);
    py.detach(|| {
        let begun = Instant::now();
        while ASKING.load(Ordering::SeqCst) > 0 && begun.elapsed() < LONGEST {
            std::thread::sleep(Duration::from_millis(1));
        }
    });
}
