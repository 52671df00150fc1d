//! A violation as results hold it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Violation;
use crate::model::Extra;

/// A [`Violation`], or a warning, as part of a result: it can be stored, read back, and handed to any language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
pub struct ValidationIssue {
    /// Where: `domains[3]`; empty for the input as a whole.
    pub path: String,
    /// What, as a word that never changes.
    pub code: String,
    /// What, as a sentence for people.
    pub message: String,
    /// What was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// How sure it is that the API would refuse it: `stated`, `exemplified` or `inferred`.
    pub certainty: String,
    /// Who found it: `local` or `api`.
    pub source: String,
    /// Numbers and names for programs, in the API's own shape where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Extra>,
}

impl ValidationIssue {
    /// The same, at another place.
    pub(crate) fn at(violation: Violation, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::from(violation) }
    }
}

impl From<Violation> for ValidationIssue {
    fn from(violation: Violation) -> Self {
        Self {
            path: violation.path,
            code: violation.code.to_owned(),
            message: violation.message,
            suggestion: violation.suggestion,
            certainty: violation.certainty.as_str().to_owned(),
            source: violation.source.as_str().to_owned(),
            details: violation.details.and_then(|details| match *details {
                Value::Object(fields) => Some(Extra::from(fields)),
                _ => None,
            }),
        }
    }
}

/// Python has one class for both: `peeker_partner.errors.Violation`.
#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for ValidationIssue {
    type Target = pyo3::PyAny;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        static VIOLATION: pyo3::sync::PyOnceLock<pyo3::Py<pyo3::PyAny>> = pyo3::sync::PyOnceLock::new();
        let class = VIOLATION.import(py, "peeker_partner.errors", "Violation")?;
        let fields =
            (self.path, self.code, self.message, self.suggestion, self.certainty, self.source, self.details.as_ref());
        pyo3::types::PyAnyMethods::call1(class, fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_json_is_that_of_the_violation() {
        let violation = Violation::new("domains[1]", "not_root_domain", "a subdomain").suggest("acme.com").inferred();
        let issue = ValidationIssue::from(violation.clone());
        assert_eq!(serde_json::to_value(&issue).unwrap(), serde_json::to_value(&violation).unwrap());
    }
}
