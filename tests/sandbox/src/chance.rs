//! Faults that come by chance, from a seed.

use std::collections::HashMap;

use crate::ids::{hash, mix};

/// What may happen, and in how many cases of a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Odds<F> {
    percent: u32,
    faults: Vec<F>,
}

impl<F> Odds<F> {
    /// # Errors
    /// A sentence, if there is no such percentage, or nothing to choose from.
    pub(crate) fn new(percent: u32, faults: Vec<F>) -> Result<Self, String> {
        match percent {
            0..=100 if percent == 0 || !faults.is_empty() => Ok(Self { percent, faults }),
            0..=100 => Err("there is no fault to choose from".to_owned()),
            _ => Err(format!("{percent} % are more than all")),
        }
    }
}

impl<F> Default for Odds<F> {
    fn default() -> Self {
        Self { percent: 0, faults: Vec::new() }
    }
}

/// Decides by the seed, by what it is asked about, and by how often it was asked about it: so the same requests meet the
/// same faults, in whatever order many clients send them.
#[derive(Debug)]
pub(crate) struct Chance<F> {
    odds: Odds<F>,
    seed: u64,
    asked: HashMap<u64, u64>,
}

impl<F> Chance<F> {
    pub(crate) fn new(odds: Odds<F>, seed: u64) -> Self {
        Self { odds, seed, asked: HashMap::new() }
    }

    /// The fault for this case, if it is one of those.
    pub(crate) fn draw(&mut self, about: &[&[u8]]) -> Option<&F> {
        if self.odds.percent == 0 {
            return None;
        }
        let case = about.iter().fold(self.seed, |sum, part| mix(sum ^ hash(part)));
        let times = self.asked.entry(case).or_default();
        *times += 1;
        let drawn = mix(case.wrapping_add(*times));
        let hits = drawn % 100 < u64::from(self.odds.percent);
        let index = usize::try_from(drawn / 100 % self.odds.faults.len() as u64).ok()?;
        self.odds.faults.get(index).filter(|_| hits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: u64, order: impl Iterator<Item = u32>) -> Vec<(u32, Option<char>)> {
        let mut chance = Chance::new(Odds::new(10, vec!['a', 'b', 'c']).unwrap(), seed);
        let mut all: Vec<_> =
            order.map(|n| (n, chance.draw(&[b"POST", &(n % 500).to_be_bytes()]).copied())).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn the_same_cases_in_another_order_draw_the_same() {
        assert_eq!(drawn(7, 0..500), drawn(7, (0..500).rev()));
        assert_ne!(drawn(7, 0..500), drawn(8, 0..500));
    }

    #[test]
    fn a_case_that_comes_again_draws_anew() {
        let outcomes = drawn(7, 0..1000);
        let fate = |n: usize| outcomes[n].1;
        assert!((0..500).any(|n| fate(n) != fate(n + 500)));
    }

    #[test]
    fn as_many_are_hit_as_was_said_and_every_fault_comes() {
        let faults: Vec<char> = drawn(7, 0..10_000).into_iter().filter_map(|(_, fault)| fault).collect();
        assert!((900..1100).contains(&faults.len()), "{}", faults.len());
        assert!(['a', 'b', 'c'].iter().all(|one| faults.iter().filter(|fault| *fault == one).count() > 250));
    }

    #[test]
    fn odds_are_a_percentage_of_something() {
        assert!(Odds::new(101, vec!['a']).is_err() && Odds::<char>::new(1, vec![]).is_err());
        assert!(Odds::<char>::new(0, vec![]).is_ok());
    }
}
