//! A long input about to be sent: as many calls as it takes, one after another.

use std::time::Duration;

use serde_json::Value;

use crate::batch::{Batch, BatchCall, BatchEndpoint, BatchStep};
use crate::client::{Client, Request};
use crate::error::Error;
use crate::input::Splittable;
use crate::operation::{Output, Reply};

/// A long input about to be sent: nothing is before [`send`](Self::send).
#[must_use = "nothing is sent before `send`"]
#[derive(Debug)]
pub struct BatchRequest<'a, I, O> {
    endpoint: BatchEndpoint<I, O>,
    /// With the whole input, and with what each call sets differently from the client.
    request: Request<'a, I, O>,
}

impl<'a, I: Splittable, O: Output> BatchRequest<'a, I, O> {
    pub(super) fn new(client: &'a Client, endpoint: BatchEndpoint<I, O>, input: I) -> Self {
        Self { endpoint, request: Request::new(client, endpoint.call(), input) }
    }

    /// How long one attempt of a call may take.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.each(|request| request.timeout(timeout))
    }

    /// How long all attempts and waits of one call may take together. Each call of the batch has as long.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.each(|request| request.deadline(deadline))
    }

    /// How long connecting may take.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.each(|request| request.connect_timeout(timeout))
    }

    /// How often to retry each call after failures; 0 turns off waiting after a 429 too.
    pub fn max_retries(self, retries: u32) -> Self {
        self.each(|request| request.max_retries(retries))
    }

    /// A header of every call besides the client's own; the same name replaces.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.each(|request| request.header(name, value))
    }

    /// A field of every call that this version of the SDK does not know.
    pub fn extra_body(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.each(|request| request.extra_body(name, value))
    }

    /// A query parameter of every call that this version of the SDK does not know.
    pub fn extra_query(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.each(|request| request.extra_query(name, value))
    }

    /// Sends names although an inferred rule speaks against them, as [`Request::waive`] does.
    pub fn waive(self, code: impl Into<String>) -> Self {
        self.each(|request| request.waive(code))
    }

    /// Whether the input is checked, as [`Request::validate`] says it.
    pub fn validate(self, validate: bool) -> Self {
        self.each(|request| request.validate(validate))
    }

    /// Checks the whole input, then makes its calls one after another.
    ///
    /// # Errors
    /// Kind `Validation` with everything that is wrong with the input, before anything is sent; or the error of the
    /// first call, if that was certainly not done. Later errors are in the batch's items, so that nothing that was done
    /// is lost.
    pub fn send(self) -> Result<Batch<O>, Error> {
        let (client, input, options) = self.request.into_parts();
        let batch = client.config.batch(self.endpoint, input, options)?;
        drive(client, batch).0.map(Batch::typed)
    }

    fn each(self, change: impl FnOnce(Request<'a, I, O>) -> Request<'a, I, O>) -> Self {
        Self { request: change(self.request), ..self }
    }
}

impl<O: Output> Batch<O> {
    /// Sends what failed or was not sent once more, in the same parts and with the same bytes. What is unknown or done
    /// is left alone, and stays in its place in the new batch.
    ///
    /// An import whose outcome is unknown is completed by `create_many` with the same names: the API returns the jobs
    /// that there are.
    pub fn retry(self, client: &Client) -> Self {
        // A retry has no error of its own: what was done before must not be lost.
        drive(client, self.into_retry()).1.so_far().typed()
    }
}

fn drive(client: &Client, mut batch: BatchCall) -> (Result<Batch<Reply>, Error>, BatchCall) {
    loop {
        match batch.step() {
            BatchStep::Call(next) => {
                let result = client.run(next.operation, next.input, &next.options);
                batch.answered(result.and_then(|raw| raw.reply()));
            }
            BatchStep::Done(result) => return (result, batch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Failure, Transfer};
    use crate::client::SystemClock;
    use crate::config::{Config, Options};
    use crate::response::HttpResponse;

    #[test]
    fn what_can_be_waived_or_turned_off_for_a_call_can_be_so_for_a_batch() {
        let server = |_: &Transfer| {
            let body = br#"{"data":{"domains":[]}}"#.to_vec();
            Ok::<_, Failure>(HttpResponse { status: 200, headers: Vec::new(), body })
        };
        let options = Options { api_key: Some("pk_test_x".into()), ..Options::default() };
        let config = Config::new(options, |_| None).expect("sound settings");
        let client = Client::with_parts(config, server, SystemClock::new(), 1);
        let check = || client.domains().check_availability(["acme.newer"]);
        assert_eq!(check().send().map_err(|error| error.code().to_owned()).err(), Some("unknown_suffix".into()));
        assert!(check().waive("unknown_suffix").send().is_ok_and(|batch| batch.is_complete()));
        assert!(client.domains().check_availability(["mail.acme.com"]).validate(false).send().is_ok());
    }
}
