//! The routes, and which of them a request means.

use serde_json::Value;

use crate::access::{Access, Needs};
use crate::reply::{ApiError, Reply};
use crate::resources::{
    availability, bundles, cancelling, domains, forwarding, imports, me, orders, pending, swaps, users,
};
use crate::state::{AccountId, World};

/// A request that found its route, as handlers see it.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) access: &'a Access,
    pub(crate) account: AccountId,
    /// Below the base path.
    pub(crate) path: &'a str,
    pub(crate) base_url: &'a str,
    pub(crate) body: &'a Body,
    query: Vec<(String, String)>,
    params: Params,
}

/// A request's body, read as JSON before the state is locked.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    json: Result<Value, String>,
}

impl Body {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let json = match bytes {
            [] => Err("The body is empty; it must be a JSON object.".to_owned()),
            bytes => serde_json::from_slice(bytes).map_err(|error| format!("The body is not JSON: {error}.")),
        };
        Self { bytes: bytes.to_vec(), json }
    }
}

/// The path parameters by name.
pub(crate) type Params = Vec<(&'static str, String)>;

impl<'a> Call<'a> {
    pub(crate) fn new(access: &'a Access, account: AccountId, path: &'a str, params: Params, body: &'a Body) -> Self {
        Self { access, account, path, base_url: "", body, query: Vec::new(), params }
    }

    #[must_use]
    pub(crate) fn with(mut self, base_url: &'a str, query: &str) -> Self {
        self.base_url = base_url;
        self.query = parse_query(query);
        self
    }

    /// The `{id}` of the path.
    pub(crate) fn id(&self) -> &str {
        self.params.iter().find(|(name, _)| *name == "id").map_or("", |(_, value)| value)
    }

    /// The first query parameter of that name.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Result<&'a Value, ApiError> {
        self.body.json.as_ref().map_err(|why| ApiError::new(400, "invalid_request", why))
    }
}

pub(crate) type Handler = fn(&mut World, &Call<'_>) -> Result<Reply, ApiError>;

/// One endpoint.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) needs: Needs,
    pub(crate) handler: Handler,
}

const fn get(path: &'static str, handler: Handler) -> Route {
    Route { method: "GET", path, needs: Needs::Read, handler }
}

const fn post(path: &'static str, handler: Handler) -> Route {
    Route { method: "POST", path, needs: Needs::Write, handler }
}

const fn patch(path: &'static str, handler: Handler) -> Route {
    Route { method: "PATCH", path, needs: Needs::Write, handler }
}

const fn delete(path: &'static str, handler: Handler) -> Route {
    Route { method: "DELETE", path, needs: Needs::Write, handler }
}

/// Every endpoint of the documentation.
pub(crate) const ROUTES: &[Route] = &[
    get("/me", me::show),
    post("/bundles", bundles::create),
    get("/bundles", bundles::list),
    get("/bundles/{id}", bundles::retrieve),
    patch("/bundles/{id}", bundles::update),
    delete("/bundles/{id}", bundles::delete),
    post("/users", users::create),
    get("/users", users::list),
    get("/users/{id}", users::retrieve),
    patch("/users/{id}", users::update),
    delete("/users/{id}", users::delete),
    Route { method: "POST", path: "/domains/availability", needs: Needs::Query, handler: availability::check },
    get("/domains", domains::list),
    post("/domains/import", imports::create),
    get("/domains/import", imports::lookup),
    get("/domains/import/{id}", imports::retrieve),
    post("/domains/import/jobs", imports::create_job),
    get("/domains/import/jobs/{id}", imports::retrieve),
    post("/domains/forwarding", forwarding::set),
    get("/domains/forwarding/{id}", forwarding::retrieve),
    post("/orders", orders::create),
    get("/orders", orders::list),
    get("/orders/pending", pending::list),
    get("/orders/{id}", orders::retrieve),
    post("/orders/{id}/cancel", cancelling::cancel),
    post("/swaps", swaps::create),
    get("/swaps", swaps::list),
    get("/swaps/{id}", swaps::retrieve),
    post("/swaps/user_names", swaps::rename_users),
];

/// The route of a request and its path parameters. A literal segment wins over a parameter. HEAD is GET without a body.
pub(crate) fn find(method: &str, path: &str) -> Option<(&'static Route, Params)> {
    let method = if method == "HEAD" { "GET" } else { method };
    ROUTES
        .iter()
        .filter(|route| route.method == method)
        .filter_map(|route| Some((route, matched(route.path, path)?)))
        .min_by_key(|(_, params)| params.len())
}

/// Says that there is no such endpoint, and what the path takes instead. That a wrong method is `not_found` too is inferred.
pub(crate) fn no_route(method: &str, path: &str) -> ApiError {
    let takes: Vec<&str> =
        ROUTES.iter().filter(|route| matched(route.path, path).is_some()).map(|route| route.method).collect();
    let message = if takes.is_empty() {
        format!("There is no endpoint {path}.")
    } else {
        format!("There is no {method} {path}; it takes {}.", takes.join(" and "))
    };
    ApiError::new(404, "not_found", message)
}

fn matched(pattern: &'static str, path: &str) -> Option<Params> {
    let mut params = Params::new();
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(wanted), Some(given)) => match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) if !given.is_empty() => params.push((name, decode(given, false))),
                None if wanted == given => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

fn parse_query(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, true), decode(value, true))
        })
        .collect()
}

/// Percent-decodes; in a query, `+` is a blank.
fn decode(text: &str, plus_is_blank: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%').and_then(hex);
        let byte = if *first == b'+' && plus_is_blank { b' ' } else { *first };
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    text.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u8::from_str_radix(text, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn path_of(method: &str, path: &str) -> Option<&'static str> {
        find(method, path).map(|(route, _)| route.path)
    }

    #[test]
    fn no_route_is_listed_twice() {
        let unique: HashSet<_> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
        assert_eq!(unique.len(), ROUTES.len());
    }

    #[test]
    fn literal_segments_win_over_parameters() {
        assert_eq!(path_of("GET", "/orders/pending"), Some("/orders/pending"));
        assert_eq!(path_of("POST", "/domains/import/jobs"), Some("/domains/import/jobs"));
        assert_eq!(path_of("POST", "/swaps/user_names"), Some("/swaps/user_names"));
        assert_eq!(path_of("GET", "/orders/ord_1"), Some("/orders/{id}"));
        assert_eq!(path_of("HEAD", "/orders/ord_1"), Some("/orders/{id}"));
    }

    #[test]
    fn what_has_no_route_finds_none() {
        for (method, path) in
            [("GET", "/"), ("GET", "/orders/"), ("GET", "/orders/a/b"), ("PUT", "/orders"), ("GET", "/domains/dom_1")]
        {
            assert_eq!(path_of(method, path), None, "{method} {path}");
        }
    }

    #[test]
    fn parameters_and_queries_are_decoded() {
        let (_, params) = find("GET", "/orders/a%2Fb").unwrap();
        assert_eq!(params, [("id", "a/b".to_owned())]);
        assert_eq!(
            parse_query("a=x%2By+z&b&c=%zz"),
            [("a".into(), "x+y z".into()), ("b".into(), String::new()), ("c".into(), "%zz".into())]
        );
    }
}
