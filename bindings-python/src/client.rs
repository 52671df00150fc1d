//! What the calls of one client share: settings, retry budget, connections.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use peeker_core::call::Budget;
use peeker_core::client::{Clock, SystemClock};
use peeker_core::config::Config;
use peeker_core::model::Environment;
use peeker_core::transport::{Pool, UreqOptions, UreqTransport};
use pyo3::prelude::*;

use crate::guard::guard;
use crate::machine::Machine;

/// A client without its methods: it begins calls, and something in Python drives them.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Client {
    config: Config,
    budget: Arc<Budget>,
    /// `None` where a transport written in Python sends.
    pool: Option<Arc<Pool>>,
    clock: Arc<SystemClock>,
}

#[pymethods]
impl Client {
    /// `options` is JSON, `environ` a mapping such as `os.environ`.
    #[new]
    fn new(py: Python<'_>, options: &str, environ: &Bound<'_, PyAny>, own_transport: bool) -> PyResult<Self> {
        guard(py, || {
            let env = |name: &str| environ.call_method1("get", (name,)).ok()?.extract().ok()?;
            let config = Config::from_json(options, env)?;
            let pool = if own_transport {
                None
            } else {
                let transport = UreqTransport::new(&UreqOptions::default())?;
                Some(Arc::new(Pool::new(Arc::new(transport), Pool::MAX_THREADS)))
            };
            Ok(Self { config, budget: Budget::shared(), pool, clock: Arc::default() })
        })
    }

    /// Begins a call. Nothing is sent before the machine's first step.
    fn start(&self, py: Python<'_>, operation: &str, input: &str, options: &str) -> PyResult<Machine> {
        guard(py, || {
            let (now, budget) = (self.clock.now(), Arc::clone(&self.budget));
            let call = self.config.call_json(operation, input, options, budget, now, seed())?;
            Ok(Machine::new(call, self.pool.clone(), Arc::clone(&self.clock)))
        })
    }

    /// Ends the pool: what runs is finished, what waits or comes is refused.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        guard(py, || {
            if let Some(pool) = &self.pool {
                py.detach(|| pool.close());
            }
            Ok(())
        })
    }

    /// `sandbox` or `live`.
    #[getter]
    fn environment(&self) -> &'static str {
        if *self.config.environment() == Environment::LIVE { "live" } else { "sandbox" }
    }

    #[getter]
    fn base_url(&self) -> &str {
        self.config.base_url()
    }
}

/// Different for every call: the standard library seeds its hash maps from the system.
fn seed() -> u64 {
    RandomState::new().hash_one(0)
}
