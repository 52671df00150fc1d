//! Is this a domain that can be registered: what people paste becomes a root domain, or a reason why not.

use std::net::IpAddr;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use crate::error::{Violation, Violations};

/// The most bytes that are looked at: a domain has 253, a pasted URL some more.
const MAX_INPUT: usize = 4096;

/// A registrable domain: exactly one label under a public suffix, in the form that is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root {
    domain: String,
    suffix: String,
}

impl Root {
    /// Reads what people paste: scheme, path, port, white space, capitals, a trailing dot and Unicode are fine.
    ///
    /// ```
    /// use peeker_core::validate::domain::Root;
    /// assert_eq!(Root::parse(" HTTPS://Acme-Mail.com/pricing ").unwrap().as_str(), "acme-mail.com");
    /// let refused = Root::parse("mail.acme.com").unwrap_err();
    /// assert_eq!((refused.code, refused.suggestion.as_deref()), ("not_root_domain", Some("acme.com")));
    /// ```
    ///
    /// # Errors
    /// `empty`, `not_a_domain`, `ip_address`, `unknown_suffix`, `public_suffix_itself`, `not_root_domain` (suggests
    /// the root), `label_too_long`, `name_too_long`, `invalid_character`, `email_address` (suggests its domain),
    /// `url_with_credentials`.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        let host = host_of(text)?;
        let name = to_ascii(host)?;
        let suffix = suffix_of(&name)?;
        let front = name.strip_suffix(&suffix).and_then(|front| front.strip_suffix('.')).unwrap_or_default();
        if front.is_empty() {
            return Err(refusal("public_suffix_itself", format!("`{name}` is a suffix under which names are sold")));
        }
        if let Some((_, label)) = front.rsplit_once('.') {
            let root = format!("{label}.{suffix}");
            return Err(refusal("not_root_domain", format!("`{name}` is a subdomain")).suggest(root));
        }
        Ok(Self { domain: name, suffix })
    }

    /// The domain as an A-label, in lower case: what is sent.
    pub fn as_str(&self) -> &str {
        &self.domain
    }

    /// The public suffix it is under.
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    pub fn warnings(&self) -> Vec<Violation> {
        Vec::new()
    }

    /// The domain as people read it.
    pub fn unicode(&self) -> String {
        Uts46::new().to_unicode(self.domain.as_bytes(), AsciiDenyList::URL, Hyphens::Allow).0.into_owned()
    }
}

impl From<Root> for String {
    fn from(root: Root) -> Self {
        root.domain
    }
}

/// Puts the root domain in the place of what was pasted, or says what is wrong with it.
pub(crate) fn replace_with_root(text: &mut String, place: &str, violations: &mut Violations) {
    match Root::parse(text) {
        Ok(root) => *text = root.into(),
        Err(violation) => violations.push(Violation { path: place.to_owned(), ..violation }),
    }
}

/// What is left of a pasted text without white space, scheme, path and port.
fn host_of(text: &str) -> Result<&str, Violation> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(refusal("empty", "a domain is missing"));
    }
    if trimmed.len() > MAX_INPUT {
        return Err(refusal("name_too_long", "longer than any domain"));
    }
    let after_scheme = trimmed.split_once("://").map_or(trimmed, |(_, rest)| rest);
    let has_scheme = after_scheme.len() != trimmed.len();
    let authority = after_scheme.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if let Some((user, host)) = authority.rsplit_once('@') {
        if has_scheme || user.contains(':') {
            return Err(refusal("url_with_credentials", "an address with a user name or password in it"));
        }
        return Err(suggest_root(refusal("email_address", "an email address"), host));
    }
    if authority.starts_with('[') || is_ip(authority) {
        return Err(refusal("ip_address", "an IP address, not a domain"));
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if port.len() > 5 || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refusal("not_a_domain", format!("what follows the colon in `{authority}` is no port")));
    }
    if is_ip(host) {
        return Err(refusal("ip_address", "an IP address, not a domain"));
    }
    if host.is_empty() {
        return Err(refusal("empty", "a domain is missing"));
    }
    Ok(host)
}

fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok()
}

/// UTS 46 as registration has it: STD 3 characters only, checked hyphens, DNS lengths.
fn to_ascii(host: &str) -> Result<String, Violation> {
    let lenient = Uts46::new().to_ascii(host.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore);
    let Ok(mapped) = lenient else {
        return Err(refusal("invalid_character", format!("`{host}` has characters that no domain has")));
    };
    let name = mapped.strip_suffix('.').unwrap_or(&mapped);
    if is_ip(name) {
        return Err(refusal("ip_address", "an IP address, not a domain"));
    }
    if name.len() > 253 {
        return Err(refusal("name_too_long", format!("{} characters; a domain has at most 253", name.len())));
    }
    if let Some(label) = name.split('.').find(|label| label.len() > 63) {
        return Err(refusal(
            "label_too_long",
            format!("`{label}` has {} characters; a label has at most 63", label.len()),
        ));
    }
    if name.split('.').any(str::is_empty) {
        return Err(refusal("not_a_domain", format!("`{name}` has an empty label")));
    }
    let strict = Uts46::new().to_ascii(name.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Ignore);
    if strict.is_err() {
        return Err(refusal(
            "invalid_character",
            format!("`{name}` has characters, or hyphens where, no domain has them"),
        ));
    }
    if !name.contains('.') {
        return Err(refusal("not_a_domain", format!("`{name}` has no suffix such as .com")));
    }
    Ok(name.to_owned())
}

/// The public suffix, ICANN's or private, that the list knows for a name.
fn suffix_of(name: &str) -> Result<String, Violation> {
    let suffix = psl::suffix(name.as_bytes()).filter(psl::Suffix::is_known);
    let text = suffix.and_then(|suffix| std::str::from_utf8(suffix.as_bytes()).ok());
    text.map(str::to_owned).ok_or_else(|| {
        let last = name.rsplit('.').next().unwrap_or(name);
        refusal("unknown_suffix", format!("`.{last}` is not a suffix that domains are registered under")).inferred()
    })
}

/// Suggests the root of a host, where it has one.
fn suggest_root(violation: Violation, host: &str) -> Violation {
    match Root::parse(host) {
        Ok(root) => violation.suggest(root.domain),
        Err(Violation { suggestion: Some(root), .. }) => violation.suggest(root),
        Err(_) => violation,
    }
}

fn refusal(code: &'static str, message: impl Into<String>) -> Violation {
    Violation::new("", code, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> (&'static str, Option<String>) {
        let refused = Root::parse(text).expect_err(text);
        (refused.code, refused.suggestion)
    }

    #[test]
    fn what_people_paste_becomes_a_root() {
        let pasted = [
            (" HTTPS://Acme-Mail.com/ ", "acme-mail.com"),
            ("acme-mail.com.", "acme-mail.com"),
            ("http://acme.co.uk:8080/a?b#c", "acme.co.uk"),
            ("acme.uk.com", "acme.uk.com"),
            ("münchen.de", "xn--mnchen-3ya.de"),
            ("ｅｘａｍｐｌｅ。com", "example.com"),
        ];
        for (text, domain) in pasted {
            assert_eq!(Root::parse(text).as_ref().map(Root::as_str), Ok(domain), "{text}");
        }
        assert_eq!(Root::parse("xn--mnchen-3ya.de").map(|root| root.unicode()), Ok("münchen.de".into()));
    }

    #[test]
    fn what_is_no_root_says_why_and_what_was_meant() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(code("mail.acme.com"), ("not_root_domain", some("acme.com")));
        assert_eq!(code("a.b.acme.co.uk"), ("not_root_domain", some("acme.co.uk")));
        assert_eq!(code("alex@mail.acme.com"), ("email_address", some("acme.com")));
        assert_eq!(code("https://u:p@acme.com"), ("url_with_credentials", None));
        assert_eq!(code("co.uk"), ("public_suffix_itself", None));
        assert_eq!(code("acme.notasuffix"), ("unknown_suffix", None));
        assert_eq!(code("192.168.0.1"), ("ip_address", None));
        assert_eq!(code("http://[::1]/"), ("ip_address", None));
        assert_eq!(code("acme"), ("not_a_domain", None));
        assert_eq!(code("a..com"), ("not_a_domain", None));
        assert_eq!(code("acme.com:team-acme.com"), ("not_a_domain", None));
        assert_eq!(code(" "), ("empty", None));
        assert_eq!(code("ac_me.com"), ("invalid_character", None));
        assert_eq!(code("-acme.com"), ("invalid_character", None));
        assert_eq!(code(&format!("{}.com", "a".repeat(64))), ("label_too_long", None));
        assert_eq!(code(&format!("{}com", "abc.".repeat(80))), ("name_too_long", None));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_every_root_is_its_own_root(text in ".{0,80}") {
            if let Ok(root) = Root::parse(&text) {
                prop_assert_eq!(Root::parse(root.as_str()), Ok(root.clone()));
                prop_assert!(root.as_str().is_ascii());
            }
        }

        #[test]
        fn a_label_under_com_is_a_root_whatever_surrounds_it(label in "acme[a-z0-9]{0,20}", path in "[a-z/?#:]{0,10}") {
            let pasted = format!("\u{a0}HTTPS://{}.COM:443/{path} ", label.to_uppercase());
            prop_assert_eq!(Root::parse(&pasted).map(String::from), Ok(format!("{label}.com")));
        }
    }
}
