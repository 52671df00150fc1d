//! Reads request bodies field by field, so that each refusal names the field at fault, as documented for `invalid_request`.
//! How a field inside another is named (`sequencer.login_email`, `personas[0].first_name`) is inferred.

use serde_json::{Map, Value};

use crate::reply::ApiError;

/// A JSON object and where it stands in the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    within: Within<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Within<'a> {
    Body,
    Object(&'a str),
    Row(&'a str, usize),
}

impl<'a> Fields<'a> {
    /// The body itself.
    pub(crate) fn body(value: &'a Value) -> Result<Self, ApiError> {
        let map = value.as_object().ok_or_else(not_an_object)?;
        Ok(Self { map, within: Within::Body })
    }

    /// Whether the field is there, be it null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Whether the field is there and not null.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(crate) fn raw(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name)
    }

    pub(crate) fn error(&self, name: &str, message: &str) -> ApiError {
        let field = match self.within {
            Within::Body => name.to_owned(),
            Within::Object(object) => format!("{object}.{name}"),
            Within::Row(list, index) => format!("{list}[{index}].{name}"),
        };
        ApiError::invalid(field, message)
    }

    /// A text that must be there and not be blank.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, ApiError> {
        self.optional_text(name)?.ok_or_else(|| self.error(name, "This field is required."))
    }

    /// A text; absent and null are none.
    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<&'a str>, ApiError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.as_str())),
            Some(_) => Err(self.error(name, "This field must be a text that is not blank.")),
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Result<u64, ApiError> {
        self.optional_integer(name)?.ok_or_else(|| self.error(name, "This field is required."))
    }

    /// A whole number of at least 0; absent and null are none.
    pub(crate) fn optional_integer(&self, name: &str) -> Result<Option<u64>, ApiError> {
        match self.value(name) {
            None => Ok(None),
            Some(value) => match value.as_u64() {
                Some(number) => Ok(Some(number)),
                None => Err(self.error(name, "This field must be a whole number of at least 0.")),
            },
        }
    }

    pub(crate) fn optional_flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(self.error(name, "This field must be true or false.")),
        }
    }

    pub(crate) fn list(&self, name: &str) -> Result<&'a [Value], ApiError> {
        match self.value(name) {
            Some(Value::Array(rows)) => Ok(rows),
            Some(_) => Err(self.error(name, "This field must be a list.")),
            None => Err(self.error(name, "This field is required.")),
        }
    }

    /// A list with at least one row and at most `most`.
    pub(crate) fn filled_list(&self, name: &str, most: usize) -> Result<&'a [Value], ApiError> {
        let rows = self.list(name)?;
        if rows.is_empty() {
            return Err(self.error(name, "This list must not be empty."));
        }
        if rows.len() > most {
            return Err(self.error(name, &format!("This list may have at most {most} rows.")));
        }
        Ok(rows)
    }

    /// A list of texts with at least one row and at most `most`.
    pub(crate) fn texts(&self, name: &str, most: usize) -> Result<Vec<&'a str>, ApiError> {
        let wrong = || self.error(name, "Every row of this list must be a text.");
        self.filled_list(name, most)?.iter().map(|row| row.as_str().ok_or_else(wrong)).collect()
    }

    /// An object that must be there.
    pub(crate) fn object(&self, name: &'a str) -> Result<Fields<'a>, ApiError> {
        match self.value(name) {
            Some(Value::Object(map)) => Ok(Fields { map, within: Within::Object(name) }),
            Some(_) => Err(self.error(name, "This field must be an object.")),
            None => Err(self.error(name, "This field is required.")),
        }
    }

    /// The fields of one row of a list of objects.
    pub(crate) fn row(list: &'a str, index: usize, row: &'a Value) -> Result<Fields<'a>, ApiError> {
        let wrong = || ApiError::invalid(format!("{list}[{index}]"), "This row must be an object.");
        Ok(Fields { map: row.as_object().ok_or_else(wrong)?, within: Within::Row(list, index) })
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }
}

fn not_an_object() -> ApiError {
    ApiError::new(400, "invalid_request", "The body must be a JSON object.")
}
