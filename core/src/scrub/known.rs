//! What is looked for in a text, so that looking takes one walk through it, however many secrets there are.

use crate::scrub::forms::forms;
use crate::secret::Secret;

/// Secrets in all their forms.
pub(super) struct Known {
    /// In the order of their bytes, none twice.
    forms: Vec<Secret>,
    /// One bit for each pair of bytes that a form begins with. Most places in a text have none.
    beginnings: Vec<u64>,
    longest: usize,
}

impl Known {
    /// A shorter text would be found everywhere and make every message unreadable.
    const SHORTEST: usize = 3;

    pub(super) fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let secrets = secrets.into_iter().filter(|secret| secret.reveal().len() >= Self::SHORTEST);
        let mut forms: Vec<Secret> = secrets.flat_map(|secret| forms(secret.reveal())).map(Secret::new).collect();
        forms.sort_unstable_by(|a, b| a.reveal().cmp(b.reveal()));
        forms.dedup_by(|a, b| a.reveal() == b.reveal());
        let mut beginnings = vec![0; if forms.is_empty() { 0 } else { 1 << 10 }];
        for form in &forms {
            if let Some((index, bit)) = beginning(form.reveal().as_bytes()) {
                beginnings.get_mut(index).into_iter().for_each(|bits| *bits |= bit);
            }
        }
        let longest = forms.iter().map(|form| form.reveal().len()).max().unwrap_or_default();
        Self { forms, beginnings, longest }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// How long the longest form is that the bytes begin with.
    pub(super) fn longest_at(&self, bytes: &[u8]) -> Option<usize> {
        let (index, bit) = beginning(bytes)?;
        if self.beginnings.get(index)? & bit == 0 {
            return None;
        }
        let mut rest = bytes;
        loop {
            // Of those that are not greater the greatest has most in common with the bytes.
            let count = self.forms.partition_point(|form| form.reveal().as_bytes() <= rest);
            let form = self.forms.get(count.checked_sub(1)?)?.reveal().as_bytes();
            let common = form.iter().zip(rest).take_while(|(a, b)| a == b).count();
            if common == form.len() {
                return Some(common);
            }
            // It differs from there on, and so only a beginning of what is common can be a form.
            rest = rest.get(..common)?;
        }
    }

    /// Whether a form begins with these bytes.
    pub(super) fn has_beginning(&self, bytes: &[u8]) -> bool {
        let before = self.forms.partition_point(|form| form.reveal().as_bytes() < bytes);
        self.forms.get(before).is_some_and(|form| form.reveal().as_bytes().starts_with(bytes))
    }
}

/// Which bit stands for the first two bytes.
fn beginning(bytes: &[u8]) -> Option<(usize, u64)> {
    let [first, second] = *bytes.first_chunk()?;
    let pair = usize::from(u16::from_be_bytes([first, second]));
    Some((pair / 64, 1 << (pair % 64)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(texts: &[&str]) -> Known {
        Known::new(texts.iter().map(|text| Secret::new(*text)))
    }

    #[test]
    fn the_longest_of_those_that_fit_is_found_whatever_stands_between() {
        let known = known(&["abc", "abcd", "abcdxx", "abcdzz", "abd"]);
        let lengths =
            ["abcdyy", "abcdzz!", "abcz", "abd", "ab", "xabc", ""].map(|text| known.longest_at(text.as_bytes()));
        assert_eq!(lengths, [Some(4), Some(6), Some(3), Some(3), None, None, None]);
    }

    #[test]
    fn a_text_of_two_characters_is_no_secret() {
        assert!(known(&["", "a", "ab"]).is_empty());
        assert_eq!(known(&[]).longest_at(b"abc"), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_comparing_with_each_finds(
            texts in proptest::collection::vec("[ab/]{3,6}", 0..6), text in "[ab/]{0,8}",
        ) {
            let known = Known::new(texts.iter().map(|text| Secret::new(text.as_str())));
            let forms = || known.forms.iter().map(Secret::reveal);
            let longest = forms().filter(|form| text.starts_with(form)).map(str::len).max();
            prop_assert_eq!(known.longest_at(text.as_bytes()), longest);
            prop_assert_eq!(known.has_beginning(text.as_bytes()), forms().any(|form| form.starts_with(&text)));
        }
    }
}
