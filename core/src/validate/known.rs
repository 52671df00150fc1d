//! What a caller knows besides an order itself: with it, more of the order can be checked before it is sent.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::model::{Bundle, Domain, DomainAvailability, DomainCategory, Provider, UnavailableReason};
use crate::validate::domain;

/// The bundle and the domains of an order, as far as they are known. Bindings pass it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Known {
    /// The bundle that the order names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Bundle>,
    /// Rows of an availability check and of the list of domains, in any order. The later row of a name holds, but a row
    /// of the list holds against any of an availability check, to which one's own domain is `taken`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<KnownDomain>,
}

/// What is known of one domain: a row of an availability check, or of the list of domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KnownDomain {
    /// A name that may be bought.
    Offered(DomainAvailability),
    /// A domain of the account.
    Owned(Domain),
}

impl Known {
    /// The rows that hold, by the names that orders are sent with.
    pub(crate) fn by_name(&self) -> HashMap<String, &KnownDomain> {
        let (owned, offered): (Vec<_>, Vec<_>) = self.domains.iter().partition(|row| row.is_owned());
        offered.into_iter().chain(owned).map(|row| (row.sent_name(), row)).collect()
    }
}

impl KnownDomain {
    /// The name, as the API wrote it.
    pub fn name(&self) -> &str {
        match self {
            Self::Offered(row) => &row.domain,
            Self::Owned(row) => &row.domain,
        }
    }

    /// The name as orders are sent with it.
    pub(crate) fn sent_name(&self) -> String {
        domain::sent_form(self.name()).unwrap_or_else(|| self.name().to_lowercase())
    }

    /// Who can host its mail; `None` if the row does not say, as that of a name that cannot be had.
    pub fn usable_for(&self) -> Option<&[Provider]> {
        let usable_for = match self {
            Self::Offered(row) => &row.usable_for,
            Self::Owned(row) => &row.usable_for,
        };
        (!usable_for.is_empty()).then_some(&usable_for[..])
    }

    /// Why it cannot be bought; `None` if it can, or is the account's own. A row that gives no reason, although the
    /// name cannot be had, is taken for `errored`, and one that is marked as a premium name for `premium`.
    pub fn refusal(&self) -> Option<&UnavailableReason> {
        let Self::Offered(row) = self else { return None };
        let given = row.reason.as_ref().filter(|reason| !reason.as_str().trim().is_empty());
        let is_premium = row.premium == Some(true);
        given
            .or_else(|| is_premium.then_some(&UnavailableReason::PREMIUM))
            .or_else(|| (!row.available).then_some(&UnavailableReason::ERRORED))
    }

    fn is_owned(&self) -> bool {
        matches!(self, Self::Owned(_))
    }

    /// The order that it is on.
    pub fn on_order(&self) -> Option<&str> {
        match self {
            Self::Owned(row) if row.category == DomainCategory::CONNECTED => {
                Some(row.order_id.as_deref().unwrap_or(""))
            }
            Self::Offered(_) | Self::Owned(_) => None,
        }
    }

    /// The customer of that order, where the row says so.
    pub(crate) fn customer(&self) -> Option<&str> {
        match self {
            Self::Owned(row) => row.user_id.as_deref(),
            Self::Offered(_) => None,
        }
    }
}

impl From<DomainAvailability> for KnownDomain {
    fn from(row: DomainAvailability) -> Self {
        Self::Offered(row)
    }
}

impl From<&DomainAvailability> for KnownDomain {
    fn from(row: &DomainAvailability) -> Self {
        Self::Offered(row.clone())
    }
}

impl From<&Domain> for KnownDomain {
    fn from(row: &Domain) -> Self {
        Self::Owned(row.clone())
    }
}

impl From<Domain> for KnownDomain {
    fn from(row: Domain) -> Self {
        Self::Owned(row)
    }
}
