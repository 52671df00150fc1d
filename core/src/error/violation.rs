//! What is wrong with an input, place by place.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Error, ErrorKind};
use crate::scrub::Scrubber;
use crate::validate::rules;

/// How sure it is that the API would refuse the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts"))]
pub enum Certainty {
    /// The documentation states it, or it cannot be sent at all.
    Stated,
    /// It is seen in an example.
    Exemplified,
    /// It follows from what is known, and is written nowhere. Such a rule can be waived.
    Inferred,
}

impl Certainty {
    /// As it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Exemplified => "exemplified",
            Self::Inferred => "inferred",
        }
    }
}

/// Who found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts"))]
pub enum Source {
    /// The SDK, before anything was sent.
    Local,
    /// The API.
    Api,
}

impl Source {
    /// As it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Api => "api",
        }
    }
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "facts.ts", optional_fields))]
pub struct Violation {
    /// Where: `personas[3].profile_picture_url`; empty for the input as a whole.
    pub path: String,
    /// What, as a word that never changes.
    pub code: &'static str,
    /// What, as a sentence for people.
    pub message: String,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// How sure it is that the API would refuse it.
    pub certainty: Certainty,
    /// Who found it.
    pub source: Source,
    /// Numbers and names for programs, in the API's own shape where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, type = "Record<string, unknown>"))]
    pub details: Option<Box<Value>>,
}

impl Violation {
    /// A violation found before sending, as certain as its rule is.
    pub fn new(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            code,
            message: message.into(),
            suggestion: None,
            certainty: rules::rule(code).map_or(Certainty::Stated, |rule| rule.certainty),
            source: Source::Local,
            details: None,
        }
    }

    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = Some(Box::new(details));
        self
    }

    /// Whether a caller who knows better can send it all the same.
    pub fn is_waivable(&self) -> bool {
        self.certainty == Certainty::Inferred
    }

    /// What is to be read of it where it was sent all the same.
    pub(crate) fn waiver(&self) -> String {
        let place = if self.path.is_empty() { String::new() } else { format!(" at {}", self.path) };
        format!("sent although {}{place} speaks against it: {}", self.code, self.message)
    }

    /// Where the rule is stated, and only inferred for this case of it.
    #[must_use]
    pub fn inferred(mut self) -> Self {
        self.certainty = Certainty::Inferred;
        self
    }
}

/// All that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// As many are in the message. A long input may have thousands; all of them are in [`Error::violations`].
    const TOLD: usize = 20;

    pub fn push(&mut self, violation: Violation) {
        self.0.push(violation);
    }

    pub fn extend(&mut self, others: impl IntoIterator<Item = Violation>) {
        self.0.extend(others);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// `Ok` if nothing is wrong, else one error with all of it.
    pub fn into_result(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }

    pub(crate) fn into_error(self) -> Error {
        let code = self.0.first().map_or("invalid_input", |first| first.code);
        let message = self.summary();
        Error::new(ErrorKind::Validation, code, message).with_violations(self)
    }

    pub(crate) fn scrubbed(self, scrubber: &Scrubber) -> Self {
        let scrub = |mut violation: Violation| {
            violation.path = scrubber.scrub(&violation.path);
            violation.message = scrubber.scrub(&violation.message);
            violation.suggestion = violation.suggestion.map(|text| scrubber.scrub(&text));
            violation.details = violation.details.map(|details| Box::new(scrubber.scrub_json(*details)));
            violation
        };
        Self(self.0.into_iter().map(scrub).collect())
    }

    fn summary(&self) -> String {
        let lines = self.0.iter().take(Self::TOLD).map(|violation| {
            let place = if violation.path.is_empty() { String::new() } else { format!("{}: ", violation.path) };
            let hint = violation.suggestion.as_ref().map(|text| format!(" (did you mean {text}?)"));
            format!("{place}{}{}", violation.message, hint.unwrap_or_default())
        });
        let told = lines.collect::<Vec<_>>().join("; ");
        match self.0.len().saturating_sub(Self::TOLD) {
            0 => told,
            more => format!("{told}; and {more} more"),
        }
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(violations: I) -> Self {
        Self(violations.into_iter().collect())
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(vec![violation])
    }
}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_thousands_of_violations_is_short_and_the_list_is_whole() {
        let mut violations = Violations::default();
        (0..3_000).for_each(|at| violations.push(Violation::new(format!("domains[{at}]"), "empty", "missing")));
        let error = violations.into_error();
        assert_eq!(error.violations().len(), 3_000);
        assert!(error.message().ends_with("domains[19]: missing; and 2980 more"), "{}", error.message());
    }
}
