//! What will happen later, in the order in which it will happen.

use std::collections::BTreeMap;

use crate::clock::Moment;
use crate::state::AccountId;

/// One thing that falls due. Objects are named by id: by then they may have changed or gone.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// An asynchronous import job has its nameservers ready.
    FinishImport { account: AccountId, import: String },
    /// The customer changes a domain's nameservers (only when DNS moves by itself).
    MoveNameservers { account: AccountId, domain: String },
    /// Thirty minutes after an import: have the nameservers moved?
    RemindImport { account: AccountId, import: String },
    /// Provisioning looks at pictures and credentials.
    InspectOrder { account: AccountId, order: String },
    /// Provisioning reaches one domain of an order.
    ConnectDomain { account: AccountId, order: String, domain: String },
    /// Every domain is connected: the order may be complete.
    CompleteOrder { account: AccountId, order: String },
    /// The renewal period of cancelled domains ends.
    EndOrder { account: AccountId, order: String, domains: Vec<String> },
    /// A forwarding job is done.
    FinishForwarding { account: AccountId, job: String },
    /// A worker picks up a swap, or finishes it.
    ContinueSwap { account: AccountId, swap: String },
    /// The fourteen days beside a premium replacement are over.
    RetireDomain { account: AccountId, domain: String },
    /// A webhook is to be sent: delayed, or again.
    Attempt { event: usize, number: u32 },
    /// An event that was held back, to come after a later one, waits no longer.
    ReleaseHeld { event: usize },
}

/// Tasks by due time; tasks of one moment run in the order in which they were planned.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    tasks: BTreeMap<(Moment, u64), Task>,
    planned: u64,
}

impl Agenda {
    pub(crate) fn plan(&mut self, due: Moment, task: Task) {
        self.planned += 1;
        self.tasks.insert((due, self.planned), task);
    }

    /// Takes the next task, if it is due by `until`.
    pub(crate) fn take_due(&mut self, until: Moment) -> Option<(Moment, Task)> {
        let entry = self.tasks.first_entry()?;
        let due = entry.key().0;
        (due <= until).then(|| (due, entry.remove()))
    }

    pub(crate) fn next_due(&self) -> Option<Moment> {
        self.tasks.first_key_value().map(|((due, _), _)| *due)
    }
}
