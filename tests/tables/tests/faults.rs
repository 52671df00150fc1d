//! Every operation under every fault does what `docs/behaviour.md` promises. What is expected is worked out here from
//! that text, with none of core's decisions.

use peeker_core::error::ErrorKind;
use peeker_core::operation::ALL;
use peeker_tables::faults::{CALLS, Cell, End, LASTING, Often, PASSING, Row, measure};

/// What may be done with a request that may have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It changes nothing.
    Read,
    /// Replay-safe: doing it twice changes nothing more.
    Repeatable,
    /// The same, and what is gone already is gone.
    Deletion,
    /// Nothing is promised.
    Unsafe,
}

/// From the table of what is replay-safe.
fn class(operation: &str) -> Class {
    match operation {
        "bundles.create" | "users.create" | "swaps.create" | "swaps.rename_users" | "forwarding.set"
        | "orders.cancel" => Class::Unsafe,
        "bundles.delete" | "users.delete" => Class::Deletion,
        "bundles.update" | "users.update" | "orders.create" | "imports.create" | "imports.create_job" => {
            Class::Repeatable
        }
        _ => Class::Read,
    }
}

/// What a fault says about the request that it meets.
enum Says {
    /// It was not processed: wait, whatever the operation.
    NotProcessed,
    /// It was certainly not sent.
    NotSent,
    /// It may have been processed. The kind and code of the error are those of a read that gives up.
    MaybeProcessed { done: bool, kind: ErrorKind, code: &'static str },
    /// The server answered, and not with the API.
    Redirected,
    /// It was processed, says a status that may lie.
    Unreadable { done: bool },
}

fn says(fault: &str) -> Says {
    let maybe = |done, kind, code| Says::MaybeProcessed { done, kind, code };
    match fault {
        "429" => Says::NotProcessed,
        "refused" => Says::NotSent,
        "reset before" => maybe(false, ErrorKind::Connection, "connection_failed"),
        "reset after" | "torn body" => maybe(true, ErrorKind::Connection, "connection_failed"),
        // Three attempts of 30 s and the waits between them are more than the deadline of 90 s.
        "timeout" => maybe(true, ErrorKind::Deadline, "deadline_exceeded"),
        "500" => maybe(false, ErrorKind::Server, "internal_error"),
        "500 after" => maybe(true, ErrorKind::Server, "internal_error"),
        "HTML 502" => maybe(false, ErrorKind::Server, "unexpected_response"),
        "redirect" => Says::Redirected,
        "HTML 200" => Says::Unreadable { done: false },
        "wrong JSON" | "broken JSON" | "empty 200" => Says::Unreadable { done: true },
        other => panic!("what does `{other}` promise? Say it here, from docs/behaviour.md"),
    }
}

/// Retries after failures.
const RETRIES: usize = 2;
/// Waits after a 429.
const WAITS: usize = 8;

/// From the chapter on retries: how a call ends.
fn expected(operation: &str, fault: &str, often: Often) -> Cell {
    let class = class(operation);
    let write = class != Class::Read;
    let cell = |attempts, arrived, processed, end| Cell { attempts, waits: 0, arrived, processed, end };
    let done = End::Done { already_gone: false };
    match (says(fault), often) {
        (Says::NotProcessed, Often::Once) => Cell { waits: 1, ..cell(2, 2, 1, done) },
        (Says::NotProcessed, Often::Always) => {
            let end = failed(ErrorKind::RateLimit, "rate_limited", true);
            Cell { waits: WAITS, ..cell(1 + WAITS, 1 + WAITS, 0, end) }
        }
        (Says::NotSent, Often::Once) => cell(2, 1, 1, done),
        (Says::NotSent, Often::Always) => {
            cell(1 + RETRIES, 0, 0, failed(ErrorKind::Connection, "connection_failed", true))
        }
        (Says::MaybeProcessed { done, .. }, Often::Once) if class != Class::Unsafe => {
            let already_gone = class == Class::Deletion && done;
            cell(2, 2, 1 + usize::from(done), End::Done { already_gone })
        }
        (Says::MaybeProcessed { done, kind, code }, _) => {
            let sent = if class == Class::Unsafe { 1 } else { 1 + RETRIES };
            let end = if write { unknown(class != Class::Unsafe) } else { failed(kind, code, true) };
            cell(sent, sent, sent * usize::from(done), end)
        }
        (Says::Redirected, _) => cell(1, 1, 0, failed(ErrorKind::UnexpectedResponse, "unexpected_redirect", false)),
        (Says::Unreadable { done }, _) if write => {
            cell(1, 1, usize::from(done), failed(ErrorKind::UnreadableSuccess, "unreadable_success", false))
        }
        (Says::Unreadable { done }, _) => {
            cell(1, 1, usize::from(done), failed(ErrorKind::UnexpectedResponse, "unexpected_response", false))
        }
    }
}

fn failed(kind: ErrorKind, code: &str, retryable: bool) -> End {
    End::Failed { kind, code: code.to_owned(), retryable, replay_safe: None }
}

/// A write that nobody answered.
fn unknown(replay_safe: bool) -> End {
    let (kind, code) = (ErrorKind::OutcomeUnknown, "outcome_unknown".to_owned());
    End::Failed { kind, code, retryable: replay_safe, replay_safe: Some(replay_safe) }
}

#[test]
fn the_calls_are_all_operations_in_the_order_of_the_table() {
    let calls: Vec<_> = CALLS.iter().map(|call| call.operation).collect();
    let rows: Vec<_> = ALL.iter().map(|row| row.name).collect();
    assert_eq!(calls, rows, "each row of core's table needs a call in tests/tables/src/faults/calls.rs");
}

#[test]
fn every_operation_under_every_fault_does_what_is_promised() {
    let mut wrong = Vec::new();
    let mut cells = 0;
    for often in [Often::Once, Often::Always] {
        for columns in [PASSING, LASTING] {
            for Row { operation, cells: row } in measure(columns, often) {
                for (column, found) in columns.iter().zip(row) {
                    cells += 1;
                    let expected = expected(operation, column.name, often);
                    if found != expected {
                        wrong
                            .push(format!("{operation}, {} {often:?}:\n  {expected:?} is\n  {found:?}", column.name));
                    }
                    // Said by itself, although it follows: it is what a partner pays for.
                    if class(operation) == Class::Unsafe && found.processed > 1 {
                        wrong.push(format!("{operation}, {} {often:?}: it was done twice", column.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cells, ALL.len() * (PASSING.len() + LASTING.len()) * 2);
    println!("{cells} cells");
}
