//! Pages of lists.

use serde_json::{Value, json};

use crate::client::{Api, Setup, setup};

fn with_bundles(count: usize) -> Setup {
    let setup = setup();
    for n in 0..count {
        setup.api.post("/bundles", &json!({ "name": format!("b{n}"), "monthly_sending_volume": 1 })).data(201);
    }
    setup
}

fn names(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn following_the_links_gives_every_row_once_newest_first() {
    let setup = with_bundles(7);
    let mut found = Vec::new();
    let mut next = json!("/bundles?per_page=3&status=active");
    let mut pages = 0;
    while let Some(link) = next.as_str() {
        let page = setup.api.get(link).json();
        found.extend(names(&page));
        next = page["links"]["next"].clone();
        pages += 1;
    }
    assert_eq!(pages, 3);
    assert_eq!(found, ["b6", "b5", "b4", "b3", "b2", "b1", "b0"]);
}

#[test]
fn links_are_absolute_and_keep_the_filters() {
    let setup = with_bundles(3);
    let page = setup.api.get("/bundles?per_page=2&status=active").json();
    let first = format!("{}/bundles?status=active&per_page=2", setup.sandbox.base_url());
    assert_eq!(page["links"]["first"], first);
    assert!(page["links"]["next"].as_str().unwrap().starts_with(&format!("{first}&page_token=")));
    assert_eq!(page["meta"], json!({ "path": "/bundles", "per_page": 2, "returned": 2 }));
    let pending = setup.api.get("/orders/pending").json();
    assert!(pending["links"]["first"].as_str().unwrap().ends_with("/orders/pending?status=open&per_page=25"));
}

#[test]
fn the_last_page_has_no_next_one_even_when_it_is_full() {
    let setup = with_bundles(4);
    let page = setup.api.get("/bundles?per_page=4").json();
    assert_eq!((page["data"].as_array().unwrap().len(), &page["links"]["next"]), (4, &Value::Null));
    let empty = setup.api.get("/orders").json();
    assert_eq!((&empty["data"], &empty["links"]["next"]), (&json!([]), &Value::Null));
}

#[test]
fn new_rows_do_not_disturb_pages_under_way() {
    let setup = with_bundles(4);
    let page = setup.api.get("/bundles?per_page=2").json();
    setup.api.post("/bundles", &json!({ "name": "late", "monthly_sending_volume": 1 })).data(201);
    let second = setup.api.get(page["links"]["next"].as_str().unwrap()).json();
    assert_eq!(names(&second), ["b1", "b0"]);
}

#[test]
fn a_page_has_one_to_a_hundred_rows_and_twenty_five_if_not_said() {
    let setup = with_bundles(30);
    assert_eq!(names(&setup.api.get("/bundles").json()).len(), 25);
    assert_eq!(names(&setup.api.get("/bundles?per_page=100").json()).len(), 30);
    for per_page in ["0", "101", "-1", "x", "1.5"] {
        setup.api.get(&format!("/bundles?per_page={per_page}")).refuses("per_page");
    }
}

#[test]
fn a_token_belongs_to_its_list_and_filters() {
    let setup = with_bundles(3);
    let next = setup.api.get("/bundles?per_page=1").json()["links"]["next"].as_str().unwrap().to_owned();
    let token = next.split_once("page_token=").unwrap().1;
    setup.api.get(&format!("/bundles?per_page=2&page_token={token}")).data(200);
    for wrong in ["/users", "/bundles?status=active"] {
        let glue = if wrong.contains('?') { '&' } else { '?' };
        setup.api.get(&format!("{wrong}{glue}page_token={token}")).refuses("page_token");
    }
    let forged = token.replace(char::is_numeric, "a");
    for wrong in ["", "1", "éé", &forged] {
        setup.api.get(&format!("/bundles?page_token={wrong}")).refuses("page_token");
    }
}

#[test]
fn a_token_of_another_account_or_environment_is_refused() {
    let setup = with_bundles(3);
    let next = setup.api.get("/bundles?per_page=1").json()["links"]["next"].as_str().unwrap().to_owned();
    let path = next.split_once("/partner/v1").unwrap().1;
    for key in ["pk_test_other", "pk_live_sandbox_full"] {
        Api::new(&setup.sandbox, key).get(path).refuses("page_token");
    }
    Api::new(&setup.sandbox, "pk_test_sandbox_read").get(path).data(200);
}

#[test]
fn a_token_with_any_one_letter_changed_is_refused() {
    let setup = with_bundles(3);
    let next = setup.api.get("/bundles?per_page=1").json()["links"]["next"].as_str().unwrap().to_owned();
    let (before, token) = next.split_once("page_token=").unwrap();
    for (index, letter) in token.char_indices() {
        let other = if letter == '0' { '1' } else { '0' };
        let changed = format!("{}{other}{}", &token[..index], &token[index + 1..]);
        setup.api.get(&format!("{before}page_token={changed}")).refuses("page_token");
        setup.api.get(&format!("{before}page_token={}", &token[..index])).refuses("page_token");
    }
    setup.api.get(&format!("{before}page_token={token}0")).refuses("page_token");
}
