//! Where a key may be sent.

use url::{Host, Url};

use crate::error::Error;

/// https, or http to this machine only: orders carry customers' passwords.
pub(super) fn parse(text: &str) -> Result<Url, Error> {
    let refuse = |message: String| Err(Error::configuration("invalid_base_url", message));
    let Ok(url) = Url::parse(text) else {
        return refuse("the base URL is not a URL such as https://api.peeker.ai/partner/v1".to_owned());
    };
    let Some(host) = url.host() else { return refuse("the base URL has no host".to_owned()) };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("the base URL must not carry a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("the base URL must have no query and no fragment".to_owned());
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&host) => Ok(url),
        "http" => Err(Error::configuration(
            "insecure_base_url",
            format!("http is for this machine only, and {host} is another; use https"),
        )),
        other => refuse(format!("the base URL's scheme is {other}; use https")),
    }
}

/// A live key goes only where code sent it: an environment variable alone must not redirect it.
pub(super) fn check_trusted(base_url: &Url, allow_hosts: &[String]) -> Result<(), Error> {
    let host = base_url.host_str().unwrap_or_default();
    if is_peekers(host) || allow_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)) {
        return Ok(());
    }
    let message =
        format!("PEEKER_BASE_URL would send a live key to {host}; name that host in allow_hosts if it is meant");
    Err(Error::configuration("untrusted_base_url", message))
}

/// Where an app's requests go that have no key: not to Peeker, where every call needs one.
pub(super) fn check_own(base_url: Url) -> Result<Url, Error> {
    if is_peekers(base_url.host_str().unwrap_or_default()) {
        let message = "without a key the base URL is that of your own backend; Peeker's API refuses every call";
        return Err(Error::configuration("invalid_base_url", message));
    }
    Ok(base_url)
}

pub(super) fn missing() -> Error {
    let message = "without a key the base URL of your own backend is needed; there is no default for it";
    Error::configuration("invalid_base_url", message)
}

fn is_peekers(host: &str) -> bool {
    host == "peeker.ai" || host.ends_with(".peeker.ai")
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}
