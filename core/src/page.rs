//! From a page to the next one. In scope: the token, and lists that never end. Out of scope: sending.
//!
//! From `links.next` only the token is taken, never the address: the next request is the operation's own path with the
//! caller's own filters and that token. So the key goes nowhere else, and a base URL behind a proxy works.

use std::collections::HashSet;

use crate::error::{Error, ErrorKind};
use crate::model::PageInfo;

/// Walks the pages of one list.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    seen: HashSet<String>,
}

impl Pager {
    /// The token of the page after this one; `None` after the last.
    ///
    /// # Errors
    /// `page_token_missing` if there is a next page without a token, `page_token_repeated` if its token was seen
    /// before: neither is an end, and going on would be a loop.
    pub fn next(&mut self, page: &PageInfo) -> Result<Option<String>, Error> {
        let Some(next) = &page.links.next else { return Ok(None) };
        let Some(token) = page_token(next) else {
            return Err(broken("page_token_missing", "the list has a next page, and its link has no page token"));
        };
        if !self.seen.insert(token.clone()) {
            return Err(broken("page_token_repeated", "the list leads back to a page that was already read"));
        }
        Ok(Some(token))
    }
}

fn broken(code: &'static str, message: &str) -> Error {
    Error::new(ErrorKind::UnexpectedResponse, code, message)
}

/// The `page_token` in the query of an address, absolute or not.
fn page_token(address: &str) -> Option<String> {
    let query = address.split_once('?')?.1.split('#').next()?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let token = pairs.find(|(name, _)| name == "page_token")?.1.into_owned();
    (!token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Extra, Links};

    fn page(next: Option<&str>) -> PageInfo {
        let links = Links { next: next.map(str::to_owned), ..Links::default() };
        PageInfo { links, meta: None, extra: Extra::default() }
    }

    #[test]
    fn only_the_token_of_a_link_is_used() {
        let mut pager = Pager::default();
        let next = pager.next(&page(Some("https://evil.example/x?status=open&page_token=a%2Bb%3D#top")));
        assert_eq!(next, Ok(Some("a+b=".into())));
        assert_eq!(pager.next(&page(None)), Ok(None));
    }

    #[test]
    fn a_list_that_leads_back_ends_in_an_error() {
        let mut pager = Pager::default();
        assert!(pager.next(&page(Some("/orders?page_token=a"))).is_ok());
        assert!(pager.next(&page(Some("/orders?page_token=b"))).is_ok());
        let looped = pager.next(&page(Some("/orders?page_token=a"))).map_err(|error| error.code().to_owned());
        assert_eq!(looped, Err("page_token_repeated".into()));
    }

    #[test]
    fn a_next_page_without_a_token_is_an_error_and_no_end() {
        for link in ["", "/orders", "/orders?per_page=25", "/orders?page_token="] {
            let found = Pager::default().next(&page(Some(link))).map_err(|error| error.code().to_owned());
            assert_eq!(found, Err("page_token_missing".into()), "{link}");
        }
    }

    proptest! {
        #[test]
        fn no_link_makes_it_panic(link in ".*") {
            let _ = Pager::default().next(&page(Some(&link)));
        }
    }
}
