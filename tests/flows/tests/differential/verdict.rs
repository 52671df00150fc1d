//! What both sides say of an order, and whether that is the same.
//!
//! They agree if both take it, or if both refuse it: the sandbox names one thing, and core, which names all, has it among
//! them. A picture that cannot be fetched is refused by core, while the API takes the order and then asks for another
//! picture; so an order that the sandbox asks about is one that it refused.
//!
//! Where they need not agree is in three lists, and nowhere else.

use std::fmt;

use peeker_core::validate::ValidationIssue;
use serde_json::{Value, json};

/// Core holds these back for the caller's sake; the documentation does not say that the API refuses them.
pub(crate) const HELD_BACK: [&str; 3] = [
    // Most likely mistyped; a new field of the API goes into `extra_body`.
    "unknown_field",
    // Only where the value is null: a value that was not passed on. The sandbox reads it as absent.
    "invalid_type",
    // Everybody who follows the redirect would see the password.
    "url_with_credentials",
];

/// Rules that are inferred, and that the sandbox, which infers less of a text, does not have. A caller can waive them.
pub(crate) const INFERRED_ONLY: [&str; 5] = [
    // The documentation names no least number of personas.
    "no_personas",
    // The sandbox takes every last label for a suffix.
    "unknown_suffix",
    // Of the list's private section, which the sandbox does not know.
    "public_suffix_itself",
    // Two hyphens in third and fourth place.
    "invalid_character",
    // On an order of the same customer that may wait to be corrected: whether it does, the list of domains does not say.
    "domain_already_in_active_order",
];

/// Core warns that nobody knows, and the sandbox may know: an availability check of the name ended in an error.
pub(crate) const WARNED_OF: &str = "availability_unknown";

/// What core says.
#[derive(Debug, Default)]
pub(crate) struct Core {
    pub(crate) violations: Vec<ValidationIssue>,
    pub(crate) warnings: Vec<ValidationIssue>,
    /// Whether the order could be read, so that all of it was looked at.
    pub(crate) read: bool,
}

/// What the sandbox says.
#[derive(Debug)]
pub(crate) enum Sandbox {
    Accepted,
    /// Its error, or the place of the picture that it asks for.
    Refused {
        code: String,
        field: Option<String>,
        details: Value,
    },
}

/// The code by which an order is counted that needs another picture.
pub(crate) const ASKS_FOR_PICTURE: &str = "profile_picture_not_accessible";

pub(crate) struct Disagreement(String);

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// # Errors
/// Why they disagree.
pub(crate) fn compare(order: &Value, core: &Core, sandbox: &Sandbox) -> Result<(), Disagreement> {
    match sandbox {
        Sandbox::Accepted => match core.violations.iter().find(|violation| !need_not_be_shared(order, violation)) {
            Some(violation) => Err(Disagreement(format!("the sandbox does not have {}", violation.code))),
            None => Ok(()),
        },
        Sandbox::Refused { code, field, details } => {
            let place = field.as_deref().unwrap_or_default();
            let warned = core.warnings.iter().any(|found| found.code == WARNED_OF && meet(&found.path, place));
            if warned {
                return Ok(());
            }
            if core.violations.is_empty() {
                return Err(Disagreement("core finds nothing".to_owned()));
            }
            // An order that cannot be read is looked at no further than to the first place that does not fit.
            if !core.read || core.violations.iter().any(|found| is_same(found, code, place, details)) {
                Ok(())
            } else {
                Err(Disagreement("core finds something else".to_owned()))
            }
        }
    }
}

fn need_not_be_shared(order: &Value, violation: &ValidationIssue) -> bool {
    let code = violation.code.as_str();
    match violation.certainty.as_str() {
        "inferred" => INFERRED_ONLY.contains(&code),
        _ if code == "invalid_type" => at(order, &violation.path).is_some_and(Value::is_null),
        _ => HELD_BACK.contains(&code),
    }
}

/// Whether core's violation is what the sandbox's error names.
fn is_same(found: &ValidationIssue, code: &str, place: &str, details: &Value) -> bool {
    let has_same_details = || json!(found.details) == *details;
    let is_same_code = match code {
        "domain_count_mismatch" => {
            matches!(found.code.as_str(), "domain_count_mismatch" | "too_many_domains") && has_same_details()
        }
        "not_found" => matches!(found.code.as_str(), "other_bundle" | "invalid_id" | "wrong_id_kind"),
        ASKS_FOR_PICTURE => found.code == "url_not_public",
        "order_shape_conflict" | "domain_already_in_active_order" => found.code == code,
        // Any other rule.
        _ => !matches!(found.code.as_str(), "order_shape_conflict" | "domain_already_in_active_order"),
    };
    is_same_code && (meet(&found.path, place) || (is_of_size(&found.path) && is_of_size(place)))
}

/// Which of the fields that contradict each other is to blame is not documented.
fn is_of_size(place: &str) -> bool {
    matches!(place, "bundle_id" | "google_licenses" | "microsoft_licenses" | "google_inboxes_per_domain")
}

/// Whether one place is the other, or within it.
fn meet(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']) || short.is_empty())
}

/// The value at a place such as `domains[3].domain`.
fn at<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    value.pointer(&format!("/{}", place.replace(['.', '['], "/").replace(']', "")))
}
