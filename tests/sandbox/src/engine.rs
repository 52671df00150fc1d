//! The running sandbox: its state behind locks, the passing of time, and what the library and the control calls do to it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::chance::Odds;
use crate::clock::Moment;
use crate::fault_queue::FaultQueue;
use crate::faults::Fault;
use crate::ids::request_id;
use crate::log::RequestLog;
use crate::outbox::Parcel;
use crate::resources::{imports, pending, provisioning};
use crate::settings::Settings;
use crate::state::{AccountId, World};
use crate::sync::lock;
use crate::target::Target;
use crate::webhook_faults::{EventFaults, WebhookFault};

#[derive(Debug)]
pub(crate) struct Engine {
    world: Mutex<World>,
    /// Told when there is a webhook to send.
    to_send: Condvar,
    /// Told when an attempt to send one has ended.
    attempted: Condvar,
    /// Told when something falls due sooner than was known.
    sooner: Condvar,
    /// Told when the engine stops, for those who wait in real time.
    stopped: Condvar,
    /// What `stopped` is waited for with.
    waiting: Mutex<()>,
    /// One advance at a time.
    stepping: Mutex<()>,
    pub(crate) faults: Mutex<FaultQueue>,
    pub(crate) log: Mutex<RequestLog>,
    requests: AtomicU64,
    stopping: AtomicBool,
    seed: u64,
    pub(crate) base_url: String,
    /// Whether each request and each webhook is told on standard error.
    pub(crate) log_to_stderr: bool,
}

impl Engine {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            seed: settings.seed,
            base_url: settings.base_url.clone(),
            log_to_stderr: settings.log,
            faults: Mutex::new(FaultQueue::new(settings.random_faults.clone(), settings.seed)),
            log: Mutex::new(RequestLog::new(settings.requests_kept)),
            world: Mutex::new(World::new(settings, 0)),
            to_send: Condvar::new(),
            attempted: Condvar::new(),
            sooner: Condvar::new(),
            stopped: Condvar::new(),
            waiting: Mutex::default(),
            stepping: Mutex::default(),
            requests: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
        }
    }

    /// Works on the state as it is now, everything due included, and wakes those whom the change concerns.
    pub(crate) fn with_world<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        let due = world.agenda.next_due();
        world.catch_up();
        let result = work(&mut world);
        if world.agenda.next_due() != due {
            self.sooner.notify_all();
        }
        self.leave(world);
        result
    }

    /// Unlocks the state, and wakes the courier if there is something for it.
    fn leave(&self, world: MutexGuard<'_, World>) {
        let has_some = world.outbox.has_some();
        drop(world);
        if has_some {
            self.to_send.notify_all();
        }
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> Moment {
        let world = lock(&self.world);
        world.now.max(world.time.read())
    }

    pub(crate) fn next_request_id(&self) -> String {
        request_id(self.seed, self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Lets time pass, and does everything that falls due in its order. Before each step to a later moment, the webhooks
    /// of the moment before are delivered, so that the same steps always give the same deliveries.
    pub(crate) fn advance(&self, by: Duration) {
        let one_at_a_time = lock(&self.stepping);
        let target = self.with_world(|world| world.now.plus(by));
        let mut more = true;
        while more && !self.is_stopping() {
            let mut world = self.settled();
            let moment = world.agenda.next_due().filter(|due| *due <= target);
            more = moment.is_some();
            while moment.is_some_and(|moment| world.step(moment)) {}
            if !more {
                world.now = world.now.max(target);
                let now = world.now.max(world.time.read());
                world.time.set(now);
            }
            self.leave(world);
        }
        drop(one_at_a_time);
        self.settle();
    }

    /// Waits until every webhook that is due now was attempted.
    pub(crate) fn settle(&self) {
        self.leave(self.settled());
    }

    /// Waits no longer than for what is due now: under load there is always one more.
    fn settled(&self) -> MutexGuard<'_, World> {
        let mut world = lock(&self.world);
        let (generation, ticket) = (world.generation, world.outbox.last_ticket());
        while world.generation == generation && !world.outbox.is_done(ticket) && !self.is_stopping() {
            world = self.attempted.wait(world).unwrap_or_else(PoisonError::into_inner);
        }
        world
    }

    /// The courier's next attempt; waits for one, and answers none when the engine stops.
    pub(crate) fn next_parcel(&self) -> Option<Parcel> {
        let mut world = lock(&self.world);
        while !self.is_stopping() {
            if let Some(parcel) = world.next_parcel() {
                return Some(parcel);
            }
            // Attempts without a target were dropped: that may have been the last thing to wait for.
            self.attempted.notify_all();
            world = self.to_send.wait(world).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    pub(crate) fn note_delivery(&self, parcel: Parcel, outcome: Result<u16, String>) {
        let mut world = lock(&self.world);
        let due = world.agenda.next_due();
        world.note_delivery(parcel, outcome);
        if world.agenda.next_due() != due {
            self.sooner.notify_all();
        }
        drop(world);
        self.attempted.notify_all();
    }

    /// Does what falls due as real time passes, until the engine stops.
    pub(crate) fn follow_time(&self) {
        let mut world = lock(&self.world);
        while !self.is_stopping() {
            if world.catch_up() {
                self.to_send.notify_all();
            }
            let wait = world.agenda.next_due().and_then(|due| world.time.real_wait(due));
            let wait = wait.unwrap_or(LONGEST_WAIT).clamp(SHORTEST_WAIT, LONGEST_WAIT);
            world = self.sooner.wait_timeout(world, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits in real time, but not past the engine's end.
    pub(crate) fn sleep(&self, delay: Duration) {
        if delay.is_zero() {
            return;
        }
        let waiting = lock(&self.waiting);
        drop(self.stopped.wait_timeout_while(waiting, delay, |()| !self.is_stopping()));
    }

    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        // With the locks held, so that nobody is between looking and waiting.
        let (world, waiting) = (lock(&self.world), lock(&self.waiting));
        for told in [&self.to_send, &self.attempted, &self.sooner, &self.stopped] {
            told.notify_all();
        }
        drop((world, waiting));
    }

    /// Forgets everything but the settings and the webhook target.
    pub(crate) fn reset(&self) {
        let one_at_a_time = lock(&self.stepping);
        lock(&self.log).clear();
        self.requests.store(0, Ordering::Relaxed);
        self.with_world(|world| {
            let mut settings = world.settings.clone();
            settings.target.clone_from(&world.outbox.target);
            *lock(&self.faults) = FaultQueue::new(settings.random_faults.clone(), settings.seed);
            *world = World::new(settings, world.generation + 1);
        });
        self.attempted.notify_all();
        drop(one_at_a_time);
    }

    pub(crate) fn add_fault(&self, fault: Fault) {
        lock(&self.faults).add(fault);
    }

    pub(crate) fn add_webhook_fault(&self, fault: WebhookFault) {
        self.with_world(|world| world.outbox.faults.add(fault));
    }

    /// Takes back every fault that was not used, and leaves nothing to chance.
    pub(crate) fn clear_faults(&self) {
        self.leave_to_chance(Odds::default(), Odds::default());
    }

    /// Takes back every fault that was not used; from now on they come by chance.
    pub(crate) fn leave_to_chance(&self, faults: Odds<Fault>, webhook_faults: Odds<WebhookFault>) {
        self.leave_requests_to_chance(faults);
        self.with_world(|world| world.outbox.faults = EventFaults::new(webhook_faults, self.seed));
    }

    pub(crate) fn leave_requests_to_chance(&self, faults: Odds<Fault>) {
        *lock(&self.faults) = FaultQueue::new(faults, self.seed);
    }

    pub(crate) fn set_target(&self, target: Option<Target>) {
        self.with_world(|world| world.outbox.target = target);
    }

    /// Moves the nameservers of imported domains, in every account; answers those that were found.
    pub(crate) fn point_nameservers(&self, names: &[String]) -> Vec<String> {
        self.with_world(|world| {
            let known: Vec<(AccountId, String)> = world
                .accounts()
                .flat_map(|(id, account)| {
                    names
                        .iter()
                        .filter(|name| account.domain_named(name).is_some())
                        .map(move |name| (id, name.clone()))
                })
                .collect();
            for (account, name) in &known {
                imports::move_nameservers(world, *account, name);
            }
            known.into_iter().map(|(_, name)| name).collect()
        })
    }

    /// Sends an event once more; false if there is none of that id.
    pub(crate) fn redeliver(&self, event_id: &str) -> bool {
        self.with_world(|world| world.outbox.redeliver(event_id))
    }

    /// Ends a pending action as if its cause were gone; false if there is no open one of that id.
    pub(crate) fn resolve_action(&self, id: &str) -> bool {
        self.with_world(|world| {
            let accounts: Vec<AccountId> = world.accounts().map(|(account, _)| account).collect();
            let resolved = accounts
                .into_iter()
                .find_map(|account| pending::resolve(world.account_mut(account), id).map(|order| (account, order)));
            if let Some((account, order)) = &resolved {
                provisioning::resume(world, *account, order);
            }
            resolved.is_some()
        })
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

/// A virtual clock may run fast; below this the thread would do nothing but wake.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);

/// Nothing is due: a change wakes the thread anyway.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
