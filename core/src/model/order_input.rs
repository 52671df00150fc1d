//! What an order is made of when it is placed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::{int53, present};
use crate::model::{OrderStatus, PendingActionStatus, SequencerProvider};
use crate::secret::Secret;

/// An order to place: a bundle **or** licences of its own, never both.
///
/// The same order sent again within 24 hours returns the first one: no second charge, no second provisioning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewOrder {
    /// The customer: `usr_…`, or an email address, which creates or reuses the customer and overwrites the
    /// routing saved for later orders.
    pub user: String,
    /// Where the inboxes go.
    pub sequencer: Sequencer,
    /// The bundle, `bun_…`. Excludes the licence fields.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub bundle_id: Option<String>,
    /// Custom order: one Google inbox each, 20 sends a day.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub google_licenses: Option<i64>,
    /// Custom order: one Microsoft domain each. The documentation states 250 sends a day.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub microsoft_licenses: Option<i64>,
    /// Custom order: 2 or 3. That the order calls it so is inferred from the bundle's field.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub google_inboxes_per_domain: Option<i64>,
    /// The domains, in your order.
    pub domains: Vec<OrderDomain>,
    /// 1 to 10 people, used to name the inboxes.
    pub personas: Vec<NewPersona>,
    /// Where the web traffic of every domain goes that has no target of its own.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub forwarding_url: Option<String>,
}

/// Where inboxes go: a typed Smartlead route, or any other provider's fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct Sequencer {
    /// The tool.
    pub provider: SequencerProvider,
    /// The client's number in that tool.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub client_id: Option<i64>,
    /// The login that Peeker uses. Orders through Smartlead require it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub login_email: Option<String>,
    /// That login's password. Orders through Smartlead require it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub login_password: Option<Secret>,
    /// Fields of other providers. Their texts are treated as secrets.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub other: OtherFields,
}

/// Fields of a sequencer that the documentation does not name; they are sent as they are and never printed.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct OtherFields(pub BTreeMap<String, Value>);

impl std::fmt::Debug for OtherFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Serialize for OtherFields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.keys().map(|name| (name, crate::secret::REDACTED)))
    }
}

#[cfg(feature = "typescript")]
impl ts_rs::TS for OtherFields {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &ts_rs::Config) -> String {
        <crate::model::Extra as ts_rs::TS>::name(config)
    }
    fn inline(config: &ts_rs::Config) -> String {
        <crate::model::Extra as ts_rs::TS>::inline(config)
    }
    fn inline_flattened(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
}

impl Sequencer {
    /// A Smartlead route with the login that Peeker uses there.
    pub fn smartlead(client_id: i64, login_email: impl Into<String>, login_password: impl Into<Secret>) -> Self {
        Self {
            provider: SequencerProvider::SMARTLEAD,
            client_id: Some(client_id),
            login_email: Some(login_email.into()),
            login_password: Some(login_password.into()),
            other: OtherFields::default(),
        }
    }

    /// A route without a login: enough for a user, not for an order.
    pub fn route(provider: SequencerProvider, client_id: i64) -> Self {
        Self {
            provider,
            client_id: Some(client_id),
            login_email: None,
            login_password: None,
            other: OtherFields::default(),
        }
    }
}

impl Default for Sequencer {
    fn default() -> Self {
        Self {
            provider: SequencerProvider::SMARTLEAD,
            client_id: None,
            login_email: None,
            login_password: None,
            other: OtherFields::default(),
        }
    }
}

/// A domain of an order: its name alone, or with a forwarding target of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a domain name, or an object with `domain` and `forwarding_url`")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub enum OrderDomain {
    /// The order's own `forwarding_url` holds.
    Name(String),
    /// With a target of its own.
    Forwarding(ForwardedDomain),
}

/// A domain with a forwarding target of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct ForwardedDomain {
    /// The name.
    pub domain: String,
    /// Where its web traffic goes, http or https.
    pub forwarding_url: String,
}

impl OrderDomain {
    /// The domain's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Forwarding(forwarded) => &forwarded.domain,
        }
    }

    /// Where the name stands in an order.
    pub(crate) fn place(&self, index: usize) -> String {
        match self {
            Self::Name(_) => format!("domains[{index}]"),
            Self::Forwarding(_) => format!("domains[{index}].domain"),
        }
    }

    pub(crate) fn name_mut(&mut self) -> &mut String {
        match self {
            Self::Name(name) => name,
            Self::Forwarding(forwarded) => &mut forwarded.domain,
        }
    }
}

impl From<&str> for OrderDomain {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for OrderDomain {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

/// A person to name inboxes after.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewPersona {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// A public picture. The key is always sent: `None` goes as `null`, and `""` is allowed too.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Option<String>>"))]
    pub profile_picture_url: Option<String>,
}

impl NewPersona {
    /// A person without a picture.
    pub fn new(first_name: impl Into<String>, last_name: impl Into<String>) -> Self {
        Self { first_name: first_name.into(), last_name: last_name.into(), profile_picture_url: None }
    }

    /// The same person with a picture at a public URL.
    #[must_use]
    pub fn picture(mut self, url: impl Into<String>) -> Self {
        self.profile_picture_url = Some(url.into());
        self
    }
}

/// An order to cancel, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct CancelOrder {
    /// `ord_…`.
    pub id: String,
    /// Only these domains, `dom_…` ids or names; absent cancels all of the order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub domains: Option<Vec<String>>,
}

/// Which orders to list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct OrderFilter {
    /// Whose, by id.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<String>,
    /// Whose, by address.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_email: Option<String>,
    /// Of this bundle.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub bundle_id: Option<String>,
    /// In this status.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<OrderStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}

/// Which pending actions to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct PendingActionFilter {
    /// Of this order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub order_id: Option<String>,
    /// Of this customer: `usr_…` or an email address.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user: Option<String>,
    /// About this domain.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub domain_id: Option<String>,
    /// `open` or `resolved`. The API takes `open` when it is absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<PendingActionStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}
