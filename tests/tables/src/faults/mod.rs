//! What every fault does to every operation, measured: core's own client against the sandbox, over real sockets, in
//! virtual time.

mod calls;
mod columns;
mod network;

use std::sync::Arc;
use std::thread;

use peeker_core::call::Attempt;
use peeker_core::client::Client;
use peeker_core::error::{Error, ErrorKind};
use peeker_core::meta::Meta;
use peeker_flows::client_through;
use peeker_sandbox::Sandbox;

pub use calls::{CALLS, Call, domains, order_for, starter};
use columns::Cause;
pub use columns::{Column, LASTING, PASSING};
use network::Network;

/// How often a fault meets a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Often {
    /// Its first attempt alone.
    Once,
    /// All of its attempts.
    Always,
}

/// What became of one call under one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Attempts that the client made.
    pub attempts: usize,
    /// Attempts that were answered with a 429 that was waited for.
    pub waits: usize,
    /// Requests that arrived.
    pub arrived: usize,
    /// Requests that were carried out.
    pub processed: usize,
    /// How the call ended.
    pub end: End,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// With its result; a deletion perhaps by finding that an earlier attempt had done it.
    Done { already_gone: bool },
    /// With an error.
    Failed { kind: ErrorKind, code: String, retryable: bool, replay_safe: Option<bool> },
}

/// One operation under every fault of a list, in the list's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub operation: &'static str,
    pub cells: Vec<Cell>,
}

/// A sandbox, and a client whose network can be troubled. Time passes when the client waits, and for nobody else.
#[derive(Debug)]
pub struct World {
    pub sandbox: Arc<Sandbox>,
    pub client: Client,
    network: Network,
}

impl World {
    /// # Panics
    /// If this machine has no port for it.
    #[allow(clippy::new_without_default, reason = "it opens sockets")]
    pub fn new() -> Self {
        let sandbox = Arc::new(Sandbox::builder().seed(11).start().expect("a sandbox"));
        let network = Network::new(&sandbox);
        let client = client_through(network.clone(), &sandbox, 5).expect("a client");
        Self { sandbox, client, network }
    }

    /// Lets a fault meet the next request, or all that follow.
    pub fn inflict(&self, column: &Column, often: Often) {
        let times = if often == Often::Once { 1 } else { u32::MAX };
        match column.cause {
            Cause::Server(fault) => self.sandbox.fault(fault().times(times)),
            Cause::Network(trouble) => self.network.trouble(trouble, times),
        }
    }

    /// Ends all faults.
    pub fn recover(&self) {
        self.sandbox.clear_faults();
        self.network.recover();
    }
}

/// Measures every operation under each of these faults.
///
/// # Panics
/// If the sandbox cannot be started, or a call cannot even be prepared.
pub fn measure(columns: &[Column], often: Often) -> Vec<Row> {
    // A cell mostly waits for its sockets, so the rows are measured side by side.
    thread::scope(|scope| {
        let row = |call: &'static Call| {
            move || Row {
                operation: call.operation,
                cells: columns.iter().map(|column| measure_cell(call, column, often)).collect(),
            }
        };
        let rows: Vec<_> = CALLS.iter().map(|call| scope.spawn(row(call))).collect();
        rows.into_iter().map(|row| row.join().expect("the row was measured")).collect()
    })
}

/// One call in a world of its own.
fn measure_cell(call: &Call, column: &Column, often: Often) -> Cell {
    let world = World::new();
    let id = (call.prepare)(&world).expect(call.operation);
    let before = world.sandbox.requests().len();
    world.inflict(column, often);
    let result = (call.make)(&world.client, id);
    let requests = world.sandbox.requests();
    let arrived = requests.get(before..).unwrap_or_default();
    let attempts: &[Attempt] = match &result {
        Ok(meta) => &meta.attempts,
        Err(error) => error.attempts(),
    };
    let waited = |attempt: &&Attempt| attempt.status == Some(429) && attempt.waited_ms > 0;
    Cell {
        attempts: attempts.len(),
        waits: attempts.iter().filter(waited).count(),
        arrived: arrived.len(),
        processed: arrived.iter().filter(|request| request.processed).count(),
        end: end(result),
    }
}

fn end(result: Result<Meta, Error>) -> End {
    match result {
        Ok(meta) => End::Done { already_gone: meta.already_gone },
        Err(error) => End::Failed {
            kind: error.kind(),
            code: error.code().to_owned(),
            retryable: error.is_retryable(),
            replay_safe: error.replay_safe(),
        },
    }
}
