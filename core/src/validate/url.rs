//! Addresses inside inputs: where domains forward to, where pictures are.

use ::url::{Host, Url};

use crate::error::{Violation, Violations};

/// A forwarding target: http or https, with a host and without credentials.
pub(crate) fn check_web_url(place: &str, text: &str, violations: &mut Violations) {
    let refuse = |message: &str| Violation::new(place, "invalid_url", message);
    match Url::parse(text) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") => {
            violations.push(refuse("must be an http or https URL"));
        }
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            violations.push(Violation::new(place, "url_with_credentials", "must not carry a user name or password"));
        }
        Ok(_) => {}
        Err(_) if !text.contains("://") && !text.trim().is_empty() => {
            violations.push(refuse("must be an http or https URL").suggest(format!("https://{}", text.trim())));
        }
        Err(_) => violations.push(refuse("must be an http or https URL")),
    }
}

/// A picture that the API can fetch: a web URL on a host that is public.
pub(crate) fn check_public_url(place: &str, text: &str, violations: &mut Violations) {
    check_web_url(place, text, violations);
    if Url::parse(text).is_ok_and(|url| url.host().is_some_and(|host| !is_public(&host))) {
        violations.push(Violation::new(
            place,
            "url_not_public",
            "the API cannot fetch a picture from a private host",
        ));
    }
}

fn is_public(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let private_suffixes = ["localhost", "local", "internal", "lan", "home.arpa"];
            name.contains('.')
                && !private_suffixes.iter().any(|suffix| {
                    name == *suffix || name.strip_suffix(suffix).is_some_and(|front| front.ends_with('.'))
                })
        }
        Host::Ipv4(ip) => {
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_unspecified()
                || ip.is_broadcast()
                || ip.is_multicast()
                || ip.is_documentation())
        }
        Host::Ipv6(ip) => {
            !(ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_multicast()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.to_ipv4_mapped().is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(check: fn(&str, &str, &mut Violations), text: &str) -> Option<&'static str> {
        let mut violations = Violations::default();
        check("p", text, &mut violations);
        violations.as_slice().first().map(|violation| violation.code)
    }

    #[test]
    fn web_urls_have_a_web_scheme_and_no_credentials() {
        assert_eq!(code(check_web_url, "https://acme.com/x?y=z"), None);
        assert_eq!(code(check_web_url, "acme.com"), Some("invalid_url"));
        assert_eq!(code(check_web_url, "ftp://acme.com"), Some("invalid_url"));
        assert_eq!(code(check_web_url, "https://u:p@acme.com"), Some("url_with_credentials"));
        assert_eq!(code(check_web_url, ""), Some("invalid_url"));
    }

    #[test]
    fn pictures_are_on_public_hosts() {
        assert_eq!(code(check_public_url, "https://cdn.acme.com/alex.jpg"), None);
        for private in
            ["http://localhost/a", "http://10.0.0.1/a", "http://[::1]/a", "http://nas.local/a", "http://intranet/a"]
        {
            assert_eq!(code(check_public_url, private), Some("url_not_public"), "{private}");
        }
    }
}
