//! The faults of the table, and what brings each about.

use peeker_sandbox::Fault;

use super::network::Trouble;

/// One fault.
#[derive(Debug)]
pub struct Column {
    /// As the table heads it.
    pub name: &'static str,
    /// What it is, for the reader of the table.
    pub about: &'static str,
    pub(super) cause: Cause,
}

#[derive(Debug)]
pub(super) enum Cause {
    Server(fn() -> Fault),
    Network(Trouble),
}

/// Faults that may pass: the same request may be answered the next time.
pub const PASSING: &[Column] = &[
    server("429", "`429 rate_limited` with `retry_after_seconds: 1`. It was not processed.", || {
        Fault::rate_limited(Some(1))
    }),
    network("refused", "The connection is refused: certainly nothing was sent.", Trouble::Refused),
    server("reset before", "The connection is reset, and nothing was done.", Fault::reset_before),
    server("reset after", "The work is done, and the connection is reset instead of an answer.", Fault::reset_after),
    network("timeout", "The work is done, and no answer comes within the attempt's 30 s.", Trouble::Late),
    server("500", "`500 internal_error`, and nothing was done.", || Fault::status(500)),
    server("500 after", "`500 internal_error`, although the work is done.", || Fault::status(500).processed(true)),
    server("torn body", "The work is done, and the answer breaks off in the middle.", Fault::torn_body),
    server("HTML 502", "A gateway's page with the status 502, and nothing was done.", || Fault::html(502)),
];

/// Answers that no repetition makes better.
pub const LASTING: &[Column] = &[
    server("redirect", "A redirect (307) to another host. It is never followed.", || {
        Fault::redirect(307, "http://127.0.0.1:9/elsewhere")
    }),
    server("HTML 200", "A page with the status 200, as of a captive portal.", || Fault::html(200)),
    server("wrong JSON", "The work is done; a 2xx answers with JSON of another shape.", Fault::wrong_json),
    server("broken JSON", "The work is done; a 2xx answers with JSON that breaks off.", Fault::broken_json),
    server("empty 200", "The work is done; the answer is a 200 without a body.", Fault::empty),
];

const fn server(name: &'static str, about: &'static str, fault: fn() -> Fault) -> Column {
    Column { name, about, cause: Cause::Server(fault) }
}

const fn network(name: &'static str, about: &'static str, trouble: Trouble) -> Column {
    Column { name, about, cause: Cause::Network(trouble) }
}
