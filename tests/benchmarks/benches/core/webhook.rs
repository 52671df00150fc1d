//! Verifying a delivery, and reading its event, beside the HMAC that nobody can do without.

use std::hint::black_box;

use criterion::Criterion;
use hmac::{Hmac, KeyInit, Mac};
use peeker_core::webhook::{Recipe, Verifier, VerifierOptions, sign};
use serde_json::json;
use sha2::Sha256;

const SECRET: &str = "whsec_of-the-benchmark";
const NOW: i64 = 1_778_241_600;

pub(crate) fn verify(criterion: &mut Criterion) {
    for (name, size) in [("verify and read 1 KB", 1_024), ("verify and read 10 KB", 10_240)] {
        let body = event_of(size);
        let headers = sign(&body, &SECRET.into(), &Recipe::default(), NOW, None).expect("a sound recipe");
        let verifier = Verifier::new(VerifierOptions::new([("live", SECRET.into())])).expect("a sound secret");
        let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key fits");

        let mut group = criterion.benchmark_group(name);
        group.bench_function("ours", |bencher| {
            bencher.iter(|| {
                verifier.verify(black_box(&body), headers.iter().map(|(n, v)| (n, v)), NOW).expect("signed")
            });
        });
        group.bench_function("RustCrypto HMAC alone, key prepared", |bencher| {
            bencher.iter(|| {
                let mut mac = mac.clone();
                mac.update(b"1778241600.");
                mac.update(black_box(&body));
                mac.finalize()
            });
        });
        group.finish();
    }
}

/// A delivery of about that many bytes: an order with as many domains as fit.
fn event_of(size: usize) -> Vec<u8> {
    let mut domains = Vec::new();
    loop {
        let event = json!({
            "id": "evt_bench", "type": "order.completed", "created_at": "2026-05-08T12:00:00Z",
            "data": {
                "id": "ord_bench", "user_id": "usr_bench", "email": "alex@acme.com", "bundle_id": null, "status": "completed",
                "domain_count": domains.len(), "costs": { "total_cents": 36_800, "currency": "usd" },
                "domains": { "registered": domains, "imported": [] }, "created_at": "2026-05-08T11:00:00Z"
            }
        });
        let body = event.to_string().into_bytes();
        if body.len() >= size {
            return body;
        }
        domains.push(format!("acme-mail-{}.com", domains.len()));
    }
}
