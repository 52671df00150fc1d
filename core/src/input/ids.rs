//! Ids, in paths and in bodies: what can be one, and which kind of object it belongs to.

use crate::error::{Violation, Violations};
use crate::operation::Operation;

/// Which resource an id belongs to, by the prefix that the documentation's examples have.
const PREFIXES: &[(&str, &str, &str)] = &[
    ("bun_", "bundles", "a bundle's"),
    ("usr_", "users", "a user's"),
    ("imp_", "imports", "an import's"),
    ("fwj_", "forwarding", "a forwarding job's"),
    ("ord_", "orders", "an order's"),
    ("swp_", "swaps", "a swap's"),
    ("dom_", "domains", "a domain's"),
    ("act_", "", "a pending action's"),
    ("org_", "", "an account's"),
    ("req_", "", "a request's"),
    ("evt_", "", "an event's"),
];

/// The longest id.
const MAX_ID: usize = 200;

/// Checks that a text can be an id of a resource. An unknown prefix passes.
pub(crate) fn check(place: &str, id: &str, resource: &str, violations: &mut Violations) {
    match malformed(id) {
        Some(why) => violations.push(Violation::new(place, "invalid_id", why)),
        None => check_kind(place, id, resource, violations),
    }
}

/// Checks that a text can be sent as an id.
pub(crate) fn check_form(place: &str, id: &str, violations: &mut Violations) {
    violations.extend(malformed(id).map(|why| Violation::new(place, "invalid_id", why)));
}

fn malformed(id: &str) -> Option<&'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if id.is_empty() || id == "." || id == ".." || id.len() > MAX_ID || !id.chars().all(allowed) {
        return Some("an id has 1 to 200 of the characters A-Z a-z 0-9 _ . -");
    }
    // Not quoted: it would stand in an error, and had it been sent, in a URL.
    id.starts_with("pk_").then_some("this is an API key, not an id")
}

/// Whether a text can be a bundle's id.
pub(crate) fn is_bundle(id: &str) -> bool {
    let mut violations = Violations::default();
    check("bundle_id", id, "bundles", &mut violations);
    violations.is_empty()
}

/// Refuses the id of another kind of object, and names the method that it is for.
pub(crate) fn check_kind(place: &str, id: &str, resource: &str, violations: &mut Violations) {
    let Some((_, owner, kind)) = PREFIXES.iter().find(|(prefix, _, _)| id.starts_with(prefix)) else { return };
    if *owner == resource {
        return;
    }
    let violation = Violation::new(place, "wrong_id_kind", format!("`{id}` is {kind} id"));
    violations.push(match Operation::named(&format!("{owner}.retrieve")) {
        Some(right) => violation.suggest(right.name),
        None => violation,
    });
}
