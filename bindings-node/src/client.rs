//! One client: its settings, its retry budget, its threads.

use std::collections::HashMap;
use std::sync::Arc;

use napi_derive::napi;
use peeker_core::call::Budget;
use peeker_core::clock::Now;
use peeker_core::config::Config;
use peeker_core::transport::{Pool, UreqOptions, UreqTransport};

use crate::guard::enter;
use crate::machine::Machine;
use crate::number::{instant, whole};

/// A client's settings, and what its calls share.
#[napi]
pub struct NativeClient {
    config: Config,
    budget: Arc<Budget>,
    pool: Arc<Pool>,
}

#[napi]
impl NativeClient {
    /// `options` is JSON; `env` holds the environment's variables that settings may come from.
    #[napi(constructor)]
    pub fn new(options: String, env: HashMap<String, String>) -> napi::Result<Self> {
        enter(|| {
            let config = Config::from_json(&options, |name| env.get(name).cloned())?;
            let transport = UreqTransport::new(&UreqOptions::default())?;
            Ok(Self {
                config,
                budget: Budget::shared(),
                pool: Arc::new(Pool::new(Arc::new(transport), Pool::MAX_THREADS)),
            })
        })
    }

    /// `test` or `live`.
    #[napi(getter)]
    pub fn environment(&self) -> String {
        self.config.environment().as_str().to_owned()
    }

    #[napi(getter)]
    pub fn base_url(&self) -> String {
        self.config.base_url().to_owned()
    }

    /// Refuses further transfers; those under way are finished.
    #[napi]
    pub fn close(&self) -> napi::Result<()> {
        enter(|| {
            self.pool.close();
            Ok(())
        })
    }

    /// Begins a call. `input` and `options` are JSON; `seed` decides the call's waits.
    #[napi]
    pub fn begin(
        &self,
        operation: String,
        input: String,
        options: String,
        now_ms: f64,
        unix_ms: f64,
        seed: u32,
    ) -> napi::Result<Machine> {
        enter(|| {
            let now = Now { instant: instant(now_ms), unix_ms: whole(unix_ms) };
            let budget = Arc::clone(&self.budget);
            let call = self.config.call_json(&operation, &input, &options, budget, now, seed.into())?;
            Ok(Machine::new(call, Arc::clone(&self.pool)))
        })
    }
}
