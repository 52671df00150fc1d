//! Users: a partner's customers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::json::{int53, present};
use crate::model::{Extra, Sequencer, SequencerProvider, Timestamp, UserStatus};

/// A partner's customer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct User {
    /// `usr_…`.
    pub id: String,
    /// Unique within the partner account.
    pub email: String,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Where the user stands.
    pub status: UserStatus,
    /// Where the inboxes of future orders go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequencer: Option<SequencerRoute>,
    /// When the user was made.
    pub created_at: Timestamp,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Where a user's inboxes go. Credentials are never part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RouteForm")]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct SequencerRoute {
    /// The tool.
    pub provider: SequencerProvider,
    /// The client's number in that tool; an id that is no number is in `extra`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(type = "number | string", optional))]
    pub client_id: Option<i64>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

#[derive(Deserialize)]
struct RouteForm {
    provider: SequencerProvider,
    #[serde(default)]
    client_id: Option<Value>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl TryFrom<RouteForm> for SequencerRoute {
    type Error = serde_json::Error;

    fn try_from(form: RouteForm) -> Result<Self, Self::Error> {
        let RouteForm { provider, client_id, mut extra } = form;
        let client_id = match client_id {
            None | Some(Value::Null) => None,
            Some(number @ Value::Number(_)) => Some(int53::required(number)?),
            Some(other) => {
                extra.insert("client_id".to_owned(), other);
                None
            }
        };
        Ok(Self { provider, client_id, extra: extra.into() })
    }
}

/// A user to create.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct NewUser {
    /// Unique within the partner account.
    pub email: String,
    /// Where the inboxes of the user's orders go.
    pub sequencer: Sequencer,
    /// Given name.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub last_name: Option<String>,
}

/// A change to a user: fields left out stay as they are. New routing holds for future orders only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct UserUpdate {
    /// `usr_…`.
    pub id: String,
    /// Unique within the partner account.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub email: Option<String>,
    /// Given name.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub last_name: Option<String>,
    /// Where the inboxes of future orders go.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sequencer: Option<Sequencer>,
}

/// Which users to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct UserFilter {
    /// Exactly this address.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub email: Option<String>,
    /// `active` or `deleted`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status: Option<UserStatus>,
    /// Rows per page, 1 to 100. The API takes 25 when it is absent.
    #[serde(default, deserialize_with = "int53::present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub per_page: Option<i64>,
    /// Where to go on: taken from the page before, never built by hand.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub page_token: Option<String>,
}
