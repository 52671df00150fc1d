//! HTTP/1.1 on a byte stream: requests in, responses out. In scope: framing, keep-alive, limits.
//! Out of scope: sockets, threads, and what a request means.

use std::io::{self, Read, Write};

/// One request, read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path without its query, as sent.
    pub(crate) path: String,
    /// The text after `?`, as sent.
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) keep_alive: bool,
}

impl Request {
    /// The first header of that name, in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// One response. Length and connection headers are added when it is written.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("Content-Type", content_type.to_owned())], body: body.into() }
    }

    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The bytes on the wire. A 204 has no body and no length.
    pub(crate) fn to_bytes(&self, keep_alive: bool) -> Vec<u8> {
        let mut bytes = self.head(keep_alive);
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// The head alone, as it is sent with the body: the answer to HEAD.
    pub(crate) fn head(&self, keep_alive: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, phrase(self.status));
        for (name, value) in &self.headers {
            head.extend([*name, ": ", value, "\r\n"]);
        }
        if self.status != 204 {
            head.extend(["Content-Length: ", &self.body.len().to_string(), "\r\n"]);
        }
        head.push_str(if keep_alive { "\r\n" } else { "Connection: close\r\n\r\n" });
        head.into_bytes()
    }
}

/// Why no request could be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// The client went away, between requests or within one. Nothing can be answered.
    Gone,
    /// The bytes are no request this server takes; it is answered and the connection closed.
    Refused { status: u16, why: &'static str },
}

impl From<io::Error> for ReadError {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// Reads requests one after another. What was read past one request begins the next.
#[derive(Debug)]
pub(crate) struct Reader<S> {
    pub(crate) stream: S,
    buffer: Vec<u8>,
}

impl<S: Read + Write> Reader<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, buffer: Vec::new() }
    }

    /// Reads one request, waiting for its bytes.
    pub(crate) fn next(&mut self) -> Result<Request, ReadError> {
        let mut request = self.head()?;
        let framing = Framing::of(&request.headers)?;
        if request.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        request.body = match framing {
            Framing::Length(length) => self.exactly(length)?,
            Framing::Chunked => self.chunks()?,
        };
        Ok(request)
    }

    fn head(&mut self) -> Result<Request, ReadError> {
        loop {
            if let Some((length, request)) = parse_head(&self.buffer)? {
                self.buffer.drain(..length);
                return Ok(request);
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(refused(431, "the request head is too large"));
            }
            self.more()?;
        }
    }

    fn chunks(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut body = Vec::new();
        loop {
            let size = self.chunk_size()?;
            if size > MAX_BODY - body.len() {
                return Err(refused(413, "the request body is too large"));
            }
            if size == 0 {
                self.trailers()?;
                return Ok(body);
            }
            body.append(&mut self.exactly(size)?);
            if self.exactly(2)? != b"\r\n" {
                return Err(refused(400, "a chunk does not end where it said"));
            }
        }
    }

    fn chunk_size(&mut self) -> Result<usize, ReadError> {
        loop {
            match httparse::parse_chunk_size(&self.buffer) {
                Ok(httparse::Status::Complete((used, size))) => {
                    self.buffer.drain(..used);
                    return Ok(usize::try_from(size).unwrap_or(usize::MAX));
                }
                Ok(httparse::Status::Partial) if self.buffer.len() <= MAX_HEAD => self.more()?,
                _ => return Err(refused(400, "a chunk size cannot be read")),
            }
        }
    }

    /// Reads over trailers to the empty line that ends a chunked body.
    fn trailers(&mut self) -> Result<(), ReadError> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                self.buffer.drain(..end + 2);
                if end == 0 {
                    return Ok(());
                }
            } else if self.buffer.len() > MAX_HEAD {
                return Err(refused(431, "the trailers are too large"));
            } else {
                self.more()?;
            }
        }
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>, ReadError> {
        while self.buffer.len() < length {
            self.more()?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn more(&mut self) -> Result<(), ReadError> {
        let mut block = [0; 8 * 1024];
        match self.stream.read(&mut block)? {
            0 => Err(ReadError::Gone),
            read => {
                self.buffer.extend_from_slice(&block[..read]);
                Ok(())
            }
        }
    }
}

/// How a request says where its body ends.
#[derive(Debug)]
enum Framing {
    Length(usize),
    Chunked,
}

impl Framing {
    fn of(headers: &[(String, String)]) -> Result<Self, ReadError> {
        let lengths: Vec<&str> = values(headers, "content-length").collect();
        let codings: Vec<&str> = values(headers, "transfer-encoding").collect();
        match (lengths.as_slice(), codings.as_slice()) {
            ([], []) => Ok(Self::Length(0)),
            ([length], []) => Self::of_length(length),
            ([], [coding]) if coding.eq_ignore_ascii_case("chunked") => Ok(Self::Chunked),
            ([], _) => Err(refused(501, "only the transfer coding `chunked` is known")),
            _ => Err(refused(400, "the body's length is stated more than once")),
        }
    }

    fn of_length(text: &str) -> Result<Self, ReadError> {
        let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits {
            return Err(refused(400, "the content length is not a number"));
        }
        match text.parse() {
            Ok(length) if length <= MAX_BODY => Ok(Self::Length(length)),
            _ => Err(refused(413, "the request body is too large")),
        }
    }
}

/// Parses a head; none when its end has not arrived.
fn parse_head(bytes: &[u8]) -> Result<Option<(usize, Request)>, ReadError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(refused(431, "there are too many headers")),
        Err(_) => return Err(refused(400, "this is not an HTTP request")),
    };
    let (path, query) = split_target(parsed.path.unwrap_or_default());
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|header| (header.name.to_owned(), String::from_utf8_lossy(header.value).trim().to_owned()))
        .collect();
    let wishes_close = values(&headers, "connection")
        .flat_map(|value| value.split(','))
        .any(|option| option.trim().eq_ignore_ascii_case("close"));
    let request = Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        path,
        query,
        keep_alive: parsed.version == Some(1) && !wishes_close,
        headers,
        body: Vec::new(),
    };
    Ok(Some((length, request)))
}

/// Path and query of `/path?query`, or of `http://host/path?query`, as a client behind a proxy sends it.
fn split_target(target: &str) -> (String, String) {
    let path = match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |start| &rest[start..]),
        None => target,
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    (path.to_owned(), query.to_owned())
}

fn values<'h>(headers: &'h [(String, String)], name: &str) -> impl Iterator<Item = &'h str> {
    headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn find<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    values(headers, name).next()
}

fn refused(status: u16, why: &'static str) -> ReadError {
    ReadError::Refused { status, why }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}

/// Room for a bearer key and what proxies add, many times over.
const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 100;
/// 500 domains of the longest possible name are 130 KiB; a body beyond this is a mistake.
const MAX_BODY: usize = 8 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// A stream that gives its input a few bytes per read, and keeps what is written.
    struct Trickle {
        input: Cursor<Vec<u8>>,
        per_read: usize,
        written: Vec<u8>,
    }

    impl Read for Trickle {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let few = into.len().min(self.per_read);
            self.input.read(&mut into[..few])
        }
    }

    impl Write for Trickle {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.written.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn reader(input: &[u8]) -> Reader<Trickle> {
        // Byte by byte, but for what is long: that would only be slow.
        let per_read = if input.len() < 1000 { 1 } else { 1000 };
        Reader::new(Trickle { input: Cursor::new(input.to_vec()), per_read, written: Vec::new() })
    }

    fn refusal(input: &[u8]) -> u16 {
        match reader(input).next() {
            Err(ReadError::Refused { status, .. }) => status,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    #[test]
    fn requests_on_one_connection_are_read_one_after_another() {
        let mut reader = reader(
            b"POST /a?x=1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\nConnection: TE, close\r\n\r\n",
        );
        let first = reader.next().unwrap();
        assert_eq!((first.path.as_str(), first.query.as_str(), first.body.as_slice()), ("/a", "x=1", &b"hi"[..]));
        assert!(first.keep_alive);
        let second = reader.next().unwrap();
        assert_eq!((second.path.as_str(), second.keep_alive), ("/b", false));
        assert!(matches!(reader.next(), Err(ReadError::Gone)));
    }

    #[test]
    fn chunked_bodies_are_joined_and_trailers_skipped() {
        let mut reader = reader(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3;x=y\r\n!!!\r\n0\r\nT: 1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
        assert_eq!(reader.next().unwrap().body, b"hi!!!");
        assert_eq!(reader.next().unwrap().path, "/b");
    }

    #[test]
    fn a_client_that_asks_before_sending_is_told_to_go_on() {
        let mut reader = reader(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");
        assert_eq!(reader.next().unwrap().body, b"x");
        assert_eq!(reader.stream.written, b"HTTP/1.1 100 Continue\r\n\r\n");
    }

    #[test]
    fn an_absolute_target_is_read_as_its_path() {
        let mut reader = reader(b"GET http://127.0.0.1:1/a/b?c HTTP/1.1\r\n\r\n");
        let request = reader.next().unwrap();
        assert_eq!((request.path.as_str(), request.query.as_str()), ("/a/b", "c"));
    }

    #[test]
    fn what_cannot_be_framed_is_refused() {
        assert_eq!(refusal(b"nonsense\r\n\r\n"), 400);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n"), 400);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"), 501);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), 400);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc"), 400);
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_read() {
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"), 413);
        assert_eq!(refusal(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"), 413);
        let long = [b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'x'; MAX_HEAD + 1]].concat();
        assert_eq!(refusal(&long), 431);
        let many = [b"GET / HTTP/1.1\r\n".to_vec(), b"A: b\r\n".repeat(MAX_HEADERS + 1), b"\r\n".to_vec()].concat();
        assert_eq!(refusal(&many), 431);
    }
}
