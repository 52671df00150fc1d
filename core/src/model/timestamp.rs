//! Points in time as the API writes them.

/// A point in time, kept as the API's own text (RFC 3339, in UTC with `Z` in every example).
///
/// A text that is no timestamp is kept too and has no [`unix_ms`](Self::unix_ms): a field that only informs
/// must not make an answer unreadable.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, or `None` if the text is no RFC 3339 timestamp.
    pub fn unix_ms(&self) -> Option<i64> {
        let parsed = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(&self.0);
        parsed.ok().map(jiff::Timestamp::as_millisecond)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

crate::model::text::text_newtype!(Timestamp);

#[cfg(feature = "python")]
impl<'py> pyo3::IntoPyObject<'py> for &Timestamp {
    type Target = pyo3::PyAny;
    type Output = pyo3::Bound<'py, Self::Target>;
    type Error = pyo3::PyErr;

    fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
        crate::python::datetime(py, self)
    }
}

#[cfg(feature = "python")]
impl<'py> pyo3::FromPyObject<'_, 'py> for Timestamp {
    type Error = pyo3::PyErr;

    /// From a `datetime`, or from text.
    fn extract(time: pyo3::Borrowed<'_, 'py, pyo3::PyAny>) -> Result<Self, Self::Error> {
        use pyo3::types::PyAnyMethods;
        match time.extract::<String>() {
            Ok(text) => Ok(Self(text)),
            // UTC as the API writes it.
            Err(_) => time.call_method0("isoformat")?.extract().map(|text: String| Self(text.replace("+00:00", "Z"))),
        }
    }
}

#[cfg(feature = "swift")]
uniffi::custom_type!(Timestamp, String, {
    lower: |timestamp| timestamp.0,
    try_lift: |text| Ok(Timestamp(text)),
});

#[cfg(feature = "typescript")]
impl ts_rs::TS for Timestamp {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        Some("/**\n * A point in time: RFC 3339 text, in UTC.\n */\n".to_owned())
    }
    fn name(_: &ts_rs::Config) -> String {
        "Timestamp".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }
    fn decl(_: &ts_rs::Config) -> String {
        "type Timestamp = string;".to_owned()
    }
    fn decl_concrete(config: &ts_rs::Config) -> String {
        Self::decl(config)
    }
    fn output_path() -> Option<std::path::PathBuf> {
        Some("models.ts".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documented_timestamp_is_read_to_the_millisecond() {
        assert_eq!(Timestamp::from("2026-05-08T12:00:04Z").unix_ms(), Some(1_778_241_604_000));
        assert_eq!(Timestamp::from("2026-05-08T12:00:04.250+02:00").unix_ms(), Some(1_778_234_404_250));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Timestamp::from(text).unix_ms();
        }
    }

    #[test]
    fn text_that_is_no_timestamp_is_kept() {
        let odd = Timestamp::from("yesterday");
        assert_eq!(odd.unix_ms(), None);
        assert_eq!(odd.as_str(), "yesterday");
    }
}
