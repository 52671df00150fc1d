//! The operations that take more domains than one call of the API, and how their input is cut.

use crate::error::{Error, Violations};
use crate::input::{Checking, MAX_AVAILABILITY, MAX_FORWARDING, MAX_IMPORT_JOB, Prepared, Splittable, read};
use crate::model::*;
use crate::operation::{
    DOMAINS_CHECK_AVAILABILITY, Endpoint, FORWARDING_SET, IMPORTS_CREATE_JOB, Operation, Output, Reply,
};

/// One operation that splits its input, with its types erased: what bindings name by text.
#[derive(Debug)]
pub struct BatchOperation {
    /// As in `imports.create_many`.
    pub name: &'static str,
    /// The operation that each call is made of.
    pub operation: &'static Operation,
    /// The most domains of one call.
    pub most: usize,
    pub(super) cut: fn(&str, &Checking) -> Result<Vec<Part>, Error>,
}

/// One operation that splits its input, with its types.
#[derive(Debug)]
pub struct BatchEndpoint<I, O> {
    operation: &'static BatchOperation,
    call: Endpoint<I, O>,
}

impl<I, O> Clone for BatchEndpoint<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for BatchEndpoint<I, O> {}

impl<I: Splittable, O: Output> BatchEndpoint<I, O> {
    pub fn operation(self) -> &'static BatchOperation {
        self.operation
    }

    /// The operation that each call is made of, with its types.
    pub fn call(self) -> Endpoint<I, O> {
        self.call
    }
}

impl BatchOperation {
    /// The row of that name, as in `imports.create_many`.
    pub fn named(name: &str) -> Option<&'static BatchOperation> {
        ALL.iter().copied().find(|row| row.name == name)
    }
}

/// What is sent by one call.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its domains in the order of the input, whatever the order that they are sent in.
    pub(super) domains: Vec<String>,
    pub(super) input: Prepared,
}

/// Checks a whole input, then cuts it in its own order: sorted first, one more domain would change every later part,
/// and with it what the server takes for the same.
///
/// # Errors
/// Kind `Validation`, with everything that is wrong with the input, counted as the caller counts.
pub(super) fn cut<I: Splittable>(input: I, most: usize, checking: &Checking) -> Result<Vec<Part>, Error> {
    let mut violations = Violations::default();
    let mut input = input.check_any_number(&mut violations);
    checking.settle(violations)?;
    let domains = std::mem::take(input.domains_mut());
    let part = |domains: &[String]| {
        let mut one = input.clone();
        *one.domains_mut() = domains.to_vec();
        Ok(Part { domains: domains.to_vec(), input: Prepared::checked(one, checking)? })
    };
    domains.chunks(most).map(part).collect()
}

/// The rows of an answer in the order of the domains that were asked for; what was not asked for comes last.
pub(super) fn in_order(reply: Reply, domains: &[String]) -> Reply {
    let Reply::Availability { data } = reply else { return reply };
    let Availability { domains: rows, extra } = data;
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(rows.len());
    for name in domains {
        let asked = |row: &&mut Option<DomainAvailability>| row.as_ref().is_some_and(|row| row.domain == *name);
        sorted.extend(rows.iter_mut().find(asked).and_then(Option::take));
    }
    sorted.extend(rows.into_iter().flatten());
    Reply::Availability { data: Availability { domains: List::from(sorted), extra } }
}

/// Yields from one list of rows the typed constants and [`ALL`].
macro_rules! batch_operations {
    ($($constant:ident $name:literal $endpoint:ident $most:ident $input:ident $output:ident;)*) => {
        $(pub const $constant: BatchEndpoint<$input, $output> = BatchEndpoint {
            operation: &BatchOperation {
                name: $name,
                operation: $endpoint.operation(),
                most: $most,
                cut: |text, checking| cut(read::<$input>(text)?, $most, checking),
            },
            call: $endpoint,
        };)*

        /// Every operation that splits its input.
        pub const ALL: &[&BatchOperation] = &[$($constant.operation),*];
    };
}

batch_operations! {
    // constant          name                          calls of                     most of one call  input              output
    CHECK_AVAILABILITY   "domains.check_availability"  DOMAINS_CHECK_AVAILABILITY   MAX_AVAILABILITY  AvailabilityQuery  Availability;
    CREATE_MANY          "imports.create_many"         IMPORTS_CREATE_JOB           MAX_IMPORT_JOB    NewImportJob       Import;
    SET_FORWARDING       "forwarding.set"              FORWARDING_SET               MAX_FORWARDING    NewForwarding      Forwarding;
}
