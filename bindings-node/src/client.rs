//! One client: its settings, its retry budget, its threads.

use std::collections::HashMap;
use std::sync::Arc;

use napi_derive::napi;
use peeker_core::call::Budget;
use peeker_core::config::Config;
use peeker_core::error::Error;
use peeker_core::secret::Secret;
use peeker_core::transport::{Pool, UreqOptions, UreqTransport};
use serde::Deserialize;

use crate::guard::enter;
use crate::machine::Machine;
use crate::number::{instant, now};
use crate::sequence::Sequence;

/// A client's settings, and what its calls share.
#[napi]
pub struct NativeClient(Connection);

/// What a call is made with. Clients that were derived from one another share budget and pool.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) config: Arc<Config>,
    pub(crate) budget: Arc<Budget>,
    pub(crate) pool: Arc<Pool>,
}

#[napi]
impl NativeClient {
    /// `options` and `connection` are JSON; `env` holds the environment's variables that settings may come from.
    #[napi(constructor)]
    pub fn new(options: String, env: HashMap<String, String>, connection: String) -> napi::Result<Self> {
        enter(|| {
            let config = Arc::new(Config::from_json(&options, |name| env.get(name).cloned())?);
            let transport = UreqTransport::new(&ureq_options(&connection)?)?;
            let pool = Arc::new(Pool::new(Arc::new(transport), Pool::MAX_THREADS));
            Ok(Self(Connection { config, budget: Budget::shared(), pool }))
        })
    }

    /// A client that differs in what `options` set, as JSON, and shares everything else.
    #[napi]
    pub fn derive(&self, options: String) -> napi::Result<Self> {
        enter(|| {
            let config = Arc::new(self.0.config.derive_json(&options)?);
            Ok(Self(Connection { config, ..self.0.clone() }))
        })
    }

    /// `test` or `live`.
    #[napi(getter)]
    pub fn environment(&self) -> String {
        self.0.config.environment().as_str().to_owned()
    }

    #[napi(getter)]
    pub fn base_url(&self) -> String {
        self.0.config.base_url().to_owned()
    }

    /// Refuses further transfers, also of the clients that it shares with; those under way are finished.
    #[napi]
    pub fn close(&self) -> napi::Result<()> {
        enter(|| {
            self.0.pool.close();
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
            let Connection { config, budget, pool } = self.0.clone();
            let call = config.call_json(&operation, &input, &options, budget, now(now_ms, unix_ms), seed.into())?;
            Ok(Machine::new(call, pool))
        })
    }

    /// Begins a long input, as of `imports.create_many`: as many calls as it takes.
    #[napi]
    pub fn batch(&self, operation: String, input: String, options: String) -> napi::Result<Sequence> {
        enter(|| Ok(Sequence::batch(&self.0, self.0.config.batch_json(&operation, &input, &options)?)))
    }

    /// Begins to wait, as `orders.wait` does.
    #[napi]
    pub fn watch(&self, name: String, id: String, options: String, now_ms: f64) -> napi::Result<Sequence> {
        enter(|| Ok(Sequence::watch(&self.0, self.0.config.watch_json(&name, &id, &options, instant(now_ms))?)))
    }

    /// Begins to find out what can be said of an order. `options` are those of the call that is to place it.
    #[napi]
    pub fn preflight(&self, order: String, options: String) -> napi::Result<Sequence> {
        enter(|| Sequence::preflight(&self.0, order, options))
    }
}

/// How a client connects, as `connection.ts` writes it.
#[derive(Deserialize)]
struct Connecting {
    proxy: Option<Secret>,
    /// PEM text.
    ca: Option<String>,
    #[serde(default)]
    system_certificates: bool,
}

fn ureq_options(text: &str) -> Result<UreqOptions, Error> {
    let read: Connecting = serde_json::from_str(text).map_err(|_| Error::internal("connection is no JSON"))?;
    Ok(UreqOptions {
        ca_certificates: read.ca.map(String::into_bytes),
        platform_verifier: read.system_certificates,
        proxy: read.proxy,
    })
}
