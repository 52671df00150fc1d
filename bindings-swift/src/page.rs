//! Walking the pages of a list.

use std::sync::{Mutex, PoisonError};

use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::model::PageInfo;
use peeker_core::operation::Operation;
use peeker_core::page;

use crate::fault::Fault;
use crate::guard::guard;

/// Knows which pages of one list were read.
#[derive(Debug, uniffi::Object)]
pub(crate) struct Pager {
    operation: &'static Operation,
    pager: Mutex<page::Pager>,
}

#[uniffi::export]
impl Pager {
    /// For the list that this operation gives.
    #[uniffi::constructor]
    pub(crate) fn new(operation: &str) -> Result<Self, Fault> {
        guard(|| {
            let operation = Operation::named(operation).ok_or_else(|| Error::internal("there is no such list"))?;
            Ok(Self { operation, pager: Mutex::default() })
        })
    }

    /// The token of the page after this one; nothing after the last.
    pub(crate) fn next(&self, page: PageInfo, meta: Meta) -> Result<Option<String>, Fault> {
        guard(|| {
            let mut pager = self.pager.lock().unwrap_or_else(PoisonError::into_inner);
            pager.next(&page).map_err(|error| error.of_call(self.operation, &meta))
        })
    }
}
