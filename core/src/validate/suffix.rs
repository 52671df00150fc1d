//! Where a name's public suffix begins: the algorithm of the Public Suffix List over the list that is compiled in.
//!
//! In scope: the longest rule that matches, wildcards, exceptions, and the default rule `*`. Out of scope: whether a
//! name is one at all, and what the verdict about it is; those are in [`domain`](super::domain).

use std::borrow::Cow;

/// Which part of the list a suffix comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Registries: `com`, `co.uk`.
    Icann,
    /// Companies that let others use names under theirs: `github.io`, but also `uk.com`, which registrars sell.
    Private,
    /// No rule but the default one matches: the last label, whatever it is.
    Unlisted,
}

/// A name, cut before its public suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Split<'a> {
    /// All labels before the suffix, without the dot between; empty if the name is a suffix itself.
    pub front: &'a str,
    /// The public suffix.
    pub suffix: &'a str,
    /// Where it is listed.
    pub section: Section,
    /// The suffix and the one label before it; `None` if the name is a suffix itself.
    pub registrable: Option<&'a str>,
}

/// The registrable domain of a name, which is one label under its public suffix, in lower case. `None` if the name is
/// a public suffix itself, or has an empty label.
///
/// Labels may be in Unicode or in the `xn--` form, as they come; they are compared as they are, so what is not
/// normalised is not found. A trailing dot is left out.
///
/// ```
/// use peeker_core::validate::suffix::registrable;
/// assert_eq!(registrable("www.Example.co.uk").as_deref(), Some("example.co.uk"));
/// assert_eq!(registrable("co.uk"), None);
/// assert_eq!(registrable("a.b.unlisted").as_deref(), Some("b.unlisted"));
/// ```
pub fn registrable(name: &str) -> Option<Cow<'_, str>> {
    if !name.chars().any(char::is_uppercase) {
        return split(name)?.registrable.map(Cow::Borrowed);
    }
    let lower = name.to_lowercase();
    split(&lower)?.registrable.map(|registrable| Cow::Owned(registrable.to_owned()))
}

/// Cuts a name in lower case before its public suffix. `None` if it has an empty label; a trailing dot is left out.
pub fn split(name: &str) -> Option<Split<'_>> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.split('.').any(str::is_empty) { None } else { cut(name) }
}

/// The same for a name that is known to have neither an empty label nor a trailing dot.
pub(super) fn cut(name: &str) -> Option<Split<'_>> {
    let found = psl::suffix(name.as_bytes())?;
    let (before, suffix) = name.split_at_checked(name.len().checked_sub(found.as_bytes().len())?)?;
    let front = before.strip_suffix('.').unwrap_or(before);
    let label_at = front.bytes().rposition(|byte| byte == b'.').map_or(0, |dot| dot + 1);
    Some(Split {
        front,
        suffix,
        section: match found.typ() {
            Some(psl::Type::Icann) => Section::Icann,
            Some(psl::Type::Private) => Section::Private,
            None => Section::Unlisted,
        },
        registrable: if front.is_empty() { None } else { name.get(label_at..) },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn suffix(name: &str) -> Option<(&str, Section)> {
        split(name).map(|split| (split.suffix, split.section))
    }

    #[test]
    fn the_sections_of_the_list_are_told_apart() {
        assert_eq!(suffix("acme.com"), Some(("com", Section::Icann)));
        assert_eq!(suffix("acme.github.io"), Some(("github.io", Section::Private)));
        assert_eq!(suffix("acme.uk.com"), Some(("uk.com", Section::Private)));
        assert_eq!(suffix("acme.unlisted"), Some(("unlisted", Section::Unlisted)));
    }

    #[test]
    fn a_wildcard_makes_a_suffix_of_any_label_and_an_exception_takes_one_out() {
        assert_eq!(suffix("a.b.ck"), Some(("b.ck", Section::Icann)));
        assert_eq!(suffix("a.www.ck"), Some(("ck", Section::Icann)));
        assert_eq!(suffix("ck"), Some(("ck", Section::Unlisted)));
        assert_eq!(suffix("city.kobe.jp"), Some(("kobe.jp", Section::Icann)));
        assert_eq!(registrable("www.city.kobe.jp").as_deref(), Some("city.kobe.jp"));
    }

    #[test]
    fn what_stands_between_two_rules_is_no_suffix() {
        // `com.cn` and `*.compute.amazonaws.com.cn` are rules, `compute.amazonaws.com.cn` is none.
        assert_eq!(registrable("compute.amazonaws.com.cn").as_deref(), Some("amazonaws.com.cn"));
    }

    #[test]
    fn a_trailing_dot_is_left_out_and_an_empty_label_is_none() {
        assert_eq!(registrable("www.acme.com.").as_deref(), Some("acme.com"));
        for name in ["", ".", "..", ".com", "acme..com", "acme.com..", ".acme.com"] {
            assert_eq!(registrable(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_registrable_domain_is_one_label_and_a_suffix_and_its_own(
            name in "\\PC{0,60}|([a-z]{1,3}\\.){0,4}(com|ck|co\\.uk)",
        ) {
            let Some(found) = registrable(&name) else { return Ok(()) };
            let split = split(&found).unwrap();
            prop_assert_eq!(split.registrable, Some(found.as_ref()));
            prop_assert!(!split.front.contains('.'));
            prop_assert_eq!(format!("{}.{}", split.front, split.suffix), found.as_ref());
        }
    }
}
