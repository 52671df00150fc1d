//! Bodies of events: an object with a type is an event, whatever else it is, and everything else is malformed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peeker_core::webhook::{Event, latest, parse};
use peeker_fuzz::{lines, seeds};

fn write_seeds() {
    let events = seeds::vectors("events.json").into_iter().map(|vector| format!("\n{}", vector["body"]));
    let hostile =
        seeds::vectors("webhooks.json").into_iter().map(|vector| format!("evt_1\n{}", seeds::text(&vector, "body")));
    seeds::write(events.chain(hostile));
}

fuzz_target!(init: write_seeds(), |data: &[u8]| {
    let ([id], body) = lines::<1>(data);
    for id in [None, std::str::from_utf8(id).ok()] {
        match parse(body, id) {
            Ok(event) => {
                assert!(!event.id().is_empty());
                let text = serde_json::to_string(&event).expect("an event is JSON");
                assert_eq!(serde_json::from_str::<Event>(&text).expect("its own JSON"), event);
                let latest = latest([&event]).expect("one object at most");
                assert!(latest.is_some_and(|latest| latest.event == event) || !event.is_known());
            }
            Err(error) => assert_eq!(error.code(), "webhook_malformed"),
        }
    }
});
