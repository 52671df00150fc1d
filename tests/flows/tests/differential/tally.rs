//! How often each side said what.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) cases: usize,
    /// Accepted by both.
    pub(crate) accepted: usize,
    pub(crate) core: BTreeMap<String, usize>,
    pub(crate) sandbox: BTreeMap<String, usize>,
    /// What core refused alone, as it may.
    pub(crate) core_alone: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn note(counts: &mut BTreeMap<String, usize>, code: &str) {
        *counts.entry(code.to_owned()).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.accepted += other.accepted;
        let pairs = [
            (&mut self.core, other.core),
            (&mut self.sandbox, other.sandbox),
            (&mut self.core_alone, other.core_alone),
        ];
        for (counts, more) in pairs {
            more.into_iter().for_each(|(code, count)| *counts.entry(code).or_default() += count);
        }
    }

    /// Of these codes, those that were never said.
    pub(crate) fn missing<'c>(counts: &BTreeMap<String, usize>, codes: &[&'c str]) -> Vec<&'c str> {
        codes.iter().copied().filter(|code| !counts.contains_key(*code)).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} cases, {} accepted by both", self.cases, self.accepted)?;
        for (who, counts) in
            [("core", &self.core), ("sandbox", &self.sandbox), ("core alone, as it may", &self.core_alone)]
        {
            writeln!(f, "  {who}")?;
            for (code, count) in counts {
                writeln!(f, "  {count:>8}  {code}")?;
            }
        }
        Ok(())
    }
}
