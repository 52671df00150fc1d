//! The places that a bundle's domains fill, and who can fill them: what assigning and planning have in common.
//!
//! Domains that can be placed together form a matroid: if a set can be placed, so can each part of it, and a smaller
//! set that can be placed can always be enlarged by a domain of a larger one. That is why taking domains one by one,
//! each if it still fits, ends in as many as can be placed at all, and in the cheapest of these sets if they come in
//! the order of their price.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::error::Violation;
use crate::model::{Provider, RequiredDomains};
use crate::scrub::printable;

/// The code where domains are missing, and either provider will do.
pub(super) const TOO_FEW_USABLE: &str = "too_few_usable_domains";

/// How many domains are needed, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    google: u64,
    microsoft: u64,
    /// Those of the total that the server names no provider for. Either can have them.
    either: u64,
}

impl Places {
    pub(super) fn read(required: &RequiredDomains) -> Result<Self, Violation> {
        let contradictory =
            |message: String| Violation::new("required_domains", "required_domains_contradictory", message);
        let [google, microsoft, total] = [required.google, required.microsoft, required.total].map(u64::try_from);
        let (Ok(google), Ok(microsoft), Ok(total)) = (google, microsoft, total) else {
            return Err(contradictory("a number of domains is negative".into()));
        };
        // Each is below 2^63, so the sum is below 2^64.
        let Some(either) = total.checked_sub(google + microsoft) else {
            let message = format!("{google} for Google and {microsoft} for Microsoft are more than {total} in total");
            return Err(contradictory(message));
        };
        Ok(Self { google, microsoft, either })
    }

    pub(super) fn total(self) -> u64 {
        self.google + self.microsoft + self.either
    }

    /// What is unclear about them.
    pub(super) fn warning(self) -> Option<Violation> {
        let message = format!("the bundle requires {} domains more than it names providers for", self.either);
        let warning = Violation::new("required_domains", "required_domains_unclear", message).inferred();
        (self.either > 0).then_some(warning)
    }
}

/// Which providers can host a domain's mail. Others than the two are not known to fill any place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Capability {
    Google,
    Microsoft,
    Both,
}

impl Capability {
    pub(super) fn of(usable_for: &[Provider]) -> Option<Self> {
        match (usable_for.contains(&Provider::GOOGLE), usable_for.contains(&Provider::MICROSOFT)) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Google),
            (false, true) => Some(Self::Microsoft),
            (false, false) => None,
        }
    }
}

/// Domains by what they can do.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    google: u64,
    microsoft: u64,
    both: u64,
}

impl Tally {
    fn with(mut self, capability: Capability) -> Self {
        match capability {
            Capability::Google => self.google += 1,
            Capability::Microsoft => self.microsoft += 1,
            Capability::Both => self.both += 1,
        }
        self
    }

    fn total(self) -> u64 {
        self.google + self.microsoft + self.both
    }

    /// Whether there is a place for each: Hall's condition, for every kind of domain that lacks some places.
    fn fits(self, places: Places) -> bool {
        self.google <= places.google + places.either
            && self.microsoft <= places.microsoft + places.either
            && self.total() <= places.total()
    }
}

/// Takes domains in the order given, each if there is still a place for it together with those taken.
pub(super) fn choose<T>(
    candidates: impl IntoIterator<Item = (T, Capability)>,
    places: Places,
) -> Vec<(T, Capability)> {
    let mut tally = Tally::default();
    let mut chosen = Vec::new();
    for (candidate, capability) in candidates {
        let with = tally.with(capability);
        if with.fits(places) {
            tally = with;
            chosen.push((candidate, capability));
        }
    }
    chosen
}

/// The place that a domain gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    Google,
    Microsoft,
    Either,
}

/// Where each of the chosen goes, if there are as many as places.
///
/// What only one provider can use goes there first, so that what both can use is left for the rest.
pub(super) fn seats(chosen: impl Iterator<Item = Capability> + Clone, places: Places) -> Vec<Seat> {
    let tally = chosen.clone().fold(Tally::default(), Tally::with);
    let (mut google, mut microsoft) = (places.google, places.microsoft);
    let mut google_for_both = google.saturating_sub(tally.google);
    let mut microsoft_for_both = microsoft.saturating_sub(tally.microsoft);
    let seat = |capability| match capability {
        Capability::Google if taken(&mut google) => Seat::Google,
        Capability::Microsoft if taken(&mut microsoft) => Seat::Microsoft,
        Capability::Both if taken(&mut microsoft_for_both) => Seat::Microsoft,
        Capability::Both if taken(&mut google_for_both) => Seat::Google,
        _ => Seat::Either,
    };
    chosen.map(seat).collect()
}

fn taken(left: &mut u64) -> bool {
    let fewer = left.checked_sub(1);
    *left = fewer.unwrap_or(0);
    fewer.is_some()
}

/// Of several rows for one name, the last: the one that was asked for last.
pub(super) fn latest<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<bool> {
    let key = |name: &str| name.to_ascii_lowercase();
    let last: HashMap<String, usize> =
        names.clone().map(key).enumerate().map(|(index, name)| (name, index)).collect();
    names.enumerate().map(|(index, name)| last.get(&key(name)) == Some(&index)).collect()
}

/// Why the places cannot all be filled, and the fewest domains that would fill them.
#[derive(Debug)]
pub(super) struct Shortfall<'a> {
    places: Places,
    missing_google: u64,
    missing_microsoft: u64,
    missing_either: u64,
    google_only: Vec<&'a str>,
    microsoft_only: Vec<&'a str>,
}

impl<'a> Shortfall<'a> {
    /// `None` if all places can be filled.
    pub(super) fn of(rows: &(impl Iterator<Item = (&'a str, Capability)> + Clone), places: Places) -> Option<Self> {
        let tally = rows.clone().fold(Tally::default(), |tally, (_, capability)| tally.with(capability));
        let only = |wanted| rows.clone().filter(move |(_, capability)| *capability == wanted).map(|(name, _)| name);
        let missing_google = places.google.saturating_sub(tally.google + tally.both);
        let missing_microsoft = places.microsoft.saturating_sub(tally.microsoft + tally.both);
        let missing = places.total().saturating_sub(tally.total()).max(missing_google).max(missing_microsoft);
        (missing > 0).then(|| Self {
            places,
            missing_google,
            missing_microsoft,
            // Not negative: both providers together lack no more than all domains together.
            missing_either: missing.saturating_sub(missing_google + missing_microsoft),
            google_only: only(Capability::Google).collect(),
            microsoft_only: only(Capability::Microsoft).collect(),
        })
    }

    /// Each reason that there is.
    pub(super) fn violations(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.missing_microsoft > 0 {
            let message = format!(
                "{} of {} domains for Microsoft are missing{}",
                self.missing_microsoft,
                self.places.microsoft,
                only("Google", &self.google_only)
            );
            violations.push(Violation::new("domains", "microsoft_split_unsatisfied", message));
        }
        if self.missing_google > 0 {
            let message = format!(
                "{} of {} domains for Google are missing{}",
                self.missing_google,
                self.places.google,
                only("Microsoft", &self.microsoft_only)
            );
            violations.push(Violation::new("domains", "google_split_unsatisfied", message).inferred());
        }
        if self.missing_either > 0 {
            let message = format!("{} more domains are needed, for either provider", self.missing_either);
            violations.push(Violation::new("domains", TOO_FEW_USABLE, message).inferred());
        }
        violations
    }

    /// What an error says of it besides.
    pub(super) fn details(&self) -> Map<String, Value> {
        let missing = json!({
            "google": self.missing_google,
            "microsoft": self.missing_microsoft,
            "either": self.missing_either,
        });
        Map::from_iter([
            ("required_count".to_owned(), self.places.total().into()),
            ("missing".to_owned(), missing),
            ("google_only".to_owned(), self.google_only.clone().into()),
            ("microsoft_only".to_owned(), self.microsoft_only.clone().into()),
        ])
    }
}

/// The names that cannot help, the first of them at least.
fn only(provider: &str, names: &[&str]) -> String {
    const MOST: usize = 5;
    if names.is_empty() {
        return String::new();
    }
    let shown: Vec<_> = names.iter().take(MOST).map(|name| printable(name, 64)).collect();
    let more = if names.len() > MOST { ", …" } else { "" };
    format!("; usable for {provider} only: {}{more} ({})", shown.join(", "), names.len())
}
