//! The answer to looking imports up by domain.

use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{Import, List};

/// The import jobs that concern the domains asked for.
///
/// Whether the API answers with one job or with a list is not documented; both are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, hash, get_all, module = "peeker_partner"))]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export_to = "models.ts", type = "Array<Import>"))]
pub struct ImportLookup {
    /// The jobs; empty where none concerns them.
    pub jobs: List<Import>,
}

impl<'de> Deserialize<'de> for ImportLookup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Many(Vec<Import>),
            One(Box<Import>),
        }
        Ok(Self {
            jobs: match Form::deserialize(deserializer)? {
                Form::Many(jobs) => List::from(jobs),
                Form::One(job) => List::from(vec![*job]),
            },
        })
    }
}
