//! Domain names: how they are written, and what a name makes happen. The sandbox asks no registrar and resolves nothing;
//! a domain's fate is in its name.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A name that cannot be ordered or imported, and why. The two words are inferred: no example of a failed import row was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadName {
    /// Not a domain name at all.
    Invalid,
    /// Something below a root domain; only root domains are accepted (documented).
    NotRoot,
}

impl BadName {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Invalid => "invalid_domain",
            Self::NotRoot => "not_root_domain",
        }
    }
}

/// Lower case, without surrounding blanks and without the final dot. Nothing more is done to a name: what is not plain ASCII
/// is refused, not converted.
pub(crate) fn normalise(name: &str) -> String {
    let name = name.trim();
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// A normalised root domain. Which suffixes have two labels is known here only for the common ones.
pub(crate) fn root_domain(name: &str) -> Result<String, BadName> {
    let name = normalise(name);
    check_root(&name)?;
    Ok(name)
}

/// Whether a name that is normalised already is a root domain. One that ends in a dot is none: that was its second.
pub(crate) fn check_root(name: &str) -> Result<(), BadName> {
    let labels: Vec<&str> = name.split('.').collect();
    let written_right = name.len() <= 253 && labels.len() >= 2 && labels.iter().all(|label| is_label(label));
    if !written_right || labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(BadName::Invalid);
    }
    let suffix_labels = if TWO_LABEL_SUFFIXES.iter().any(|suffix| ends_with_labels(name, suffix)) { 2 } else { 1 };
    match labels.len() - suffix_labels {
        0 => Err(BadName::Invalid),
        1 => Ok(()),
        _ => Err(BadName::NotRoot),
    }
}

fn is_label(label: &str) -> bool {
    let plain = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

fn ends_with_labels(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Why a domain that nobody here owns cannot be bought (documented reasons), by its first letters.
pub(crate) fn refusal(name: &str) -> Option<&'static str> {
    let prefixes = [("taken-", "taken"), ("premium-", "premium"), ("errored-", "errored")];
    prefixes.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, reason)| *reason)
}

/// The first answer about it is `stale`, the next one is fresh.
pub(crate) fn is_stale_at_first(name: &str) -> bool {
    name.starts_with("stale-")
}

/// Which mail providers a domain can be used for.
pub(crate) fn usable_for(name: &str) -> &'static [Provider] {
    if name.starts_with("google-only-") {
        &[Provider::Google]
    } else if name.starts_with("microsoft-only-") {
        &[Provider::Microsoft]
    } else {
        &[Provider::Google, Provider::Microsoft]
    }
}

/// First year and renewal in cents, by suffix. `.com` costs what the documented example costs.
pub(crate) fn prices(name: &str) -> (u64, u64) {
    match name.rsplit('.').next() {
        Some("com") => (1300, 1500),
        Some("io" | "ai") => (3300, 3900),
        _ => (1100, 1400),
    }
}

/// Its import comes back as a failed row.
pub(crate) fn cannot_be_imported(name: &str) -> bool {
    name.starts_with("unimportable-")
}

/// Its import, asked for at once and with a live key, meets accounts that are full.
pub(crate) fn meets_full_accounts(name: &str) -> bool {
    name.starts_with("crowded-")
}

/// An order with it fails while being provisioned.
pub(crate) fn dooms_its_order(name: &str) -> bool {
    name.starts_with("doomed-")
}

/// An order with it waits until the domain is replaced.
pub(crate) fn must_be_replaced(name: &str) -> bool {
    name.starts_with("replace-")
}

/// Forwarding cannot be set on it: it does not resolve.
pub(crate) fn does_not_resolve(name: &str) -> bool {
    name.starts_with("no-dns-")
}

/// Whether a URL or an e-mail address points at the host that nothing reaches.
pub(crate) fn is_unreachable(address: &str) -> bool {
    host_of(address).is_some_and(|host| host == "unreachable.test" || host.ends_with(".unreachable.test"))
}

/// Whether Smartlead would refuse this login.
pub(crate) fn is_wrong_login(email: &str) -> bool {
    email.to_ascii_lowercase().ends_with("@wrong.test")
}

/// Whether it is an absolute http or https URL with a host, and with nothing in it that no URL has.
pub(crate) fn is_http_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let known = lower.starts_with("http://") || lower.starts_with("https://");
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    known && plain && authority_of(url).is_some_and(|(host, port)| is_host(host) && port.is_none_or(is_port))
}

/// Whether a URL leads to a host that is not public: on this machine, in a house, or not spelt out. Nothing is looked up.
pub(crate) fn is_private(url: &str) -> bool {
    let Some(host) = host_of(url) else { return false };
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return address.is_private() || address.is_loopback() || address.is_link_local() || address.octets()[0] == 0;
    }
    if let Some(address) = host.strip_prefix('[') {
        // What is handed out to the public begins with the bits 001.
        return address
            .strip_suffix(']')
            .and_then(|address| address.parse().ok())
            .is_none_or(|address: Ipv6Addr| address.segments()[0] >> 13 != 1);
    }
    !host.contains('.') || ["localhost", "local", "internal"].iter().any(|suffix| ends_with_labels(&host, suffix))
}

/// Good enough to tell an address from an id: something, one `@`, and a dotted host.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    plain
        && !local.is_empty()
        && !host.contains('@')
        && host.split('.').count() > 1
        && host.split('.').all(|l| !l.is_empty())
}

fn host_of(url: &str) -> Option<String> {
    authority_of(url).map(|(host, _)| host.to_ascii_lowercase())
}

/// Host and port as written. An IPv6 address keeps its brackets.
fn authority_of(url: &str) -> Option<(&str, Option<&str>)> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let authority = authority.rsplit('@').next()?;
    let end_of_address = if authority.starts_with('[') { authority.find(']')? } else { 0 };
    match authority[end_of_address..].find(':') {
        Some(colon) => Some((&authority[..end_of_address + colon], Some(&authority[end_of_address + colon + 1..]))),
        None => Some((authority, None)),
    }
}

fn is_host(host: &str) -> bool {
    match host.strip_prefix('[') {
        Some(address) => address.strip_suffix(']').is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => !host.is_empty(),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// The two providers of mailboxes (documented).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Google,
    Microsoft,
}

impl Provider {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
        }
    }
}

/// Suffixes under which names are sold although they have two labels themselves.
const TWO_LABEL_SUFFIXES: [&str; 14] = [
    "co.uk", "org.uk", "me.uk", "com.au", "net.au", "co.nz", "co.za", "co.in", "co.jp", "com.br", "com.mx", "com.sg",
    "com.tr", "co.il",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_domains_are_normalised() {
        assert_eq!(root_domain(" Acme-Mail.COM. "), Ok("acme-mail.com".into()));
        assert_eq!(root_domain("acme.co.uk"), Ok("acme.co.uk".into()));
        assert_eq!(root_domain("xn--mnchen-3ya.de"), Ok("xn--mnchen-3ya.de".into()));
    }

    #[test]
    fn a_name_ends_in_one_dot_at_most() {
        assert_eq!(check_root(&normalise("acme.com.")), Ok(()));
        assert_eq!(check_root(&normalise("acme.com..")), Err(BadName::Invalid));
    }

    #[test]
    fn what_lies_below_a_root_domain_is_told_apart_from_what_is_no_domain() {
        assert_eq!(root_domain("mail.acme.com"), Err(BadName::NotRoot));
        assert_eq!(root_domain("mail.acme.co.uk"), Err(BadName::NotRoot));
        for name in [
            "",
            "com",
            "co.uk",
            "a_b.com",
            "-a.com",
            "a-.com",
            "a..com",
            "münchen.de",
            "10.0.0.1",
            "https://acme.com",
        ] {
            assert_eq!(root_domain(name), Err(BadName::Invalid), "{name}");
        }
    }

    #[test]
    fn hosts_are_found_in_urls() {
        assert!(is_unreachable("https://cdn.unreachable.test/alex.jpg"));
        assert!(is_unreachable("HTTPS://user@UNREACHABLE.test:8443"));
        assert!(!is_unreachable("https://cdn.acme.com/unreachable.test"));
        assert!(is_http_url("https://acme.com") && !is_http_url("ftp://acme.com") && !is_http_url("https://"));
    }

    #[test]
    fn a_url_is_whole_and_has_nothing_odd_in_it() {
        for url in
            ["https://acme.com:443/", "http://[2606:4700::1]:80/a", "https://acme.com:", "https://münchen.de/ä"]
        {
            assert!(is_http_url(url), "{url}");
        }
        for url in
            ["http://[::1", "https://acme.com:99999/", "https://acme.com:x", "https://acme.com\\x", "https://:80/"]
        {
            assert!(!is_http_url(url), "{url}");
        }
    }

    #[test]
    fn hosts_that_nobody_outside_reaches_are_private() {
        for host in [
            "localhost:80",
            "a.localhost",
            "10.1.1.1",
            "127.0.0.1",
            "[::1]",
            "[fd00::1]:80",
            "nas.local",
            "nas",
            "0.0.0.0",
        ] {
            assert!(is_private(&format!("http://{host}/a.png")), "{host}");
        }
        for host in ["cdn.acme.com", "8.8.8.8", "172.32.0.1", "[2606:4700::1]", "localhost.acme.com"] {
            assert!(!is_private(&format!("http://{host}/a.png")), "{host}");
        }
    }

    #[test]
    fn an_email_has_a_name_and_a_dotted_host() {
        assert!(is_email("alex@acme.com"));
        for text in ["alex", "@acme.com", "alex@acme", "a@b@c.com", "a b@c.com", "a@.com"] {
            assert!(!is_email(text), "{text}");
        }
    }
}
