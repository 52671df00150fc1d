//! Which domain goes to which provider, whenever that can be said.

use serde::{Deserialize, Serialize};

use super::issue::ValidationIssue;
use super::json_text;
use super::places::{Capability, Places, Seat, Shortfall, TOO_FEW_USABLE, choose, latest, seats};
use crate::error::{Certainty, Error, Violation, Violations};
use crate::input::read;
use crate::json::list;
use crate::model::{Domain, DomainAvailability, List, Provider, RequiredDomains};

/// A domain, and who can host its mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Candidate {
    /// The name. Of several rows for one name, in any case of its letters, the last counts.
    pub domain: String,
    /// Providers other than Google and Microsoft do not count: no bundle requires domains for them.
    #[serde(default, deserialize_with = "list")]
    pub usable_for: List<Provider>,
}

impl Candidate {
    pub fn new(domain: impl Into<String>, usable_for: impl IntoIterator<Item = Provider>) -> Self {
        Self { domain: domain.into(), usable_for: usable_for.into_iter().collect() }
    }
}

impl From<&Domain> for Candidate {
    fn from(row: &Domain) -> Self {
        Self { domain: row.domain.clone(), usable_for: row.usable_for.clone() }
    }
}

impl From<&DomainAvailability> for Candidate {
    fn from(row: &DomainAvailability) -> Self {
        Self { domain: row.domain.clone(), usable_for: row.usable_for.clone() }
    }
}

/// Which domain goes to which provider. Every list is in the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct ProviderAssignment {
    /// For Google: as many as required.
    pub google: List<String>,
    /// For Microsoft: as many as required.
    pub microsoft: List<String>,
    /// Required without a word for whom: as many as the total goes beyond both numbers, which is mostly none.
    pub either: List<String>,
    /// Not needed, or not usable. What both providers can use is left over rather than what one can.
    pub unassigned: List<String>,
    /// `required_domains_unclear`, if there is anything in `either`.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub warnings: List<ValidationIssue>,
}

/// Gives each provider as many domains as a bundle requires, whenever there is a way to. Domains that both can use
/// are kept for what still needs them. The same rows in the same order give the same assignment.
///
/// The numbers are the server's. Where their total is larger than both together, the server does not say who is to
/// have the rest; then as many domains more are set apart in `either`, with a warning.
///
/// ```
/// use peeker_core::model::{Bundle, Provider};
/// use peeker_core::validate::{assign::Candidate, assign_providers};
/// # let required = serde_json::from_str(r#"{ "google": 1, "microsoft": 1, "total": 2 }"#).unwrap();
/// let both = Candidate::new("acme-mail.com", [Provider::GOOGLE, Provider::MICROSOFT]);
/// let google_only = Candidate::new("team-acme.com", [Provider::GOOGLE]);
/// let assignment = assign_providers(&[both, google_only], &required).unwrap();
/// assert_eq!(assignment.microsoft[..], ["acme-mail.com"]);
/// ```
///
/// # Errors
/// Only if no assignment exists, with every reason: `domain_count_mismatch` (fewer domains than the total),
/// `microsoft_split_unsatisfied`, `google_split_unsatisfied`, `too_few_usable_domains` (enough rows, but too many of
/// them usable for neither). Its details name the fewest domains that are missing, for Google, for Microsoft and for
/// either, and the rows that only one provider, or none, can use. `required_domains_contradictory`, if a number is
/// negative or the total smaller than the two others together.
pub fn assign_providers(domains: &[Candidate], required: &RequiredDomains) -> Result<ProviderAssignment, Error> {
    let places = Places::read(required).map_err(Error::violation)?;
    let latest = latest(domains.iter().map(|row| row.domain.as_str()));
    let rows = domains.iter().zip(latest).filter(|(_, latest)| *latest).map(|(row, _)| row);
    let rows: Vec<_> = rows.map(|row| (row.domain.as_str(), Capability::of(&row.usable_for))).collect();
    let usable =
        rows.iter().enumerate().filter_map(|(index, (name, capability))| Some((index, *name, (*capability)?)));
    let named = usable.clone().map(|(_, name, capability)| (name, capability));
    if let Some(shortfall) = Shortfall::of(&named, places) {
        return Err(refused(&shortfall, &rows, places));
    }
    let mut by_need: Vec<_> = usable.map(|(index, _, capability)| (index, capability)).collect();
    by_need.sort_by_key(|(_, capability)| *capability == Capability::Both);
    let mut chosen = choose(by_need, places);
    chosen.sort_by_key(|(index, _)| *index);
    let seats = seats(chosen.iter().map(|(_, capability)| *capability), places);
    let mut seated = chosen.iter().map(|(index, _)| *index).zip(seats).peekable();
    let [mut google, mut microsoft, mut either, mut unassigned] = [const { Vec::new() }; 4];
    for (index, (name, _)) in rows.iter().enumerate() {
        let list = match seated.next_if(|(seated, _)| *seated == index) {
            Some((_, Seat::Google)) => &mut google,
            Some((_, Seat::Microsoft)) => &mut microsoft,
            Some((_, Seat::Either)) => &mut either,
            None => &mut unassigned,
        };
        list.push((*name).to_owned());
    }
    Ok(ProviderAssignment {
        google: List::from(google),
        microsoft: List::from(microsoft),
        either: List::from(either),
        unassigned: List::from(unassigned),
        warnings: places.warning().map(ValidationIssue::from).into_iter().collect(),
    })
}

/// [`assign_providers`] for bindings: from `{"domains": [{"domain", "usable_for"}], "required_domains": {…}}`,
/// where rows may have other fields besides, to a [`ProviderAssignment`] as JSON.
///
/// # Errors
/// Those of [`assign_providers`], and of reading the JSON.
pub fn assign_providers_json(query: &str) -> Result<String, Error> {
    json_text(&assign_providers_of_json(query)?)
}

/// The same, for bindings that take the result as it is.
///
/// # Errors
/// The same.
pub fn assign_providers_of_json(query: &str) -> Result<ProviderAssignment, Error> {
    /// Rows, and what is required of them.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        domains: Vec<Candidate>,
        required_domains: RequiredDomains,
    }
    let query: Query = read(query)?;
    assign_providers(&query.domains, &query.required_domains)
}

fn refused(shortfall: &Shortfall<'_>, rows: &[(&str, Option<Capability>)], places: Places) -> Error {
    let mut violations = Violations::default();
    let mut details = shortfall.details();
    let unusable: Vec<_> =
        rows.iter().filter(|(_, capability)| capability.is_none()).map(|(name, _)| *name).collect();
    let submitted = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    details.insert("submitted_count".to_owned(), submitted.into());
    details.insert("unusable".to_owned(), unusable.into());
    let too_few = places.total().checked_sub(submitted).filter(|missing| *missing > 0);
    if let Some(missing) = too_few {
        // As the API says it.
        details.insert("missing_count".to_owned(), missing.into());
        let message = format!("{submitted} domains; the bundle requires {}", places.total());
        let mismatch = Violation::new("domains", "domain_count_mismatch", message);
        violations.push(Violation { certainty: Certainty::Exemplified, ..mismatch });
    }
    let others = shortfall.violations().into_iter();
    others.filter(|other| too_few.is_none() || other.code != TOO_FEW_USABLE).for_each(|other| violations.push(other));
    violations.into_error().with_details(Some(details.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn assigned(rows: &[(&str, &[&str])], [google, microsoft, total]: [i64; 3]) -> Result<Value, Error> {
        let rows: Vec<_> =
            rows.iter().map(|(name, usable)| json!({ "domain": name, "usable_for": usable })).collect();
        let required = json!({ "google": google, "microsoft": microsoft, "total": total });
        let query = json!({ "domains": rows, "required_domains": required });
        assign_providers_json(&query.to_string()).map(|text| serde_json::from_str(&text).unwrap())
    }

    const BOTH: &[&str] = &["google", "microsoft"];
    const GOOGLE: &[&str] = &["google"];
    const MICROSOFT: &[&str] = &["microsoft"];

    #[test]
    fn what_both_can_use_is_kept_for_what_still_needs_it() {
        let rows = [("a.com", BOTH), ("b.com", GOOGLE), ("c.com", BOTH), ("d.com", GOOGLE)];
        let expected = json!({
            "google": ["b.com", "d.com"], "microsoft": ["a.com"], "either": [], "unassigned": ["c.com"],
            "warnings": [],
        });
        assert_eq!(assigned(&rows, [2, 1, 3]).unwrap(), expected);
    }

    #[test]
    fn a_total_beyond_both_numbers_is_filled_and_said_to_be_unclear() {
        let found = assigned(&[("a.com", GOOGLE), ("b.com", GOOGLE), ("c.com", MICROSOFT)], [1, 1, 3]).unwrap();
        assert_eq!((&found["google"], &found["either"]), (&json!(["a.com"]), &json!(["b.com"])));
        assert_eq!(found["warnings"][0]["code"], "required_domains_unclear");
    }

    #[test]
    fn a_shortfall_says_how_many_are_missing_for_whom() {
        let error = assigned(&[("a.com", GOOGLE), ("b.com", GOOGLE), ("c.com", &[])], [2, 2, 4]).unwrap_err();
        let codes: Vec<_> = error.violations().iter().map(|violation| violation.code).collect();
        assert_eq!(codes, ["domain_count_mismatch", "microsoft_split_unsatisfied"]);
        let details = json!({
            "required_count": 4, "submitted_count": 3, "missing_count": 1,
            "missing": { "google": 0, "microsoft": 2, "either": 0 },
            "google_only": ["a.com", "b.com"], "microsoft_only": [], "unusable": ["c.com"],
        });
        assert_eq!(error.details(), Some(&details));
    }

    #[test]
    fn enough_rows_of_which_too_few_can_be_used_are_too_few() {
        let error = assigned(&[("a.com", BOTH), ("b.com", &["another"])], [1, 1, 2]).unwrap_err();
        assert_eq!((error.code(), error.violations().len()), ("too_few_usable_domains", 1));
        assert_eq!(error.details().unwrap()["missing"]["either"], 1);
    }

    #[test]
    fn one_name_is_one_domain() {
        let error = assigned(&[("a.com", GOOGLE), ("A.com", BOTH)], [1, 1, 2]).unwrap_err();
        assert_eq!(error.code(), "domain_count_mismatch");
        assert_eq!(
            assigned(&[("a.com", GOOGLE), ("A.com", BOTH)], [0, 1, 1]).unwrap()["microsoft"],
            json!(["A.com"])
        );
    }

    #[test]
    fn numbers_that_contradict_each_other_are_refused() {
        for required in [[1, 1, 1], [-1, 1, 0], [0, -1, 0], [0, 0, -1], [i64::MIN, 0, 0]] {
            let required = RequiredDomains {
                google: required[0],
                microsoft: required[1],
                total: required[2],
                extra: crate::model::Extra::default(),
            };
            let error = assign_providers(&[], &required).unwrap_err();
            assert_eq!(
                (error.code(), &*error.violations()[0].path),
                ("required_domains_contradictory", "required_domains")
            );
        }
        assert!(assigned(&[], [0, 0, 0]).is_ok());
    }

    #[test]
    fn a_long_list_of_names_is_cut_in_the_message_and_whole_in_the_details() {
        let names: Vec<String> = (0..1000).map(|number| format!("{number}{}.com", "é".repeat(100))).collect();
        let rows: Vec<_> = names.iter().map(|name| (name.as_str(), GOOGLE)).collect();
        let error = assigned(&rows, [0, 1, 1]).unwrap_err();
        assert!(error.message().len() < 1000, "{error}");
        assert_eq!(error.details().unwrap()["google_only"].as_array().unwrap().len(), 1000);
    }

    proptest! {
        #[test]
        fn no_numbers_make_it_panic(google: i64, microsoft: i64, total: i64, rows in 0..5_u8) {
            let required = RequiredDomains { google, microsoft, total, extra: crate::model::Extra::default() };
            let rows: Vec<_> = (0..rows).map(|row| Candidate::new(row.to_string(), [Provider::GOOGLE])).collect();
            if let Err(error) = assign_providers(&rows, &required) {
                prop_assert!(crate::error::entry(error.code()).is_some(), "{}", error);
            }
        }

        #[test]
        fn no_text_makes_the_json_twin_panic(text in ".{0,60}", name in "[a-z_]{0,12}") {
            prop_assert!(assign_providers_json(&text).is_err());
            let nested = format!("{{\"{name}\":[{{\"{name}\":1e99}}]}}");
            prop_assert!(assign_providers_json(&nested).is_err());
        }
    }
}
