//! Assigning and planning against trying everything out: small random bundles and pools, the same in every run.

use std::collections::{BTreeMap, HashSet};

use peeker_core::error::Error;
use peeker_core::model::{DomainAvailability, Extra, Provider, RequiredDomains};
use peeker_core::validate::assign::Candidate;
use peeker_core::validate::{assign_providers, plan};

const INSTANCES: u32 = 11_000;
const MOST_ROWS: u64 = 12;

/// The generator `SplitMix64`.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn number(&mut self, limit: u64) -> i64 {
        i64::try_from(self.below(limit)).unwrap()
    }

    fn required(&mut self) -> RequiredDomains {
        let (google, microsoft) = (self.number(5), self.number(4));
        let open = if self.one_in(4) { self.number(4) } else { 0 };
        let (wrong, by) = (self.one_in(40), self.number(3) + 1);
        let total = if wrong { google + microsoft - by } else { google + microsoft + open };
        RequiredDomains { google, microsoft, total, extra: Extra::default() }
    }

    fn providers(&mut self) -> Vec<Provider> {
        // Sometimes few can do what the bundle needs, sometimes all can do everything.
        match self.below(10) {
            0..=3 => vec![Provider::GOOGLE],
            4..=5 => vec![Provider::MICROSOFT],
            6..=8 => vec![Provider::MICROSOFT, Provider::GOOGLE],
            _ if self.one_in(2) => vec![Provider::from("another")],
            _ => Vec::new(),
        }
    }

    fn rows(&mut self) -> Vec<DomainAvailability> {
        let currencies: &[&str] = if self.one_in(30) { &["usd", "eur"] } else { &["usd", "USD"] };
        (0..self.below(MOST_ROWS + 1)).map(|_| self.row(currencies)).collect()
    }

    fn row(&mut self, currencies: &[&str]) -> DomainAvailability {
        let broken = self.below(30);
        DomainAvailability {
            // Few enough names for some to come twice.
            domain: format!("{}.com", char::from(b'a' + u8::try_from(self.below(26)).unwrap())),
            available: broken != 1,
            price_cents: (broken != 2).then(|| if broken == 3 { -1 } else { self.number(4) }),
            renewal_price_cents: (!self.one_in(6)).then(|| if broken == 4 { -1 } else { self.number(3) }),
            currency: (broken != 5).then(|| currencies[usize::try_from(self.below(2)).unwrap()].to_owned()),
            usable_for: self.providers().into_iter().collect(),
            reason: (broken == 6).then(|| "stale".into()),
            premium: Some(broken == 7),
            extra: Extra::default(),
        }
    }
}

/// A domain as the reference sees it.
#[derive(Clone)]
struct Row {
    name: String,
    google: bool,
    microsoft: bool,
    cost: (i64, i64, i64),
}

impl Row {
    fn any(google: bool, microsoft: bool) -> Self {
        Self { name: String::new(), google, microsoft, cost: (0, 0, 0) }
    }

    fn is_both(&self) -> bool {
        self.google && self.microsoft
    }
}

fn named(name: &str, usable_for: &[Provider], cost: (i64, i64, i64)) -> Row {
    let has = |wanted: &str| usable_for.iter().any(|provider| provider.as_str() == wanted);
    Row { name: name.to_owned(), google: has("google"), microsoft: has("microsoft"), cost }
}

/// Of several rows for one name the last.
fn latest(rows: &[DomainAvailability]) -> Vec<DomainAvailability> {
    let mut kept: Vec<DomainAvailability> = Vec::new();
    for row in rows {
        kept.retain(|earlier| earlier.domain != row.domain);
        kept.push(row.clone());
    }
    kept
}

fn places(required: &RequiredDomains) -> [u64; 3] {
    [required.google, required.microsoft, required.total - required.google - required.microsoft]
        .map(|number| u64::try_from(number).unwrap())
}

/// Fills the places with some of the rows in every way; the fewest that can do both are used, if there is a way.
fn fewest_both(rows: &[Row], places: [u64; 3]) -> Option<u64> {
    // What is left of the places, and the fewest that it took. Few enough for a list to be the quickest.
    let mut states = vec![(places, 0)];
    for row in rows {
        for (left, both) in states.clone() {
            for (place, can) in [row.google, row.microsoft, row.google || row.microsoft].into_iter().enumerate() {
                if can && left[place] > 0 {
                    let mut left = left;
                    left[place] -= 1;
                    let both = both + u64::from(row.is_both());
                    match states.iter_mut().find(|(known, _)| *known == left) {
                        Some((_, fewest)) => *fewest = both.min(*fewest),
                        None => states.push((left, both)),
                    }
                }
            }
        }
    }
    states.into_iter().find(|(left, _)| *left == [0; 3]).map(|(_, both)| both)
}

fn with(rows: &[Row], more: impl IntoIterator<Item = (u64, Row)>) -> Vec<Row> {
    let more = more.into_iter().flat_map(|(count, row)| (0..count).map(move |_| row.clone()));
    rows.iter().cloned().chain(more).collect()
}

/// The fewest domains for both that make it possible, with as many others beside as one likes.
fn fewest_added(rows: &[Row], places: [u64; 3], others: &Row, beside: u64) -> u64 {
    let enough = |count: &u64| {
        fewest_both(&with(rows, [(*count, Row::any(true, true)), (beside, others.clone())]), places).is_some()
    };
    (0..100).find(enough).unwrap()
}

/// What is missing for Google, for Microsoft and for either.
fn missing(rows: &[Row], places: [u64; 3]) -> [u64; 3] {
    let many = places.iter().sum();
    let (only_google, only_microsoft) = (Row::any(true, false), Row::any(false, true));
    let google = fewest_added(rows, places, &only_microsoft, many);
    let microsoft = fewest_added(rows, places, &only_google, many);
    let either = fewest_added(rows, places, &only_google, 0) - google - microsoft;
    for (more_google, more_microsoft) in [(either, 0), (0, either)] {
        let counts =
            [(google + more_google, only_google.clone()), (microsoft + more_microsoft, only_microsoft.clone())];
        assert!(fewest_both(&with(rows, counts), places).is_some(), "what is missing is enough, of whichever kind");
    }
    [google, microsoft, either]
}

fn said_missing(error: &Error) -> [u64; 3] {
    let missing = &error.details().expect("details")["missing"];
    ["google", "microsoft", "either"].map(|name| missing[name].as_u64().unwrap())
}

fn codes(error: &Error) -> Vec<&str> {
    error.violations().iter().map(|violation| violation.code).collect()
}

/// The codes that fit what is missing.
fn expected_codes(missing: [u64; 3]) -> Vec<&'static str> {
    let codes = ["google_split_unsatisfied", "microsoft_split_unsatisfied", "too_few_usable_domains"];
    [1, 0, 2].into_iter().filter(|index| missing[*index] > 0).map(|index| codes[index]).collect()
}

fn count(outcomes: &mut BTreeMap<String, u32>, outcome: &str) {
    *outcomes.entry(outcome.to_owned()).or_default() += 1;
}

fn assert_reached(outcomes: &BTreeMap<String, u32>, kinds: &[&str]) {
    println!("{outcomes:?}");
    assert_eq!(outcomes.values().sum::<u32>(), INSTANCES);
    for kind in kinds {
        assert!(outcomes.get(*kind).is_some_and(|reached| *reached >= 50), "{kind} is hardly reached");
    }
}

#[test]
fn an_assignment_is_found_exactly_when_one_exists() {
    let mut chance = Chance(1);
    let mut outcomes = BTreeMap::new();
    for _ in 0..INSTANCES {
        let (given, required) = (chance.rows(), chance.required());
        let candidates: Vec<Candidate> = given.iter().map(Candidate::from).collect();
        let rows: Vec<Row> =
            latest(&given).iter().map(|row| named(&row.domain, &row.usable_for, (0, 0, 0))).collect();
        let found = assign_providers(&candidates, &required);
        if required.total < required.google + required.microsoft {
            assert_eq!(found.unwrap_err().code(), "required_domains_contradictory");
            count(&mut outcomes, "contradictory");
            continue;
        }
        let places = places(&required);
        let Some(fewest) = fewest_both(&rows, places) else {
            let error = found.expect_err("there is no assignment");
            let missing = missing(&rows, places);
            assert_eq!(said_missing(&error), missing);
            let mut expected = expected_codes(missing);
            if (rows.len() as u64) < places.iter().sum() {
                expected.retain(|code| *code != "too_few_usable_domains");
                expected.insert(0, "domain_count_mismatch");
            }
            assert_eq!(codes(&error), expected);
            count(&mut outcomes, error.code());
            continue;
        };
        let found = found.expect("there is an assignment");
        let row = |name: &String| rows.iter().find(|row| row.name == *name).expect("a row that was given");
        assert!(found.google.iter().all(|name| row(name).google));
        assert!(found.microsoft.iter().all(|name| row(name).microsoft));
        assert!(found.either.iter().all(|name| row(name).google || row(name).microsoft));
        assert_eq!([found.google.len(), found.microsoft.len(), found.either.len()].map(|len| len as u64), places);
        let assigned = found.google.iter().chain(&found.microsoft).chain(&found.either);
        let both = assigned.clone().filter(|name| row(name).is_both()).count();
        assert_eq!(both as u64, fewest, "those that can do both are kept");
        let all: HashSet<_> = assigned.chain(&found.unassigned).collect();
        assert_eq!(
            (all.len(), rows.len()),
            (rows.len(), found.unassigned.len() + found.google.len() + found.microsoft.len() + found.either.len())
        );
        assert_eq!(found.warnings.len(), usize::from(places[2] > 0));
        count(&mut outcomes, if places[2] > 0 { "unclear" } else { "assigned" });
    }
    assert_reached(
        &outcomes,
        &[
            "assigned",
            "unclear",
            "contradictory",
            "domain_count_mismatch",
            "microsoft_split_unsatisfied",
            "google_split_unsatisfied",
            "too_few_usable_domains",
        ],
    );
}

/// A row that can be ordered.
fn offered(row: &DomainAvailability) -> Option<Row> {
    let price = row.price_cents.filter(|price| *price >= 0)?;
    let renewal = row.renewal_price_cents;
    let sound = row.available && row.reason.is_none() && row.premium != Some(true) && row.currency.is_some();
    let cost = (price, i64::from(renewal.is_none()), renewal.unwrap_or(0));
    let row = named(&row.domain, &row.usable_for, cost);
    (sound && renewal.is_none_or(|renewal| renewal >= 0) && (row.google || row.microsoft)).then_some(row)
}

/// Prices, unknown renewals, known renewals, and names in their order: what is smaller is better.
type Worth = (i64, i64, i64, Vec<String>);

fn worth(rows: &[&Row]) -> Worth {
    let mut names: Vec<_> = rows.iter().map(|row| row.name.clone()).collect();
    names.sort();
    let sum = |part: fn(&Row) -> i64| rows.iter().map(|row| part(row)).sum();
    (sum(|row| row.cost.0), sum(|row| row.cost.1), sum(|row| row.cost.2), names)
}

/// The best of all sets of the right size that can be placed.
fn best(rows: &[Row], places: [u64; 3]) -> Option<Worth> {
    let size = u32::try_from(places.iter().sum::<u64>()).unwrap();
    let mut best: Option<Worth> = None;
    for set in (0_u32..1 << rows.len()).filter(|set| set.count_ones() == size) {
        let chosen: Vec<&Row> =
            rows.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1).map(|(_, row)| row).collect();
        let worth = worth(&chosen);
        if best.as_ref().is_none_or(|best| worth < *best) {
            let chosen: Vec<Row> = chosen.into_iter().cloned().collect();
            if fewest_both(&chosen, places).is_some() {
                best = Some(worth);
            }
        }
    }
    best
}

#[test]
fn a_plan_is_the_cheapest_of_all_sets_that_satisfy_the_bundle() {
    let mut chance = Chance(2);
    let mut outcomes = BTreeMap::new();
    for _ in 0..INSTANCES {
        let (given, required) = (chance.rows(), chance.required());
        let found = plan(&given, &required, None);
        if required.total < required.google + required.microsoft {
            assert_eq!(found.unwrap_err().code(), "required_domains_contradictory");
            count(&mut outcomes, "contradictory");
            continue;
        }
        let kept = latest(&given);
        let sound: Vec<&DomainAvailability> = kept.iter().filter(|row| offered(row).is_some()).collect();
        let currencies: HashSet<_> =
            sound.iter().filter_map(|row| row.currency.as_deref()).map(str::to_lowercase).collect();
        if currencies.len() > 1 {
            assert_eq!(found.unwrap_err().code(), "mixed_currencies");
            count(&mut outcomes, "mixed_currencies");
            continue;
        }
        let rows: Vec<Row> = sound.into_iter().filter_map(offered).collect();
        let places = places(&required);
        let Some(best) = best(&rows, places) else {
            let error = found.expect_err("there is no plan");
            let missing = missing(&rows, places);
            assert_eq!(said_missing(&error), missing);
            assert_eq!(codes(&error), expected_codes(missing));
            count(&mut outcomes, error.code());
            continue;
        };
        let found = found.expect("there is a plan");
        let row = |name: &str| rows.iter().find(|row| row.name == name).expect("a row that can be ordered");
        let chosen: Vec<&Row> = found.domains.iter().map(|domain| row(&domain.domain)).collect();
        assert_eq!(worth(&chosen), best);
        assert_eq!(found.total_cents, best.0);
        assert_eq!(found.renewal_total_cents, (best.1 == 0).then_some(best.2));
        let mut split = [0; 3];
        for (domain, row) in found.domains.iter().zip(chosen) {
            match domain.provider.as_ref().map(Provider::as_str) {
                Some("google") if row.google => split[0] += 1,
                Some("microsoft") if row.microsoft => split[1] += 1,
                None => split[2] += 1,
                _ => panic!("{domain:?} cannot be used so"),
            }
        }
        assert_eq!(split, places);
        assert_eq!(found.excluded.len(), given.len() - rows.len());
        count(&mut outcomes, if places[2] > 0 { "unclear" } else { "planned" });
    }
    assert_reached(
        &outcomes,
        &[
            "planned",
            "unclear",
            "contradictory",
            "mixed_currencies",
            "microsoft_split_unsatisfied",
            "google_split_unsatisfied",
            "too_few_usable_domains",
        ],
    );
}
