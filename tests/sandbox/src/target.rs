//! The receiver of webhooks: a URL on this machine, and the secrets.

use std::fmt;
use std::net::{IpAddr, ToSocketAddrs};

use ureq::http::Uri;

/// Where webhooks go, and the secrets they are signed with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) secret: String,
    /// Live events are signed with a secret of their own (documented); without one, with the same.
    pub(crate) live_secret: Option<String>,
}

/// Without the secrets.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Target {
    /// # Errors
    /// A sentence, if the URL is not plain http to this machine.
    pub(crate) fn new(url: &str, secret: &str) -> Result<Self, String> {
        if secret.trim().is_empty() {
            return Err("the webhook secret is empty".to_owned());
        }
        if !is_loopback(url) {
            return Err(format!("webhooks go to loopback over http only, not to `{url}`"));
        }
        Ok(Self { url: url.to_owned(), secret: secret.to_owned(), live_secret: None })
    }
}

fn is_loopback(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let Some(host) = uri.host().filter(|_| uri.scheme_str() == Some("http")) else { return false };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost") && all_loopback(bare, uri.port_u16().unwrap_or(80)),
    }
}

/// Even `localhost` is only what this machine says it is.
fn all_loopback(host: &str, port: u16) -> bool {
    (host, port).to_socket_addrs().is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_leave_this_machine_by_no_spelling() {
        for url in ["http://127.0.0.1:1/x", "http://[::1]:1/", "http://localhost:1/hook", "http://127.9.9.9/"] {
            assert!(Target::new(url, "secret").is_ok(), "{url}");
        }
        for url in [
            "https://127.0.0.1/",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "http://0.0.0.0/",
            "http://10.0.0.1/",
            "ftp://localhost/",
            "localhost:1",
            "",
        ] {
            assert!(Target::new(url, "secret").is_err(), "{url}");
        }
    }

    #[test]
    fn a_target_needs_a_secret_and_hides_it() {
        assert!(Target::new("http://127.0.0.1:1/", " ").is_err());
        let target = Target::new("http://127.0.0.1:1/", "whsec_hidden").unwrap();
        assert!(!format!("{target:?}").contains("hidden"));
    }
}
