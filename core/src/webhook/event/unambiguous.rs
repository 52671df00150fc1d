//! Does every reader of a JSON text see the same in it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::MAX_SAFE_INTEGER;

/// Looks for what readers understand differently: keys that stand twice in one object, numbers that a double does
/// not hold, texts that are no Unicode, nesting beyond 128 levels.
///
/// # Errors
/// What was found, and where, in words.
pub(in crate::webhook) fn check(json: &str) -> Result<(), String> {
    serde_json::from_str::<Unambiguous>(json).map(|Unambiguous| ()).map_err(|error| error.to_string())
}

struct Unambiguous;

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Walk.deserialize(deserializer).map(|()| Self)
    }
}

/// Numbers up to here are the same in every language.
#[allow(clippy::cast_precision_loss)] // 2^53 - 1 is the largest integer without any.
const MAX_SAFE: f64 = MAX_SAFE_INTEGER as f64;

#[derive(Clone, Copy)]
struct Walk;

impl<'de> DeserializeSeed<'de> for Walk {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        small(number.unsigned_abs())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        small(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if number.abs() <= MAX_SAFE { Ok(()) } else { Err(too_large()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut names = Vec::new();
        while let Some(Name(name)) = fields.next_key()? {
            if name == NUMBER {
                let Name(text) = fields.next_value()?;
                return text.parse().map_or_else(|_| Err(too_large()), |number: f64| self.visit_f64(number));
            }
            names.push(name);
            fields.next_value_seed(self)?;
        }
        names.sort_unstable();
        let twice = names.iter().zip(names.iter().skip(1)).find(|(one, next)| one == next);
        twice.map_or(Ok(()), |(name, _)| Err(Error::custom(format_args!("`{name}` stands twice in one object"))))
    }
}

/// The key that a number has where another crate of the program switches on `serde_json/arbitrary_precision`: there it
/// is an object of its text. An object of a sender's that has this key is as odd as any, and is not read.
const NUMBER: &str = "$serde_json::private::Number";

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

fn small<E: Error>(number: u64) -> Result<(), E> {
    if number <= MAX_SAFE_INTEGER.unsigned_abs() { Ok(()) } else { Err(too_large()) }
}

fn too_large<E: Error>() -> E {
    E::custom("a number is beyond ±(2^53 - 1)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_json_is_unambiguous() {
        let text = r#"{"a":{"a":[1,-1.5,"a",null,true,9007199254740991]},"b":"\ud83d\ude00"}"#;
        assert_eq!(check(text), Ok(()));
    }

    #[test]
    fn a_key_that_stands_twice_is_found_at_every_depth_and_however_it_is_written() {
        for text in [r#"{"a":1,"a":1}"#, r#"[{"x":{"b":1,"c":2,"b":3}}]"#, r#"{"a":1,"\u0061":2}"#] {
            assert!(check(text).is_err_and(|why| why.contains("stands twice")), "{text}");
        }
    }

    #[test]
    fn numbers_that_a_double_does_not_hold_are_found() {
        for text in ["9007199254740992", "-9007199254740992", "18446744073709551616", "1e17", "1e400"] {
            assert!(check(&format!("{{\"n\":[{text}]}}")).is_err(), "{text}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_and_bottomless_nesting_are_found() {
        assert!(check(r#"{"a":"\ud800"}"#).is_err());
        assert!(check(&format!("{}{}", "[".repeat(200), "]".repeat(200))).is_err());
    }
}
