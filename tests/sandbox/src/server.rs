//! Connections: accepts on loopback, one thread each, and does to the socket what an answer asks for.

use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::http::{ReadError, Reader, Request, Response};
use crate::sync::lock;

/// What to do with a request.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Send the response.
    Send(Response),
    /// Send it as if the connection stayed open, then close: the client finds a dead connection in its pool.
    SendAndClose(Response),
    /// Promise the whole body, send half of it, close.
    Torn(Response),
    /// Send nothing and reset the connection.
    Reset,
}

/// What came in: a request, or bytes that are none, with the status they deserve.
pub(crate) type Incoming<'a> = Result<&'a Request, (u16, &'static str)>;

type Service = dyn Fn(Incoming<'_>) -> Answer + Send + Sync;

/// A listening socket that does not serve yet, so that the service can know the address.
#[derive(Debug)]
pub(crate) struct Bound(TcpListener, SocketAddr);

impl Bound {
    /// Listens on 127.0.0.1 and nowhere else; port 0 takes a free one.
    pub(crate) fn new(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok(Self(listener, address))
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.1
    }

    pub(crate) fn serve(self, name: &str, service: Arc<Service>) -> io::Result<Server> {
        let Self(listener, address) = self;
        let connections = Arc::new(Connections::default());
        let shared = Arc::clone(&connections);
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || accept(&listener, &shared, service.as_ref()))?;
        Ok(Server { address, connections, thread: Some(thread) })
    }
}

/// A running server. Stops when dropped, and waits for its threads.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    connections: Arc<Connections>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.connections.stop();
        // Wakes the accepting thread, which then sees that it is over.
        drop(TcpStream::connect_timeout(&self.address, Duration::from_secs(1)));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// The open connections: how many, and a handle on each to end it.
#[derive(Debug, Default)]
struct Connections {
    state: Mutex<Open>,
    fewer: Condvar,
}

#[derive(Debug, Default)]
struct Open {
    stopping: bool,
    running: usize,
    opened: u64,
    handles: HashMap<u64, TcpStream>,
}

impl Connections {
    /// Enters a connection, after waiting for room; none once the server stops.
    fn enter(&self, stream: &TcpStream) -> Option<u64> {
        let mut open = lock(&self.state);
        while open.running >= MAX_CONNECTIONS && !open.stopping {
            open = self.fewer.wait(open).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        if open.stopping {
            return None;
        }
        let handle = stream.try_clone().ok()?;
        open.opened += 1;
        open.running += 1;
        let number = open.opened;
        open.handles.insert(number, handle);
        Some(number)
    }

    fn leave(&self, number: u64) {
        let mut open = lock(&self.state);
        open.handles.remove(&number);
        open.running -= 1;
        self.fewer.notify_all();
    }

    fn stop(&self) {
        let mut open = lock(&self.state);
        open.stopping = true;
        for stream in open.handles.values() {
            drop(stream.shutdown(Shutdown::Both));
        }
        self.fewer.notify_all();
    }

    fn stopping(&self) -> bool {
        lock(&self.state).stopping
    }
}

/// Leaves when dropped, also when the connection's thread panics.
struct Entered<'a>(&'a Connections, u64);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.leave(self.1);
    }
}

fn accept(listener: &TcpListener, connections: &Connections, service: &Service) {
    // The scope ends when every connection's thread has ended.
    thread::scope(|scope| {
        for stream in listener.incoming() {
            if connections.stopping() {
                return;
            }
            let Ok(stream) = stream else { continue };
            let Some(number) = connections.enter(&stream) else { return };
            let entered = Entered(connections, number);
            let thread = thread::Builder::new().name(format!("connection {number}"));
            // Where no thread can be had, the stream is dropped: the client sees a closed connection.
            drop(thread.spawn_scoped(scope, move || {
                serve(&stream, service);
                drop(stream);
                // With it goes the handle kept for stopping, and with the last handle the connection.
                drop(entered);
            }));
        }
    });
}

fn serve(stream: &TcpStream, service: &Service) {
    // A client that never asks again, stops in the middle or does not read gives its thread back.
    let timeouts = stream.set_read_timeout(Some(IDLE)).and_then(|()| stream.set_write_timeout(Some(IDLE)));
    if timeouts.and_then(|()| stream.set_nodelay(true)).is_err() {
        return;
    }
    let mut reader = Reader::new(stream);
    loop {
        let (answer, keep_alive) = match reader.next() {
            Ok(request) => (service(Ok(&request)), request.keep_alive),
            Err(ReadError::Refused { status, why }) => (service(Err((status, why))), false),
            Err(ReadError::Gone) => return,
        };
        match answer {
            Answer::Send(response) => {
                if send(stream, &response.to_bytes(keep_alive)).is_err() || !keep_alive {
                    return;
                }
            }
            Answer::SendAndClose(response) => return drop(send(stream, &response.to_bytes(true))),
            Answer::Torn(response) => return drop(send(stream, torn(&response).as_slice())),
            Answer::Reset => {
                // With no time to linger, closing the last handle sends RST instead of FIN.
                drop(socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO)));
                return;
            }
        }
    }
}

fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

/// The response with the second half of its body missing, but at least one byte.
fn torn(response: &Response) -> Vec<u8> {
    let mut bytes = response.to_bytes(true);
    let missing = response.body.len().div_ceil(2);
    bytes.truncate(bytes.len() - missing);
    bytes
}

/// More than any client of ours opens; beyond it, new connections wait in the listener's queue.
const MAX_CONNECTIONS: usize = 256;

/// Longer than any client keeps an idle connection, so that the client closes first.
const IDLE: Duration = Duration::from_secs(60);
