use super::*;
use crate::model::{NewPersona, Sequencer};

fn draft(domains: &[&str]) -> NewOrder {
    NewOrder {
        user: "alex@acme.com".into(),
        sequencer: Sequencer::smartlead(366_903, "ops@acme.com", "pw"),
        bundle_id: Some("bun_1".into()),
        domains: domains.iter().map(|name| (*name).into()).collect(),
        personas: vec![NewPersona::new("Alex", "Rivera")],
        ..NewOrder::default()
    }
}

/// An answer to each call, from the operation's name and its input as JSON; then the report and the calls made.
fn run(mut preflight: Preflight, answers: &[(&str, &str)]) -> (Result<OrderReport, Error>, Vec<String>) {
    let mut answers = answers.iter();
    let mut calls = Vec::new();
    loop {
        match preflight.step() {
            PreflightStep::Call(question) => {
                calls.push(format!("{} {}", question.operation.name, question.input_json()));
                let (operation, answer) = answers.next().expect("no more calls are made");
                assert_eq!(*operation, question.operation.name);
                preflight.answered(reply(operation, answer));
            }
            PreflightStep::Done(result) => {
                assert_eq!(answers.next(), None, "every answer is asked for");
                return (result.map(|report| *report), calls);
            }
        }
    }
}

fn reply(operation: &str, json: &str) -> Result<Reply, Error> {
    let list = |json: &str| serde_json::from_str(json).expect("rows");
    Ok(match operation {
        "bundles.retrieve" if json == "404" => {
            return Err(Error::new(ErrorKind::NotFound, "not_found", "no such bundle"));
        }
        "bundles.retrieve" => Reply::Bundle { data: serde_json::from_str(json).expect("a bundle") },
        "domains.list" => {
            let (next, rows) = json.split_once('|').expect("a next page, or none, and rows");
            let next = (!next.is_empty()).then(|| format!("/domains?page_token={next}"));
            let links = crate::model::Links { next, ..crate::model::Links::default() };
            Reply::Domains {
                data: list(rows),
                page: PageInfo { links, meta: None, extra: crate::model::Extra::default() },
            }
        }
        _ => Reply::Availability { data: serde_json::from_str(json).expect("availability") },
    })
}

const BUNDLE: &str = r#"{"id":"bun_1","name":"S","monthly_sending_volume":1000,"status":"active","created_at":"2026-05-08T12:00:00Z",
    "required_domains":{"google":1,"microsoft":1,"total":2}}"#;

fn owned(name: &str, category: &str, usable_for: &str) -> String {
    format!(
        r#"{{"id":"dom_1","domain":"{name}","category":"{category}","status":"active","usable_for":[{usable_for}],
            "order_id":"ord_7","created_at":"2026-05-08T12:00:00Z"}}"#
    )
}

fn offers(rows: &[(&str, bool, &str)]) -> String {
    let row = |(name, available, last): &(&str, bool, &str)| {
        let rest = if *available { format!(r#""usable_for":[{last}]"#) } else { format!(r#""reason":"{last}""#) };
        format!(r#"{{"domain":"{name}","available":{available},{rest}}}"#)
    };
    format!(r#"{{"domains":[{}]}}"#, rows.iter().map(row).collect::<Vec<_>>().join(","))
}

fn codes(report: &OrderReport) -> Vec<(&str, &str)> {
    report.violations.iter().map(|violation| (violation.path.as_str(), violation.code.as_str())).collect()
}

#[test]
fn what_is_owned_is_found_in_the_inventory_and_what_is_not_among_what_can_be_bought() {
    let preflight = Preflight::new(draft(&["Acme-Mail.com", "team-acme.com"]), Known::default());
    let inventory = format!("|[{}]", owned("acme-mail.com", "inventory", r#""google""#));
    let answers = [
        ("bundles.retrieve", BUNDLE),
        ("domains.list", inventory.as_str()),
        ("domains.check_availability", &offers(&[("team-acme.com", true, r#""google","microsoft""#)])),
    ];
    let (report, calls) = run(preflight, &answers);
    let report = report.expect("a report");
    assert!(report.ok, "{:?}", report.violations);
    assert_eq!(calls[1], r#"domains.list {"category":"inventory","per_page":100}"#);
    assert_eq!(calls[2], r#"domains.check_availability {"domains":["team-acme.com"]}"#);
    let split = report.assignment.as_ref().expect("each domain has a provider");
    assert_eq!(
        (&split.google[..], &split.microsoft[..]),
        (&["acme-mail.com".to_owned()][..], &["team-acme.com".to_owned()][..])
    );
    assert!(report.not_checked.is_empty() && report.checked.len() == 5, "{report:?}");
}

#[test]
fn what_is_known_is_not_asked_again() {
    let known: Known = serde_json::from_str(&format!(
        r#"{{"bundle":{BUNDLE},"domains":[{},{}]}}"#,
        owned("acme-mail.com", "inventory", r#""microsoft""#),
        owned("team-acme.com", "inventory", r#""google""#),
    ))
    .expect("what is known");
    let (report, calls) = run(Preflight::new(draft(&["acme-mail.com", "team-acme.com"]), known), &[]);
    assert!(report.expect("a report").ok);
    assert!(calls.is_empty());
}

#[test]
fn a_taken_name_is_looked_for_on_the_accounts_own_orders() {
    let preflight = Preflight::new(draft(&["acme-mail.com", "team-acme.com"]), Known::default());
    let offered = offers(&[("acme-mail.com", false, "taken"), ("team-acme.com", true, r#""microsoft""#)]);
    let connected = format!("|[{}]", owned("acme-mail.com", "connected", r#""google""#));
    let answers = [
        ("bundles.retrieve", BUNDLE),
        ("domains.list", "more|[]"),
        ("domains.list", "|[]"),
        ("domains.check_availability", &offered),
        ("domains.list", &connected),
    ];
    let (report, calls) = run(preflight, &answers);
    assert!(calls[2].contains(r#""page_token":"more""#) && calls[4].contains("connected"), "{calls:?}");
    assert_eq!(codes(&report.expect("a report")), [("domains[0]", "domain_already_in_active_order")]);
}

#[test]
fn a_name_that_somebody_else_has_cannot_be_bought() {
    let preflight = Preflight::new(draft(&["acme-mail.com"]), Known { bundle: Some(bundle()), ..Known::default() });
    let answers = [
        ("domains.list", "|[]"),
        ("domains.check_availability", &offers(&[("acme-mail.com", false, "taken")])),
        ("domains.list", "|[]"),
    ];
    let found = run(preflight, &answers).0.expect("a report");
    assert!(codes(&found).contains(&("domains[0]", "domain_not_available")), "{:?}", codes(&found));
    assert!(codes(&found).contains(&("domains", "domain_count_mismatch")));
}

#[test]
fn a_name_that_the_caller_was_told_is_taken_may_be_the_accounts_own() {
    let taken = |name: &str| format!(r#"{{"domain":"{name}","available":false,"reason":"taken"}}"#);
    let rows = format!(
        r#"{{"bundle":{BUNDLE},"domains":[{},{}]}}"#,
        taken("acme-mail.com"),
        owned("team-acme.com", "inventory", r#""google""#)
    );
    let known: Known = serde_json::from_str(&rows).expect("what is known");
    let inventory = format!("more|[{}]", owned("acme-mail.com", "inventory", r#""microsoft""#));
    let (report, calls) =
        run(Preflight::new(draft(&["acme-mail.com", "team-acme.com"]), known), &[("domains.list", &inventory)]);
    let report = report.expect("a report");
    assert!(report.ok, "{:?}", report.violations);
    assert_eq!(calls, [r#"domains.list {"category":"inventory","per_page":100}"#]);
}

#[test]
fn a_gateway_that_does_not_know_the_address_says_nothing_of_the_bundle() {
    let mut preflight = Preflight::new(draft(&["acme-mail.com"]), Known::default());
    let PreflightStep::Call(_) = preflight.step() else { panic!("asks") };
    preflight.answered(Err(Error::new(ErrorKind::NotFound, "unexpected_response", "the server answered 404")));
    let PreflightStep::Done(Err(error)) = preflight.step() else { panic!("ends") };
    assert_eq!(error.code(), "unexpected_response");
    assert!(preflight.refused().is_empty());
}

#[test]
fn a_bundle_that_is_not_there_is_a_finding_and_the_rest_is_found_out_all_the_same() {
    let preflight = Preflight::new(draft(&["acme-mail.com", "mail.acme.com"]), Known::default());
    let answers = [
        ("bundles.retrieve", "404"),
        ("domains.list", "|[]"),
        ("domains.check_availability", &offers(&[("acme-mail.com", false, "premium")])),
    ];
    let report = run(preflight, &answers).0.expect("a report");
    let expected =
        [("bundle_id", "not_found"), ("domains[1]", "not_root_domain"), ("domains[0]", "domain_not_available")];
    assert_eq!(codes(&report), expected);
    assert_eq!(report.violations[0].source, "api");
    assert!(report.not_checked.iter().any(|skipped| skipped.check == "provider_split"));
}

#[test]
fn many_names_are_asked_about_fifty_at_a_time() {
    let names: Vec<String> = (0..120).map(|number| format!("acme-{number}.com")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let order = NewOrder { bundle_id: None, google_licenses: Some(240), ..draft(&names) };
    let rows: Vec<_> = names.iter().map(|name| (*name, true, r#""google""#)).collect();
    let chunks: Vec<String> = rows.chunks(50).map(offers).collect();
    let mut answers = vec![("domains.list", "|[]")];
    answers.extend(chunks.iter().map(|chunk| ("domains.check_availability", chunk.as_str())));
    let (report, calls) = run(Preflight::new(order, Known::default()), &answers);
    assert_eq!(calls.len(), 4);
    assert!(report.expect("a report").ok);
}

#[test]
fn a_question_that_fails_ends_it_and_an_id_that_can_be_none_is_not_asked_about() {
    let mut preflight = Preflight::new(draft(&["acme-mail.com"]), Known::default());
    let PreflightStep::Call(_) = preflight.step() else { panic!("asks") };
    preflight.answered(Err(Error::new(ErrorKind::Permission, "forbidden", "no")));
    let PreflightStep::Done(Err(error)) = preflight.step() else { panic!("ends") };
    assert_eq!(error.code(), "forbidden");
    assert!(matches!(preflight.step(), PreflightStep::Done(Err(_))));

    let wrong = NewOrder { bundle_id: Some("../me".into()), domains: Vec::new(), ..draft(&[]) };
    let (report, calls) = run(Preflight::new(wrong, Known::default()), &[]);
    assert!(calls.is_empty());
    assert_eq!(codes(&report.expect("a report")), [("domains", "empty_list"), ("bundle_id", "invalid_id")]);
}

#[test]
fn only_what_is_inferred_can_be_waived_of_what_a_preflight_finds() {
    let known = Known { bundle: Some(bundle()), domains: Vec::new() };
    let report = order::report(draft(&["a-1.com", "a-2.com", "a-3.com"]), &known);
    let found = &report.violations[0];
    assert_eq!((&*found.code, &*found.certainty), ("too_many_domains", "inferred"));
}

fn bundle() -> crate::model::Bundle {
    serde_json::from_str(BUNDLE).expect("a bundle")
}
