//! Every request that arrived, so that a test can say how many there were and what they carried.

use std::collections::VecDeque;
use std::io::{self, Write};

use crate::http::Request;

/// One request as it arrived, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    /// Counts from 1 over all requests.
    pub number: u64,
    /// The virtual time of arrival.
    pub at: String,
    /// What `Peeker-Request-Id` said, or would have said.
    pub request_id: String,
    /// As sent.
    pub method: String,
    /// Below the base path, such as `/orders`; whole when it is not below it.
    pub path: String,
    /// The text after `?`, as sent.
    pub query: String,
    /// As sent, but for the value of `Authorization`, which is redacted.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
    /// The fault that met it.
    pub fault: Option<String>,
    /// Whether the API's rules saw it: false if a fault came before them.
    pub processed: bool,
    /// The status of the answer; none while it is worked on, and if no answer was sent.
    pub status: Option<u16>,
}

impl RecordedRequest {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug)]
pub(crate) struct RequestLog {
    arrived: u64,
    /// The oldest are dropped beyond this; the count goes on.
    most_kept: usize,
    kept: VecDeque<RecordedRequest>,
}

impl RequestLog {
    pub(crate) fn new(most_kept: usize) -> Self {
        Self { arrived: 0, most_kept, kept: VecDeque::new() }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.most_kept);
    }

    pub(crate) fn arrived(&self) -> u64 {
        self.arrived
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.kept.iter().cloned().collect()
    }

    /// Notes an arrival; the number finds it again.
    pub(crate) fn note(&mut self, request: &Request, path: &str, request_id: &str, at: String) -> u64 {
        self.arrived += 1;
        if self.kept.len() >= self.most_kept {
            self.kept.pop_front();
        }
        self.kept.push_back(RecordedRequest {
            number: self.arrived,
            at,
            request_id: request_id.to_owned(),
            method: request.method.clone(),
            path: path.to_owned(),
            query: request.query.clone(),
            headers: request.headers.iter().map(redacted).collect(),
            body: request.body.clone(),
            fault: None,
            processed: false,
            status: None,
        });
        self.arrived
    }

    pub(crate) fn update(&mut self, number: u64, change: impl FnOnce(&mut RecordedRequest)) {
        let first = self.kept.front().map_or(0, |entry| entry.number);
        let index = number.checked_sub(first).and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| self.kept.get_mut(index)) {
            change(entry);
        }
    }
}

/// One line on standard error; nothing if that is closed.
pub(crate) fn tell(line: &str) {
    drop(writeln!(io::stderr(), "{line}"));
}

fn redacted((name, value): &(String, String)) -> (String, String) {
    let secret = name.eq_ignore_ascii_case("authorization");
    (name.clone(), if secret { "[redacted]".to_owned() } else { value.clone() })
}
