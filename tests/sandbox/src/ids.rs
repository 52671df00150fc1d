//! Identifiers: a prefix and characters that look random but come from the seed, so that the same run gives the same ids.

use std::collections::HashMap;

/// Hands out ids. Each prefix counts for itself: one more event does not change the next order's id.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    given: HashMap<&'static str, u64>,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, given: HashMap::new() }
    }

    /// The next id of a kind, such as `ord_` with 24 characters, the length of the documented examples.
    pub(crate) fn next(&mut self, prefix: &'static str) -> String {
        let given = self.given.entry(prefix).or_default();
        *given += 1;
        id(self.seed, prefix, *given, 24)
    }

    /// A number below `bound` that depends on the seed and `what` alone.
    pub(crate) fn pick(&self, what: &str, bound: usize) -> usize {
        let mixed = mix(self.seed ^ hash(what.as_bytes()));
        usize::try_from(mixed % bound as u64).unwrap_or_default()
    }
}

/// The id of the `count`-th request: 26 characters, as documented examples have it.
pub(crate) fn request_id(seed: u64, count: u64) -> String {
    id(seed, "req", count, 26)
}

/// FNV-1a. For spreading ids and binding page tokens to their filters; nothing rests on it being hard to invert.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn id(seed: u64, prefix: &str, count: u64, length: usize) -> String {
    // Mixed once more: without it the next id would be this one, shifted by a character.
    let mut state = mix(mix(seed ^ hash(prefix.as_bytes())).wrapping_add(count.wrapping_mul(GOLDEN)));
    let mut text = format!("{prefix}_");
    for _ in 0..length {
        state = state.wrapping_add(GOLDEN);
        let index = usize::try_from(mix(state) % ALPHABET.len() as u64).unwrap_or_default();
        text.push(char::from(ALPHABET[index]));
    }
    text
}

/// The finaliser of `SplitMix64`.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Documented ids use all digits and capitals, `O` and `U` included: they are not ULIDs.
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The increment of `SplitMix64`.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_repeat_for_the_same_seed_and_differ_for_another() {
        assert_eq!(Ids::new(7).next("ord"), Ids::new(7).next("ord"));
        assert_ne!(Ids::new(7).next("ord"), Ids::new(8).next("ord"));
    }

    #[test]
    fn one_kind_does_not_disturb_another() {
        let mut ids = Ids::new(7);
        ids.next("evt");
        assert_eq!(ids.next("ord"), Ids::new(7).next("ord"));
    }

    #[test]
    fn an_id_is_not_the_one_before_it_shifted() {
        let mut ids = Ids::new(7);
        let (first, second) = (ids.next("ord"), ids.next("ord"));
        assert!(!second.contains(&first[10..16]), "{first} {second}");
    }

    #[test]
    fn ids_have_the_documented_length_and_never_repeat() {
        let mut ids = Ids::new(7);
        let many: HashSet<String> = (0..20_000).map(|_| ids.next("ord")).collect();
        assert_eq!(many.len(), 20_000);
        assert!(many.iter().all(|id| id.len() == 4 + 24));
        assert_eq!(request_id(7, 1).len(), 4 + 26);
    }
}
