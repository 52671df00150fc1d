//! Answers of a server to each operation: whatever they are, a call ends with a typed result or an error that shows
//! no key, in little time and memory.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use peeker_core::call::{CallOptions, Step};
use peeker_core::clock::Instant;
use peeker_core::error::ErrorKind;
use peeker_core::input::Prepared;
use peeker_core::operation::ALL;
use peeker_core::page::Pager;
use peeker_core::response::HttpResponse;
use peeker_fuzz::{call, seeds};

const STATUSES: [u16; 12] = [200, 201, 202, 302, 400, 401, 403, 404, 409, 422, 429, 500];

/// A sound input of each operation: that of its first request vector that is sent.
static INPUTS: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let vectors = seeds::vectors("requests.json");
    let input_of = |name: &str| {
        let sent =
            |vector: &&serde_json::Value| vector["operation"] == name && vector["expect"]["method"].is_string();
        vectors.iter().find(sent).expect("every operation has a request vector")["input"].to_string()
    };
    ALL.iter().map(|operation| operation.prepare_json(&input_of(operation.name)).expect("a sound input")).collect()
});

/// An input is two bytes and a body.
fn seed(operation: usize, status: &serde_json::Value, body: &serde_json::Value) -> Vec<u8> {
    let status = STATUSES.iter().position(|known| *status == *known).unwrap_or_default();
    let body = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
    let head = [operation, status].map(|index| u8::try_from(index).expect("a few"));
    [&head, body.as_bytes()].concat()
}

fn write_seeds() {
    let index = |name: &serde_json::Value| ALL.iter().position(|operation| *name == operation.name).expect("known");
    let answers = seeds::vectors("responses.json");
    let answers = answers.iter().map(|vector| seed(index(&vector["operation"]), &vector["status"], &vector["body"]));
    let errors = seeds::vectors("errors.json");
    let errors = errors.iter().map(|vector| seed(0, &vector["status"], &vector["body"]));
    seeds::write(answers.chain(errors));
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let [operation, status, body @ ..] = data else { return };
    let index = usize::from(*operation) % ALL.len();
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    let mut call = call(ALL[index], INPUTS[index].clone(), &options);
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let headers = vec![("Location".to_owned(), String::from_utf8_lossy(&body[..body.len().min(99)]).into_owned())];
    call.received(Instant::from_millis(1), HttpResponse { status, headers, body: body.to_vec() });
    let Step::Done(result) = call.step(Instant::from_millis(1)) else { panic!("without retries it is over") };
    match result.and_then(|raw| raw.reply()) {
        Ok((reply, meta)) => {
            assert_eq!(meta.status, status);
            serde_json::to_string(&reply).expect("a reply is JSON");
            let _ = reply.page().map(|page| Pager::default().next(page));
        }
        Err(error) => {
            assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
            let printed = format!("{error} {error:?} {}", error.to_json());
            assert!(!printed.contains("pk_test_canary"), "{printed}");
        }
    }
});
