//! JSON as this SDK reads and writes it: integers that every language can hold, and one canonical text.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number, Value};

use crate::error::Error;
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
    use serde::de::{Deserializer, Error};
    use serde_json::Number;

    /// Through `Number`, which reads numbers as every build of `serde_json` has them, whatever features another crate
    /// in the program switches on.
    pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        check(&Number::deserialize(deserializer)?)
    }

    pub(crate) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        required(deserializer).map(Some)
    }

    pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        Option::<Number>::deserialize(deserializer)?.as_ref().map(check).transpose()
    }

    fn check<E: Error>(number: &Number) -> Result<i64, E> {
        super::integer(number).ok_or_else(|| E::custom("not a whole number within ±(2^53 - 1)"))
    }
}

/// The integer within ±(2^53 − 1) that a number is, however it is written.
pub(crate) fn integer(number: &Number) -> Option<i64> {
    let exact = number.as_i64().filter(|exact| exact.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs());
    let written_so = number.as_i64().is_none() && number.as_u64().is_none();
    exact.or_else(|| number.as_f64().filter(|_| written_so).and_then(whole))
}

/// Whether a number is none of the whole ones.
pub(crate) fn is_fraction(number: &Number) -> bool {
    number.as_f64().is_some_and(|number| number.is_finite() && number.fract() != 0.0)
}

/// A caller's settings from JSON text. `why` says what is wrong with the one at a place, without quoting a value.
///
/// # Errors
/// `invalid_option`, if a setting is unknown or of the wrong type, or if something follows them.
pub(crate) fn read_settings<T: DeserializeOwned>(
    text: &str,
    why: impl FnOnce(&str, &serde_json::Error) -> String,
) -> Result<T, Error> {
    let refuse = |message: String| Error::configuration("invalid_option", message);
    let mut json = serde_json::Deserializer::from_str(text);
    let settings = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| refuse(why(&error.path().to_string(), error.inner())))?;
    json.end().map_err(|_| refuse("something follows the settings' JSON".to_owned()))?;
    Ok(settings)
}

/// What serde says is wrong, without the value that is: it might be a secret in the wrong place.
///
/// serde writes `invalid type: integer `5`, expected a string`; the kind and the expectation are enough.
pub(crate) fn without_values(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let about_a_value =
        ["invalid type: ", "invalid value: ", "unknown variant "].iter().any(|start| message.starts_with(start));
    let quote = message.find(['`', '"']);
    let (Some(quote), Some(expected)) = (quote.filter(|_| about_a_value), message.rfind(", expected ")) else {
        return message;
    };
    match (message.get(..quote), message.get(expected..)) {
        (Some(before), Some(after)) if quote < expected => format!("{}{after}", before.trim_end()),
        _ => message,
    }
}

/// The same of a text that the caller never saw, so without where in it serde stopped.
pub(crate) fn without_values_and_place(error: &serde_json::Error) -> String {
    let full = without_values(error);
    full.rsplit_once(" at line ").map_or(full.as_str(), |(what, _)| what).to_owned()
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
/// whole numbers without a fraction. Other numbers, which no endpoint's body has, are as `serde_json` writes them.
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
        Value::Number(number) => {
            // Of a fraction the shortest text that reads back as the same double, however it was written.
            let fraction = || number.as_f64().filter(|_| is_fraction(number)).and_then(Number::from_f64);
            let plain = integer(number).map(Number::from).or_else(fraction);
            out.push_str(&plain.as_ref().unwrap_or(number).to_string());
        }
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
