//! Would the API take this order: on its own, and against what is known of its bundle and domains. Nothing is asked.

mod against;
mod report;

use std::collections::HashMap;

use report::Check;
pub(crate) use report::Findings;
pub use report::{NotChecked, OrderReport};

use crate::config::read_options;
use crate::error::{Error, Violation, Violations};
use crate::input::{ids, inboxes_out_of_range, read};
use crate::model::{NewOrder, NewPersona, OrderDomain, SequencerProvider};
use crate::validate::domain::Root;
use crate::validate::known::Known;
use crate::validate::{domain, json_text, url};

/// The most people of one order.
pub const MAX_PERSONAS: usize = 10;

/// Everything that can be said of an order before it is sent. What is not known cannot be checked, and is named.
///
/// ```
/// use peeker_core::model::{NewOrder, NewPersona, Sequencer};
/// use peeker_core::validate::{known::Known, order};
///
/// let draft = NewOrder {
///     user: "alex@acme.com".into(),
///     sequencer: Sequencer::smartlead(366_903, "peeker@acme.com", "its-password"),
///     bundle_id: Some("bun_1".into()),
///     domains: vec!["mail.acme.com".into()],
///     personas: vec![NewPersona::new("Alex", "Rivera").picture("http://10.0.0.7/alex.png")],
///     ..NewOrder::default()
/// };
/// let report = order::report(draft, &Known::default());
/// let found: Vec<_> = report.violations.iter().map(|violation| (&*violation.path, &*violation.code)).collect();
/// assert_eq!(found, [("domains[0]", "not_root_domain"), ("personas[0].profile_picture_url", "url_not_public")]);
/// assert_eq!(report.not_checked[0].check, "bundle");
/// ```
pub fn report(order: NewOrder, known: &Known) -> OrderReport {
    findings(order, known).into()
}

/// The same for bindings: an order and what is known, as JSON, to a report as JSON.
///
/// # Errors
/// Kind `Validation`, if the order is none; `invalid_option`, if what is known is not of the documented shapes.
pub fn report_json(order: &str, known: &str) -> Result<String, Error> {
    json_text(&report_of_json(order, known)?)
}

/// The same, for bindings that take the report as it is.
///
/// # Errors
/// The same.
pub fn report_of_json(order: &str, known: &str) -> Result<OrderReport, Error> {
    Ok(report(read(order)?, &read_options(known)?))
}

/// The same, before it is told.
pub(crate) fn findings(order: NewOrder, known: &Known) -> Findings {
    let mut violations = Violations::default();
    let order = check(order, &mut violations);
    let mut warnings = warnings(&order);
    let against = against(&order, known);
    violations.extend(against.violations);
    warnings.extend(against.warnings);
    let checked = std::iter::once(Check::Form).chain(against.checked).collect();
    Findings { violations, warnings, checked, ..against }
}

/// What an order whose domains are normalised is against what is known besides it.
pub(crate) fn against(order: &NewOrder, known: &Known) -> Findings {
    let mut findings = Findings::default();
    against::check(order, known, &mut findings);
    findings
}

/// Checks an order and brings its domains into the form that is sent, in the caller's order.
pub(crate) fn check(mut order: NewOrder, violations: &mut Violations) -> NewOrder {
    check_shape(&order, violations);
    check_sequencer(&order, violations);
    check_domains(&mut order.domains, violations);
    check_personas(&order.personas, violations);
    if let Some(target) = &order.forwarding_url {
        url::check_web_url("forwarding_url", target, violations);
    }
    check_customer(&order.user, violations);
    if let Some(bundle) = &order.bundle_id {
        ids::check("bundle_id", bundle, "bundles", violations);
    }
    order
}

/// Names are needed and pictures must be public; a missing picture is `null` or `""`.
pub(crate) fn check_personas(personas: &[NewPersona], violations: &mut Violations) {
    if personas.is_empty() {
        let message = "at least one persona is needed to name the inboxes";
        violations.push(Violation::new("personas", "no_personas", message));
    }
    if personas.len() > MAX_PERSONAS {
        let message = format!("{} personas; the API takes {MAX_PERSONAS}", personas.len());
        violations.push(Violation::new("personas", "too_many_items", message));
    }
    for (index, persona) in personas.iter().enumerate() {
        for (field, name) in [("first_name", &persona.first_name), ("last_name", &persona.last_name)] {
            if name.trim().is_empty() {
                let place = format!("personas[{index}].{field}");
                let message = "must not be empty: inboxes are named after it";
                violations.push(Violation::new(place, "empty_name", message));
            }
        }
        if let Some(picture) = persona.profile_picture_url.as_deref().filter(|picture| !picture.is_empty()) {
            url::check_public_url(&format!("personas[{index}].profile_picture_url"), picture, violations);
        }
    }
}

/// A user's id or an email address. That ids begin with `usr_` is seen in every example; which addresses the API takes for
/// one is not said.
fn check_customer(user: &str, violations: &mut Violations) {
    let message = "must be a user's id (`usr_…`) or an email address";
    if user.trim().is_empty() {
        violations.push(Violation::new("user", "empty_text", message));
    } else if user.contains('@') {
        if !is_address(user.trim()) {
            violations.push(Violation::new("user", "invalid_email", message));
        }
    } else {
        let before = violations.as_slice().len();
        ids::check("user", user, "users", violations);
        // An unknown prefix passes, as everywhere; a name without one is no id.
        if violations.as_slice().len() == before && !user.contains('_') {
            violations.push(Violation::new("user", "invalid_email", message));
        }
    }
}

/// Something, one `@`, and a host with a dot.
fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let odd = text.contains(|c: char| c.is_whitespace() || c.is_control());
    !odd && !local.is_empty() && !host.contains('@') && host.contains('.') && !host.split('.').any(str::is_empty)
}

/// What is allowed and probably not meant.
fn warnings(order: &NewOrder) -> Vec<Violation> {
    let mut warnings = Vec::new();
    for (index, entry) in order.domains.iter().enumerate() {
        let of_domain = Root::parse(entry.name()).map(|root| root.warnings()).unwrap_or_default();
        warnings.extend(of_domain.into_iter().map(|warning| Violation { path: entry.place(index), ..warning }));
    }
    let provider = &order.sequencer.provider;
    if *provider != SequencerProvider::SMARTLEAD {
        let message = format!("the documentation names `smartlead` alone; `{provider}` is sent as it is");
        warnings.push(Violation::new("sequencer.provider", "unknown_sequencer", message).inferred());
    }
    warnings
}

fn check_shape(order: &NewOrder, violations: &mut Violations) {
    let custom = [
        ("google_licenses", order.google_licenses),
        ("microsoft_licenses", order.microsoft_licenses),
        ("google_inboxes_per_domain", order.google_inboxes_per_domain),
    ];
    let given = custom.iter().find(|(_, value)| value.is_some());
    match (&order.bundle_id, given) {
        (Some(_), Some((field, _))) => {
            let message = "an order has a bundle or licences of its own, not both";
            violations.push(Violation::new(*field, "order_shape_conflict", message));
        }
        (None, _) if order.google_licenses.is_none() && order.microsoft_licenses.is_none() => {
            let message = "an order needs a bundle, or google_licenses or microsoft_licenses";
            violations.push(Violation::new("bundle_id", "missing_field", message));
        }
        _ => {}
    }
    let licences = [("google_licenses", order.google_licenses), ("microsoft_licenses", order.microsoft_licenses)];
    for (field, number) in licences {
        if number.is_some_and(|number| number < 0) {
            violations.push(Violation::new(field, "number_out_of_range", "must not be negative"));
        }
    }
    // One that is missing is said above.
    let some_given = licences.iter().any(|(_, number)| number.is_some());
    if order.bundle_id.is_none() && some_given && licences.iter().all(|(_, number)| number.unwrap_or(0) == 0) {
        let message = "an order needs at least one licence";
        violations.push(Violation::new("google_licenses", "number_out_of_range", message).inferred());
    }
    // Documented of bundles alone: that an order has the same field is inferred.
    violations.extend(inboxes_out_of_range(order.google_inboxes_per_domain).map(Violation::inferred));
}

fn check_sequencer(order: &NewOrder, violations: &mut Violations) {
    let sequencer = &order.sequencer;
    if sequencer.provider.as_str().trim().is_empty() {
        violations.push(Violation::new("sequencer.provider", "empty_text", "must name the tool"));
    }
    if sequencer.provider != SequencerProvider::SMARTLEAD {
        return;
    }
    let message = "orders through Smartlead need the login that Peeker uses there; a client id alone is not enough";
    if sequencer.login_email.as_deref().is_none_or(|email| email.trim().is_empty()) {
        violations.push(Violation::new("sequencer.login_email", "missing_sequencer_login", message));
    }
    if sequencer.login_password.as_ref().is_none_or(crate::secret::Secret::is_empty) {
        violations.push(Violation::new("sequencer.login_password", "missing_sequencer_login", message));
    }
}

fn check_domains(domains: &mut [OrderDomain], violations: &mut Violations) {
    if domains.is_empty() {
        violations.push(Violation::new("domains", "empty_list", "name at least one domain"));
    }
    let mut seen = HashMap::new();
    for (index, entry) in domains.iter_mut().enumerate() {
        let place = entry.place(index);
        domain::replace_with_root(entry.name_mut(), &place, violations);
        if let OrderDomain::Forwarding(forwarded) = entry {
            url::check_web_url(&format!("domains[{index}].forwarding_url"), &forwarded.forwarding_url, violations);
        }
        if let Some(first) = seen.insert(entry.name().to_owned(), index) {
            let message = format!("`{}` is already domains[{first}]", entry.name());
            violations.push(Violation::new(place, "duplicate_domain", message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sequencer;

    fn order() -> NewOrder {
        NewOrder {
            user: "alex@acme.com".into(),
            sequencer: Sequencer::smartlead(366_903, "ops@acme.com", "pw"),
            bundle_id: Some("bun_1".into()),
            domains: vec!["acme-mail.com".into(), "Team-Acme.com.".into()],
            personas: vec![NewPersona::new("Alex", "Rivera")],
            ..NewOrder::default()
        }
    }

    fn codes(order: NewOrder) -> Vec<(String, &'static str)> {
        let mut violations = Violations::default();
        let _ = check(order, &mut violations);
        violations.as_slice().iter().map(|violation| (violation.path.clone(), violation.code)).collect()
    }

    #[test]
    fn a_sound_order_passes_with_its_domains_normalised_in_their_order() {
        let mut violations = Violations::default();
        let checked = check(order(), &mut violations);
        assert!(violations.is_empty());
        assert_eq!(checked.domains, ["acme-mail.com".into(), OrderDomain::from("team-acme.com")]);
    }

    #[test]
    fn a_bundle_excludes_licences_and_one_of_them_is_needed() {
        let both = NewOrder { google_licenses: Some(2), ..order() };
        assert_eq!(codes(both), [("google_licenses".into(), "order_shape_conflict")]);
        let neither = NewOrder { bundle_id: None, ..order() };
        assert_eq!(codes(neither), [("bundle_id".into(), "missing_field")]);
    }

    #[test]
    fn smartlead_needs_both_parts_of_the_login() {
        let route = Sequencer::route(SequencerProvider::SMARTLEAD, 1);
        let missing = codes(NewOrder { sequencer: route, ..order() });
        assert_eq!(missing.len(), 2);
        let other = Sequencer::route("another".into(), 1);
        assert!(codes(NewOrder { sequencer: other, ..order() }).is_empty());
    }

    #[test]
    fn a_tool_has_a_name() {
        let blank = Sequencer { provider: " ".into(), ..order().sequencer };
        assert_eq!(codes(NewOrder { sequencer: blank, ..order() }), [("sequencer.provider".into(), "empty_text")]);
    }

    #[test]
    fn a_customer_is_an_id_or_an_address() {
        let code = |user: &str| codes(NewOrder { user: user.into(), ..order() }).first().map(|(_, code)| *code);
        for user in ["usr_1", "cus_1", "a@b.co", " alex@acme.com "] {
            assert_eq!(code(user), None, "{user}");
        }
        for user in ["alex", "alex@", "@acme.com", "alex@acme", "a@b@acme.com", "a b@acme.com", "a@acme..com"] {
            assert_eq!(code(user), Some("invalid_email"), "{user}");
        }
        assert_eq!(
            (code("ord_1"), code("a b"), code(" ")),
            (Some("wrong_id_kind"), Some("invalid_id"), Some("empty_text"))
        );
    }

    #[test]
    fn an_order_of_licences_has_one_and_two_or_three_inboxes_on_a_domain() {
        let custom = |google, microsoft, inboxes| {
            let sizes = NewOrder { google_licenses: google, microsoft_licenses: microsoft, ..order() };
            codes(NewOrder { bundle_id: None, google_inboxes_per_domain: inboxes, ..sizes })
        };
        assert!(custom(Some(1), Some(0), Some(3)).is_empty());
        assert_eq!(custom(Some(0), None, None), [("google_licenses".into(), "number_out_of_range")]);
        assert_eq!(custom(Some(4), None, Some(4)), [("google_inboxes_per_domain".into(), "inboxes_out_of_range")]);
    }

    #[test]
    fn a_domain_on_an_order_may_be_there_to_be_corrected_by_the_same_customer() {
        let row = r#"{"id":"dom_1","domain":"acme-mail.com","category":"connected","status":"active","user_id":"usr_1",
            "order_id":"ord_1","usable_for":["google"],"created_at":"2026-05-08T12:00:00Z"}"#;
        let known = Known { bundle: None, domains: vec![serde_json::from_str(row).unwrap()] };
        let certainty = |user: &str| {
            let report = report(NewOrder { user: user.into(), ..order() }, &known);
            let found = report.violations.iter().find(|found| found.code == "domain_already_in_active_order");
            found.map(|found| found.certainty.clone()).unwrap()
        };
        assert_eq!(["usr_1", "alex@acme.com", "usr_2"].map(certainty), ["inferred", "inferred", "exemplified"]);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = NewOrder {
            domains: vec!["acme-mail.com".into(), "mail.acme.com".into(), "ACME-mail.com".into()],
            personas: vec![NewPersona::new("Alex", "").picture("http://localhost/a.png"); 11],
            ..order()
        };
        let found = codes(wrong);
        assert!(found.contains(&("domains[1]".into(), "not_root_domain")));
        assert!(found.contains(&("domains[2]".into(), "duplicate_domain")));
        assert!(found.contains(&("personas".into(), "too_many_items")));
        assert!(found.contains(&("personas[10].last_name".into(), "empty_name")));
        assert!(found.contains(&("personas[0].profile_picture_url".into(), "url_not_public")));
    }
}
