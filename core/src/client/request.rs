//! A call about to be made, with what it sets differently from its client.

use std::time::Duration;

use serde_json::Value;

use crate::call::CallOptions;
use crate::client::Client;
use crate::error::Error;
use crate::input::{Filter, Input, Prepared};
use crate::meta::Meta;
use crate::operation::{Endpoint, Output, Page};
use crate::page::Pager;
use crate::secret::Secret;

/// A call about to be made: nothing is sent before [`send`](Self::send).
#[must_use = "nothing is sent before `send`"]
#[derive(Debug)]
pub struct Request<'a, I, O> {
    client: &'a Client,
    pub(super) endpoint: Endpoint<I, O>,
    pub(super) input: I,
    options: CallOptions,
}

/// A result with what is known of its call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithMeta<T> {
    pub data: T,
    pub meta: Meta,
}

// Not derived: what a call answers needs no clone for the call to be repeated.
impl<I: Clone, O> Clone for Request<'_, I, O> {
    fn clone(&self) -> Self {
        let Self { client, endpoint, input, options } = self;
        Self { client, endpoint: *endpoint, input: input.clone(), options: options.clone() }
    }
}

impl<'a, I, O> Request<'a, I, O> {
    pub(super) fn new(client: &'a Client, endpoint: Endpoint<I, O>, input: I) -> Self {
        Self { client, endpoint, input, options: CallOptions::default() }
    }

    pub(super) fn client(&self) -> &'a Client {
        self.client
    }

    pub(super) fn options(&self) -> &CallOptions {
        &self.options
    }

    pub(super) fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    pub(super) fn into_parts(self) -> (&'a Client, I, CallOptions) {
        (self.client, self.input, self.options)
    }

    /// How long one attempt may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(millis(timeout));
        self
    }

    /// How long all attempts and waits together may take.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(millis(deadline));
        self
    }

    /// How long connecting may take.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = Some(millis(timeout));
        self
    }

    /// How often to retry after failures; 0 turns off waiting after a 429 too.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options.max_retries = Some(retries);
        self
    }

    /// A header besides the client's own; the same name replaces.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.headers.push((name.into(), Secret::new(value)));
        self
    }

    /// Sends the input although an inferred rule speaks against it, such as `unknown_suffix`; a warning of the result's
    /// metadata says so. Rules that are stated cannot be waived: [`rules`](crate::validate::rules) says which are.
    pub fn waive(mut self, code: impl Into<String>) -> Self {
        self.options.waive.push(code.into());
        self
    }

    /// Whether the input is checked, as it is if not said. If not, only what cannot be sent at all is refused.
    pub fn validate(mut self, validate: bool) -> Self {
        self.options.validate = Some(validate);
        self
    }

    /// A field that this version of the SDK does not know, for a write.
    pub fn extra_body(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.options.extra_body.insert(name.into(), value.into());
        self
    }

    /// A filter that this version of the SDK does not know.
    pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.options.extra_query.insert(name.into(), value.into());
        self
    }
}

impl<I: Input, O: Output> Request<'_, I, O> {
    /// Makes the call.
    pub fn send(self) -> Result<O, Error> {
        self.send_with_meta().map(|result| result.data)
    }

    /// Makes the call, and says what is known of it besides.
    pub fn send_with_meta(self) -> Result<WithMeta<O>, Error> {
        let operation = self.endpoint.operation();
        let input = Prepared::checked(self.input, &self.options.checking());
        let input = input.map_err(|error| error.with_operation(operation.name))?;
        let (reply, meta) = self.client.run(operation, input, &self.options)?.reply()?;
        match O::from_reply(reply) {
            Some(data) => Ok(WithMeta { data, meta }),
            None => Err(Error::internal("the table's output type is wrong")),
        }
    }
}

impl<'a, I: Filter, T> Request<'a, I, Page<T>>
where
    Page<T>: Output,
{
    /// The pages of the list, each requested when it is asked for.
    pub fn pages(self) -> Pages<'a, I, T> {
        Pages { next: Some(Next::Page(self)), pager: Pager::default() }
    }

    /// The rows of all pages, each page requested when its first row is asked for.
    pub fn items(self) -> Items<'a, I, T> {
        Items { pages: self.pages(), rows: Vec::new().into_iter() }
    }
}

/// The pages of a list. Ends after the last page or the first error.
#[derive(Debug)]
pub struct Pages<'a, I, T> {
    next: Option<Next<'a, I, T>>,
    pager: Pager,
}

#[derive(Debug)]
enum Next<'a, I, T> {
    Page(Request<'a, I, Page<T>>),
    /// The list cannot go on; said after the rows that there were.
    Broken(Error),
}

impl<I: Filter, T> Iterator for Pages<'_, I, T>
where
    Page<T>: Output,
{
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let request = match self.next.take()? {
            Next::Page(request) => request,
            Next::Broken(error) => return Some(Err(error)),
        };
        let mut following = request.clone();
        let WithMeta { data: page, meta } = match request.send_with_meta() {
            Ok(result) => result,
            Err(error) => return Some(Err(error)),
        };
        self.next = match self.pager.next(&page.page) {
            Ok(Some(token)) => {
                following.input.set_page_token(token);
                Some(Next::Page(following))
            }
            Ok(None) => None,
            Err(error) => Some(Next::Broken(error.of_call(following.endpoint.operation(), &meta))),
        };
        Some(Ok(page))
    }
}

/// The rows of a list. Ends after the last row or the first error.
#[derive(Debug)]
pub struct Items<'a, I, T> {
    pages: Pages<'a, I, T>,
    rows: std::vec::IntoIter<T>,
}

impl<I: Filter, T: Clone> Iterator for Items<'_, I, T>
where
    Page<T>: Output,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            match self.pages.next()? {
                Ok(page) => self.rows = page.data.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
