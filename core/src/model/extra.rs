//! Fields that the API sends and this SDK's version does not know.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The unknown fields of an object: never an error, never lost.
///
/// They are kept as JSON, and written back where the object is written.
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(Map<String, Value>);

impl Extra {
    /// The value of an unknown field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The fields as the text of one JSON object.
    pub fn to_json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

impl From<Map<String, Value>> for Extra {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields)
    }
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(&self.0).finish()
    }
}

#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for &Extra {
    type Target = pyo3::types::PyDict;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        let dict = pyo3::types::PyDict::new(py);
        for (name, value) in &self.0 {
            pyo3::types::PyDictMethods::set_item(&dict, name, crate::python::json(py, value)?)?;
        }
        Ok(dict)
    }
}

#[cfg(feature = "python")]
impl<'py> pyo3::FromPyObject<'_, 'py> for Extra {
    type Error = pyo3::PyErr;

    fn extract(fields: pyo3::Borrowed<'_, 'py, pyo3::PyAny>) -> Result<Self, Self::Error> {
        crate::python::from_json_like(&fields).map(Self)
    }
}

// Almost every object has none, so none crosses as no text, which nobody has to parse.
#[cfg(feature = "swift")]
uniffi::custom_type!(Extra, String, {
    lower: |extra| if extra.is_empty() { String::new() } else { extra.to_json() },
    try_lift: |text| Ok(if text.is_empty() { Extra::default() } else { serde_json::from_str(&text)? }),
});

#[cfg(feature = "typescript")]
impl ts_rs::TS for Extra {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
    fn inline(_: &ts_rs::Config) -> String {
        "{ [field: string]: unknown }".to_owned()
    }
    fn inline_flattened(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
}
