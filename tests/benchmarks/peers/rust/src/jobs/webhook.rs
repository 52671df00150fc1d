//! Is a delivery authentic and recent.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use peeker_core::webhook::{Recipe, Verifier, VerifierOptions, sign};
use sha2::Sha256;

use super::Jobs;
use crate::harness::{Inputs, Job};

/// `a secret of the benchmark, 32 B.` in base64, as Standard Webhooks has its secrets.
const SECRET: &str = "whsec_YSBzZWNyZXQgb2YgdGhlIGJlbmNobWFyaywgMzIgQi4=";

/// Whether it takes the delivery, and whether it takes the forged one.
const SOUND: (bool, bool) = (true, false);

pub(crate) fn verify(inputs: &Inputs) -> Jobs<'_> {
    vec![Box::new(of_size(inputs, "1kb")), Box::new(of_size(inputs, "10kb"))]
}

fn of_size<'a>(inputs: &'a Inputs, size: &str) -> Job<'a, (bool, bool)> {
    let body = inputs.bytes(&format!("event-{size}.json"));
    let forged =
        String::from_utf8(body.clone()).expect("text").replace("acme-mail-1.com", "acne-mail-1.com").into_bytes();
    let mut job = Job::new(format!("webhook-verify-{size}"), SOUND);

    let verifier = Verifier::new(VerifierOptions::new([("live", SECRET.into())])).expect("a sound secret");
    let headers = sign(&body, &SECRET.into(), &Recipe::default(), now(), None).expect("a sound recipe");
    let pairs = || headers.iter().map(|(name, value)| (name, value));
    let refused = verifier.authenticate(&forged, pairs(), now()).is_ok();
    let (reader, signed, delivered) = (verifier.clone(), headers.clone(), body.clone());
    job = job.variant(
        "peeker-core, verify",
        "reads the event, too",
        move || reader.verify(&delivered, signed.iter().map(|(name, value)| (name, value)), now()),
        move |done| (done.is_ok(), refused),
    );
    let (signed, delivered) = (headers, body.clone());
    job = job.ours(
        "`Verifier::authenticate`",
        move || verifier.authenticate(&delivered, signed.iter().map(|(name, value)| (name, value)), now()),
        move |done| (done.is_ok(), refused),
    );

    job = standard::with(job, &body, &forged);

    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key fits");
    let tag = move |body: &[u8]| {
        let mut mac = mac.clone();
        mac.update(b"1778241600.");
        mac.update(body);
        mac.finalize()
    };
    let expected = tag(&body);
    let forged_fits = tag(&forged) == expected;
    job.floor(
        "RustCrypto HMAC",
        "hmac",
        "the digest alone, key prepared: no header is read, no time is checked",
        move || tag(&body) == expected,
        move |fits| (fits, forged_fits),
    )
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("a near future")
}

/// Peers that may not be there.
mod standard {
    use super::*;

    pub(super) fn with<'a>(job: Job<'a, (bool, bool)>, body: &[u8], forged: &[u8]) -> Job<'a, (bool, bool)> {
        svix(standardwebhooks(job, body, forged), body, forged)
    }

    #[cfg(not(feature = "standardwebhooks"))]
    fn standardwebhooks<'a>(job: Job<'a, (bool, bool)>, _: &[u8], _: &[u8]) -> Job<'a, (bool, bool)> {
        job.missing("standardwebhooks")
    }

    #[cfg(not(feature = "svix"))]
    fn svix<'a>(job: Job<'a, (bool, bool)>, _: &[u8], _: &[u8]) -> Job<'a, (bool, bool)> {
        job.missing("svix")
    }

    #[cfg(feature = "standardwebhooks")]
    fn standardwebhooks<'a>(job: Job<'a, (bool, bool)>, body: &[u8], forged: &[u8]) -> Job<'a, (bool, bool)> {
        let webhook = standardwebhooks::Webhook::new(SECRET).expect("a sound secret");
        let signature = webhook.sign("evt_bench", now(), body).expect("signed");
        let headers = http::HeaderMap::from_iter([
            (http::HeaderName::from_static("webhook-id"), http::HeaderValue::from_static("evt_bench")),
            (http::HeaderName::from_static("webhook-timestamp"), http::HeaderValue::from(now())),
            (http::HeaderName::from_static("webhook-signature"), signature.parse().expect("a header")),
        ]);
        let verify = move |body: &[u8]| webhook.verify(body, &headers).is_ok();
        let (body, refused) = (body.to_vec(), verify(forged));
        job.peer("standardwebhooks", "standardwebhooks", "", move || verify(&body), move |fits| (fits, refused))
    }

    #[cfg(feature = "svix")]
    fn svix<'a>(job: Job<'a, (bool, bool)>, body: &[u8], forged: &[u8]) -> Job<'a, (bool, bool)> {
        let webhook = svix::webhooks::Webhook::new(SECRET).expect("a sound secret");
        let signature = webhook.sign("evt_bench", now(), body).expect("signed");
        let headers = http::HeaderMap::from_iter([
            (http::HeaderName::from_static("svix-id"), http::HeaderValue::from_static("evt_bench")),
            (http::HeaderName::from_static("svix-timestamp"), http::HeaderValue::from(now())),
            (http::HeaderName::from_static("svix-signature"), signature.parse().expect("a header")),
        ]);
        let verify = move |body: &[u8]| webhook.verify(body, &headers).is_ok();
        let (body, refused) = (body.to_vec(), verify(forged));
        job.peer("svix", "svix", "", move || verify(&body), move |fits| (fits, refused))
    }
}
