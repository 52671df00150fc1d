//! The receiver of webhooks: a URL on this machine, and the secrets.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

/// Where webhooks go, and the secrets they are signed with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: Url,
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
        let found = Url::parse(url).filter(|url| url.addresses().is_ok());
        let url = found.ok_or_else(|| format!("webhooks go to loopback over http only, not to `{url}`"))?;
        Ok(Self { url, secret: secret.to_owned(), live_secret: None })
    }
}

/// An http URL, as far as it is needed to send something there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Url {
    /// Host and port as written, for the header `Host`.
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) path: String,
    host: String,
    port: u16,
}

impl Url {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        // What is not printable would end the request's first line or a header.
        if !scheme.eq_ignore_ascii_case("http") || !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let rest = rest.split('#').next()?;
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (host, port) = split_port(authority)?;
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Some(Self { authority: authority.to_owned(), path, host: host.to_owned(), port })
    }

    /// Where to connect to, asked anew each time: even `localhost` is only what this machine says it is.
    ///
    /// # Errors
    /// If the host is not this machine.
    pub(crate) fn addresses(&self) -> io::Result<Vec<SocketAddr>> {
        let addresses = match self.host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, self.port)],
            Err(_) if self.host.eq_ignore_ascii_case("localhost") => {
                (self.host.as_str(), self.port).to_socket_addrs()?.collect()
            }
            Err(_) => Vec::new(),
        };
        if addresses.is_empty() || !addresses.iter().all(|address| address.ip().is_loopback()) {
            return Err(io::Error::other(format!("{} is not this machine", self.host)));
        }
        Ok(addresses)
    }
}

/// Host and port; an IPv6 address comes without its brackets.
fn split_port(authority: &str) -> Option<(&str, u16)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = match port.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        None if port.is_empty() => 80,
        _ => return None,
    };
    Some((host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_leave_this_machine_by_no_spelling() {
        for url in ["http://127.0.0.1:1/x", "http://[::1]:1/", "HTTP://LocalHost:1/hook", "http://127.9.9.9"] {
            assert!(Target::new(url, "secret").is_ok(), "{url}");
        }
        for url in [
            "https://127.0.0.1/",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "http://127.0.0.1:1@example.com/",
            "http://[::1].example.com/",
            "http://[::1",
            "http://127.0.0.1:+1/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1/\r\nX: y",
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
    fn a_url_is_taken_apart() {
        let parts = |url: &str| Url::parse(url).map(|url| (url.authority, url.path, url.port)).unwrap();
        assert_eq!(parts("http://127.0.0.1:8080/a?b=c#d"), ("127.0.0.1:8080".into(), "/a?b=c".into(), 8080));
        assert_eq!(parts("http://[::1]?b"), ("[::1]".into(), "/?b".into(), 80));
        assert_eq!(parts("http://localhost"), ("localhost".into(), "/".into(), 80));
    }

    #[test]
    fn a_target_needs_a_secret_and_hides_it() {
        assert!(Target::new("http://127.0.0.1:1/", " ").is_err());
        let target = Target::new("http://127.0.0.1:1/", "whsec_hidden").unwrap();
        assert!(!format!("{target:?}").contains("hidden"));
    }
}
