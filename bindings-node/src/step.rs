//! What a call wants next, as JavaScript sees it.

use napi_derive::napi;
use peeker_core::error::Error;
use peeker_core::response::Raw;

use crate::guard::guard;

/// `{ kind: "send", … }` and so on: see `native.ts`.
#[napi(discriminant = "kind", discriminant_case = "lowercase")]
#[derive(Debug)]
pub enum Step {
    /// Send the request, at most this many milliseconds.
    Send { timeout: f64 },
    /// Ask again at this time.
    Wait { until: f64 },
    /// `{"data": …, "page": …, "meta": …}`; the page is null where the data is no list.
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

    pub(crate) fn failed(error: &Error) -> Self {
        Self::Failed { facts: error.to_json() }
    }
}

/// The decoded answer written back: what May called otherwise, or sent in another shape, is as the types say.
fn text(raw: &Raw) -> Result<String, Error> {
    let (reply, meta) = raw.reply()?;
    let json = |result: serde_json::Result<String>| result.map_err(|error| Error::internal(error.to_string()));
    let (data, page) = (json(serde_json::to_string(&reply))?, json(serde_json::to_string(&reply.page()))?);
    let meta = json(serde_json::to_string(&meta))?;
    Ok(format!(r#"{{"data":{data},"page":{page},"meta":{meta}}}"#))
}
