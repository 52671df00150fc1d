//! Many names at once: a verdict for each, the set to send, and whether that set fits what it is for.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::domain::{Root, RootDomain};
use super::issue::ValidationIssue;
use super::json_text;
use crate::error::{Error, Violation};
use crate::input::{MAX_AVAILABILITY, MAX_FORWARDING, MAX_IMPORT, MAX_IMPORT_JOB, read, too_many};
use crate::model::List;

/// The most names of one call.
pub const MAX_DOMAINS: usize = 10_000;
/// The most text of one call, in bytes: 800 for each name.
pub const MAX_DOMAINS_BYTES: usize = 8_000_000;

/// What names are for. Each use has its own limit on how many one request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub enum DomainUse {
    /// `imports.create`.
    Import,
    /// `imports.create_job`.
    ImportJob,
    /// `domains.check_availability`.
    Availability,
    /// `forwarding.set`.
    Forwarding,
}

impl DomainUse {
    /// The most domains of one request.
    pub fn limit(self) -> usize {
        match self {
            Self::Import => MAX_IMPORT,
            Self::ImportJob => MAX_IMPORT_JOB,
            Self::Availability => MAX_AVAILABILITY,
            Self::Forwarding => MAX_FORWARDING,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Import => "domains in one import",
            Self::ImportJob => "domains in one import job",
            Self::Availability => "domains",
            Self::Forwarding => "domains in one forwarding job",
        }
    }
}

/// What is to be known of many names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct DomainsReport {
    /// One for each name, in the order given.
    pub verdicts: List<DomainVerdict>,
    /// What to send: every root domain once, in its normal form, in the order of its first appearance.
    pub domains: List<String>,
    /// What is wrong with the set as a whole, for the use that was named: `empty_list`, `too_many_items`.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub violations: List<ValidationIssue>,
}

/// What is to be known of one name among many: either `root` or `violation` is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts", optional_fields))]
pub struct DomainVerdict {
    /// The domain, if the name is one that can be registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<RootDomain>,
    /// Why it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Violation>"))]
    pub violation: Option<ValidationIssue>,
    /// The index of the first name with the same domain. Names are compared in their normal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<u64>,
}

/// Looks at many names at once.
///
/// The limit of `intended_use` is held against [`DomainsReport::domains`], the set without repetitions, which is what
/// there is to send.
///
/// ```
/// use peeker_core::validate::{domains, domains::DomainUse};
/// let report = domains(&["Acme.com", "www.acme.com", "acme.com."], Some(DomainUse::Import)).unwrap();
/// assert_eq!(report.domains[..], ["acme.com"]);
/// assert_eq!(report.verdicts[1].violation.as_ref().unwrap().suggestion.as_deref(), Some("acme.com"));
/// assert_eq!(report.verdicts[2].duplicate_of, Some(0));
/// ```
///
/// # Errors
/// `too_many_items` for more than [`MAX_DOMAINS`], `input_too_large` for more than [`MAX_DOMAINS_BYTES`].
pub fn domains<S: AsRef<str>>(names: &[S], intended_use: Option<DomainUse>) -> Result<DomainsReport, Error> {
    check_size(names).map_err(Error::violation)?;
    let parsed: Vec<_> = names.iter().map(|name| Root::parse(name.as_ref())).collect();
    let mut first: HashMap<&str, u64> = HashMap::with_capacity(parsed.len());
    let mut unique = Vec::with_capacity(parsed.len());
    let mut repeated = Vec::with_capacity(parsed.len());
    for (index, root) in (0..).zip(&parsed) {
        let domain = root.as_ref().map_or("", Root::as_str);
        let earlier = first.get(domain).copied();
        if earlier.is_none() && root.is_ok() {
            first.insert(domain, index);
            unique.push(domain.to_owned());
        }
        repeated.push(earlier);
    }
    let verdicts = parsed.into_iter().zip(repeated).enumerate();
    Ok(DomainsReport {
        verdicts: verdicts.map(|(index, (root, earlier))| DomainVerdict::new(index, root, earlier)).collect(),
        violations: intended_use
            .and_then(|intended| check_count(intended, unique.len(), names.len()))
            .into_iter()
            .collect(),
        domains: List::from(unique),
    })
}

/// [`domains()`] for bindings: from `{"domains": […], "use": "import"}` to a [`DomainsReport`] as JSON.
///
/// # Errors
/// Those of [`domains()`], and of reading the JSON.
pub fn domains_json(query: &str) -> Result<String, Error> {
    json_text(&domains_of_json(query)?)
}

/// The same, for bindings that take the result as it is.
///
/// # Errors
/// The same.
pub fn domains_of_json(query: &str) -> Result<DomainsReport, Error> {
    /// Names, and what they are for.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        domains: Vec<String>,
        #[serde(default, rename = "use")]
        intended_use: Option<DomainUse>,
    }
    let query: Query = read(query)?;
    domains(&query.domains, query.intended_use)
}

impl DomainVerdict {
    fn new(index: usize, root: Result<Root, Violation>, duplicate_of: Option<u64>) -> Self {
        match root {
            Ok(root) => Self { root: Some(root.into()), violation: None, duplicate_of },
            Err(violation) => {
                let issue = ValidationIssue::at(violation, format!("domains[{index}]"));
                Self { root: None, violation: Some(issue), duplicate_of }
            }
        }
    }
}

fn check_size<S: AsRef<str>>(names: &[S]) -> Result<(), Violation> {
    if names.len() > MAX_DOMAINS {
        let message = format!("{} domains; one call looks at {MAX_DOMAINS}", names.len());
        return Err(Violation::new("domains", "too_many_items", message));
    }
    let bytes = names.iter().map(|name| name.as_ref().len()).fold(0, usize::saturating_add);
    if bytes > MAX_DOMAINS_BYTES {
        let message = format!("{bytes} bytes; one call looks at {MAX_DOMAINS_BYTES}");
        return Err(Violation::new("domains", "input_too_large", message));
    }
    Ok(())
}

fn check_count(intended_use: DomainUse, unique: usize, given: usize) -> Option<ValidationIssue> {
    let violation = if given == 0 {
        Violation::new("domains", "empty_list", "name at least one domain")
    } else if unique > intended_use.limit() {
        too_many("domains", unique, intended_use.limit(), intended_use.what())
    } else {
        return None;
    };
    Some(violation.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("acme{number}.com")).collect()
    }

    #[test]
    fn each_name_has_its_verdict_and_the_set_has_each_domain_once() {
        let report = domains(&["https://B.com/", "x", "a.com", "b.com.", "A.COM", "mail.a.com"], None).unwrap();
        assert_eq!(report.domains[..], ["b.com", "a.com"]);
        let repeated: Vec<_> = report.verdicts.iter().map(|verdict| verdict.duplicate_of).collect();
        assert_eq!(repeated, [None, None, None, Some(0), Some(2), None]);
        let refused: Vec<_> = report.verdicts.iter().filter_map(|verdict| verdict.violation.as_ref()).collect();
        assert_eq!((refused[0].path.as_str(), refused[0].code.as_str()), ("domains[1]", "not_a_domain"));
        assert_eq!((refused[1].path.as_str(), refused[1].code.as_str()), ("domains[5]", "not_root_domain"));
    }

    #[test]
    fn the_limit_of_a_use_is_that_of_its_request_and_counts_each_domain_once() {
        for (intended, limit) in [
            (DomainUse::Import, 25),
            (DomainUse::ImportJob, 500),
            (DomainUse::Availability, 50),
            (DomainUse::Forwarding, 25),
        ] {
            let mut given = names(limit);
            given.push("ACME0.com".into());
            assert!(domains(&given, Some(intended)).unwrap().violations.is_empty(), "{intended:?}");
            let beyond = domains(&names(limit + 1), Some(intended)).unwrap();
            assert_eq!(beyond.violations[0].code, "too_many_items", "{intended:?}");
        }
        assert_eq!(domains::<&str>(&[], Some(DomainUse::Import)).unwrap().violations[0].code, "empty_list");
        assert!(domains::<&str>(&[], None).unwrap().violations.is_empty());
        assert!(domains(&names(501), None).unwrap().violations.is_empty());
    }

    #[test]
    fn ten_thousand_names_are_looked_at_and_one_more_is_refused() {
        assert_eq!(domains(&names(MAX_DOMAINS), None).unwrap().domains.len(), MAX_DOMAINS);
        assert_eq!(domains(&names(MAX_DOMAINS + 1), None).unwrap_err().code(), "too_many_items");
    }

    #[test]
    fn more_text_than_any_names_have_is_refused() {
        assert_eq!(domains(&["a".repeat(10_000_000)], None).unwrap_err().code(), "input_too_large");
        let fits = vec!["a".repeat(MAX_DOMAINS_BYTES / 100); 100];
        assert_eq!(domains(&fits, None).unwrap().verdicts[99].violation.as_ref().unwrap().code, "name_too_long");
    }

    #[test]
    fn as_json_it_is_the_same_report() {
        let text = domains_json(r#"{"domains":["acme.com","www.acme.com"],"use":"import"}"#).unwrap();
        let report = domains(&["acme.com", "www.acme.com"], Some(DomainUse::Import)).unwrap();
        assert_eq!(serde_json::from_str::<DomainsReport>(&text).unwrap(), report);
        let verdict = &serde_json::from_str::<Value>(&text).unwrap()["verdicts"][0];
        let root = json!({ "domain": "acme.com", "unicode": "acme.com", "suffix": "com", "warnings": [] });
        assert_eq!(*verdict, json!({ "root": root }));
    }

    #[test]
    fn a_query_that_is_none_is_refused_with_a_code() {
        for (text, code) in [
            ("", "invalid_type"),
            ("[]", "invalid_type"),
            (r#"{"use":"import"}"#, "missing_field"),
            (r#"{"domains":[1]}"#, "invalid_type"),
            (r#"{"domains":[],"use":"x"}"#, "invalid_type"),
            (r#"{"domain":[]}"#, "unknown_field"),
        ] {
            assert_eq!(domains_json(text).unwrap_err().code(), code, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_name_has_a_verdict_and_no_text_panics(
            names in proptest::collection::vec("\\PC{0,20}|[ab]\\.(com|ck)\\.?", 0..20),
        ) {
            let report = domains(&names, Some(DomainUse::Import)).unwrap();
            prop_assert_eq!(report.verdicts.len(), names.len());
            for verdict in &report.verdicts {
                prop_assert!(verdict.root.is_some() != verdict.violation.is_some());
            }
            let is_new = |verdict: &&DomainVerdict| verdict.root.is_some() && verdict.duplicate_of.is_none();
            prop_assert_eq!(report.verdicts.iter().filter(is_new).count(), report.domains.len());
        }

        #[test]
        fn no_text_makes_the_json_twin_panic(text in ".{0,80}") {
            let error = domains_json(&text).unwrap_err();
            prop_assert_eq!(error.code(), "invalid_type");
        }
    }
}
