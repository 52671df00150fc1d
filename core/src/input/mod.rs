//! What a caller gives an operation, checked and made ready to be sent.
//!
//! Inputs cross every language boundary as JSON text; here they become typed, are checked and normalised once, and
//! turn into the fields that a request is built from.

mod checking;
mod checks;
pub(crate) mod ids;
mod reading;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use checking::Checking;
pub(crate) use checks::too_many;
pub use checks::{MAX_AVAILABILITY, MAX_FORWARDING, MAX_IMPORT, MAX_IMPORT_JOB, MAX_PER_PAGE};
pub(crate) use reading::read;

use crate::error::{Error, Violation, Violations};
use crate::model::Sequencer;
use crate::secret::Secret;
use crate::validate::known::Known;

/// An operation's input.
pub trait Input: Serialize + DeserializeOwned {
    /// Brings the input into the form that is sent, and names everything that is wrong with it.
    #[must_use]
    fn check(self, violations: &mut Violations) -> Self {
        let _ = violations;
        self
    }

    /// Names what is wrong with a checked input in the light of what is known besides it.
    fn check_against(&self, known: &Known, violations: &mut Violations) {
        let _ = (known, violations);
    }

    /// The sequencer, whose secrets serde does not write.
    fn sequencer(&self) -> Option<&Sequencer> {
        None
    }
}

/// The input of a list.
pub trait Filter: Input + Clone {
    /// Asks for the page that a token leads to.
    fn set_page_token(&mut self, token: String);
}

/// An input that was checked: its fields with the secrets in place, and the secrets by themselves for the scrubber.
#[derive(Clone)]
pub struct Prepared {
    pub(crate) fields: Map<String, Value>,
    pub(crate) secrets: Vec<Secret>,
    /// What its caller answers for.
    pub(crate) waived: Vec<Violation>,
}

impl Prepared {
    /// With all checks.
    ///
    /// # Errors
    /// Kind `Validation`, with everything that is wrong with the input.
    pub fn new(input: impl Input) -> Result<Self, Error> {
        Self::checked(input, &Checking::default())
    }

    /// With the checks that the caller wants.
    ///
    /// # Errors
    /// The same; `invalid_option`, if what is to be waived cannot be.
    pub fn checked(input: impl Input, checking: &Checking) -> Result<Self, Error> {
        let mut violations = Violations::default();
        let input = input.check(&mut violations);
        input.check_against(&checking.known, &mut violations);
        let waived = checking.settle(violations)?;
        let Ok(Value::Object(fields)) = serde_json::to_value(&input) else {
            return Err(Error::internal("an input is not an object"));
        };
        let mut prepared = Self { fields, secrets: Vec::new(), waived };
        if let Some(sequencer) = input.sequencer() {
            prepared.reveal(sequencer);
        }
        Ok(prepared)
    }

    /// The same, from JSON text as bindings pass it.
    pub(crate) fn from_json<I: Input>(text: &str, checking: &Checking) -> Result<Self, Error> {
        Self::checked(read::<I>(text)?, checking)
    }

    fn reveal(&mut self, sequencer: &Sequencer) {
        let Some(Value::Object(fields)) = self.fields.get_mut("sequencer") else { return };
        if let Some(password) = &sequencer.login_password {
            fields.insert("login_password".to_owned(), Value::String(password.reveal().to_owned()));
            self.secrets.push(password.clone());
        }
        for (name, value) in &sequencer.other.0 {
            fields.insert(name.clone(), value.clone());
            collect_texts(value, &mut self.secrets);
        }
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").field("fields", &self.fields.keys()).finish_non_exhaustive()
    }
}

pub(crate) fn collect_texts(value: &Value, texts: &mut Vec<Secret>) {
    match value {
        Value::String(text) => texts.push(Secret::new(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(fields) => fields.values().for_each(|item| collect_texts(item, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
