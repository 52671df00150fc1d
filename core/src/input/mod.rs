//! What a caller gives an operation, checked and made ready to be sent.
//!
//! Inputs cross every language boundary as JSON text; here they become typed, are checked and normalised once, and
//! turn into the fields that a request is built from.

mod any_request;
mod checking;
mod checks;
pub(crate) mod ids;
mod path;
mod reading;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use any_request::AnyRequest;
pub use checking::Checking;
pub use checks::{MAX_AVAILABILITY, MAX_FORWARDING, MAX_IMPORT, MAX_IMPORT_JOB, MAX_PER_PAGE};
pub(crate) use checks::{inboxes_out_of_range, too_many};
pub(crate) use reading::read;

use crate::error::{Error, Violation, Violations};
use crate::json::canonical;
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

    /// What is sent of it, with the secrets in place.
    fn prepare(self) -> Result<Prepared, Error> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&self) else {
            return Err(Error::internal("an input is not an object"));
        };
        let mut secrets = Vec::new();
        if let Some(sequencer) = self.sequencer() {
            reveal(sequencer, &mut fields, &mut secrets);
        }
        Ok(Prepared::of(Content::Fields(fields), secrets))
    }
}

/// The input of a list.
pub trait Filter: Input + Clone {
    /// Asks for the page that a token leads to.
    fn set_page_token(&mut self, token: String);
}

/// An input whose domains may be more than one call takes, so that [`batch`](crate::batch) splits it.
pub trait Splittable: Input + Clone {
    /// The domains that it names.
    fn domains_mut(&mut self) -> &mut Vec<String>;

    /// As [`Input::check`], for any number of domains, which stay in the caller's order.
    #[must_use]
    fn check_any_number(self, violations: &mut Violations) -> Self;
}

/// An input that was checked: what is sent of it, and its secrets by themselves for the scrubber.
#[derive(Clone)]
pub struct Prepared {
    pub(crate) content: Content,
    pub(crate) secrets: Vec<Secret>,
    /// What its caller answers for.
    pub(crate) waived: Vec<Violation>,
    /// Whether more is refused of it than what cannot be sent.
    pub(crate) validate: bool,
}

#[derive(Clone)]
pub(crate) enum Content {
    /// Of an endpoint, which decides what goes into the path, and its method what into query or body.
    Fields(Map<String, Value>),
    /// Of a request whose caller decided it.
    Placed(Placed),
}

/// The parts of a request in their places.
#[derive(Clone, Default)]
pub(crate) struct Placed {
    pub(crate) path: String,
    pub(crate) query: Map<String, Value>,
    pub(crate) body: Option<Value>,
}

impl Prepared {
    fn of(content: Content, secrets: Vec<Secret>) -> Self {
        Self { content, secrets, waived: Vec::new(), validate: true }
    }

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
        if let Some(known) = &checking.known {
            input.check_against(known, &mut violations);
        }
        let waived = checking.settle(violations)?;
        Ok(Self { waived, validate: checking.validate, ..input.prepare()? })
    }

    /// Its fields as JSON text, as bindings pass it back to make the same request of it.
    pub(crate) fn to_json(&self) -> String {
        match &self.content {
            Content::Fields(fields) => canonical(&Value::Object(fields.clone())),
            // A caller's own request is never handed out.
            Content::Placed(_) => String::from("{}"),
        }
    }

    /// The same, from JSON text as bindings pass it.
    pub(crate) fn from_json<I: Input>(text: &str, checking: &Checking) -> Result<Self, Error> {
        Self::checked(read::<I>(text)?, checking)
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = match &self.content {
            Content::Fields(fields) => fields.keys().collect(),
            Content::Placed(placed) => placed.query.keys().collect(),
        };
        f.debug_struct("Prepared").field("fields", &names).finish_non_exhaustive()
    }
}

/// Puts what serde did not write where it belongs.
fn reveal(sequencer: &Sequencer, fields: &mut Map<String, Value>, secrets: &mut Vec<Secret>) {
    let Some(Value::Object(fields)) = fields.get_mut("sequencer") else { return };
    if let Some(password) = &sequencer.login_password {
        fields.insert("login_password".to_owned(), Value::String(password.reveal().to_owned()));
        secrets.push(password.clone());
    }
    for (name, value) in &sequencer.other.0 {
        fields.insert(name.clone(), value.clone());
        collect_texts(value, secrets);
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
