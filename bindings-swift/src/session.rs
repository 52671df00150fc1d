//! One client: its settings, and the retry budget that its calls share.

use std::collections::HashMap;
use std::sync::Arc;

use peeker_core::call::Budget;
use peeker_core::clock::{Instant, Now};
use peeker_core::config::Config;
use peeker_core::model::Environment;

use crate::fault::Fault;
use crate::guard::guard;
use crate::machine::Machine;

/// A client's settings, and what its calls share.
#[derive(Debug, uniffi::Object)]
pub(crate) struct Session {
    config: Config,
    budget: Arc<Budget>,
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

    /// Sandbox or live.
    pub(crate) fn environment(&self) -> Result<Environment, Fault> {
        guard(|| Ok(self.config.environment().clone()))
    }

    /// Where requests go.
    pub(crate) fn base_url(&self) -> Result<String, Fault> {
        guard(|| Ok(self.config.base_url().to_owned()))
    }

    /// Begins a call. `input` and `options` are JSON; `seed` decides the call's waits.
    pub(crate) fn begin(
        &self,
        operation: &str,
        input: &str,
        options: &str,
        now_ms: u64,
        unix_ms: i64,
        seed: u64,
    ) -> Result<Arc<Machine>, Fault> {
        guard(|| {
            let now = Now { instant: Instant::from_millis(now_ms), unix_ms };
            let budget = Arc::clone(&self.budget);
            let call = self.config.call_json(operation, input, options, budget, now, seed)?;
            Ok(Arc::new(Machine::new(call)))
        })
    }
}
