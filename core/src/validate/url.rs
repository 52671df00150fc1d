//! Addresses inside inputs: where domains forward to, where pictures are.

use std::net::{Ipv4Addr, Ipv6Addr};

use ::url::{Host, Url};

use crate::error::{Violation, Violations};

/// A forwarding target: http or https, with a host and without credentials.
pub(crate) fn check_web_url(place: &str, text: &str, violations: &mut Violations) {
    let refuse = |message: &str| Violation::new(place, "invalid_url", message);
    // The parser would repair these; the API is sent what stands here, and need not.
    let odd = text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    let after_scheme = text.split_once("://").map(|(_, rest)| rest);
    if odd || after_scheme.is_some_and(|rest| rest.starts_with('/')) {
        return violations.push(refuse("must be an http or https URL without white space or backslashes"));
    }
    match Url::parse(text) {
        Ok(_) if after_scheme.is_none() => violations.push(refuse("must be an http or https URL")),
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
        Host::Ipv4(ip) => is_public_v4(*ip),
        Host::Ipv6(ip) => is_public_v6(*ip),
    }
}

/// Globally reachable by the IANA special-purpose registry (RFC 6890 and its updates).
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        [0 | 240..=255, ..] | [100, 64..128, ..] | [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        _ => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast() || ip.is_documentation(),
    };
    !special
}

/// The same for IPv6. An address that stands for an IPv4 one is what that one is.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match ip.segments() {
        [0x64, 0xff9b, .., high, low] | [0x2002, high, low, ..] => is_public_v4(embedded(high, low)),
        [first, second, ..] => match ip.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            // 2000::/3 is all that is handed out for the public; 2001:db8::/32 in it is for documentation.
            None => first & 0xe000 == 0x2000 && !(first == 0x2001 && second == 0xdb8),
        },
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
        let odd = [
            "",
            "https:acme.com",
            " https://acme.com",
            "https://acme.com\n",
            "https:\\\\acme.com",
            "https:///acme.com",
        ];
        for text in odd {
            assert_eq!(code(check_web_url, text), Some("invalid_url"), "{text:?}");
        }
    }

    #[test]
    fn pictures_are_on_public_hosts() {
        assert_eq!(code(check_public_url, "https://cdn.acme.com/alex.jpg"), None);
        for public in [
            "http://8.8.8.8/a",
            "http://[2606:4700::1]/a",
            "http://[::ffff:8.8.8.8]/a",
            "http://[64:ff9b::808:808]/a",
        ] {
            assert_eq!(code(check_public_url, public), None, "{public}");
        }
        for special in [
            "100.64.0.1",
            "0.1.2.3",
            "198.18.0.1",
            "240.0.0.1",
            "192.0.0.8",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "[fec0::1]",
            "[2001:db8::1]",
            "[fd00::1]",
        ] {
            assert_eq!(code(check_public_url, &format!("http://{special}/a")), Some("url_not_public"), "{special}");
        }
        for private in
            ["http://localhost/a", "http://10.0.0.1/a", "http://[::1]/a", "http://nas.local/a", "http://intranet/a"]
        {
            assert_eq!(code(check_public_url, private), Some("url_not_public"), "{private}");
        }
    }
}
