//! JSON as this SDK reads and writes it: integers that every language can hold, and one canonical text.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::model::List;

/// The largest integer that a double holds exactly, 2^53 - 1: JavaScript knows no larger one.
pub(crate) const MAX_SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// For optional input fields: absent is `None`, but `null` is refused, because it means something else
/// on the few fields where the API takes it.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// For lists that may be absent, `null` or empty, which mean the same.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<List<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<List<T>>::deserialize(deserializer)?.unwrap_or_default())
}

/// Integers within ±(2^53 − 1). A number written with a fraction of zero (`50.0`) is the same number.
pub(crate) mod int53 {
    use serde::Deserialize;
    use serde::de::{Deserializer, Error, Unexpected, Visitor};

    use super::MAX_SAFE_INTEGER;

    pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_any(Int53)
    }

    pub(crate) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        required(deserializer).map(Some)
    }

    pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        struct Wrapped(i64);
        impl<'de> Deserialize<'de> for Wrapped {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                required(deserializer).map(Self)
            }
        }
        Ok(Option::<Wrapped>::deserialize(deserializer)?.map(|number| number.0))
    }

    struct Int53;

    impl Visitor<'_> for Int53 {
        type Value = i64;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a whole number within ±(2^53 - 1)")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
            if number.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs() {
                return Ok(number);
            }
            Err(E::invalid_value(Unexpected::Signed(number), &self))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
            match i64::try_from(number) {
                Ok(small) => self.visit_i64(small),
                Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
            }
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
            super::whole(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
        }
    }
}

/// What serde says is wrong, without the value that is: it might be a secret in the wrong place.
pub(crate) fn without_values(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let quote = message.find("string \"").map(|start| start + "string".len());
    let end = message.rfind("\", expected ").map(|end| end + 1);
    match (quote.and_then(|start| message.get(..start)), end.and_then(|end| message.get(end..))) {
        (Some(before), Some(after)) if before.len() < message.len() - after.len() => format!("{before}{after}"),
        _ => message,
    }
}

/// The integer that a double stands for, if it stands for exactly one.
fn whole(number: f64) -> Option<i64> {
    // `{:.0}` of a whole double is its exact decimal text, which avoids a lossy cast.
    let is_whole = number.is_finite() && number.fract() == 0.0;
    let text = is_whole.then(|| format!("{number:.0}"))?;
    let integer = if text == "-0" { 0 } else { text.parse::<i64>().ok()? };
    (integer.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs()).then_some(integer)
}

/// The one text of a JSON value: no white space, keys sorted by UTF-16 code units as RFC 8785 sorts them,
/// whole numbers without a fraction.
///
/// The API returns the original order for "the same body", and does not say what makes bodies the same.
/// So a body never depends on the language, the process or the version that wrote it.
pub(crate) fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write_canonical(value, &mut out);
    out
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => write_object(fields, out),
        Value::Array(items) => write_sequence(items.iter(), ['[', ']'], out, write_canonical),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()).and_then(whole) {
            Some(integer) => out.push_str(&integer.to_string()),
            None => out.push_str(&number.to_string()),
        },
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn write_object(fields: &Map<String, Value>, out: &mut String) {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    write_sequence(sorted.into_iter(), ['{', '}'], out, |(name, value), out| {
        out.push_str(&Value::String(name.clone()).to_string());
        out.push(':');
        write_canonical(value, out);
    });
}

fn write_sequence<T>(
    items: impl Iterator<Item = T>,
    [open, close]: [char; 2],
    out: &mut String,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize)]
    struct Row {
        #[serde(deserialize_with = "int53::required")]
        n: i64,
    }

    fn read(text: &str) -> Option<i64> {
        serde_json::from_str::<Row>(&format!("{{\"n\":{text}}}")).ok().map(|row| row.n)
    }

    #[test]
    fn integers_up_to_2_to_the_53_are_read_and_larger_ones_refused() {
        assert_eq!(read("9007199254740991"), Some(MAX_SAFE_INTEGER));
        assert_eq!(read("-9007199254740991"), Some(-MAX_SAFE_INTEGER));
        for refused in
            ["9007199254740992", "-9007199254740992", "18446744073709551615", "1e300", "1.5", "\"7\"", "null"]
        {
            assert_eq!(read(refused), None, "{refused}");
        }
    }

    #[test]
    fn a_fraction_of_zero_is_the_same_number() {
        assert_eq!(read("50.0"), Some(50));
        assert_eq!(read("-0.0"), Some(0));
        assert_eq!(canonical(&json!([50.0, -0.0, 1.5])), "[50,0,1.5]");
    }

    #[test]
    fn keys_are_sorted_at_every_level_and_lists_keep_their_order() {
        let value = json!({ "b": [{ "y": 1, "x": "ü\n" }, "first"], "a": null });
        assert_eq!(canonical(&value), r#"{"a":null,"b":[{"x":"ü\n","y":1},"first"]}"#);
    }

    #[test]
    fn keys_are_sorted_by_utf_16_code_units() {
        let value = json!({ "\u{ff61}": 1, "\u{10000}": 2 });
        assert_eq!(canonical(&value), "{\"\u{10000}\":2,\"\u{ff61}\":1}");
    }

    proptest! {
        #[test]
        fn canonical_text_reads_back_as_the_same_value(keys in proptest::collection::vec(".*", 0..6), number: i32) {
            let value: Value = keys.iter().map(|key| (key.clone(), json!([number, key]))).collect::<Map<_, _>>().into();
            prop_assert_eq!(serde_json::from_str::<Value>(&canonical(&value)).unwrap(), value);
        }
    }
}
