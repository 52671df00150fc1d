//! How many domains a volume will take: an estimate, for a conversation before there is a bundle.

use serde::{Deserialize, Serialize};

use super::issue::ValidationIssue;
use super::json_text;
use crate::error::{Error, Violation, Violations};
use crate::input::{Input, read};
use crate::model::List;

/// What the documentation says a Microsoft domain sends per day. Its own two examples contradict it: with it they
/// would need 3 and 6 domains, and they have 4 and 10.
pub const STATED_MICROSOFT_SENDS: i64 = 250;
/// What fits both published examples, if domains are rounded up and volume is spread over 22 days: from the first to
/// the last of these. That is inferred; other formulas fit as well.
pub const FITTING_MICROSOFT_SENDS: (i64, i64) = (143, 151);
/// What one Google inbox sends per day (stated).
const GOOGLE_SENDS: u128 = 20;

/// What an estimate starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct EstimateQuery {
    /// Emails per month.
    #[serde(deserialize_with = "crate::json::int53::required")]
    pub monthly_sending_volume: i64,
    /// Google's share. The recommended split is the server's and not known here, so both shares are needed.
    #[serde(deserialize_with = "crate::json::int53::required")]
    pub google_percent: i64,
    /// Microsoft's share; both add up to 100.
    #[serde(deserialize_with = "crate::json::int53::required")]
    pub microsoft_percent: i64,
    /// Spread volume over 30 days instead of 22 weekdays.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub send_on_weekends: bool,
    /// 2 (40 Google sends per domain and day) or 3 (60).
    #[serde(default = "two", deserialize_with = "crate::json::int53::required")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<i64>"))]
    pub google_inboxes_per_domain: i64,
    /// What one Microsoft domain is taken to send per day. There is no default, because Peeker's own number is not
    /// known: 250 is stated, and 143 to 151 fit the documentation's examples.
    #[serde(deserialize_with = "crate::json::int53::required")]
    pub microsoft_sends_per_domain_per_day: i64,
}

const fn two() -> i64 {
    2
}

/// How many domains a volume will probably take. The bundle's `required_domains` are the truth; this is not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct DomainEstimate {
    /// Domains for Google. The formula reproduces every published example.
    pub google: i64,
    /// Domains for Microsoft, as good as the capacity that was given.
    pub microsoft: i64,
    /// Both together.
    pub total: i64,
    /// The days of a month that volume is spread over: 22 or 30.
    pub days: i64,
    /// The capacity that was given.
    pub microsoft_sends_per_domain_per_day: i64,
    /// `microsoft_capacity_unconfirmed`, where Microsoft has a share: what speaks for and against the capacity given.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub warnings: List<ValidationIssue>,
}

/// Estimates how many domains a volume takes: each share spread over the days, divided by what a domain sends per
/// day, rounded up.
///
/// For Google that explains both published examples. For Microsoft the documentation states 250 sends per domain and
/// day, and both of its examples contradict it: they fit 143 to 151. So the capacity is yours to choose, and the
/// result says what speaks against it.
///
/// ```
/// use peeker_core::validate::{estimate::EstimateQuery, estimate_domains};
/// let query = EstimateQuery {
///     monthly_sending_volume: 25_000,
///     google_percent: 50,
///     microsoft_percent: 50,
///     send_on_weekends: false,
///     google_inboxes_per_domain: 2,
///     microsoft_sends_per_domain_per_day: 150,
/// };
/// let estimate = estimate_domains(&query).unwrap();
/// assert_eq!((estimate.google, estimate.microsoft, estimate.total), (15, 4, 19));
/// ```
///
/// # Errors
/// `number_out_of_range` for a volume or a capacity below 1 or beyond 2^53, `percents_do_not_add_up`,
/// `inboxes_out_of_range`.
pub fn estimate_domains(query: &EstimateQuery) -> Result<DomainEstimate, Error> {
    let mut violations = Violations::default();
    let query = query.clone().check(&mut violations);
    violations.into_result()?;
    let days = if query.send_on_weekends { 30 } else { 22 };
    let inboxes = u128::from(query.google_inboxes_per_domain.unsigned_abs());
    let capacity = u128::from(query.microsoft_sends_per_domain_per_day.unsigned_abs());
    let needed = |percent: i64, sends: u128| {
        let share = u128::from(query.monthly_sending_volume.unsigned_abs()) * u128::from(percent.unsigned_abs());
        i64::try_from(share.div_ceil(100 * days * sends)).map_err(|_| Error::internal("an estimate beyond 2^63"))
    };
    let google = needed(query.google_percent, GOOGLE_SENDS * inboxes)?;
    let microsoft = needed(query.microsoft_percent, capacity)?;
    Ok(DomainEstimate {
        google,
        microsoft,
        total: google.saturating_add(microsoft),
        days: if query.send_on_weekends { 30 } else { 22 },
        microsoft_sends_per_domain_per_day: query.microsoft_sends_per_domain_per_day,
        warnings: doubt(&query).map(ValidationIssue::from).into_iter().collect(),
    })
}

/// [`estimate_domains`] for bindings: from an [`EstimateQuery`] to a [`DomainEstimate`], both as JSON.
///
/// # Errors
/// Those of [`estimate_domains`], and of reading the JSON.
pub fn estimate_domains_json(query: &str) -> Result<String, Error> {
    json_text(&estimate_domains_of_json(query)?)
}

/// The same, for bindings that take the result as it is.
///
/// # Errors
/// The same.
pub fn estimate_domains_of_json(query: &str) -> Result<DomainEstimate, Error> {
    estimate_domains(&read::<EstimateQuery>(query)?)
}

fn doubt(query: &EstimateQuery) -> Option<Violation> {
    let (low, high) = FITTING_MICROSOFT_SENDS;
    let given = query.microsoft_sends_per_domain_per_day;
    let message = if given == STATED_MICROSOFT_SENDS {
        format!(
            "{given} is what the documentation states; its own examples need more domains, as with {low} to {high}"
        )
    } else if (low..=high).contains(&given) {
        format!("{given} fits the documentation's examples; what it states is {STATED_MICROSOFT_SENDS}")
    } else {
        format!(
            "{given} is neither what the documentation states ({STATED_MICROSOFT_SENDS}) nor what fits its examples \
             ({low} to {high})"
        )
    };
    let place = "microsoft_sends_per_domain_per_day";
    let warning = Violation::new(place, "microsoft_capacity_unconfirmed", message).inferred();
    (query.microsoft_percent > 0).then_some(warning)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::json::MAX_SAFE_INTEGER;

    fn query(volume: i64, google: i64, microsoft: i64, capacity: i64) -> EstimateQuery {
        EstimateQuery {
            monthly_sending_volume: volume,
            google_percent: google,
            microsoft_percent: microsoft,
            send_on_weekends: false,
            google_inboxes_per_domain: 2,
            microsoft_sends_per_domain_per_day: capacity,
        }
    }

    fn counts(query: &EstimateQuery) -> (i64, i64) {
        let estimate = estimate_domains(query).unwrap();
        assert_eq!(estimate.total, estimate.google + estimate.microsoft);
        (estimate.google, estimate.microsoft)
    }

    #[test]
    fn the_published_examples_fit_from_143_to_151_and_not_beyond() {
        let both = |capacity| [counts(&query(25_000, 50, 50, capacity)), counts(&query(100_000, 70, 30, capacity))];
        for capacity in 143..=151 {
            assert_eq!(both(capacity), [(15, 4), (80, 10)], "{capacity}");
        }
        for capacity in [142, 152, STATED_MICROSOFT_SENDS] {
            assert_ne!(both(capacity), [(15, 4), (80, 10)], "{capacity}");
        }
        assert_eq!(both(STATED_MICROSOFT_SENDS), [(15, 3), (80, 6)]);
    }

    #[test]
    fn weekends_and_inboxes_spread_the_volume_further() {
        let weekends = EstimateQuery { send_on_weekends: true, ..query(25_000, 50, 50, 150) };
        assert_eq!(counts(&weekends), (11, 3));
        assert_eq!(estimate_domains(&weekends).unwrap().days, 30);
        let three = EstimateQuery { google_inboxes_per_domain: 3, ..query(25_000, 50, 50, 150) };
        assert_eq!(counts(&three), (10, 4));
    }

    #[test]
    fn a_share_is_rounded_up_and_none_takes_no_domain() {
        assert_eq!(counts(&query(880, 100, 0, 1)), (1, 0));
        assert_eq!(counts(&query(881, 100, 0, 1)), (2, 0));
        assert_eq!(counts(&query(1, 0, 100, 250)), (0, 1));
    }

    #[test]
    fn whatever_capacity_is_chosen_its_doubt_is_told() {
        let doubt =
            |capacity| estimate_domains(&query(25_000, 50, 50, capacity)).unwrap().warnings[0].message.clone();
        assert!(doubt(250).contains("states"));
        assert!(doubt(150).contains("fits the documentation's examples"));
        assert!(doubt(200).contains("neither"));
        assert!(estimate_domains(&query(25_000, 100, 0, 250)).unwrap().warnings.is_empty());
    }

    #[test]
    fn the_capacity_has_no_default_and_the_api_s_defaults_are_the_rest() {
        let text = |query: Value| estimate_domains_json(&query.to_string());
        let mut query = json!({ "monthly_sending_volume": 25_000, "google_percent": 50, "microsoft_percent": 50 });
        let error = text(query.clone()).unwrap_err();
        assert_eq!(
            (error.code(), &*error.violations()[0].path),
            ("missing_field", "microsoft_sends_per_domain_per_day")
        );
        query["microsoft_sends_per_domain_per_day"] = json!(150);
        let found: DomainEstimate = serde_json::from_str(&text(query).unwrap()).unwrap();
        assert_eq!((found.google, found.microsoft, found.days), (15, 4, 22));
    }

    #[test]
    fn numbers_out_of_their_range_are_refused_by_name() {
        let code = |query: EstimateQuery| estimate_domains(&query).unwrap_err().code().to_owned();
        assert_eq!(code(query(0, 50, 50, 150)), "number_out_of_range");
        assert_eq!(code(query(MAX_SAFE_INTEGER + 1, 50, 50, 150)), "number_out_of_range");
        assert_eq!(code(query(1, 50, 50, 0)), "number_out_of_range");
        assert_eq!(code(query(1, 50, 49, 150)), "percents_do_not_add_up");
        assert_eq!(code(query(1, 101, -1, 150)), "percents_do_not_add_up");
        let inboxes = EstimateQuery { google_inboxes_per_domain: 4, ..query(1, 50, 50, 150) };
        assert_eq!(code(inboxes), "inboxes_out_of_range");
        assert_eq!(counts(&query(MAX_SAFE_INTEGER, 0, 100, 1)).1, MAX_SAFE_INTEGER / 22 + 1);
    }

    proptest! {
        #[test]
        fn no_numbers_make_it_panic(
            volume: i64, google: i64, microsoft: i64, capacity: i64, inboxes: i64, weekends: bool,
        ) {
            let any = EstimateQuery {
                google_inboxes_per_domain: inboxes,
                send_on_weekends: weekends,
                ..query(volume, google, microsoft, capacity)
            };
            let likely = EstimateQuery {
                google_percent: google.rem_euclid(101),
                microsoft_percent: 100 - google.rem_euclid(101),
                google_inboxes_per_domain: 2,
                ..any.clone()
            };
            for query in [any, likely] {
                if let Err(error) = estimate_domains(&query) {
                    prop_assert!(crate::error::entry(error.code()).is_some(), "{}", error);
                }
            }
        }

        #[test]
        fn no_text_makes_the_json_twin_panic(text in ".{0,60}") {
            prop_assert!(estimate_domains_json(&text).is_err());
        }
    }
}
