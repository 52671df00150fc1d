//! What people paste, brought into the form that DNS has: a lower-case name of A-labels.

use std::net::Ipv6Addr;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::ip::{Numeric, numeric};
use crate::error::Violation;
use crate::scrub::Scrubber;

/// The longest name, in bytes and without a trailing dot (RFC 1035, section 2.3.4).
pub(super) const MAX_NAME: usize = 253;
/// The longest label, in bytes (RFC 1035, section 2.3.4).
const MAX_LABEL: usize = 63;
/// The most bytes that are looked at: a pasted URL has far fewer.
const MAX_TEXT: usize = 64 * 1024;
/// The most characters of a host: each costs at least one of 253 bytes, or a few of them are composed into one.
const MAX_HOST_CHARS: usize = 1000;
/// The most characters of it that a message quotes.
const MAX_QUOTE: usize = 64;

pub(super) fn refusal(code: &'static str, message: impl Into<String>) -> Violation {
    Violation::new("", code, message)
}

/// A plain name, in lower case, in the buffer: ASCII, and nothing to take off but a trailing dot.
///
/// `None` sends it the long way, which finds out what is special about it. Most names are plain, and this is all
/// that they cost: no allocation, one pass.
pub(super) fn plain<'b>(text: &str, buffer: &'b mut [u8; MAX_NAME]) -> Option<&'b str> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let out = buffer.get_mut(..text.len())?;
    let (mut label, mut previous) = (0, b'.');
    for (to, byte) in out.iter_mut().zip(text.bytes()) {
        let byte = byte.to_ascii_lowercase();
        label = match byte {
            b'a'..=b'z' | b'0'..=b'9' if label < MAX_LABEL => label + 1,
            // Two hyphens as third and fourth: `xn--`, or what no registry sells.
            b'-' if label > 0 && label < MAX_LABEL && !(label == 3 && previous == b'-') => label + 1,
            b'.' if label > 0 && previous != b'-' => 0,
            _ => return None,
        };
        *to = byte;
        previous = byte;
    }
    if label == 0 || previous == b'-' { None } else { std::str::from_utf8(out).ok() }
}

/// What is left of a pasted text without white space, scheme, path and port.
pub(super) fn host_of(text: &str) -> Result<&str, Violation> {
    if text.len() > MAX_TEXT {
        return Err(refusal("name_too_long", "longer than any domain or address"));
    }
    let trimmed = text.trim_matches(is_blank);
    let (rest, has_scheme) = without_scheme(trimmed);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if let Some((user, host)) = authority.rsplit_once('@') {
        if has_scheme || user.contains(':') {
            return Err(refusal("url_with_credentials", "an address with a user name or password in it"));
        }
        return Err(suggest_root(refusal("email_address", "an email address"), host.trim_end_matches('>')));
    }
    let host = without_port(authority)?;
    if host.is_empty() {
        return Err(refusal("empty", "a domain is missing"));
    }
    Ok(host)
}

/// UTS 46 as registration has it: STD 3 characters only, checked hyphens, DNS lengths.
pub(super) fn to_ascii(host: &str) -> Result<String, Violation> {
    let name = mapped(host)?;
    check_characters(&name)?;
    Ok(name)
}

/// A host in the form that DNS has, whichever characters are in it.
pub(super) fn mapped(host: &str) -> Result<String, Violation> {
    if host.chars().nth(MAX_HOST_CHARS).is_some() {
        return Err(refusal("name_too_long", "longer than any domain"));
    }
    // Lenient first, so that a length or an address is named as such, and not as a wrong character.
    let lenient = Uts46::new().to_ascii(host.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore);
    let Ok(mapped) = lenient else {
        let message = format!("`{}` has characters, or an order of them, that no domain has", quoted(host));
        return Err(refusal("invalid_character", message));
    };
    let name = mapped.strip_suffix('.').unwrap_or(&mapped);
    check_lengths(name)?;
    match numeric(name) {
        Numeric::Address => return Err(ip_address()),
        Numeric::Broken => {
            return Err(refusal("not_a_domain", format!("`{}` ends in a number, as no domain does", quoted(name))));
        }
        Numeric::No => {}
    }
    Ok(name.to_owned())
}

/// A text as a message may show it: in part, without what looks like a key, and on one line.
pub(super) fn quoted(text: &str) -> String {
    Scrubber::default().excerpt(text.as_bytes(), MAX_QUOTE)
}

/// White space, and what is invisible and comes along when text is copied from a web page or a spreadsheet.
fn is_blank(c: char) -> bool {
    match c {
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        _ => c.is_whitespace() || c.is_control() || ('\u{2066}'..='\u{2069}').contains(&c),
    }
}

/// Takes off `https://`, and also `https:/`, `https:` and `//`, which browsers forgive. `true` if there was one.
fn without_scheme(text: &str) -> (&str, bool) {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let Some((scheme, rest)) = text.split_once(':') else {
        return text.strip_prefix("//").map_or((text, false), |rest| (rest, true));
    };
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return (rest.trim_start_matches(['/', '\\']), true);
    }
    if scheme.eq_ignore_ascii_case("mailto") {
        return (rest, false);
    }
    match rest.strip_prefix("//").filter(|_| is_scheme(scheme)) {
        Some(rest) => (rest, true),
        None => text.strip_prefix("//").map_or((text, false), |rest| (rest, true)),
    }
}

fn without_port(authority: &str) -> Result<&str, Violation> {
    if let Some((address, _)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        // A zone may follow: `fe80::1%eth0`.
        let address = address.split('%').next().unwrap_or(address);
        if address.parse::<Ipv6Addr>().is_ok() {
            return Err(ip_address());
        }
    }
    let Some((host, port)) = authority.split_once(':') else { return Ok(authority) };
    if authority.parse::<Ipv6Addr>().is_ok() {
        return Err(ip_address());
    }
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok());
    if is_port {
        Ok(host)
    } else {
        // Not quoted: it may be the password of an address with a slash in it.
        Err(refusal("not_a_domain", "what follows the colon is no port"))
    }
}

fn check_lengths(name: &str) -> Result<(), Violation> {
    if name.split('.').any(str::is_empty) {
        return Err(refusal(
            "not_a_domain",
            format!("`{}` has nothing before, after or between its dots", quoted(name)),
        ));
    }
    if name.len() > MAX_NAME {
        return Err(refusal("name_too_long", format!("{} bytes; a domain has at most {MAX_NAME}", name.len())));
    }
    match name.split('.').find(|label| label.len() > MAX_LABEL) {
        None => Ok(()),
        Some(label) => {
            let message = format!("`{}` has {} bytes; a label has at most {MAX_LABEL}", quoted(label), label.len());
            Err(refusal("label_too_long", message))
        }
    }
}

fn check_characters(name: &str) -> Result<(), Violation> {
    let strict =
        |hyphens| Uts46::new().to_ascii(name.as_bytes(), AsciiDenyList::STD3, hyphens, DnsLength::Ignore).is_ok();
    if strict(Hyphens::Check) {
        return Ok(());
    }
    if strict(Hyphens::CheckFirstLast) {
        let message = format!("`{}` has two hyphens in third and fourth place, which is reserved", quoted(name));
        // RFC 5891 reserves it, and some registries sell such names nevertheless.
        return Err(refusal("invalid_character", message).inferred());
    }
    let wrong = name.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.'));
    let why = match wrong {
        Some(wrong) => format!("has `{}`, as no domain has", quoted(&wrong.to_string())),
        None if name.split('.').any(|label| label.starts_with('-') || label.ends_with('-')) => {
            "has a hyphen at the beginning or the end of a label".to_owned()
        }
        None => "has a label `xn--…` that stands for nothing that may be registered".to_owned(),
    };
    Err(refusal("invalid_character", format!("`{}` {why}", quoted(name))))
}

fn ip_address() -> Violation {
    refusal("ip_address", "an IP address, not a domain")
}

/// Suggests the root of a host, where it has one.
fn suggest_root(violation: Violation, host: &str) -> Violation {
    match super::domain::Root::parse(host) {
        Ok(root) => violation.suggest(String::from(root)),
        Err(Violation { suggestion: Some(root), .. }) => violation.suggest(root),
        Err(_) => violation,
    }
}
