//! Servers for the transport's tests: on loopback, one thread per connection, every behaviour a closure.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{HandshakeKind, ServerConfig, ServerConnection};

use crate::call::Transfer;
use crate::operation::Method;
use crate::request::HttpRequest;
use crate::secret::Secret;

/// Counts its connections and keeps what they sent.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    arrivals: Receiver<()>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<Request>,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Server {
    /// Does `serve` with each connection; it is given the requests that come on it and closed after.
    pub(super) fn new(serve: impl Fn(&mut Connection) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let serve = Arc::new(serve);
        let (arrived, arrivals) = channel();
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let number = {
                    let mut seen = all.lock().expect("seen");
                    seen.connections += 1;
                    seen.connections
                };
                let (all, serve, arrived) = (Arc::clone(&all), Arc::clone(&serve), arrived.clone());
                let on_request = move |request: &Request| {
                    all.lock().expect("seen").requests.push(request.clone());
                    let _ = arrived.send(());
                };
                let mut connection = Connection { number, stream, on_request: Box::new(on_request) };
                thread::spawn(move || serve(&mut connection));
            }
        });
        Self { address, seen, arrivals }
    }

    /// Answers every request with the same bytes and keeps the connection.
    pub(super) fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |connection| {
            while connection.request().is_some() {
                connection.write(&answer);
            }
        })
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.lock().expect("seen").connections
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.seen.lock().expect("seen").requests.clone()
    }

    /// Waits until a request has come.
    pub(super) fn await_request(&self) {
        self.arrivals.recv_timeout(PATIENCE).expect("a request");
    }

    /// A GET to this server, without headers.
    pub(super) fn get(&self) -> Transfer {
        transfer(Method::Get, &format!("http://{}/x", self.address), None)
    }

    pub(super) fn post(&self, body: Option<&str>) -> Transfer {
        transfer(Method::Post, &format!("http://{}/x", self.address), body)
    }
}

/// Longer than anything in a test takes: what a test that failed waits before it says so.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn transfer(method: Method, url: &str, body: Option<&str>) -> Transfer {
    let request = HttpRequest { method, url: url.to_owned(), headers: Vec::new(), body: body.map(Secret::new) };
    let patience = u64::try_from(PATIENCE.as_millis()).expect("small");
    Transfer { request, timeout: patience, connect_timeout: patience, max_idle: None }
}

/// One connection, seen from the server.
pub(super) struct Connection {
    /// From 1.
    pub(super) number: usize,
    pub(super) stream: TcpStream,
    on_request: Box<dyn Fn(&Request) + Send>,
}

impl Connection {
    /// The next request; `None` once the client has closed.
    pub(super) fn request(&mut self) -> Option<Request> {
        let request = read_request(&mut self.stream)?;
        (self.on_request)(&request);
        Some(request)
    }

    /// Returns whether the client still takes it.
    pub(super) fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Speaks TLS from here on, then closes without saying so.
    pub(super) fn secure(&mut self, serve: impl FnOnce(&mut TlsStream, HandshakeKind)) {
        let mut session = ServerConnection::new(Arc::clone(&tls().config)).expect("a session");
        // The client may not like the certificate.
        if session.complete_io(&mut self.stream).is_ok() {
            let kind = session.handshake_kind().expect("a handshake");
            serve(&mut rustls::Stream::new(&mut session, &mut self.stream), kind);
        }
    }

    /// Closes with a reset instead of in good order.
    pub(super) fn reset(&self) {
        socket2::SockRef::from(&self.stream).set_linger(Some(Duration::ZERO)).expect("linger");
    }

    /// Keeps the connection open, saying nothing, until the client closes it.
    pub(super) fn hold(&mut self) {
        let _ = self.stream.read_to_end(&mut Vec::new());
    }
}

/// Reads head and body of one request from anything.
pub(super) fn read_request(stream: &mut impl Read) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).expect("an ASCII head");
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(Request { head, body })
}

pub(super) type TlsStream<'a> = rustls::Stream<'a, ServerConnection, TcpStream>;

/// A certificate for `127.0.0.1` and `target.test`, and the authority behind it.
pub(super) struct Tls {
    pub(super) ca_pem: Vec<u8>,
    config: Arc<ServerConfig>,
}

pub(super) fn tls() -> &'static Tls {
    static TLS: LazyLock<Tls> = LazyLock::new(|| {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca_key = KeyPair::generate().expect("a key");
        let ca = CertifiedIssuer::self_signed(params, ca_key).expect("an authority");
        let key = KeyPair::generate().expect("a key");
        let names = ["127.0.0.1".to_owned(), "target.test".to_owned()];
        let leaf =
            CertificateParams::new(names).and_then(|params| params.signed_by(&key, &ca)).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key.into())
            .expect("a configuration");
        Tls { ca_pem: ca.pem().into_bytes(), config: Arc::new(config) }
    });
    &TLS
}
