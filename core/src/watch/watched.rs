//! What can be waited for, and where it stands.

use crate::operation::{
    FORWARDING_RETRIEVE, IMPORTS_RETRIEVE, IMPORTS_RETRIEVE_JOB, ORDERS_RETRIEVE, Operation, Reply, SWAPS_RETRIEVE,
};

/// Something that can be waited for.
#[derive(Debug)]
pub struct Watched {
    /// As in `orders.wait`.
    pub name: &'static str,
    /// The operation that polls it.
    pub operation: &'static Operation,
    /// The operation to go on with if the first one does not know the id.
    pub alternative: Option<&'static Operation>,
    /// Milliseconds that a wait takes at most, unless it says otherwise.
    pub timeout: u64,
}

const HOUR: u64 = 3_600_000;

/// Live orders take a day as a rule, and two with recovery.
pub const ORDERS_WAIT: Watched =
    Watched { name: "orders.wait", operation: ORDERS_RETRIEVE.operation(), alternative: None, timeout: 48 * HOUR };

/// The documentation names two addresses for an import, and not which import is at which.
pub const IMPORTS_WAIT: Watched = Watched {
    name: "imports.wait",
    operation: IMPORTS_RETRIEVE.operation(),
    alternative: Some(IMPORTS_RETRIEVE_JOB.operation()),
    timeout: HOUR,
};

pub const FORWARDING_WAIT: Watched =
    Watched { name: "forwarding.wait", operation: FORWARDING_RETRIEVE.operation(), alternative: None, timeout: HOUR };

pub const SWAPS_WAIT: Watched =
    Watched { name: "swaps.wait", operation: SWAPS_RETRIEVE.operation(), alternative: None, timeout: 48 * HOUR };

/// Everything that can be waited for.
pub const WATCHED: &[&Watched] = &[&ORDERS_WAIT, &IMPORTS_WAIT, &FORWARDING_WAIT, &SWAPS_WAIT];

impl Watched {
    /// The row of that name, as in `orders.wait`.
    pub fn named(name: &str) -> Option<&'static Watched> {
        WATCHED.iter().copied().find(|watched| watched.name == name)
    }
}

/// What a state means to somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing to do but wait.
    Running,
    /// An end, of which a scheduled cancellation is one: what was ordered runs on until it takes effect.
    Ended,
    /// An end at which what was asked for was not done.
    Failed,
    /// It goes on only once the partner has acted.
    NeedsAction,
    /// Newer than this SDK.
    Unknown,
}

impl Standing {
    /// The one place that decides what each state means. All resources use the same words.
    pub(crate) fn of(status: &str) -> Self {
        match status {
            "created" | "in_progress" => Self::Running,
            "completed" | "partial_success" | "cancel_scheduled" => Self::Ended,
            "failed" | "cancelled" => Self::Failed,
            "action_required" => Self::NeedsAction,
            _ => Self::Unknown,
        }
    }
}

/// What a poll found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) status: String,
    pub(crate) completed: Option<u64>,
    pub(crate) failed: Option<u64>,
    pub(crate) total: Option<u64>,
}

impl Seen {
    /// `None` if the reply is nothing that is waited for.
    pub(crate) fn of(reply: &Reply) -> Option<Self> {
        // A negative count is none.
        let count = |count: i64| u64::try_from(count).ok();
        Some(match reply {
            Reply::Order { data } => {
                Self { status: data.status.as_str().to_owned(), total: count(data.domain_count), ..Self::default() }
            }
            Reply::Import { data } => Self {
                status: data.status.as_str().to_owned(),
                completed: count(data.completed_count),
                failed: count(data.failed_count),
                total: count(data.submitted_count),
            },
            Reply::Forwarding { data } => Self {
                status: data.status.as_str().to_owned(),
                completed: count(data.completed_count),
                failed: count(data.failed_count),
                total: None,
            },
            Reply::Swap { data } => Self { status: data.status.as_str().to_owned(), ..Self::default() },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OPEN_ENUMS;

    #[test]
    fn every_known_state_of_what_is_waited_for_was_decided_on() {
        for name in ["OrderStatus", "ImportStatus", "ForwardingStatus", "SwapStatus"] {
            let states = OPEN_ENUMS.iter().find(|known| known.name == name).expect(name).values;
            for state in states {
                assert_ne!(Standing::of(state.wire), Standing::Unknown, "{name}: {}", state.wire);
            }
        }
    }

    #[test]
    fn a_row_is_found_by_its_name_and_polls_its_own_resource() {
        for watched in WATCHED {
            assert_eq!(Watched::named(watched.name).map(|found| found.name), Some(watched.name));
            for operation in std::iter::once(watched.operation).chain(watched.alternative) {
                assert_eq!(format!("{}.wait", operation.resource()), watched.name);
                assert!(!operation.is_write(), "{}", operation.name);
            }
        }
        assert!(Watched::named("bundles.wait").is_none());
    }
}
