//! Deliveries that do not verify: they are explained, with nothing of a secret in the explanation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::webhook::diagnose;
use peeker_fuzz::delivery::{self, Delivery};
use peeker_fuzz::{NOW_S, seeds};

fuzz_target!(init: seeds::write(delivery::seeds()), |data: &[u8]| {
    let Delivery { options, headers, body, .. } = Delivery::read(data);
    let diagnosis = diagnose(&options, body, headers.iter().map(|(name, value)| (name, value)), NOW_S);
    assert!(!diagnosis.findings.is_empty());
    for finding in &diagnosis.findings {
        assert!(!finding.message.contains("test-secret") && !finding.message.contains("b2xk"), "{finding:?}");
    }
});
