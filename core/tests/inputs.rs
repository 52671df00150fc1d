//! Inputs with something taken away, and at their limits.

mod support;

use peeker_core::error::{Error, ErrorKind};
use peeker_core::operation::Operation;
use serde_json::{Value, json};
use support::{pointers, sample_input, vectors, without};

fn prepare(operation: &str, input: &Value) -> Result<(), Error> {
    Operation::with_input(operation, &input.to_string()).map(drop)
}

/// `/personas/0/first_name` as `personas[0].first_name`.
fn place(pointer: &str) -> String {
    pointer.split('/').skip(1).fold(String::new(), |place, step| match step.parse::<usize>() {
        Ok(index) => format!("{place}[{index}]"),
        Err(_) if place.is_empty() => step.to_owned(),
        Err(_) => format!("{place}.{step}"),
    })
}

/// Whether an error is about a place: by a violation's path, or in its words where an order without its licences needs
/// them or a bundle. An object that may be a text is named as a whole, and an update that changes nothing has no place.
fn is_named(error: &Error, place: &str) -> bool {
    error.violations().iter().any(|violation| match violation.code {
        "nothing_to_change" => true,
        "invalid_type" => place.starts_with(&violation.path),
        "missing_field" if violation.path == "bundle_id" => violation.message.contains(place) || place == "bundle_id",
        _ => violation.path == place,
    })
}

/// Whether an input is sent, and that with the checks that every input is given.
fn is_sent_as_checked(vector: &Value) -> bool {
    let options = &vector["options"];
    vector["expect"].get("method").is_some() && options.get("validate").is_none() && options.get("waive").is_none()
}

#[test]
fn an_input_without_one_of_its_keys_is_still_sound_or_refused_at_that_key() {
    let (mut optional, mut needed) = (0, 0);
    for vector in vectors("requests.json").iter().filter(|vector| is_sent_as_checked(vector)) {
        let operation = vector["operation"].as_str().expect("an operation");
        for pointer in pointers(&vector["input"], "") {
            match prepare(operation, &without(&vector["input"], &pointer)) {
                Ok(()) => optional += 1,
                Err(error) => {
                    needed += 1;
                    assert_eq!(error.kind(), ErrorKind::Validation, "{} without {pointer}", vector["id"]);
                    let named = is_named(&error, &place(&pointer));
                    assert!(named, "{} without {pointer}: {:?}", vector["id"], error.violations());
                }
            }
        }
    }
    println!("{optional} keys are optional, {needed} are needed");
    assert!(optional > 60 && needed > 200, "{optional} and {needed}");
}

#[test]
fn every_documented_limit_is_the_last_that_passes() {
    let limits = [
        ("domains.check_availability", "domains", 50),
        ("imports.create", "domains", 25),
        ("imports.create_job", "domains", 500),
        ("forwarding.set", "domains", 25),
        ("orders.create", "personas", 10),
        ("swaps.rename_users", "personas", 10),
    ];
    for (operation, field, most) in limits {
        let item = |index: usize| match field {
            "personas" => json!({ "first_name": "A", "last_name": "B" }),
            _ => json!(format!("acme{index}.com")),
        };
        let with = |count: usize| {
            let mut input = sample_input(operation);
            input[field] = (0..count).map(item).collect();
            prepare(operation, &input)
        };
        assert_eq!(with(most), Ok(()), "{operation} with {most}");
        let error = with(most + 1).expect_err(operation);
        let [violation] = error.violations() else { panic!("{error}") };
        assert_eq!((violation.code, violation.path.as_str()), ("too_many_items", field), "{operation}");
    }
}

#[test]
fn a_domain_that_is_named_twice_counts_once_towards_the_limit_of_an_import() {
    for (operation, most) in [("imports.create", 25), ("imports.create_job", 500)] {
        let mut names: Vec<String> = (0..most).map(|index| format!("acme{index}.com")).collect();
        names.push("https://ACME0.com/".to_owned());
        assert_eq!(prepare(operation, &json!({ "domains": names })), Ok(()), "{operation}");
    }
}
