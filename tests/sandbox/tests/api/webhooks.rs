//! Webhooks: signatures, retries, redelivery, order and faults.

use std::collections::HashSet;

use hmac::{Hmac, KeyInit, Mac};
use peeker_sandbox::{Clock, Delivery, ReceivedWebhook, Sandbox, SignedContent, Timestamps, WebhookFault};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::client::{Api, SECRET, order_body, order_with, setup, setup_with};

const DAY: u64 = 24 * 3600;

fn signed(secret: &str, content: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(content);
    let hex: Vec<String> = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={}", hex.concat())
}

fn content(template: &str, webhook: &ReceivedWebhook) -> Vec<u8> {
    let header = |name: &str| webhook.header(name).unwrap().to_owned();
    let filled =
        template.replace("{id}", &header("Peeker-Event-Id")).replace("{timestamp}", &header("Peeker-Timestamp"));
    filled.replace("{body}", std::str::from_utf8(&webhook.body).unwrap()).into_bytes()
}

fn attempts(deliveries: &[Delivery]) -> Vec<(u32, Option<u16>)> {
    deliveries.iter().map(|delivery| (delivery.attempt, delivery.status)).collect()
}

#[test]
fn every_delivery_is_signed_over_timestamp_and_body() {
    let setup = setup();
    setup.order();
    setup.advance(10);
    let received = setup.receiver.received();
    assert_eq!(received.len(), 4);
    for (webhook, event) in received.iter().zip(setup.sandbox.events()) {
        assert_eq!(
            webhook.header("peeker-signature").unwrap(),
            signed(SECRET, &content("{timestamp}.{body}", webhook))
        );
        assert_eq!(webhook.header("peeker-event-id").unwrap(), event.id);
        assert_eq!(webhook.header("content-type").unwrap(), "application/json");
        let body = webhook.json();
        assert_eq!((&body["id"], &body["type"]), (&json!(event.id), &json!(event.event_type)));
        assert_eq!(body["created_at"], json!(event.created_at));
    }
    assert_eq!(received[0].header("peeker-timestamp"), Some("1778241600"));
    assert_eq!(received[3].json()["created_at"], "2026-05-08T12:00:03Z");
}

#[test]
fn what_is_signed_is_a_setting() {
    for (setting, template) in [("body", "{body}"), ("{id}.{timestamp}.{body}", "{id}.{timestamp}.{body}")] {
        let setup = setup_with(|builder| builder.signed_content(SignedContent::parse(setting)));
        setup.order();
        setup.sandbox.settle();
        let webhook = setup.receiver.received().remove(0);
        assert_eq!(webhook.header("peeker-signature").unwrap(), signed(SECRET, &content(template, &webhook)));
    }
}

#[test]
fn live_events_have_a_secret_of_their_own() {
    let setup = setup_with(|builder| builder.live_webhook_secret("whsec_live"));
    Api::new(&setup.sandbox, "pk_live_sandbox").post("/orders", &order_body()).data(200);
    setup.sandbox.settle();
    let webhook = setup.receiver.received().remove(0);
    assert_eq!(
        webhook.header("peeker-signature").unwrap(),
        signed("whsec_live", &content("{timestamp}.{body}", &webhook))
    );
}

#[test]
fn a_refused_event_is_delivered_five_times_within_a_day() {
    let setup = setup();
    setup.receiver.answer_next(&[500, 404, 302, 0, 503]);
    setup.api.post("/domains/import", &json!({ "domains": ["nonsense"] })).data(200);
    setup.advance(DAY);
    let deliveries = setup.sandbox.deliveries();
    assert_eq!(attempts(&deliveries), [(1, Some(500)), (2, Some(404)), (3, Some(302)), (4, None), (5, Some(503))]);
    assert!(deliveries[3].error.is_some());
    let at: Vec<&str> = deliveries.iter().map(|delivery| &delivery.at[11..16]).collect();
    assert_eq!(at, ["12:00", "12:05", "12:35", "15:35", "09:35"]);
    let received = setup.receiver.received();
    assert!(received.iter().all(|webhook| webhook.body == received[0].body));
    assert!(
        received.iter().all(|webhook| webhook.header("peeker-event-id") == received[0].header("peeker-event-id"))
    );
    setup.advance(30 * DAY);
    assert_eq!(setup.receiver.received().len(), 5);
}

#[test]
fn a_retry_ends_when_it_is_accepted() {
    let setup = setup();
    setup.receiver.answer_next(&[500, 204]);
    setup.api.post("/domains/import", &json!({ "domains": ["nonsense"] })).data(200);
    setup.advance(DAY);
    assert_eq!(attempts(&setup.sandbox.deliveries()), [(1, Some(500)), (2, Some(204))]);
    assert!(setup.sandbox.deliveries()[1].is_accepted());
}

#[test]
fn whether_retries_are_signed_anew_is_a_switch() {
    for resign in [true, false] {
        let setup = setup_with(|builder| builder.resign_retries(resign));
        setup.receiver.answer_next(&[500]);
        setup.api.post("/domains/import", &json!({ "domains": ["nonsense"] })).data(200);
        setup.advance(DAY);
        let received = setup.receiver.received();
        let same = |name: &str| received[0].header(name) == received[1].header(name);
        assert_eq!((same("peeker-timestamp"), same("peeker-signature")), (!resign, !resign));
        for webhook in &received {
            assert_eq!(
                webhook.header("peeker-signature").unwrap(),
                signed(SECRET, &content("{timestamp}.{body}", webhook))
            );
        }
    }
}

#[test]
fn timestamps_can_be_real() {
    let setup = setup_with(|builder| builder.timestamps(Timestamps::Real).start_at("2001-01-01T00:00:00Z"));
    setup.order();
    setup.sandbox.settle();
    let webhook = setup.receiver.received().remove(0);
    assert!(webhook.header("peeker-timestamp").unwrap().parse::<u64>().unwrap() > 1_700_000_000);
    assert_eq!(webhook.json()["created_at"], "2001-01-01T00:00:00Z");
}

#[test]
fn a_failure_does_not_hold_back_what_follows() {
    let setup = setup();
    setup.receiver.answer_next(&[500]);
    setup.order();
    setup.advance(DAY);
    let types: Vec<Value> = setup.receiver.received().iter().map(|webhook| webhook.json()["type"].clone()).collect();
    let expected =
        ["order.in_progress", "domain.connected", "domain.connected", "order.completed", "order.in_progress"];
    assert_eq!(types, expected);
}

#[test]
fn an_event_can_be_delivered_again() {
    let setup = setup();
    setup.order();
    setup.sandbox.settle();
    let event = setup.sandbox.events().remove(0);
    assert!(setup.sandbox.redeliver(&event.id));
    assert!(!setup.sandbox.redeliver("evt_none"));
    setup.sandbox.settle();
    let received = setup.receiver.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[1], ReceivedWebhook { headers: received[1].headers.clone(), ..received[0].clone() });
    assert_eq!(attempts(&setup.sandbox.deliveries()), [(1, Some(200)), (0, Some(200))]);
}

#[test]
fn a_redelivery_that_fails_is_not_retried() {
    let setup = setup();
    setup.order();
    setup.advance(10);
    setup.receiver.answer_next(&[500]);
    setup.sandbox.redeliver(&setup.sandbox.events()[0].id);
    setup.advance(DAY);
    assert_eq!(setup.receiver.received().len(), 5);
}

#[test]
fn events_happen_without_a_receiver_and_can_be_delivered_to_a_later_one() {
    let setup = setup();
    let silent = Sandbox::builder().start().unwrap();
    Api::new(&silent, silent.key()).post("/orders", &order_body()).data(200);
    silent.advance(std::time::Duration::from_secs(10));
    assert_eq!((silent.events().len(), silent.deliveries().len()), (4, 0));
    silent.set_webhook(setup.receiver.url(), SECRET).unwrap();
    assert!(silent.redeliver(&silent.events()[3].id));
    silent.settle();
    assert_eq!(setup.receiver.received()[0].json()["type"], "order.completed");
}

#[test]
fn a_receiver_that_is_gone_costs_nothing_but_its_deliveries() {
    let setup = setup();
    let url = setup.receiver.url().to_owned();
    drop(setup.receiver);
    let sandbox = Sandbox::builder().webhook(url, SECRET).start().unwrap();
    Api::new(&sandbox, sandbox.key()).post("/orders", &order_body()).data(200);
    sandbox.advance(std::time::Duration::from_secs(2 * DAY));
    assert_eq!((sandbox.events().len(), sandbox.deliveries().len()), (4, 20));
    assert!(sandbox.deliveries().iter().all(|delivery| delivery.status.is_none() && delivery.error.is_some()));
}

#[test]
fn webhooks_go_to_loopback_only() {
    for url in ["http://example.com/", "https://127.0.0.1/", "http://10.1.2.3/"] {
        assert!(Sandbox::builder().webhook(url, SECRET).start().is_err(), "{url}");
    }
    assert!(setup().sandbox.set_webhook("http://example.com/", SECRET).is_err());
}

#[test]
fn an_event_can_be_duplicated() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::duplicate(2).on("order.completed"));
    setup.order();
    setup.advance(10);
    let ids: Vec<Option<String>> = setup
        .receiver
        .received()
        .iter()
        .map(|webhook| webhook.header("peeker-event-id").map(str::to_owned))
        .collect();
    assert_eq!(ids.len(), 6);
    assert!(ids[3] == ids[4] && ids[4] == ids[5] && ids[2] != ids[3]);
}

#[test]
fn an_event_can_be_delayed_and_is_overtaken() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::delay(std::time::Duration::from_secs(3600)).on("order.in_progress"));
    setup.order();
    setup.advance(3599);
    assert_eq!(setup.receiver.received().len(), 3);
    setup.advance(1);
    let late = &setup.receiver.received()[3];
    assert_eq!(
        (&late.json()["type"], &late.json()["created_at"]),
        (&json!("order.in_progress"), &json!("2026-05-08T12:00:00Z"))
    );
    assert_eq!(late.header("peeker-timestamp"), Some("1778245200"));
}

#[test]
fn two_events_can_change_places() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::reorder());
    setup.order();
    setup.advance(10);
    let types: Vec<Value> = setup.receiver.received().iter().map(|webhook| webhook.json()["type"].clone()).collect();
    assert_eq!(types, ["domain.connected", "order.in_progress", "domain.connected", "order.completed"]);
}

#[test]
fn an_event_that_nothing_follows_is_not_held_for_ever() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::reorder().on("order.completed"));
    setup.order();
    setup.advance(10);
    assert_eq!(setup.receiver.received().len(), 3);
    setup.advance(60);
    assert_eq!(setup.receiver.received().len(), 4);
}

#[test]
fn attempts_can_be_lost_on_the_way() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::dropped(2).on("order.in_progress"));
    setup.order();
    setup.sandbox.settle();
    let of_it = || setup.sandbox.deliveries().into_iter().filter(|it| it.event_type == "order.in_progress");
    assert_eq!((setup.receiver.received().len(), of_it().count()), (0, 1));
    assert_eq!(of_it().next().unwrap().error.as_deref(), Some("dropped by a fault"));
    setup.advance(3600);
    let statuses: Vec<_> = of_it().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [None, None, Some(200)]);
}

#[test]
fn an_event_can_be_lost_for_good_and_be_asked_for_by_hand() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::parse("drop;event=order.completed").unwrap());
    let order = setup.order();
    setup.advance(2 * DAY);
    assert_eq!((setup.order_status(&order), setup.receiver.received().len()), ("completed".into(), 3));
    let lost = setup.sandbox.events().into_iter().find(|event| event.event_type == "order.completed").unwrap();
    assert_eq!(lost.fault.as_deref(), Some("drop;attempts=5"));
    assert!(setup.sandbox.redeliver(&lost.id));
    setup.sandbox.settle();
    assert_eq!(setup.receiver.received()[3].body, lost.body.into_bytes());
}

#[test]
fn a_request_can_ask_for_faults_of_its_events() {
    let setup = setup();
    let api = setup.api.with_header("X-Sandbox-Webhook-Fault", "duplicate;copies=2;event=order.completed");
    let api = api.with_header("X-Sandbox-Webhook-Fault", "reorder;event=order.in_progress");
    api.post("/orders", &order_body()).data(200);
    setup.advance(10);
    let types: Vec<_> = setup.sandbox.deliveries().into_iter().map(|delivery| delivery.event_type).collect();
    let connected = ["domain.connected", "order.in_progress", "domain.connected"];
    assert_eq!(types, [&connected[..], &["order.completed"; 3]].concat());
    let misspelt = setup.api.with_header("X-Sandbox-Webhook-Fault", "duplicat").get("/me");
    assert!(misspelt.error(400, "sandbox_error")["message"].as_str().unwrap().contains("Webhook-Fault: "));
}

#[test]
fn chance_meets_as_many_events_as_was_said_and_every_event_arrives() {
    let setup = setup_with(|builder| builder.random_webhook_faults(20, WebhookFault::usual()));
    for n in 0..50 {
        let domains = json!([format!("a{n}.com"), format!("b{n}.com")]);
        setup.api.post("/orders", &order_with(&json!({ "domains": domains }))).data(200);
    }
    setup.advance(DAY);
    let events = setup.sandbox.events();
    let met = events.iter().filter(|event| event.fault.is_some()).count();
    assert!((20..60).contains(&met), "{met} of {}", events.len());
    let received = setup.receiver.received();
    let arrived: HashSet<_> = received.iter().filter_map(|it| it.header("peeker-event-id")).collect();
    assert_eq!((events.len(), arrived.len()), (200, 200));
    assert!(received.len() > 200, "some came more than once");
}

#[test]
fn an_envelope_can_be_bare() {
    let setup = setup();
    setup.sandbox.webhook_fault(WebhookFault::bare_envelope());
    setup.order();
    setup.sandbox.settle();
    let webhook = setup.receiver.received().remove(0);
    let body = webhook.json();
    assert!(body.get("id").is_none() && body.get("created_at").is_none() && body["data"].is_object());
    assert!(webhook.header("peeker-event-id").is_some());
}

#[test]
fn the_same_steps_give_the_same_bytes() {
    let run = || {
        let setup = setup();
        setup.receiver.answer_next(&[500]);
        setup.order();
        setup.advance(DAY);
        setup.receiver.received().into_iter().map(|webhook| webhook.body).collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}

#[test]
fn a_clock_that_follows_time_delivers_by_itself_and_can_jump() {
    let setup = setup_with(|builder| builder.clock(Clock::Follow { speed: 100.0 }));
    setup.receiver.answer_next(&[500]);
    setup.order();
    assert!(setup.receiver.wait_for(4, std::time::Duration::from_secs(20)));
    setup.advance(3600);
    assert_eq!(setup.receiver.received().len(), 5);
    assert!(setup.sandbox.now().as_str() >= "2026-05-08T13:00:00Z");
}
