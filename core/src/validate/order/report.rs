//! What was found of an order, and what was looked at.

use serde::Serialize;

use crate::error::{Error, Violation, Violations};
use crate::model::{Provider, RequiredDomains};

/// Everything that is known of an order before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OrderReport {
    /// What the API would refuse, or a customer regret.
    pub violations: Violations,
    /// What is allowed and probably not meant.
    pub warnings: Vec<Violation>,
    /// What was looked at.
    pub checked: Vec<Check>,
    /// What could not be looked at, and why.
    pub not_checked: Vec<NotChecked>,
    /// How many domains the order needs, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_domains: Option<RequiredDomains>,
    /// A provider for each domain that meets `required_domains`; empty where that could not be said.
    pub assignment: Vec<Assigned>,
}

/// A group of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
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

/// A group of rules that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotChecked {
    pub check: Check,
    /// What was missing.
    pub why: String,
}

/// A domain and the provider that would host its mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assigned {
    pub domain: String,
    pub provider: Provider,
}

impl OrderReport {
    /// Whether nothing speaks against the order.
    pub fn is_ok(&self) -> bool {
        self.violations.is_empty()
    }

    /// The report if nothing speaks against the order.
    ///
    /// # Errors
    /// Kind `Validation`, with all violations.
    pub fn into_result(self) -> Result<Self, Error> {
        self.violations.clone().into_result()?;
        Ok(self)
    }
}
