//! Lists: filters, pages and links. Newest first, which is documented for orders and inferred for the rest.

use serde_json::{Value, json};

use crate::ids::hash;
use crate::reply::{ApiError, Reply};
use crate::router::Call;
use crate::state::{Record, Table};

/// What a list request asks for.
#[derive(Debug)]
pub(crate) struct Listing {
    path: String,
    base_url: String,
    /// Whose rows they are, in which environment.
    owner: String,
    filters: Vec<(&'static str, String)>,
    per_page: usize,
    before: Option<u64>,
}

impl Listing {
    /// Reads paging and the named filters, each with its default; other query parameters are ignored.
    pub(crate) fn read(call: &Call<'_>, known: &[(&'static str, Option<&str>)]) -> Result<Self, ApiError> {
        let filters = known.iter().filter_map(|(name, default)| {
            let value = call.query(name).filter(|value| !value.is_empty()).or(*default)?;
            Some((*name, value.to_owned()))
        });
        let mut listing = Self {
            path: call.path.to_owned(),
            base_url: call.base_url.to_owned(),
            owner: format!("{} {}", call.access.environment(), call.access.account),
            filters: filters.collect(),
            per_page: per_page(call)?,
            before: None,
        };
        if let Some(token) = call.query("page_token") {
            let wrong =
                || ApiError::invalid("page_token", "This page token is not one of this list with these filters.");
            listing.before = Some(listing.open_token(token).ok_or_else(wrong)?);
        }
        Ok(listing)
    }

    pub(crate) fn filter(&self, name: &str) -> Option<&str> {
        self.filters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// A filter whose values are known. That another value is refused is inferred.
    pub(crate) fn filter_among(&self, name: &'static str, values: &[&str]) -> Result<Option<&str>, ApiError> {
        match self.filter(name) {
            Some(value) if !values.contains(&value) => {
                Err(ApiError::invalid(name, format!("This filter must be one of: {}.", values.join(", "))))
            }
            value => Ok(value),
        }
    }

    /// Whether a row passes a filter on one of its texts.
    pub(crate) fn allows(&self, name: &str, value: Option<&str>) -> bool {
        self.filter(name).is_none_or(|wanted| value == Some(wanted))
    }

    /// One page of those rows of a table that are to be shown. Only rows of the page are written as JSON.
    pub(crate) fn reply<T: Record>(
        &self,
        table: &Table<T>,
        shows: impl Fn(&T) -> bool,
        to_json: impl Fn(&T) -> Value,
    ) -> Reply {
        let mut rows = table.newest_first(self.before).filter(|(_, row)| shows(row));
        let mut page = Vec::new();
        let mut last = 0;
        for (number, row) in rows.by_ref().take(self.per_page) {
            last = number;
            page.push(to_json(row));
        }
        let next = rows.next().map(|_| self.link(Some(&self.token(last))));
        let meta = json!({ "path": self.path, "per_page": self.per_page, "returned": page.len() });
        let body = json!({ "data": page, "links": { "first": self.link(None), "next": next }, "meta": meta });
        Reply { status: 200, body }
    }

    /// Links are absolute and keep the filters, the defaults too (seen in an example).
    fn link(&self, token: Option<&str>) -> String {
        let mut query: Vec<String> =
            self.filters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        query.push(format!("per_page={}", self.per_page));
        query.extend(token.map(|token| format!("page_token={token}")));
        format!("{}{}?{}", self.base_url, self.path, query.join("&"))
    }

    /// Opaque on purpose: nothing in it can be guessed or built by hand.
    fn token(&self, last: u64) -> String {
        let bound = self.bound();
        format!("{:016x}{:016x}", last ^ bound, hash(format!("{last}/{bound}").as_bytes()))
    }

    fn open_token(&self, token: &str) -> Option<u64> {
        let number = token.get(..16).and_then(|half| u64::from_str_radix(half, 16).ok())? ^ self.bound();
        (self.token(number) == token).then_some(number)
    }

    /// A token belongs to its account, list and filters: with others, it is refused (inferred).
    fn bound(&self) -> u64 {
        hash(format!("{} {}{:?}", self.owner, self.path, self.filters).as_bytes())
    }
}

/// 1 to 100, 25 if not said (documented).
fn per_page(call: &Call<'_>) -> Result<usize, ApiError> {
    let wrong = || ApiError::invalid("per_page", "This must be a whole number from 1 to 100.");
    match call.query("per_page") {
        None => Ok(25),
        Some(text) => text.parse().ok().filter(|number| (1..=100).contains(number)).ok_or_else(wrong),
    }
}

fn encode(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    value.bytes().map(one).collect()
}
