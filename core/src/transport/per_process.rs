//! State that a forked child must not share with its parent.

use std::sync::OnceLock;

/// A value that each process makes for itself.
///
/// After a `fork` the child has none of the parent's threads, and its sockets are the parent's: two processes reading
/// one connection would take each other's answers. So the child gets a new value and leaves the old one alone, locks
/// included, since one of the threads that are gone may have held them.
pub(super) struct PerProcess<T> {
    make: Box<dyn Fn() -> T + Send + Sync>,
    first: Generation<T>,
}

/// A value and that of the process forked from its own. Finding one takes no lock.
struct Generation<T> {
    process: u32,
    value: T,
    next: OnceLock<Box<Generation<T>>>,
}

impl<T> PerProcess<T> {
    pub(super) fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let first = Generation { process: std::process::id(), value: make(), next: OnceLock::new() };
        Self { make: Box::new(make), first }
    }

    /// This process's value.
    pub(super) fn get(&self) -> &T {
        self.get_in(std::process::id())
    }

    fn get_in(&self, process: u32) -> &T {
        let mut generation = &self.first;
        while generation.process != process {
            generation = generation
                .next
                .get_or_init(|| Box::new(Generation { process, value: (self.make)(), next: OnceLock::new() }));
        }
        &generation.value
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn every_process_makes_its_own_value_once() {
        let made = AtomicU32::new(0);
        let values = PerProcess::new(move || made.fetch_add(1, Ordering::Relaxed));
        let (parent, child, grandchild) = (std::process::id(), u32::MAX, u32::MAX - 1);
        let seen = [parent, child, grandchild, child, parent].map(|process| *values.get_in(process));
        assert_eq!(seen, [0, 1, 2, 1, 0]);
        assert_eq!(*values.get(), 0);
    }
}
