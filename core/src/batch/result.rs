//! What became of a long input, part by part.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::BatchCall;
use super::operation::{BatchOperation, Part};
use crate::call::CallOptions;
use crate::error::Error;
use crate::input::Prepared;
use crate::meta::Meta;
use crate::model::{Availability, DomainAvailability, Forwarding, Import};
use crate::operation::{Output, Reply};

/// What became of a long input: one item per call, in the order of the input.
///
/// As JSON: `{"items": [{"domains", "outcome", "result" | "error", "meta"?}]}`.
#[derive(Debug, Clone)]
#[must_use = "some of its items may have failed: see `is_complete` and `retry`"]
pub struct Batch<T> {
    pub items: Vec<BatchItem<T>>,
    pub(super) of: &'static BatchOperation,
    pub(super) options: CallOptions,
}

/// What became of one call of a batch.
#[derive(Debug, Clone)]
pub struct BatchItem<T> {
    /// The domains of this call as they are sent, in the order of the input.
    pub domains: Vec<String>,
    /// Its result. Where an error of the API names a place, as `domains[3]`, it counts within this call.
    pub result: Result<T, Error>,
    /// What is known of the call besides. An error has its own: `meta` is `None` there.
    pub meta: Option<Meta>,
    pub(super) input: Prepared,
}

/// What became of one item, as far as it decides what is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
pub enum Outcome {
    /// It is done.
    Succeeded,
    /// It was refused, not answered or not sent, and certainly not done: what a retry repeats.
    Failed,
    /// It may have been done, or it was and the answer could not be read: look before you repeat it.
    Unknown,
}

impl Outcome {
    /// The outcome as a word, as bindings pass it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

impl<T> BatchItem<T> {
    pub fn outcome(&self) -> Outcome {
        match &self.result {
            Ok(_) => Outcome::Succeeded,
            Err(error) if error.may_be_done() => Outcome::Unknown,
            Err(_) => Outcome::Failed,
        }
    }

    pub(super) fn new(part: Part, result: Result<T, Error>) -> Self {
        Self { domains: part.domains, result, meta: None, input: part.input }
    }

    fn map<U>(self, change: impl FnOnce(T) -> Result<U, Error>) -> BatchItem<U> {
        let Self { domains, result, meta, input } = self;
        BatchItem { domains, result: result.and_then(change), meta, input }
    }
}

impl<T> Batch<T> {
    /// Whether every item succeeded.
    pub fn is_complete(&self) -> bool {
        self.succeeded().count() == self.items.len()
    }

    /// The items that are done.
    pub fn succeeded(&self) -> impl Iterator<Item = &BatchItem<T>> {
        self.with(Outcome::Succeeded)
    }

    /// The items that are certainly not done: what a retry repeats.
    pub fn failed(&self) -> impl Iterator<Item = &BatchItem<T>> {
        self.with(Outcome::Failed)
    }

    /// The items that may have been done. A retry leaves them alone.
    pub fn unknown(&self) -> impl Iterator<Item = &BatchItem<T>> {
        self.with(Outcome::Unknown)
    }

    /// All results in the order of the input, for programs that want all or nothing.
    ///
    /// # Errors
    /// That of the first item that did not succeed. What succeeded is dropped: look at it first if its ids matter.
    pub fn into_result(self) -> Result<Vec<T>, Error> {
        self.items.into_iter().map(|item| item.result).collect()
    }

    fn with(&self, outcome: Outcome) -> impl Iterator<Item = &BatchItem<T>> {
        self.items.iter().filter(move |item| item.outcome() == outcome)
    }

    fn results(&self) -> impl Iterator<Item = &T> {
        self.items.iter().filter_map(|item| item.result.as_ref().ok())
    }

    fn map<U>(self, change: impl Fn(T) -> Result<U, Error>) -> Batch<U> {
        let items = self.items.into_iter().map(|item| item.map(&change)).collect();
        Batch { items, of: self.of, options: self.options }
    }
}

impl Batch<Availability> {
    /// Every row that there is, in the order of the input.
    pub fn rows(&self) -> impl Iterator<Item = &DomainAvailability> {
        self.results().flat_map(|answer| &answer.domains)
    }
}

impl Batch<Import> {
    /// The jobs that were begun.
    pub fn jobs(&self) -> impl Iterator<Item = &Import> {
        self.results()
    }
}

impl Batch<Forwarding> {
    /// The jobs that were begun.
    pub fn jobs(&self) -> impl Iterator<Item = &Forwarding> {
        self.results()
    }
}

impl<T: Output> Batch<T> {
    /// The machine that repeats what failed, with the same bytes, and never what is unknown or done.
    ///
    /// It makes a new batch with the items in the same places, and no error of its own: those are in the items.
    pub fn into_retry(self) -> BatchCall {
        BatchCall::again(self.map(|data| Ok(data.into_reply())))
    }
}

impl Batch<Reply> {
    /// The same with the type that its operation has. With another type its items are `internal` errors.
    pub fn typed<T: Output>(self) -> Batch<T> {
        self.map(|reply| T::from_reply(reply).ok_or_else(|| Error::internal("the table's output type is wrong")))
    }
}

impl<T: Serialize> Serialize for Batch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut batch = serializer.serialize_struct("Batch", 1)?;
        batch.serialize_field("items", &self.items)?;
        batch.end()
    }
}

impl<T: Serialize> Serialize for BatchItem<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("BatchItem", 4)?;
        item.serialize_field("domains", &self.domains)?;
        item.serialize_field("outcome", &self.outcome())?;
        match &self.result {
            Ok(data) => item.serialize_field("result", data)?,
            Err(error) => item.serialize_field("error", error)?,
        }
        match &self.meta {
            Some(meta) => item.serialize_field("meta", meta)?,
            None => item.skip_field("meta")?,
        }
        item.end()
    }
}
