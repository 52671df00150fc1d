//! Events, a line each: their order and their number of deliveries change nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::webhook::{Latest, latest_by_object, latest_by_object_json, parse};
use peeker_fuzz::seeds;

fn write_seeds() {
    seeds::write(seeds::vectors("folds.json").into_iter().map(|vector| {
        let events = vector["events"].as_array().expect("events");
        events.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }));
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let bodies = data.split(|byte| *byte == b'\n');
    let events: Vec<_> = bodies.take(32).filter_map(|body| parse(body, None).ok()).collect();
    let folded = latest_by_object(&events);
    assert_eq!(folded, latest_by_object(events.iter().rev()));
    assert_eq!(folded, latest_by_object(events.iter().chain(&events)));
    assert!(events.iter().filter(|event| event.is_known()).count() == 0 || !folded.is_empty());
    let text = serde_json::to_string(&events).expect("events are JSON");
    let text = latest_by_object_json(&text).expect("events of this SDK");
    assert_eq!(serde_json::from_str::<Vec<Latest>>(&text).expect("its own JSON"), folded);
});
