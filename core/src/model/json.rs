//! JSON that no model describes.

use serde::Serialize;
use serde_json::Value;

/// The whole body of an answer from an endpoint that the SDK does not know; `null` where there was none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Json(pub Value);

#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for Json {
    type Target = pyo3::PyAny;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        crate::python::json(py, &self.0)
    }
}

#[cfg(feature = "swift")]
uniffi::custom_type!(Json, String, {
    lower: |json| json.0.to_string(),
    try_lift: |text| Ok(Json(serde_json::from_str(&text)?)),
});

#[cfg(feature = "typescript")]
impl ts_rs::TS for Json {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &ts_rs::Config) -> String {
        Self::inline(config)
    }
    fn inline(_: &ts_rs::Config) -> String {
        "unknown".to_owned()
    }
}
