//! Connections: accepts on loopback, one thread each, and does to the socket what an answer asks for.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

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
    handles: HashMap<u64, Arc<TcpStream>>,
}

impl Connections {
    /// Enters a connection, after waiting for room; none once the server stops.
    fn enter(&self, stream: &Arc<TcpStream>) -> Option<u64> {
        let mut open = lock(&self.state);
        while open.running >= MAX_CONNECTIONS && !open.stopping {
            open = self.fewer.wait(open).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        if open.stopping {
            return None;
        }
        open.opened += 1;
        open.running += 1;
        let number = open.opened;
        open.handles.insert(number, Arc::clone(stream));
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
            let Ok(stream) = stream else {
                // Out of file descriptors, most likely: asking again at once would only keep a core busy.
                thread::sleep(BREATH);
                continue;
            };
            let stream = Arc::new(stream);
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
    // A client that does not read gives its thread back.
    if stream.set_write_timeout(Some(IDLE)).and_then(|()| stream.set_nodelay(true)).is_err() {
        return;
    }
    let mut reader = Reader::new(Patient { stream, begun: None });
    loop {
        reader.stream.begun = None;
        let request = match reader.next() {
            Ok(request) => request,
            Err(ReadError::Refused { status, why }) => return refuse(stream, service(Err((status, why)))),
            Err(ReadError::Gone) => return,
        };
        let keep_alive = request.keep_alive;
        match service(Ok(&request)) {
            Answer::Send(response) => {
                let bytes =
                    if request.method == "HEAD" { response.head(keep_alive) } else { response.to_bytes(keep_alive) };
                if send(stream, &bytes).is_err() || !keep_alive {
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

/// A stream that waits long for a request to begin, and not so long for the rest of it: a client that never asks again,
/// or that sends a byte now and then, gives its thread back.
#[derive(Debug)]
struct Patient<'a> {
    stream: &'a TcpStream,
    /// When the first bytes of the request arrived.
    begun: Option<Instant>,
}

impl Read for Patient<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let patience = self.begun.map_or(IDLE, |begun| WHOLE_REQUEST.saturating_sub(begun.elapsed()));
        if patience.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(patience))?;
        let read = self.stream.read(into)?;
        self.begun.get_or_insert_with(Instant::now);
        Ok(read)
    }
}

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Answers bytes that are no request. The client may still be sending; closing then would reset the connection, and with
/// it the answer. So what comes is read and thrown away, for a while.
fn refuse(mut stream: &TcpStream, answer: Answer) {
    let Answer::Send(response) = answer else { return };
    if send(stream, &response.to_bytes(false)).and_then(|()| stream.shutdown(Shutdown::Write)).is_err() {
        return;
    }
    let end = Instant::now() + LINGER;
    let mut block = [0; 16 * 1024];
    while let Some(left) = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
        let read = stream.set_read_timeout(Some(left)).and_then(|()| stream.read(&mut block));
        if !matches!(read, Ok(1..)) {
            return;
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

/// Far more than any client of ours opens; beyond it, new connections wait in the listener's queue.
const MAX_CONNECTIONS: usize = 1024;

/// Longer than any client keeps an idle connection, so that the client closes first.
const IDLE: Duration = Duration::from_secs(60);

/// From the first byte of a request to its last.
const WHOLE_REQUEST: Duration = Duration::from_secs(30);

/// How long a client that was refused may go on sending.
const LINGER: Duration = Duration::from_secs(2);

/// Between two attempts to accept a connection, after one that failed.
const BREATH: Duration = Duration::from_millis(10);

#[cfg(test)]
mod tests {
    use super::*;

    fn connected() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (client, listener.accept().unwrap().0)
    }

    #[test]
    fn a_request_that_does_not_end_is_given_up_although_bytes_still_come() {
        let (mut client, server) = connected();
        client.write_all(b"one more byte").unwrap();
        let long_ago = Instant::now().checked_sub(WHOLE_REQUEST);
        let mut patient = Patient { stream: &server, begun: long_ago };
        assert_eq!(patient.read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::TimedOut);
        patient.begun = None;
        assert_eq!(patient.read(&mut [0; 8]).unwrap(), 8);
        assert!(patient.begun.is_some(), "from here on the request has to arrive");
    }
}
