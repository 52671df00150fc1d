//! Verifying a delivery, and reading its event, beside the HMAC that nobody can do without.

use std::hint::black_box;

use criterion::Criterion;
use hmac::{Hmac, KeyInit, Mac};
use peeker_core::webhook::{Recipe, Verifier, VerifierOptions, sign};
use sha2::Sha256;

use crate::samples::{NOW, SECRET, event_of};

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
