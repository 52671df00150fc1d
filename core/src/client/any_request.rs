//! Requests by their path, for endpoints newer than the SDK.

use serde_json::Value;

use crate::client::{Client, Request};
use crate::input::AnyRequest;
use crate::operation::Method;

impl Client {
    /// A request to an endpoint that this version of the SDK does not know: retried, limited in time and scrubbed like
    /// every other. Its result is the whole JSON body, `null` where the answer has none.
    ///
    /// `path` is appended to the base URL: it begins with `/`, and names neither host nor query.
    ///
    /// ```no_run
    /// # use peeker_core::{Client, operation::Method};
    /// # use serde_json::json;
    /// # let client = Client::from_env()?;
    /// let quote = client.request(Method::Post, "/quotes").body(json!({ "domains": 4 })).send()?;
    /// println!("{}", quote["data"]["total_cents"]);
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> Request<'_, AnyRequest, Value> {
        let input = AnyRequest::new(method, path);
        Request::new(self, input.endpoint(), input)
    }
}

impl Request<'_, AnyRequest, Value> {
    /// A value of the query; a list is joined by commas. Texts are treated as secrets.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.input.query.insert(name.into(), value.into());
        self
    }

    /// The JSON of a POST or PATCH. Texts are treated as secrets.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.input.body = Some(body.into());
        self
    }

    /// Whether a POST may be sent again although it may have reached the server. It may not unless this says so; every
    /// other method may anyway.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.input.idempotent = idempotent;
        self.endpoint = self.input.endpoint();
        self
    }
}
