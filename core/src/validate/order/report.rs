//! What was found of an order, and what was looked at.

use serde::{Deserialize, Serialize};

use crate::error::{Violation, Violations};
use crate::model::{List, RequiredDomains};
use crate::validate::ValidationIssue;
use crate::validate::assign::ProviderAssignment;

/// Everything that is known of an order before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts", optional_fields))]
pub struct OrderReport {
    /// Whether nothing speaks against the order.
    pub ok: bool,
    /// What the API would refuse, or a customer regret.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub violations: List<ValidationIssue>,
    /// What is allowed and probably not meant.
    #[cfg_attr(feature = "typescript", ts(as = "List<Violation>"))]
    pub warnings: List<ValidationIssue>,
    /// What was looked at: `form` (the order on its own), `bundle`, `domain_count`, `availability`, `provider_split`.
    pub checked: List<String>,
    /// What could not be looked at, and why.
    pub not_checked: List<NotChecked>,
    /// How many domains the order needs, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_domains: Option<RequiredDomains>,
    /// A provider for each domain that meets them, where that can be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<ProviderAssignment>,
}

/// A group of rules that could not be looked at, or not for all domains.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "validate.ts"))]
pub struct NotChecked {
    /// As in `checked`.
    pub check: String,
    /// What was missing.
    pub why: String,
}

/// A group of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// The order on its own: fields, login, personas, addresses, root domains, no domain twice.
    Form,
    /// The bundle can still be ordered.
    Bundle,
    /// As many domains as the bundle or the licences need.
    DomainCount,
    /// Each domain can be bought, or is the account's own and on no order.
    Availability,
    /// Enough domains for Google and for Microsoft.
    ProviderSplit,
}

impl Check {
    fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Bundle => "bundle",
            Self::DomainCount => "domain_count",
            Self::Availability => "availability",
            Self::ProviderSplit => "provider_split",
        }
    }
}

/// A report in the making: its violations can still become an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Findings {
    pub(crate) violations: Violations,
    pub(crate) warnings: Vec<Violation>,
    pub(crate) checked: Vec<Check>,
    pub(crate) not_checked: Vec<(Check, String)>,
    pub(crate) required_domains: Option<RequiredDomains>,
    pub(crate) assignment: Option<ProviderAssignment>,
}

impl Findings {
    pub(super) fn skipped(&mut self, check: Check, why: impl Into<String>) {
        self.not_checked.push((check, why.into()));
    }
}

impl From<Findings> for OrderReport {
    fn from(findings: Findings) -> Self {
        let issues = |violations: Vec<Violation>| violations.into_iter().map(ValidationIssue::from).collect();
        let skipped = |(check, why): (Check, String)| NotChecked { check: check.as_str().to_owned(), why };
        Self {
            ok: findings.violations.is_empty(),
            violations: issues(findings.violations.into_iter().collect()),
            warnings: issues(findings.warnings),
            checked: findings.checked.into_iter().map(|check| check.as_str().to_owned()).collect(),
            not_checked: findings.not_checked.into_iter().map(skipped).collect(),
            required_domains: findings.required_domains,
            assignment: findings.assignment,
        }
    }
}
