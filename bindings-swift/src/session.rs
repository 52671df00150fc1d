//! One client: its settings, and the retry budget that its calls share.

use std::collections::HashMap;
use std::sync::Arc;

use peeker_core::call::{Budget, CallOptions};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Config;
use peeker_core::error::Error;
use peeker_core::input::Prepared;
use peeker_core::model::Environment;
use peeker_core::operation::Operation;

use crate::batch::BatchMachine;
use crate::fault::Fault;
use crate::guard::guard;
use crate::machine::Machine;
use crate::wait::WaitMachine;

/// A client's settings, and what its calls share.
#[derive(Debug, uniffi::Object)]
pub(crate) struct Session {
    config: Config,
    budget: Arc<Budget>,
}

/// When a call begins, and the seed that decides its waits.
#[derive(Debug, Clone, Copy, uniffi::Record)]
pub(crate) struct Beginning {
    /// On a clock that never goes back.
    pub(crate) now_ms: u64,
    /// Since 1970, in UTC.
    pub(crate) unix_ms: i64,
    pub(crate) seed: u64,
}

#[uniffi::export]
impl Session {
    /// `options` is JSON; `env` holds the environment's variables that settings may come from.
    #[uniffi::constructor]
    pub(crate) fn new(options: &str, env: HashMap<String, String>) -> Result<Self, Fault> {
        guard(|| {
            let config = Config::from_json(options, |name| env.get(name).cloned())?;
            Ok(Self { config, budget: Budget::shared() })
        })
    }

    /// A client with other settings and the same retry budget. `change` is JSON.
    pub(crate) fn derived(&self, change: &str) -> Result<Arc<Self>, Fault> {
        guard(|| {
            let config = self.config.derive_json(change)?;
            Ok(Arc::new(Self { config, budget: Arc::clone(&self.budget) }))
        })
    }

    /// Sandbox, live, or unknown.
    pub(crate) fn environment(&self) -> Result<Environment, Fault> {
        guard(|| Ok(self.config.environment().clone()))
    }

    /// Where requests go.
    pub(crate) fn base_url(&self) -> Result<String, Fault> {
        guard(|| Ok(self.config.base_url().to_owned()))
    }

    /// Begins a call. `input` and `options` are JSON.
    pub(crate) fn begin(
        &self,
        operation: &str,
        input: &str,
        options: &str,
        at: Beginning,
    ) -> Result<Arc<Machine>, Fault> {
        guard(|| {
            let budget = Arc::clone(&self.budget);
            let call = self.config.call_json(operation, input, options, budget, at.into(), at.seed)?;
            Ok(Arc::new(Machine::new(call)))
        })
    }

    /// Begins a long input: as many calls as it takes. `input` and `options` are JSON.
    pub(crate) fn begin_batch(
        &self,
        operation: &str,
        input: &str,
        options: &str,
    ) -> Result<Arc<BatchMachine>, Fault> {
        guard(|| Ok(Arc::new(BatchMachine::new(self.config.batch_json(operation, input, options)?))))
    }

    /// Begins to wait, as `orders.wait` for an order. `options` is JSON.
    pub(crate) fn begin_wait(
        &self,
        name: &str,
        id: &str,
        options: &str,
        now_ms: u64,
    ) -> Result<Arc<WaitMachine>, Fault> {
        guard(|| {
            let watch = self.config.watch_json(name, id, options, Instant::from_millis(now_ms))?;
            Ok(Arc::new(WaitMachine::new(watch)))
        })
    }
}

impl Session {
    /// Begins a call that a wait, a batch or a preflight wants made.
    pub(crate) fn call(
        &self,
        operation: &'static Operation,
        input: Prepared,
        options: &CallOptions,
        at: Beginning,
    ) -> Result<Arc<Machine>, Error> {
        let budget = Arc::clone(&self.budget);
        let call = self.config.call(operation, input, options, budget, at.into(), at.seed)?;
        Ok(Arc::new(Machine::new(call)))
    }
}

impl From<Beginning> for Now {
    fn from(at: Beginning) -> Self {
        Self { instant: Instant::from_millis(at.now_ms), unix_ms: at.unix_ms }
    }
}
