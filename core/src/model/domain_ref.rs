//! A domain named in a list whose rows the documentation does not show in full.

use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{Extra, List};

/// A domain named by its id, its name, or both.
///
/// Read from a row (`{"id","domain"}`) or from a bare text, since which of them the API sends is not known everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Form")]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct DomainRef {
    /// `dom_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// A domain that could not be imported. No example of such a row is known, so nothing in it is required.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "FailureForm")]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", optional_fields))]
pub struct ImportFailure {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Why, in the API's own word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Fields newer than this SDK.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub extra: Extra,
}

/// Domains as a list of rows, or grouped by where they came from (`{"registered": […], "imported": […]}`), as an
/// order has them.
pub(crate) fn domain_refs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<List<DomainRef>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Forms {
        Rows(Vec<DomainRef>),
        Grouped {
            #[serde(default)]
            registered: Vec<DomainRef>,
            #[serde(default)]
            imported: Vec<DomainRef>,
        },
    }
    Ok(match Option::<Forms>::deserialize(deserializer)? {
        None => List::default(),
        Some(Forms::Rows(rows)) => rows.into_iter().collect(),
        Some(Forms::Grouped { registered, imported }) => registered.into_iter().chain(imported).collect(),
    })
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    Row {
        id: Option<String>,
        domain: Option<String>,
        #[serde(flatten)]
        extra: Extra,
    },
}

impl From<Form> for DomainRef {
    fn from(form: Form) -> Self {
        match form {
            Form::Text(id) if id.starts_with("dom_") => Self { id: Some(id), domain: None, extra: Extra::default() },
            Form::Text(name) => Self { id: None, domain: Some(name), extra: Extra::default() },
            Form::Row { id, domain, extra } => Self { id, domain, extra },
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FailureForm {
    Text(String),
    Row {
        domain: Option<String>,
        reason: Option<String>,
        #[serde(flatten)]
        extra: Extra,
    },
}

impl From<FailureForm> for ImportFailure {
    fn from(form: FailureForm) -> Self {
        match form {
            FailureForm::Text(name) => Self { domain: Some(name), reason: None, extra: Extra::default() },
            FailureForm::Row { domain, reason, extra } => Self { domain, reason, extra },
        }
    }
}
