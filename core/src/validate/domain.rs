//! Is this a domain that can be registered: what people paste becomes a root domain, or a reason why not.
//!
//! In scope: the form of a name, and the Public Suffix List. Out of scope: whether the name is free, or exists.

use idna::uts46::{AsciiDenyList, Hyphens, Uts46};
use serde::{Deserialize, Serialize};

use super::issue::ValidationIssue;
use super::normalise::{self, MAX_NAME, refusal};
use super::suffix::{Section, Split, cut};
use super::{json_text, script};
use crate::error::{Error, Violation, Violations};
use crate::model::List;

/// A registrable domain: exactly one label under a public suffix, in the form that is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root {
    domain: String,
    front_len: usize,
    section: Section,
    /// Whether one of its labels stands for Unicode.
    is_international: bool,
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
    /// `url_with_credentials`. Inferred, since the list or a rule of registries may lag behind what is sold, are
    /// `unknown_suffix`, `public_suffix_itself` for the list's private section, and `invalid_character` where two
    /// hyphens in third and fourth place are all that is wrong. The others are stated: there is no such root domain.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        if let Some(root) = normalise::plain(text, &mut [0; MAX_NAME]).and_then(|name| Self::listed(name, false)) {
            return Ok(root);
        }
        let host = normalise::host_of(text)?;
        let name = normalise::to_ascii(host)?;
        let is_international = name.split('.').any(|label| label.starts_with("xn--"));
        Self::listed(&name, is_international).ok_or_else(|| why_no_root(&name))
    }

    /// A name in its normal form that is one label under a listed suffix.
    fn listed(name: &str, is_international: bool) -> Option<Self> {
        let Split { front, section, registrable, .. } = cut(name)?;
        let is_root = section != Section::Unlisted && registrable.is_some_and(|root| root.len() == name.len());
        is_root.then(|| Self { domain: name.to_owned(), front_len: front.len(), section, is_international })
    }

    /// The domain as an A-label, in lower case: what is sent.
    pub fn as_str(&self) -> &str {
        &self.domain
    }

    /// The public suffix it is under.
    pub fn suffix(&self) -> &str {
        self.domain.get(self.front_len + 1..).unwrap_or_default()
    }

    /// Which part of the Public Suffix List has its suffix. Never [`Section::Unlisted`].
    pub fn section(&self) -> Section {
        self.section
    }

    /// The domain as people read it.
    pub fn unicode(&self) -> String {
        if !self.is_international {
            return self.domain.clone();
        }
        Uts46::new().to_unicode(self.domain.as_bytes(), AsciiDenyList::URL, Hyphens::Allow).0.into_owned()
    }

    /// What is odd about it, and no reason to refuse it: `private_suffix`, `mixed_script`.
    pub fn warnings(&self) -> Vec<Violation> {
        let mut warnings = Vec::new();
        if self.section == Section::Private {
            let message =
                format!("`{}` is a company's own suffix: some are sold by registrars, most are not", self.suffix());
            warnings.push(refusal("private_suffix", message).inferred());
        }
        if self.is_international {
            let unicode = self.unicode();
            let label = unicode.split('.').next().unwrap_or_default();
            if script::is_mixed(label) {
                let message = format!("`{label}` mixes scripts, and may look like another name");
                warnings.push(refusal("mixed_script", message).inferred());
            }
        }
        warnings
    }
}

impl From<Root> for String {
    fn from(root: Root) -> Self {
        root.domain
    }
}

/// A registrable domain, and what is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct RootDomain {
    /// As an A-label, in lower case: what is sent.
    pub domain: String,
    /// As people read it.
    pub unicode: String,
    /// The public suffix it is under.
    pub suffix: String,
    /// What is odd about it, and no reason to refuse it: `private_suffix`, `mixed_script`.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub warnings: List<ValidationIssue>,
}

impl From<Root> for RootDomain {
    fn from(root: Root) -> Self {
        Self {
            unicode: root.unicode(),
            suffix: root.suffix().to_owned(),
            warnings: root.warnings().into_iter().map(ValidationIssue::from).collect(),
            domain: root.domain,
        }
    }
}

/// [`Root::parse`] for bindings: from the text to a [`RootDomain`] as JSON.
///
/// # Errors
/// Kind `Validation`, with the code of [`Root::parse`].
pub fn domain_json(text: &str) -> Result<String, Error> {
    json_text(&RootDomain::from(Root::parse(text).map_err(Error::violation)?))
}

/// Puts the root domain in the place of what was pasted, or says what is wrong with it. What a caller can waive is
/// there in the form in which it is then sent.
pub(crate) fn replace_with_root(text: &mut String, place: &str, violations: &mut Violations) {
    match Root::parse(text) {
        Ok(root) => *text = root.into(),
        Err(violation) => {
            waivable_form(text, &violation).into_iter().for_each(|name| *text = name);
            violations.push(Violation { path: place.to_owned(), ..violation });
        }
    }
}

/// The form in which a name is sent; `None` if it never is.
pub(crate) fn sent_form(text: &str) -> Option<String> {
    Root::parse(text).map_or_else(|violation| waivable_form(text, &violation), |root| Some(root.into()))
}

fn waivable_form(text: &str, violation: &Violation) -> Option<String> {
    violation.is_waivable().then(|| normalise::host_of(text).and_then(normalise::mapped).ok()).flatten()
}

/// What is wrong with a name in its normal form that is no root.
fn why_no_root(name: &str) -> Violation {
    let Some(split) = cut(name).filter(|split| split.section != Section::Unlisted) else {
        let Some((_, last)) = name.rsplit_once('.') else {
            return refusal("not_a_domain", format!("`{name}` has no suffix such as .com"));
        };
        let message = format!("`.{last}` is not a suffix that domains are registered under");
        return refusal("unknown_suffix", message).inferred();
    };
    if let Some(root) = split.registrable {
        return refusal("not_root_domain", format!("`{name}` is a subdomain")).suggest(root);
    }
    let violation = refusal("public_suffix_itself", format!("`{name}` is a suffix under which names are sold"));
    if split.section == Section::Private { violation.inferred() } else { violation }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::{Certainty, entry};

    fn code(text: &str) -> (&'static str, Option<String>) {
        let refused = Root::parse(text).expect_err(text);
        (refused.code, refused.suggestion)
    }

    #[test]
    fn one_domain_is_one_value_however_it_was_pasted() {
        for name in ["acme.com", "abxn--c.com", "xn--mnchen-3ya.de"] {
            assert_eq!(Root::parse(name), Root::parse(&format!("https://{name}/")), "{name}");
        }
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

    #[test]
    fn a_url_in_a_query_is_not_taken_for_the_scheme() {
        assert_eq!(Root::parse("acme.com/?next=https://evil.com").map(String::from), Ok("acme.com".into()));
    }

    #[test]
    fn only_what_a_registry_may_decide_otherwise_is_inferred() {
        let certainty = |text: &str| Root::parse(text).expect_err(text).certainty;
        for text in ["acme.notasuffix", "github.io", "ab--cd.com"] {
            assert_eq!(certainty(text), Certainty::Inferred, "{text}");
        }
        for text in ["co.uk", "com", "mail.acme.com", "10.0.0.1", "ab--cd_.com", "-ab--cd.com", "a b.com"] {
            assert_eq!(certainty(text), Certainty::Stated, "{text}");
        }
    }

    #[test]
    fn what_is_odd_about_a_root_is_a_warning() {
        let warnings = |text: &str| -> Vec<_> {
            Root::parse(text).expect(text).warnings().iter().map(|warning| warning.code).collect()
        };
        assert_eq!(warnings("acme.com"), [""; 0]);
        assert_eq!(warnings("acme.uk.com"), ["private_suffix"]);
        assert_eq!(warnings("аpple.com"), ["mixed_script"]);
        assert_eq!(warnings("аpple.github.io"), ["private_suffix", "mixed_script"]);
        assert!(["private_suffix", "mixed_script"].iter().all(|code| entry(code).is_some()));
    }

    #[test]
    fn no_message_quotes_a_password_or_a_key_or_more_than_a_line() {
        for text in
            ["https://u:canary@acme.com", "https://u:canary/x@acme.com", "u:canary@acme.com", "pk_live_canary"]
        {
            assert!(!format!("{:?}", Root::parse(text).expect_err(text)).contains("canary"), "{text}");
        }
        for text in [format!("a\n{}", "b".repeat(900)), "\u{1b}[31m_".to_owned(), "é ".repeat(400)] {
            let message = Root::parse(&text).expect_err("it is no domain").message;
            assert!(message.len() < 300 && !message.chars().any(char::is_control), "{message}");
        }
    }

    #[test]
    fn ten_megabytes_are_refused() {
        for text in ["a", " ", ".", "é", "a.", "@", "\u{ad}"] {
            let long = text.repeat(10_000_000 / text.len());
            assert_eq!(Root::parse(&long).expect_err("it is too long").code, "name_too_long");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_every_root_is_its_own_root(text in ".{0,80}|[\\PC.:/@-]{0,20}(\\.com)?") {
            if let Ok(root) = Root::parse(&text) {
                prop_assert_eq!(Root::parse(root.as_str()), Ok(root.clone()));
                prop_assert_eq!(Root::parse(&root.unicode()), Ok(root.clone()));
                prop_assert!(root.as_str().is_ascii() && root.as_str().ends_with(root.suffix()));
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let text = String::from_utf8_lossy(&bytes);
            if let Err(refused) = Root::parse(&text) {
                prop_assert!(entry(refused.code).is_some(), "{}", refused.code);
            }
        }

        #[test]
        fn a_label_under_com_is_a_root_whatever_surrounds_it(
            label in "acme[a-z0-9]{0,20}", path in "[a-z/?#:]{0,10}",
        ) {
            let pasted = format!("\u{a0}HTTPS://{}.COM:443/{path} ", label.to_uppercase());
            prop_assert_eq!(Root::parse(&pasted).map(String::from), Ok(format!("{label}.com")));
        }

        #[test]
        fn the_short_way_and_the_long_way_agree(text in "[a-zA-Z0-9.-]{0,12}\\.(com|co\\.uk|CK|github\\.io|x)\\.?") {
            let long = normalise::host_of(&text).and_then(normalise::to_ascii);
            let short = normalise::plain(&text, &mut [0; MAX_NAME]).map(str::to_owned);
            if let Some(short) = short {
                prop_assert!(long.as_ref().is_ok_and(|long| *long == short), "{:?}", long);
            }
        }
    }
}
