//! Enums that stay open: a value newer than the SDK keeps its text and breaks nobody.

/// One known value of an open enum, for generators of bindings and documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownValue {
    /// The constant's name, as in `OrderStatus::IN_PROGRESS`.
    pub name: &'static str,
    /// The text on the wire, as in `in_progress`.
    pub wire: &'static str,
    /// What the value means.
    pub doc: &'static str,
}

/// An open enum as data, for generators of bindings and documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenEnum {
    pub name: &'static str,
    pub doc: &'static str,
    pub values: &'static [KnownValue],
}

/// Declares a newtype over text with its known values as constants.
///
/// Never a Rust enum with an `Unknown` variant: a new server value would then change its variant
/// with the SDK's next release and break every stored match.
macro_rules! open_enum {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident { $( $(#[doc = $value_doc:literal])* $constant:ident = $wire:literal ),* $(,)? }
    )*) => {
        /// Every open enum of the API.
        pub const OPEN_ENUMS: &[$crate::model::OpenEnum] = &[$($name::INFO),*];
        $(
            $(#[doc = $doc])*
            ///
            /// Open: a value newer than this SDK keeps its text, so give every `match` a default arm.
            #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(std::borrow::Cow<'static, str>);

            impl $name {
                $( $(#[doc = $value_doc])* pub const $constant: Self = Self(std::borrow::Cow::Borrowed($wire)); )*

                /// The known values, in the order of the API's documentation.
                pub const KNOWN: &'static [Self] = &[$(Self::$constant),*];

                const INFO: $crate::model::OpenEnum = $crate::model::OpenEnum {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),*),
                    values: &[$($crate::model::KnownValue {
                        name: stringify!($constant),
                        wire: $wire,
                        doc: concat!($($value_doc, "\n"),*),
                    }),*],
                };

                /// The text on the wire.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// Whether this SDK's version knows the value.
                pub fn is_known(&self) -> bool {
                    matches!(self.as_str(), $($wire)|*)
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    match text {
                        $($wire => Self::$constant,)*
                        other => Self(std::borrow::Cow::Owned(other.to_owned())),
                    }
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    match text.as_str() {
                        $($wire => Self::$constant,)*
                        _ => Self(std::borrow::Cow::Owned(text)),
                    }
                }
            }

            impl PartialEq<str> for $name {
                fn eq(&self, other: &str) -> bool {
                    self.as_str() == other
                }
            }

            impl PartialEq<&str> for $name {
                fn eq(&self, other: &&str) -> bool {
                    self.as_str() == *other
                }
            }

            $crate::model::text::text_newtype!($name);

            #[cfg(feature = "python")]
            impl<'py> pyo3::IntoPyObject<'py> for &$name {
                type Target = pyo3::types::PyString;
                type Output = pyo3::Bound<'py, Self::Target>;
                type Error = std::convert::Infallible;

                fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
                    Ok(match &self.0 {
                        std::borrow::Cow::Borrowed(known) => pyo3::types::PyString::intern(py, known),
                        std::borrow::Cow::Owned(unknown) => pyo3::types::PyString::new(py, unknown),
                    })
                }
            }

            #[cfg(feature = "python")]
            impl<'py> pyo3::IntoPyObject<'py> for $name {
                type Target = pyo3::types::PyString;
                type Output = pyo3::Bound<'py, Self::Target>;
                type Error = std::convert::Infallible;

                fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
                    (&self).into_pyobject(py)
                }
            }

            #[cfg(feature = "typescript")]
            impl ts_rs::TS for $name {
                type WithoutGenerics = Self;
                type OptionInnerType = Self;

                fn docs() -> Option<String> {
                    Some($crate::model::text::jsdoc(Self::INFO.doc))
                }
                fn name(_: &ts_rs::Config) -> String {
                    stringify!($name).to_owned()
                }
                fn inline(_: &ts_rs::Config) -> String {
                    concat!($("'", $wire, "' | ",)* "(string & {})").to_owned()
                }
                fn decl(config: &ts_rs::Config) -> String {
                    format!("type {} = {};", Self::name(config), Self::inline(config))
                }
                fn decl_concrete(config: &ts_rs::Config) -> String {
                    Self::decl(config)
                }
                fn output_path() -> Option<std::path::PathBuf> {
                    Some("models.ts".into())
                }
            }

            #[cfg(feature = "swift")]
            uniffi::custom_type!($name, String, {
                lower: |value| value.as_str().to_owned(),
                try_lift: |text| Ok($name::from(text)),
            });
        )*
    };
}

pub(crate) use open_enum;
