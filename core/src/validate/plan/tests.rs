use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn row(domain: &str, price: i64, renewal: i64, usable_for: &[&str]) -> Value {
    json!({
        "domain": domain, "available": true, "price_cents": price, "renewal_price_cents": renewal,
        "currency": "usd", "usable_for": usable_for,
    })
}

fn with(mut row: Value, field: &str, value: Value) -> Value {
    row[field] = value;
    row
}

fn planned(rows: &[Value], google: i64, microsoft: i64, currency: Option<&str>) -> Result<Value, Error> {
    let required = json!({ "google": google, "microsoft": microsoft, "total": google + microsoft });
    let query = json!({ "domains": rows, "required_domains": required, "currency": currency });
    plan_json(&query.to_string()).map(|text| serde_json::from_str(&text).unwrap())
}

#[test]
fn the_cheapest_go_where_they_are_needed_and_what_both_can_use_is_kept_for_microsoft() {
    let rows = [
        row("both.com", 100, 900, &["google", "microsoft"]),
        row("google.com", 100, 900, &["google"]),
        row("dear.com", 300, 900, &["google", "microsoft"]),
    ];
    let found = planned(&rows, 1, 1, None).unwrap();
    let domains = json!([
        { "domain": "both.com", "provider": "microsoft", "price_cents": 100, "renewal_price_cents": 900 },
        { "domain": "google.com", "provider": "google", "price_cents": 100, "renewal_price_cents": 900 },
    ]);
    let totals = json!({
        "domains": domains, "total_cents": 200, "renewal_total_cents": 1800, "currency": "usd", "excluded": [],
        "warnings": [],
    });
    assert_eq!(found, totals);
}

#[test]
fn equal_prices_are_told_apart_by_renewal_and_then_by_name() {
    let google = &["google"];
    let rows = [row("c.com", 5, 7, google), row("b.com", 5, 6, google), row("a.com", 5, 7, google)];
    let names = |count| planned(&rows, count, 0, None).unwrap()["domains"].as_array().unwrap().clone();
    assert_eq!(names(1)[0]["domain"], "b.com");
    assert_eq!(names(2)[1]["domain"], "a.com");
    let unknown = with(row("d.com", 5, 0, google), "renewal_price_cents", Value::Null);
    let found = planned(&[unknown, rows[0].clone()], 1, 0, None).unwrap();
    assert_eq!(found["domains"][0]["domain"], "c.com", "an unknown renewal price is no low one");
}

#[test]
fn a_renewal_total_is_only_given_where_all_of_it_is_known() {
    let unknown = with(row("a.com", 5, 0, &["google"]), "renewal_price_cents", Value::Null);
    let found = planned(&[unknown, row("b.com", 6, 7, &["google"])], 2, 0, None).unwrap();
    assert_eq!((found.get("renewal_total_cents"), &found["total_cents"]), (None, &json!(11)));
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let all = ["google", "microsoft"];
    let mut rows: Vec<Value> = (0..9)
        .map(|number| {
            let usable_for = if number % 2 == 0 { &all[..1] } else { &all[..] };
            row(&format!("{number}.com"), number % 3, number % 2, usable_for)
        })
        .collect();
    let found = planned(&rows, 4, 2, None).unwrap();
    for _ in 0..rows.len() {
        rows.rotate_left(1);
        assert_eq!(planned(&rows, 4, 2, None).unwrap(), found);
    }
}

#[test]
fn each_row_that_does_not_count_says_why() {
    let good = |name: &str| row(name, 100, 100, &["google", "microsoft"]);
    let rows = [
        with(good("0.com"), "available", json!(false)),
        with(with(good("1.com"), "available", json!(false)), "reason", json!("taken")),
        with(good("2.com"), "reason", json!("stale")),
        with(good("3.com"), "premium", json!(true)),
        with(good("4.com"), "price_cents", Value::Null),
        with(good("5.com"), "price_cents", json!(-1)),
        with(good("6.com"), "renewal_price_cents", json!(-1)),
        with(good("7.com"), "currency", Value::Null),
        with(good("8.com"), "currency", json!(" ")),
        with(good("9.com"), "currency", json!("EUR")),
        with(good("10.com"), "usable_for", json!([])),
        with(good("11.com"), "usable_for", json!(["another"])),
        good("Acme.com"),
        with(good("acme.com"), "currency", json!("USD")),
    ];
    let found = planned(&rows, 1, 0, Some("Usd")).unwrap();
    let reasons: Vec<_> =
        found["excluded"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap()).collect();
    assert_eq!(
        reasons,
        [
            "unavailable",
            "taken",
            "stale",
            "premium",
            "no_price",
            "negative_price",
            "negative_price",
            "no_currency",
            "no_currency",
            "other_currency",
            "no_known_provider",
            "no_known_provider",
            "duplicate",
        ]
    );
    assert_eq!((&found["excluded"][12]["index"], &found["domains"][0]["domain"]), (&json!(12), &json!("acme.com")));
}

#[test]
fn of_two_rows_for_one_name_the_last_counts_even_if_it_is_worse() {
    let rows = [row("a.com", 1, 1, &["google"]), with(row("a.com", 1, 1, &["google"]), "available", json!(false))];
    let error = planned(&rows, 1, 0, None).unwrap_err();
    let excluded = error.details().unwrap()["excluded"].as_array().unwrap().clone();
    assert_eq!(
        (excluded[0]["reason"].clone(), excluded[1]["reason"].clone()),
        (json!("duplicate"), json!("unavailable"))
    );
}

#[test]
fn prices_in_two_currencies_are_not_added_up() {
    let rows = [row("a.com", 1, 1, &["google"]), with(row("b.com", 1, 1, &["google"]), "currency", json!("eur"))];
    let error = planned(&rows, 1, 0, None).unwrap_err();
    assert_eq!(error.code(), "mixed_currencies");
    assert!(error.message().contains("eur, usd"), "{error}");
    assert_eq!(planned(&rows, 1, 0, Some("EUR")).unwrap()["domains"][0]["domain"], "b.com");
}

#[test]
fn what_is_missing_is_named_with_the_rows_that_cannot_help() {
    let rows = [row("a.com", 1, 1, &["google"]), row("b.com", 1, 1, &["google"])];
    let error = planned(&rows, 3, 2, None).unwrap_err();
    let codes: Vec<_> = error.violations().iter().map(|violation| violation.code).collect();
    assert_eq!(codes, ["microsoft_split_unsatisfied", "google_split_unsatisfied"]);
    let details = json!({
        "required_count": 5, "usable_count": 2, "missing": { "google": 1, "microsoft": 2, "either": 0 },
        "google_only": ["a.com", "b.com"], "microsoft_only": [], "excluded": [],
    });
    assert_eq!(error.details(), Some(&details));
    assert!(error.message().contains("usable for Google only: a.com, b.com (2)"), "{error}");
}

#[test]
fn a_sum_that_no_language_holds_is_an_error() {
    let rows = [row("a.com", MAX_SAFE_INTEGER, 0, &["google"]), row("b.com", 1, MAX_SAFE_INTEGER, &["google"])];
    assert_eq!(planned(&rows, 2, 0, None).unwrap_err().code(), "number_out_of_range");
    assert_eq!(planned(&rows[..1], 1, 0, None).unwrap()["total_cents"], json!(MAX_SAFE_INTEGER));
    assert_eq!(
        planned(&[row("a.com", 1, 1, &[]), with(rows[0].clone(), "price_cents", json!(1e300))], 1, 0, None)
            .unwrap_err()
            .code(),
        "invalid_type"
    );
}

#[test]
fn ten_thousand_rows_are_planned_and_a_huge_bundle_only_counts() {
    let rows: Vec<Value> =
        (0..10_000).map(|n| row(&format!("{n}.com"), (n * 7919) % 10_007, 0, &["google", "microsoft"])).collect();
    let found = planned(&rows, 5_000, 1_000, None).unwrap();
    assert_eq!(found["domains"].as_array().unwrap().len(), 6_000);
    let error = planned(&rows, MAX_SAFE_INTEGER - 1, 1, None).unwrap_err();
    assert_eq!(error.details().unwrap()["missing"]["google"], MAX_SAFE_INTEGER - 1 - 10_000);
}

proptest! {
    #[test]
    fn no_numbers_make_it_panic(
        google: i64, microsoft: i64, total: i64,
        prices in proptest::collection::vec((any::<Option<i64>>(), any::<Option<i64>>()), 0..8),
    ) {
        let required = RequiredDomains { google, microsoft, total, extra: crate::model::Extra::default() };
        let sound: DomainAvailability = serde_json::from_value(row("a.com", 1, 1, &["google", "microsoft"])).unwrap();
        let rows: Vec<_> = prices.into_iter().enumerate().map(|(index, (price_cents, renewal_price_cents))| {
            DomainAvailability { domain: index.to_string(), price_cents, renewal_price_cents, ..sound.clone() }
        }).collect();
        for required in [required.clone(), RequiredDomains { google: 1, microsoft: 1, total: 2, ..required }] {
            if let Err(error) = plan(&rows, &required, None) {
                prop_assert!(crate::error::entry(error.code()).is_some(), "{}", error);
            }
        }
    }

    #[test]
    fn no_text_makes_the_json_twin_panic(text in ".{0,60}", name in "[a-z_]{0,12}") {
        prop_assert!(plan_json(&text).is_err());
        let nested = format!("{{\"{name}\":[{{\"{name}\":1e99}}]}}");
        prop_assert!(plan_json(&nested).is_err());
    }
}
