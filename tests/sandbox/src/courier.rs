//! Carries webhooks to the receiver on threads of its own: the API never waits for a receiver.
//!
//! Nothing leaves this machine: no proxy, no redirect is followed, and the address is checked again each time. Each attempt
//! has a connection of its own, so that no retry hides a failure.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::outbox::Parcel;

/// Delivers until the engine stops.
pub(crate) fn run(engine: &Engine, timeout: Duration) {
    while let Some(parcel) = engine.next_parcel() {
        let outcome = send(&parcel, Instant::now() + timeout).map_err(|error| match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => "no answer in time".to_owned(),
            _ => error.to_string(),
        });
        engine.note_delivery(parcel, outcome);
    }
}

/// One attempt. Every answer is an outcome; only its absence is an error.
fn send(parcel: &Parcel, end: Instant) -> io::Result<u16> {
    let mut stream = connect(parcel, end)?;
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(left(end)?))?;
    stream.write_all(&request(parcel))?;
    let mut received = Vec::new();
    let mut block = [0; 4096];
    loop {
        if let Some(status) = status(&received)? {
            drain(&mut stream);
            return Ok(status);
        }
        stream.set_read_timeout(Some(left(end)?))?;
        match stream.read(&mut block)? {
            0 => return Err(io::Error::other("the connection was closed without an answer")),
            read => received.extend_from_slice(&block[..read]),
        }
    }
}

fn connect(parcel: &Parcel, end: Instant) -> io::Result<TcpStream> {
    let mut failure = io::Error::other("there is no address");
    for address in parcel.url.addresses()? {
        match TcpStream::connect_timeout(&address, left(end)?) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn request(parcel: &Parcel) -> Vec<u8> {
    let (url, delivery, body) = (&parcel.url, &parcel.delivery, &parcel.body);
    format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: peeker-sandbox/{}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\
         Peeker-Signature: {}\r\nPeeker-Timestamp: {}\r\nPeeker-Event-Id: {}\r\n\r\n{body}",
        url.path,
        url.authority,
        env!("CARGO_PKG_VERSION"),
        body.len(),
        delivery.signature,
        delivery.timestamp,
        delivery.event_id,
    )
    .into_bytes()
}

/// The final status, once its head has arrived.
fn status(mut bytes: &[u8]) -> io::Result<Option<u16>> {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 100];
        let mut head = httparse::Response::new(&mut headers);
        match head.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => match head.code {
                // 100 Continue and its like come before the answer.
                Some(100..200) => bytes = &bytes[length..],
                status => return Ok(status),
            },
            Ok(httparse::Status::Partial) if bytes.len() <= MAX_HEAD => return Ok(None),
            Ok(httparse::Status::Partial) => return Err(io::Error::other("the answer's head is too large")),
            Err(error) => return Err(io::Error::other(format!("the answer is not HTTP: {error}"))),
        }
    }
}

/// Reads over the body, so that closing does not reset a receiver that is still sending. It was told to close; one that
/// does not is not waited for.
fn drain(stream: &mut TcpStream) {
    let end = Instant::now() + LINGER;
    let mut block = [0; 4096];
    while let Ok(left) = left(end) {
        if stream.set_read_timeout(Some(left)).is_err() || !matches!(stream.read(&mut block), Ok(1..)) {
            return;
        }
    }
}

/// The time until `end`; an error when there is none.
fn left(end: Instant) -> io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

const MAX_HEAD: usize = 64 * 1024;

/// How long a receiver may go on sending after the head of its answer.
const LINGER: Duration = Duration::from_millis(200);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_that_of_the_final_answer() {
        assert_eq!(status(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap(), Some(204));
        assert_eq!(status(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Oh\r\n\r\nno").unwrap(), Some(500));
        assert_eq!(status(b"HTTP/1.1 100 Continue\r\n\r\n").unwrap(), None);
        assert_eq!(status(b"HTTP/1.1 200 OK\r\nContent-").unwrap(), None);
    }

    #[test]
    fn what_is_no_answer_is_an_error() {
        assert!(status(b"220 mail ready\r\n\r\n").is_err());
        assert!(status(&[b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; MAX_HEAD]].concat()).is_err());
    }
}
