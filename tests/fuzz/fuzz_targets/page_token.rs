//! Links to next pages: a token or an error, and never twice the same token.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::model::PageInfo;
use peeker_core::page::Pager;
use peeker_fuzz::seeds;

fn write_seeds() {
    let links =
        ["/orders?page_token=a%2Bb%3D#top", "/orders", "?page_token=", "https://a.b/x?status=open&page_token=%ff"];
    let next = |vector: &serde_json::Value| vector["body"]["links"]["next"].as_str().map(str::to_owned);
    let documented = seeds::vectors("responses.json");
    seeds::write(links.into_iter().map(str::to_owned).chain(documented.iter().filter_map(next)));
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let Ok(link) = std::str::from_utf8(data) else { return };
    let page = serde_json::json!({ "links": { "next": link } });
    let page: PageInfo = serde_json::from_value(page).expect("a page");
    let mut pager = Pager::default();
    match pager.next(&page) {
        Ok(token) => {
            assert!(token.is_some_and(|token| !token.is_empty()));
            assert_eq!(pager.next(&page).expect_err("a loop").code(), "page_token_repeated");
        }
        Err(error) => assert_eq!(error.code(), "page_token_missing"),
    }
});
