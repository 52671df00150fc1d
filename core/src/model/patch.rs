//! A field of a PATCH: left alone, cleared, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The three states of a nullable input field.
///
/// Absent and `null` differ: both percents of a bundle absent leave the split as it is, both `null` go back
/// to the recommended one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// The field is not sent.
    #[default]
    Omit,
    /// The field is sent as `null`.
    Null,
    /// The field is sent with this value.
    Set(T),
}

impl<T> Patch<T> {
    pub fn is_omit(&self) -> bool {
        matches!(self, Self::Omit)
    }

    pub fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Omit | Self::Null => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_set().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}

#[cfg(feature = "typescript")]
impl<T: ts_rs::TS> ts_rs::TS for Patch<T> {
    type WithoutGenerics = <Option<T> as ts_rs::TS>::WithoutGenerics;
    type OptionInnerType = T;
    const IS_OPTION: bool = true;
    fn name(config: &ts_rs::Config) -> String {
        <Option<T> as ts_rs::TS>::name(config)
    }
    fn inline(config: &ts_rs::Config) -> String {
        <Option<T> as ts_rs::TS>::inline(config)
    }
}
