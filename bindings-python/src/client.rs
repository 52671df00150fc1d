//! What the calls of one client share: settings, retry budget, connections.

use std::sync::Arc;

use peeker_core::call::{Budget, Call, CallOptions};
use peeker_core::config::Config;
use peeker_core::error::Error;
use peeker_core::input::Prepared;
use peeker_core::model::Environment;
use peeker_core::operation::Operation;
use peeker_core::secret::Secret;
use peeker_core::transport::{Pool, UreqOptions, UreqTransport};
use pyo3::prelude::*;

use crate::batch::BatchResult;
use crate::guard::guard;
use crate::machine::Machine;
use crate::time::Time;
use crate::work::Work;

/// A client without its methods: it begins calls, and something in Python drives them.
#[pyclass(frozen, module = "peeker_partner._native")]
pub(crate) struct Client(Arc<Shared>);

/// What a machine needs of its client.
pub(crate) struct Shared {
    pub(crate) config: Config,
    budget: Arc<Budget>,
    /// `None` where a transport written in Python sends.
    pub(crate) pool: Option<Arc<Pool>>,
    pub(crate) time: Arc<Time>,
}

#[pymethods]
impl Client {
    /// `options` is JSON, `environ` a mapping such as `os.environ`.
    #[new]
    #[pyo3(signature = (options, environ, own_transport, proxy=None, ca_certificates=None, platform_verifier=false))]
    fn new(
        py: Python<'_>,
        options: &str,
        environ: &Bound<'_, PyAny>,
        own_transport: bool,
        proxy: Option<String>,
        ca_certificates: Option<Vec<u8>>,
        platform_verifier: bool,
    ) -> PyResult<Self> {
        guard(py, || {
            let env = |name: &str| environ.call_method1("get", (name,)).ok()?.extract().ok()?;
            let config = Config::from_json(options, env)?;
            let connection = UreqOptions { ca_certificates, platform_verifier, proxy: proxy.map(Secret::from) };
            let transport = UreqTransport::new(&connection)?;
            let pool = (!own_transport).then(|| Arc::new(Pool::new(Arc::new(transport), Pool::MAX_THREADS)));
            Ok(Self(Arc::new(Shared { config, budget: Budget::shared(), pool, time: Arc::default() })))
        })
    }

    /// Begins a call, a wait (`orders.wait`), a batch (`imports.create_many`) or a preflight. Nothing is sent before
    /// the machine's first step. With `preflight` an order is checked against the API before it is created.
    #[pyo3(signature = (operation, input, options, preflight=false))]
    fn start(
        &self,
        py: Python<'_>,
        operation: &str,
        input: &str,
        options: &str,
        preflight: bool,
    ) -> PyResult<Machine> {
        guard(py, || {
            Ok(Machine::new(Arc::clone(&self.0), Work::begin(&self.0, operation, input, options, preflight)?))
        })
    }

    /// Begins to repeat what failed of a batch.
    fn retry(&self, py: Python<'_>, batch: &BatchResult) -> PyResult<Machine> {
        guard(py, || Ok(Machine::new(Arc::clone(&self.0), Work::Batch(Box::new(batch.retry())))))
    }

    /// A client with other settings and the same connections. `options` is JSON.
    fn derive(&self, py: Python<'_>, options: &str) -> PyResult<Self> {
        guard(py, || {
            let Shared { config, budget, pool, time } = &*self.0;
            let config = config.derive_json(options)?;
            let (budget, pool, time) = (Arc::clone(budget), pool.clone(), Arc::clone(time));
            Ok(Self(Arc::new(Shared { config, budget, pool, time })))
        })
    }

    /// Ends the pool: what runs is finished, what waits or comes is refused.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        guard(py, || {
            if let Some(pool) = &self.0.pool {
                py.detach(|| pool.close());
            }
            Ok(())
        })
    }

    /// Makes time stand still but for waits and [`pass_time`](Self::pass_time), for tests. Chance comes from `seed`.
    #[cfg(feature = "test-hooks")]
    fn hold_time(&self, unix_ms: i64, seed: u64) {
        self.0.time.hold(unix_ms, seed);
    }

    /// Milliseconds that passed since time was held.
    #[cfg(feature = "test-hooks")]
    fn time_passed(&self) -> u64 {
        self.0.time.now().instant.as_millis()
    }

    /// Lets time that is held pass.
    #[cfg(feature = "test-hooks")]
    fn pass_time(&self, millis: u64) -> bool {
        self.0.time.pass(millis)
    }

    /// `sandbox` or `live`.
    #[getter]
    fn environment(&self) -> &'static str {
        if *self.0.config.environment() == Environment::LIVE { "live" } else { "sandbox" }
    }

    #[getter]
    fn base_url(&self) -> &str {
        self.0.config.base_url()
    }
}

impl Shared {
    pub(crate) fn call(
        &self,
        operation: &'static Operation,
        input: Prepared,
        options: &CallOptions,
    ) -> Result<Call, Error> {
        self.config.call(operation, input, options, Arc::clone(&self.budget), self.time.now(), self.time.seed())
    }

    pub(crate) fn call_json(&self, operation: &str, input: &str, options: &str) -> Result<Call, Error> {
        self.config.call_json(operation, input, options, Arc::clone(&self.budget), self.time.now(), self.time.seed())
    }
}
