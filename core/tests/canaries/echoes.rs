//! Servers that echo. Each function gives answers without a status, which the tests fill in.

use peeker_core::response::HttpResponse;
use serde_json::json;

/// A text in each place that a body has.
pub(crate) fn in_bodies(text: &str) -> Vec<HttpResponse> {
    let documented = [
        json!({ "error": { "code": text, "message": text, "field": text } }),
        json!({ "error": { "code": "c", "message": [text], "details": { text: [text, { "deep": text }] } } }),
        json!({ "error": text }),
        json!({ "data": { "id": text, "extra": text }, text: text }),
        json!([text]),
    ];
    let others =
        [text.to_owned(), format!("<html><body>{text}</body></html>"), format!("{{\"data\":{{\"id\":\"{text}")];
    documented.map(|body| answer(body.to_string())).into_iter().chain(others.map(answer)).collect()
}

/// A text in each header that is looked at, and in some that are not.
pub(crate) fn in_headers(text: &str) -> Vec<HttpResponse> {
    let names = ["Peeker-Request-Id", "Location", "Retry-After", "Content-Type", "X-Echo", "Set-Cookie"];
    let all = |value: String| names.map(|name| (name.to_owned(), value.clone())).to_vec();
    let values =
        [text.to_owned(), format!("https://{text}.example/{text}?{text}#{text}"), format!("//{text}/{text}")];
    values.map(|value| HttpResponse { headers: all(value), ..HttpResponse::default() }).to_vec()
}

/// A text at the edges of what is kept of a code, a field, a message and a body.
pub(crate) fn at_edges(text: &str) -> Vec<HttpResponse> {
    let length = text.chars().count();
    let mut answers = Vec::new();
    for kept in [100, 200, 2_000] {
        for left in [1, 5, length / 2, length - 1] {
            let long = format!("{}{text}, and more", "·".repeat(kept - left));
            answers.push(answer(json!({ "error": { "code": long, "message": long, "field": long } }).to_string()));
            answers.push(answer(long));
        }
    }
    answers
}

/// Bodies that end within a text.
pub(crate) fn torn(text: &str) -> Vec<HttpResponse> {
    (4..text.len()).map(|cut| answer([b"{\"data\": \"", &text.as_bytes()[..cut]].concat())).collect()
}

fn answer(body: impl Into<Vec<u8>>) -> HttpResponse {
    HttpResponse { body: body.into(), ..HttpResponse::default() }
}
