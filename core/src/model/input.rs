//! The two inputs that belong to no resource.

use serde::{Deserialize, Serialize};

/// No input at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct Nothing {}

/// The id of one object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "inputs.ts"))]
pub struct ById {
    /// The object's id, with the prefix of its kind.
    pub id: String,
}

impl<T: Into<String>> From<T> for ById {
    fn from(id: T) -> Self {
        Self { id: id.into() }
    }
}
