//! Headers: three of a delivery and one of an answer, a line each. None is believed, and no wait is longer than an hour.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::call::{CallOptions, Step};
use peeker_core::clock::Instant;
use peeker_core::input::Prepared;
use peeker_core::model::Nothing;
use peeker_core::operation::ME;
use peeker_core::response::HttpResponse;
use peeker_core::webhook::{EVENT_ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, Verifier, VerifierOptions};
use peeker_fuzz::{NOW_S, call, lines, seeds};

const HOUR_MS: u64 = 3_600_000;

fn write_seeds() {
    let waits = ["3", "0", "9999999999", "-1", "Fri, 08 May 2026 12:00:30 GMT", "Fri, 08 May 2026 12:00:30 +0200"];
    let waits = waits.map(|wait| format!("\n\n\n{wait}\n"));
    let details = ["12", "0.25", "1e400", "-1", "\"12\""].map(|seconds| {
        format!(
            "\n\n\n\n{{\"error\":{{\"code\":\"rate_limited\",\"details\":{{\"retry_after_seconds\":{seconds}}}}}}}"
        )
    });
    let deliveries = seeds::vectors("webhooks.json").into_iter().map(|vector| {
        let headers = vector["headers"].as_array().expect("headers").iter();
        headers.map(|pair| pair[1].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>().join("\n")
    });
    seeds::write(waits.into_iter().chain(details).chain(deliveries));
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let ([signature, timestamp, id, retry_after], body) = lines::<4>(data);
    refuse(&[(SIGNATURE_HEADER, signature), (TIMESTAMP_HEADER, timestamp), (EVENT_ID_HEADER, id)]);
    wait(retry_after, body);
});

fn refuse(headers: &[(&str, &[u8])]) {
    let verifier = Verifier::new(VerifierOptions::new([("live", "canary-secret".into())])).expect("sound settings");
    let error = verifier.verify(b"{}", headers.iter().copied(), NOW_S).expect_err("nobody guesses a signature");
    assert!(matches!(error.code(), "webhook_malformed" | "webhook_forged"), "{error}");
}

fn wait(retry_after: &[u8], body: &[u8]) {
    let options = CallOptions { deadline: Some(10 * HOUR_MS), ..CallOptions::default() };
    let mut call = call(ME.operation(), Prepared::new(Nothing {}).expect("no input"), &options);
    let headers = vec![("Retry-After".to_owned(), String::from_utf8_lossy(retry_after).into_owned())];
    call.received(Instant::from_millis(0), HttpResponse { status: 429, headers, body: body.to_vec() });
    let Step::Wait(until) = call.step(Instant::from_millis(0)) else { panic!("a 429 is waited for") };
    // An hour, and up to a second at random.
    assert!(until.as_millis() <= HOUR_MS + 1_000);
}
