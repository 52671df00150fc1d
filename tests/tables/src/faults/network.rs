//! Between the client and the sandbox: real sockets, and the troubles that no server can make.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use peeker_core::call::{Failure, Transfer};
use peeker_core::request::HttpRequest;
use peeker_core::response::HttpResponse;
use peeker_core::transport::{Transport, UreqOptions, UreqTransport};
use peeker_sandbox::Sandbox;
use socket2::{Domain, Socket, Type};

/// What the network does to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nobody listens: nothing is sent.
    Refused,
    /// The request arrives and is carried out; the answer does not come before the attempt's time is up, which is
    /// virtual time.
    Late,
}

/// A transport that troubles the next requests.
#[derive(Debug, Clone)]
pub(super) struct Network(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    inner: UreqTransport,
    sandbox: Arc<Sandbox>,
    /// Bound and not listening: nobody else gets the port, and whoever connects is refused.
    deaf: Socket,
    next: Mutex<Option<(Trouble, u32)>>,
}

impl Network {
    pub(super) fn new(sandbox: &Arc<Sandbox>) -> Self {
        let deaf = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        deaf.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).expect("a port");
        let inner = UreqTransport::new(&UreqOptions::default()).expect("a transport");
        Self(Arc::new(Parts { inner, sandbox: Arc::clone(sandbox), deaf, next: Mutex::default() }))
    }

    /// Troubles this many requests from now on.
    pub(super) fn trouble(&self, trouble: Trouble, times: u32) {
        *self.next() = Some((trouble, times));
    }

    /// Ends the trouble.
    pub(super) fn recover(&self) {
        *self.next() = None;
    }

    fn take(&self) -> Option<Trouble> {
        let mut next = self.next();
        let (trouble, times) = next.as_mut().filter(|(_, times)| *times > 0)?;
        *times -= 1;
        Some(*trouble)
    }

    fn next(&self) -> MutexGuard<'_, Option<(Trouble, u32)>> {
        self.0.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same request to where nobody listens.
    fn misdirected(&self, request: &HttpRequest) -> HttpRequest {
        let address = self.0.deaf.local_addr().ok().and_then(|address| address.as_socket());
        let address = address.expect("the address it was bound to");
        HttpRequest { url: format!("http://{address}{}", request.path()), ..request.clone() }
    }
}

impl Transport for Network {
    fn send(&self, transfer: &Transfer) -> Result<HttpResponse, Failure> {
        match self.take() {
            None => self.0.inner.send(transfer),
            Some(Trouble::Refused) => {
                self.0.inner.send(&Transfer { request: self.misdirected(&transfer.request), ..transfer.clone() })
            }
            Some(Trouble::Late) => {
                drop(self.0.inner.send(transfer)?);
                self.0.sandbox.advance(Duration::from_millis(transfer.timeout));
                Err(Failure::timed_out("there was no complete answer in time"))
            }
        }
    }
}
