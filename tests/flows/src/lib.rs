//! What the flows share: a client that lives in the sandbox's time.
//!
//! Its waits are not slept: they advance the sandbox. So a flow through hours of virtual time runs in milliseconds, over
//! real sockets.

use std::sync::Arc;

use peeker_core::client::{Client, Clock};
use peeker_core::clock::{Instant, Now};
use peeker_core::config::{Config, Expect, Options};
use peeker_core::error::Error;
use peeker_core::model::{NewOrder, NewPersona, Sequencer};
use peeker_core::transport::{Transport, UreqOptions, UreqTransport};
use peeker_sandbox::Sandbox;

/// The sandbox's virtual time as a client's clock.
#[derive(Debug, Clone)]
pub struct SandboxClock(pub Arc<Sandbox>);

impl Clock for SandboxClock {
    fn now(&self) -> Now {
        let millis = self.0.unix_ms();
        Now { instant: Instant::from_millis(millis), unix_ms: i64::try_from(millis).unwrap_or(i64::MAX) }
    }

    fn sleep(&self, millis: u64) {
        self.0.advance(std::time::Duration::from_millis(millis));
    }
}

/// A client of a sandbox. `seed` decides its waits.
///
/// # Errors
/// Kind `Configuration`, if the sandbox's address or key cannot be used.
pub fn client_of(sandbox: &Arc<Sandbox>, seed: u64) -> Result<Client, Error> {
    let transport = UreqTransport::new(&UreqOptions::default())?;
    client_through(transport, sandbox, seed)
}

/// The same, with another transport.
///
/// # Errors
/// As [`client_of`].
pub fn client_through(
    transport: impl Transport + 'static,
    sandbox: &Arc<Sandbox>,
    seed: u64,
) -> Result<Client, Error> {
    let options = Options {
        api_key: Some(sandbox.key().into()),
        base_url: Some(sandbox.base_url().to_owned()),
        expect: Some(Expect::Sandbox),
        ..Options::default()
    };
    let config = Config::new(options, |_| None)?;
    Ok(Client::with_parts(config, transport, SandboxClock(Arc::clone(sandbox)), seed))
}

/// An order through Smartlead of a customer named Alex.
pub fn order_of(bundle_id: &str, domains: &[String]) -> NewOrder {
    NewOrder {
        user: "alex@acme.com".to_owned(),
        sequencer: Sequencer::smartlead(366_903, "peeker@yourcompany.com", "a-dedicated-login"),
        bundle_id: Some(bundle_id.to_owned()),
        domains: domains.iter().map(|name| name.as_str().into()).collect(),
        personas: vec![
            NewPersona::new("Alex", "Rivera").picture("https://cdn.acme.com/alex.jpg"),
            NewPersona::new("Sam", "Lee"),
        ],
        forwarding_url: Some("https://acme.com".to_owned()),
        ..NewOrder::default()
    }
}
