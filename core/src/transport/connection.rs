//! Connections that note how far a transfer has come, made with ureq's own parts.
//!
//! ureq calls its connector when no idle connection fits, and then writes the request to what the connector gave it.
//! So the first write to a [`Watched`] connection is the exact point from which a request may have reached the server:
//! name look-up, TCP, proxy and TLS handshake are over by then, and an idle connection is written to here as well.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Weak};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::time::{Duration, Instant};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, ShutdownHandle, Transport,
};

use super::progress::{self, Phase};

/// ureq asks for a host's addresses before it looks for an idle connection. Here it gets none yet; [`Connect`] looks
/// them up when a connection is opened, so that a reused one costs no look-up and fails with none.
#[derive(Debug)]
pub(super) struct LookUpLater;

impl Resolver for LookUpLater {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        addresses.push(([0, 0, 0, 0], 0).into());
        Ok(addresses)
    }
}

/// Opens connections: address, TCP, proxy, TLS.
#[derive(Debug, Default)]
pub(super) struct Connect(Arc<DefaultConnector>);

/// ureq's way back from its proxy's connector to the whole chain.
type Run = dyn Fn(&ConnectionDetails) -> Result<Box<dyn Transport>, Error> + Send + Sync;

impl Connector<()> for Connect {
    type Out = Watched;

    fn connect(&self, details: &ConnectionDetails, _: Option<()>) -> Result<Option<Self::Out>, Error> {
        let chain = Arc::clone(&self.0);
        // The connection to a proxy: the request is not written to it, but through it, by the one that is watched.
        let to_proxy: Arc<Run> =
            Arc::new(move |details| open(&chain, details, &details.run_connector)?.ok_or(Error::ConnectionFailed));
        let Some(inner) = open(&self.0, details, &to_proxy)? else { return Ok(None) };
        let handle = progress::current(|progress| {
            progress.phase = Phase::Ready;
            progress.fresh = true;
            progress.handle.take()
        });
        Ok(Some(Watched { inner, handle: handle.flatten() }))
    }
}

fn open(
    chain: &DefaultConnector,
    details: &ConnectionDetails,
    run: &Arc<Run>,
) -> Result<Option<Box<dyn Transport>>, Error> {
    // A proxy looks the target up itself.
    let addrs = if details.config.proxy().is_some() {
        details.addrs.clone()
    } else {
        enter(Phase::Resolving);
        look_up(details)?
    };
    enter(Phase::Connecting);
    let register = Arc::clone(&details.register_shutdown);
    let details = ConnectionDetails {
        uri: details.uri,
        addrs,
        config: details.config,
        // Time limits are set per request, TLS is not. Said so, ureq keeps one TLS configuration instead of making one
        // for each connection, and with it the sessions to resume.
        request_level: false,
        resolver: details.resolver,
        now: Instant::now(),
        timeout: left(details)?,
        current_time: Arc::clone(&details.current_time),
        run_connector: Arc::clone(run),
        register_shutdown: Arc::new(move |handle| {
            enter(Phase::Securing);
            stop_with(&handle)?;
            register(handle)
        }),
    };
    chain.connect(&details, None)
}

fn look_up(details: &ConnectionDetails) -> Result<ResolvedSocketAddrs, Error> {
    let mut limit = left(details)?;
    let host = details.uri.host().unwrap_or_default();
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        // Nothing to wait for. With a limit ureq would look it up on a thread of its own.
        limit.after = Duration::NotHappening;
    }
    DefaultResolver::default().resolve(details.uri, details.config, limit)
}

/// What is left of the time to connect.
fn left(details: &ConnectionDetails) -> Result<NextTimeout, Error> {
    let mut timeout = details.timeout;
    if let (Duration::Exact(limit), Instant::Exact(begun)) = (timeout.after, details.now) {
        let left = limit.saturating_sub(begun.elapsed());
        if left.is_zero() {
            return Err(Error::Timeout(timeout.reason));
        }
        timeout.after = Duration::Exact(left);
    }
    Ok(timeout)
}

fn enter(phase: Phase) {
    progress::current(|progress| progress.phase = phase);
}

/// Makes this thread's transfer end with the connection.
fn stop_with(handle: &Weak<dyn ShutdownHandle>) -> Result<(), Error> {
    let ended = {
        let handle = Weak::clone(handle);
        move || {
            if let Some(connection) = handle.upgrade() {
                connection.shutdown();
            }
        }
    };
    let wanted = progress::current(|progress| {
        progress.handle = Some(Weak::clone(handle));
        progress.stop.on_stop(ended)
    });
    if wanted == Some(false) {
        return Err(Error::Io(io::Error::new(io::ErrorKind::Interrupted, "it was cancelled")));
    }
    Ok(())
}

/// A connection that requests are written to.
pub(super) struct Watched {
    inner: Box<dyn Transport>,
    handle: Option<Weak<dyn ShutdownHandle>>,
}

impl Transport for Watched {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if let Some(handle) = &self.handle {
            stop_with(handle)?;
        }
        progress::current(|progress| {
            progress.phase = Phase::Sending;
            progress.maybe_sent = true;
            if let Some(head) = self.inner.buffers().output().get_mut(..amount) {
                progress.unmask(head);
            }
        });
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        enter(Phase::Receiving);
        let read = self.inner.await_input(timeout);
        if read.is_err() {
            progress::current(|progress| progress.cut = true);
        }
        read
    }

    /// Asked before the connection is taken from the idle ones, and before it goes back to them.
    fn is_open(&mut self) -> bool {
        // The next transfer on it is another's: from here on this one can no longer be stopped by closing it. If it was
        // before, the socket says so.
        progress::current(|progress| progress.stop.forget());
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
