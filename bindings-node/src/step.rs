//! What a call wants next, as JavaScript sees it.

use napi_derive::napi;
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::model::PageInfo;
use peeker_core::operation::Reply;
use peeker_core::response::Raw;
use serde::Serialize;

use crate::guard::guard;

/// `{ kind: "send", … }` and so on: see `native.ts`.
#[napi(discriminant = "kind", discriminant_case = "lowercase")]
#[derive(Debug)]
pub enum Step {
    /// Send the request, at most this many milliseconds.
    Send { timeout: f64 },
    /// Ask again at this time.
    Wait { until: f64 },
    /// Of a sequence: begin its next call.
    Call {},
    /// The call has ended, and what it answered is kept for the sequence that began it.
    Answered {},
    /// `{"data": …, "page": …, "meta": …}`; the page is null where the data is no list. Of a sequence, its result.
    Done { text: String },
    /// The facts of an error.
    Failed { facts: String },
}

impl Step {
    /// Reads and writes the answer where it is called: on a pool thread, if the answer came there.
    pub(crate) fn done(result: Result<Raw, Error>) -> Self {
        match guard(|| result.and_then(|raw| text(&raw))) {
            Ok(text) => Self::Done { text },
            Err(error) => Self::failed(&error),
        }
    }

    /// The end of a sequence.
    pub(crate) fn ended(result: Result<&impl Serialize, &Error>) -> Self {
        match result.map_err(Clone::clone).and_then(json) {
            Ok(text) => Self::Done { text },
            Err(error) => Self::failed(&error),
        }
    }

    pub(crate) fn failed(error: &Error) -> Self {
        Self::Failed { facts: error.to_json() }
    }
}

/// The decoded answer written back: what May called otherwise, or sent in another shape, is as the types say.
fn text(raw: &Raw) -> Result<String, Error> {
    let (reply, meta) = raw.reply()?;
    let answer = Answer { data: &reply, page: reply.page(), meta: &meta };
    json(&answer)
}

#[derive(Serialize)]
struct Answer<'a> {
    data: &'a Reply,
    page: Option<&'a PageInfo>,
    meta: &'a Meta,
}

/// A value of core's, as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))
}
