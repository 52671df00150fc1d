//! What a page of a list says besides its rows.

use serde::{Deserialize, Serialize};

use crate::json::int53;
use crate::model::Extra;

/// What a page of a list says besides its rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct PageInfo {
    /// Where the next page is.
    #[serde(default)]
    pub links: Links,
    /// How many rows there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta: Option<PageMeta>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// The addresses of other pages. Only the token of `next` is ever used, never the address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct Links {
    /// The first page, with its filters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The next page; `None` on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// How many rows a page has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct PageMeta {
    /// The path listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The most a page has.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub per_page: Option<i64>,
    /// How many it has.
    #[serde(default, deserialize_with = "int53::optional", skip_serializing_if = "Option::is_none")]
    pub returned: Option<i64>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}
