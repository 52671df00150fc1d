//! Deliveries: what was not signed with the secret is refused, and what was is an event or malformed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::error::ErrorKind;
use peeker_core::webhook::Verifier;
use peeker_fuzz::delivery::{self, Delivery};
use peeker_fuzz::{NOW_S, seeds};

fuzz_target!(init: seeds::write(delivery::seeds()), |data: &[u8]| {
    let Delivery { options, headers, body, signed, forged } = Delivery::read(data);
    let verifier = Verifier::new(options).expect("sound settings");
    let result = verifier.verify(body, headers.iter().map(|(name, value)| (name, value)), NOW_S);
    match &result {
        Ok(verified) => {
            assert!(!forged, "{verified:?}");
            let text = serde_json::to_string(&verified).expect("an event is JSON");
            assert_eq!(serde_json::from_str::<peeker_core::webhook::Verified>(&text).expect("its own JSON"), *verified);
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Webhook);
            assert!(error.message().len() < 1_000, "{error}");
            if signed {
                assert!(error.code() == "webhook_malformed", "{error}");
            }
        }
    }
});
