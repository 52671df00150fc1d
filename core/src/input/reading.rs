//! Inputs from JSON text, with errors that name the place and what was probably meant.

use serde::de::DeserializeOwned;

use crate::error::{Error, Violation};
use crate::json::without_values_and_place;

/// # Errors
/// Kind `Validation`, with the first place that does not fit.
pub(crate) fn read<I: DeserializeOwned>(text: &str) -> Result<I, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let input = serde_path_to_error::deserialize::<_, I>(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        Error::violation(explain(path, &error.into_inner()))
    })?;
    deserializer.end().map_err(|error| Error::violation(explain(String::new(), &error)))?;
    Ok(input)
}

fn explain(path: String, error: &serde_json::Error) -> Violation {
    let message = &without_values_and_place(error);
    let quoted = between_backticks(message);
    if message.starts_with("unknown field") {
        let name = quoted.first().copied().unwrap_or_default();
        let known = quoted.get(1..).unwrap_or_default();
        let place = if path.is_empty() { name.to_owned() } else { path };
        let violation = Violation::new(place, "unknown_field", format!("there is no field `{name}`"));
        return match closest(name, known) {
            Some(meant) => violation.suggest(meant),
            None => violation,
        };
    }
    if message.starts_with("missing field") {
        let name = quoted.first().copied().unwrap_or_default();
        let place = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        return Violation::new(place, "missing_field", format!("`{name}` is required"));
    }
    // serde's words, which mean something else to a reader of Python or JavaScript.
    let message = message.replace("a sequence", "a list").replace("a map", "an object");
    Violation::new(path, "invalid_type", message)
}

fn between_backticks(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The known name that the fewest edits lead to, if they are few for its length.
fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|candidate| (edits(name, candidate), *candidate)).min()?;
    (near.0 <= near.1.chars().count() / 3 + 1).then_some(near.1)
}

/// The Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    // A field name is short; a hostile one need not be compared in full.
    let a: Vec<char> = a.chars().take(64).collect();
    let mut previous: Vec<usize> = (0..=a.len()).collect();
    for (row, to) in b.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, from) in a.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&previous, column) + usize::from(*from != to);
            current.push(replaced.min(at(&previous, column + 1) + 1).min(at(&current, column) + 1));
        }
        previous = current;
    }
    previous.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::input::Checking;
    use crate::model::{BundleUpdate, NewOrder};
    use crate::operation::ALL;

    fn first(text: &str) -> (String, &'static str, Option<String>) {
        let error = read::<NewOrder>(text).expect_err("the input is wrong");
        let violation = &error.violations()[0];
        (violation.path.clone(), violation.code, violation.suggestion.clone())
    }

    #[test]
    fn a_mistyped_field_is_named_with_what_was_meant() {
        let text = r#"{"user":"a@b.co","sequencer":{"provider":"smartlead"},"domains":[],
            "personas":[{"first_name":"A","last_name":"B"},{"frist_name":"C"}]}"#;
        assert_eq!(first(text), ("personas[1].frist_name".into(), "unknown_field", Some("first_name".into())));
    }

    #[test]
    fn a_missing_field_is_named_where_it_is_missing() {
        assert_eq!(first(r#"{"user":"a@b.co","sequencer":{"provider":"smartlead"},"personas":[]}"#).0, "domains");
        let inner =
            r#"{"user":"a@b.co","sequencer":{"provider":"smartlead"},"domains":[],"personas":[{"first_name":"A"}]}"#;
        assert_eq!(first(inner).0, "personas[0].last_name");
    }

    #[test]
    fn null_is_refused_where_the_api_gives_it_no_meaning() {
        let update = |text: &str| read::<BundleUpdate>(text);
        assert!(update(r#"{"id":"bun_1","google_percent":null,"microsoft_percent":null}"#).is_ok());
        let refused = update(r#"{"id":"bun_1","name":null}"#).expect_err("null");
        assert_eq!(refused.violations()[0].path, "name");
    }

    proptest! {
        #[test]
        fn no_text_makes_an_input_panic(text in ".*", name in "[a-z_]{0,12}") {
            for operation in ALL {
                let _ = (operation.prepare)(&text, &Checking::default());
                let _ = (operation.prepare)(&format!("{{\"{name}\":[{{\"{name}\":1e99}}]}}"), &Checking::default());
            }
        }
    }
}
