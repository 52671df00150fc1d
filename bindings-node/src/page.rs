//! Walking the pages of a list.

use std::sync::{Mutex, PoisonError};

use napi_derive::napi;
use peeker_core::error::Error;
use peeker_core::model::PageInfo;
use peeker_core::page;

use crate::guard::enter;

/// Knows which pages of one list were read.
#[napi]
#[derive(Default)]
pub struct Pager(Mutex<page::Pager>);

#[napi]
impl Pager {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The token of the page after the one whose `page` is given as JSON; null after the last.
    #[napi]
    pub fn next(&self, page: String) -> napi::Result<Option<String>> {
        enter(|| {
            let page: PageInfo = serde_json::from_str(&page).map_err(|error| Error::internal(error.to_string()))?;
            self.0.lock().unwrap_or_else(PoisonError::into_inner).next(&page)
        })
    }
}
