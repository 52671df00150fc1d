//! Deliveries of the same event, at once and one after another, with handlers that succeed, fail, crash and dawdle.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// A clock that the test moves.
#[derive(Clone, Default)]
struct TestClock(Arc<AtomicU64>);

impl TestClock {
    fn pass(&self, millis: u64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

fn in_memory() -> (Deduplicator<MemoryStore>, TestClock) {
    let clock = TestClock::default();
    let reads = clock.clone();
    let now = move || Instant::from_millis(reads.0.load(Ordering::SeqCst));
    (Deduplicator::new(MemoryStore::new(), now), clock)
}

fn new<S: DeduplicatorStore>(claimed: Claimed<'_, S>) -> Handling<'_, S> {
    let Claimed::New(handling) = claimed else { panic!("the event is not new") };
    handling
}

fn answer(deduplicator: &Deduplicator<MemoryStore>) -> Option<u16> {
    let Ok(claimed) = deduplicator.claim("evt_1");
    let claim = match claimed {
        Claimed::New(_) => Claim::New,
        Claimed::InProgress => Claim::InProgress,
        Claimed::Done => Claim::Done,
    };
    claim.answer()
}

#[test]
fn an_event_that_was_handled_is_answered_with_success_and_not_handled_again() {
    let (deduplicator, clock) = in_memory();
    let Ok(claimed) = deduplicator.claim("evt_1");
    assert_eq!(new(claimed).complete(), Ok(()));
    clock.pass(24 * HOUR);
    assert_eq!(answer(&deduplicator), Some(200));
}

#[test]
fn while_a_handler_is_at_work_another_delivery_is_sent_away_to_come_again() {
    let (deduplicator, clock) = in_memory();
    let Ok(first) = deduplicator.claim("evt_1");
    clock.pass(MINUTE - 1);
    assert_eq!(answer(&deduplicator), Some(503));
    drop(first);
}

#[test]
fn a_handler_that_fails_gives_the_event_back_at_once() {
    let (deduplicator, _) = in_memory();
    let fails = || -> Result<(), String> {
        let Ok(claimed) = deduplicator.claim("evt_1");
        let _handling = new(claimed);
        Err("the database is down".to_owned())
    };
    assert!(fails().is_err());
    assert_eq!(answer(&deduplicator), None, "the next delivery is handled");
    let Ok(claimed) = deduplicator.claim("evt_1");
    assert_eq!(new(claimed).release(), Ok(()));
    assert_eq!(answer(&deduplicator), None);
}

#[test]
fn a_handler_that_panics_gives_the_event_back_too() {
    let (deduplicator, _) = in_memory();
    let panics = || {
        let Ok(claimed) = deduplicator.claim("evt_1");
        let _handling = new(claimed);
        panic!("a bug");
    };
    assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
    assert_eq!(answer(&deduplicator), None);
}

#[test]
fn an_event_whose_process_died_is_handled_when_its_lease_ends() {
    let (deduplicator, clock) = in_memory();
    let Ok(claimed) = deduplicator.claim("evt_1");
    std::mem::forget(claimed);
    clock.pass(MINUTE - 1);
    assert_eq!(answer(&deduplicator), Some(503));
    clock.pass(1);
    assert_eq!(answer(&deduplicator), None);
}

#[test]
fn a_failure_after_the_lease_does_not_take_the_claim_of_the_next_handler() {
    let (deduplicator, clock) = in_memory();
    let Ok(slow) = deduplicator.claim("evt_1");
    clock.pass(MINUTE);
    let Ok(next) = deduplicator.claim("evt_1");
    let next = new(next);
    assert_eq!(new(slow).release(), Ok(()));
    assert_eq!(answer(&deduplicator), Some(503), "the next handler still has it");
    assert_eq!(next.complete(), Ok(()));
    assert_eq!(answer(&deduplicator), Some(200));
}

#[test]
fn a_success_after_the_lease_counts_and_a_failure_of_the_next_handler_does_not_undo_it() {
    let (deduplicator, clock) = in_memory();
    let Ok(slow) = deduplicator.claim("evt_1");
    clock.pass(MINUTE);
    let Ok(next) = deduplicator.claim("evt_1");
    assert_eq!(new(slow).complete(), Ok(()));
    assert_eq!(answer(&deduplicator), Some(200));
    drop(next);
    assert_eq!(answer(&deduplicator), Some(200));
}

#[test]
fn a_claim_is_not_released_in_the_last_second_of_its_lease() {
    let lease = Lease::new(Instant::from_millis(5), Duration::from_secs(60));
    assert!(lease.may_release(Instant::from_millis(5)));
    assert!(lease.may_release(Instant::from_millis(59_004)));
    for late in [59_005, 60_005, u64::MAX] {
        assert!(!lease.may_release(Instant::from_millis(late)), "{late}");
    }
}

#[test]
fn an_event_is_remembered_for_48_hours() {
    let (deduplicator, clock) = in_memory();
    let Ok(claimed) = deduplicator.claim("evt_1");
    assert_eq!(new(claimed).complete(), Ok(()));
    clock.pass(48 * HOUR - 1);
    assert_eq!(answer(&deduplicator), Some(200));
    clock.pass(1);
    assert_eq!(answer(&deduplicator), None);
}

#[test]
fn a_lease_of_5_seconds_to_an_hour_is_taken() {
    for (seconds, taken) in [(0, false), (4, false), (5, true), (3600, true), (3601, false)] {
        let set = in_memory().0.with_lease(Duration::from_secs(seconds));
        assert_eq!(set.is_ok(), taken, "{seconds}");
        assert!(set.map_err(|error| error.code().to_owned()).err().is_none_or(|code| code == "invalid_option"));
    }
    let (deduplicator, clock) = in_memory();
    let deduplicator = deduplicator.with_lease(Duration::from_secs(5)).unwrap();
    let Ok(claimed) = deduplicator.claim("evt_1");
    std::mem::forget(claimed);
    clock.pass(5_000);
    assert_eq!(answer(&deduplicator), None);
}

#[test]
fn of_many_threads_one_handles_an_event() {
    let (deduplicator, _) = in_memory();
    let handled = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for event in 0..200 {
                    let Ok(claimed) = deduplicator.claim(&format!("evt_{event}"));
                    if let Claimed::New(handling) = claimed {
                        handled.fetch_add(1, Ordering::SeqCst);
                        assert_eq!(handling.complete(), Ok(()));
                    }
                }
            });
        }
    });
    assert_eq!(handled.into_inner(), 200);
}

#[test]
fn a_panic_in_another_thread_spoils_no_store() {
    let store = MemoryStore::new();
    let lease = Lease::new(Instant::from_millis(0), DEFAULT_LEASE);
    assert_eq!(store.claim("evt_1", lease), Ok(Claim::New));
    store.poison();
    assert_eq!(store.claim("evt_1", lease), Ok(Claim::InProgress));
    assert_eq!((store.release("evt_1"), store.claim("evt_1", lease)), (Ok(()), Ok(Claim::New)));
}

#[test]
fn memory_is_bounded_and_forgets_the_oldest_first() {
    let store = MemoryStore::with_room(3);
    let at = |millis| Lease::new(Instant::from_millis(millis), DEFAULT_LEASE);
    for event in 0..5 {
        assert_eq!(store.claim(&format!("done_{event}"), at(event)), Ok(Claim::New));
        assert_eq!(store.complete(&format!("done_{event}")), Ok(()));
    }
    for event in 0..5 {
        assert_eq!(store.claim(&format!("open_{event}"), at(5 + event)), Ok(Claim::New));
    }
    assert_eq!(store.holds(), 6);
    let claims = ["done_0", "done_1", "done_2", "done_3", "done_4"].map(|id| store.claim(id, at(10)).unwrap());
    assert_eq!(claims, [Claim::New, Claim::New, Claim::Done, Claim::Done, Claim::Done]);
    assert_eq!(store.holds(), 6);
}

#[test]
fn an_id_of_any_size_takes_the_same_room_and_is_told_from_others() {
    let store = MemoryStore::new();
    let lease = Lease::new(Instant::from_millis(0), DEFAULT_LEASE);
    let long = "e".repeat(1024 * 1024);
    assert_eq!(store.claim(&long, lease), Ok(Claim::New));
    assert_eq!(store.claim(&long, lease), Ok(Claim::InProgress));
    assert_eq!(store.claim(&format!("{long}e"), lease), Ok(Claim::New));
    assert_eq!(store.claim("", lease), Ok(Claim::New));
}

/// A store that notes what it is asked, and fails where it is told to.
#[derive(Default)]
struct Noting {
    asked: RefCell<Vec<&'static str>>,
    fails: Cell<bool>,
}

impl Noting {
    fn note<T>(&self, method: &'static str, answer: T) -> Result<T, &'static str> {
        self.asked.borrow_mut().push(method);
        if self.fails.get() { Err("the store is down") } else { Ok(answer) }
    }
}

impl DeduplicatorStore for &Noting {
    type Error = &'static str;

    fn claim(&self, _: &str, lease: Lease) -> Result<Claim, &'static str> {
        assert_eq!(lease.length(), DEFAULT_LEASE);
        self.note("claim", Claim::New)
    }
    fn complete(&self, _: &str) -> Result<(), &'static str> {
        self.note("complete", ())
    }
    fn release(&self, _: &str) -> Result<(), &'static str> {
        self.note("release", ())
    }
}

#[test]
fn a_store_is_asked_each_thing_once_also_where_it_fails() {
    let store = Noting::default();
    let deduplicator = Deduplicator::new(&store, Instant::default);
    for (fails, completes) in [(false, true), (true, true), (false, false), (true, false)] {
        store.fails.set(false);
        let handling = new(deduplicator.claim("evt_1").unwrap());
        store.fails.set(fails);
        let result = if completes { handling.complete() } else { handling.release() };
        assert_eq!(result.is_err(), fails);
        let method = if completes { "complete" } else { "release" };
        assert_eq!(store.asked.take(), ["claim", method]);
    }
}

#[test]
fn a_store_that_cannot_answer_lets_nothing_be_handled() {
    let store = Noting { fails: Cell::new(true), ..Noting::default() };
    let deduplicator = Deduplicator::new(&store, Instant::default);
    assert_eq!(deduplicator.claim("evt_1").err(), Some("the store is down"));
    assert_eq!(store.asked.take(), ["claim"]);
}

/// One thing that happens to one of two events.
#[derive(Debug, Clone, Copy)]
enum Step {
    Deliver(usize),
    /// The handler that has waited longest.
    Succeed,
    Fail,
    Crash,
    Pass(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..2_usize).prop_map(Step::Deliver),
        1 => Just(Step::Succeed),
        1 => Just(Step::Fail),
        1 => Just(Step::Crash),
        2 => (1..90_000_u64).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..40)
}

proptest! {
    #[test]
    fn whatever_happens_an_event_that_was_handled_stays_so_and_no_lease_is_shared(steps in steps()) {
        let (deduplicator, clock) = in_memory();
        let names = ["evt_a", "evt_b"];
        let mut at_work = std::collections::VecDeque::new();
        let (mut done, mut held_until) = ([false; 2], [0; 2]);
        let mut now = 0;
        for step in steps {
            match step {
                Step::Deliver(event) => {
                    let Ok(claimed) = deduplicator.claim(names[event]);
                    match claimed {
                        Claimed::Done => prop_assert!(done[event]),
                        Claimed::InProgress => prop_assert!(!done[event] && now < held_until[event]),
                        Claimed::New(handling) => {
                            prop_assert!(!done[event] && now >= held_until[event]);
                            held_until[event] = now + MINUTE;
                            at_work.push_back((event, now + MINUTE, handling));
                        }
                    }
                }
                Step::Pass(millis) => {
                    clock.pass(millis);
                    now += millis;
                }
                Step::Succeed | Step::Fail | Step::Crash => {
                    let Some((event, end, handling)) = at_work.pop_front() else { continue };
                    match step {
                        Step::Succeed => {
                            prop_assert_eq!(handling.complete(), Ok(()));
                            done[event] = true;
                        }
                        Step::Fail => {
                            drop(handling);
                            if now + 1_000 < end {
                                held_until[event] = now;
                            }
                        }
                        _ => std::mem::forget(handling),
                    }
                }
            }
        }
        // What is still at work at the end would be released here, and its clock with it.
        at_work.into_iter().for_each(std::mem::forget);
    }
}
