//! Bodies of every shape become events, and no shape is refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::error::Error;

fn parsed(body: &Value) -> Event {
    parse(body.to_string().as_bytes(), None).unwrap()
}

fn event(r#type: &str, data: &Value) -> Value {
    json!({ "id": "evt_1", "type": r#type, "created_at": "2026-05-08T12:00:00Z", "data": data })
}

/// What an unknown event says of itself.
fn why(event: &Event) -> &str {
    match event {
        Event::Unknown { why, .. } => why,
        known => panic!("{known:?} is known"),
    }
}

fn order(event: Event) -> OrderEventData {
    match event {
        Event::OrderCompleted { data, .. } | Event::OrderCancelScheduled { data, .. } => data,
        other => panic!("{other:?} is no such order"),
    }
}

#[test]
fn every_documented_type_is_an_event_of_its_own_that_needs_only_an_id() {
    for known in EventType::KNOWN {
        let body = event(known.as_str(), &json!({ "id": "any_1" }));
        let event = parsed(&body);
        assert!(event.is_known(), "{known}");
        assert_eq!((&event.event_type(), event.id()), (known, "evt_1"));
        assert_eq!(event.created_at().map(Timestamp::as_str), Some("2026-05-08T12:00:00Z"));
        assert_eq!(serde_json::to_value(&event).unwrap(), body, "what comes out is what came in");
    }
}

#[test]
fn every_type_without_an_id_in_its_data_is_unknown() {
    for known in EventType::KNOWN {
        for data in [
            json!({}),
            json!({ "id": null }),
            json!({ "id": "" }),
            json!({ "id": 7 }),
            json!([{ "id": "x" }]),
            json!(null),
            json!("x"),
        ] {
            let event = parsed(&event(known.as_str(), &data));
            assert!(!event.is_known(), "{known} {data}");
            assert_eq!((&event.event_type(), event.id()), (known, "evt_1"), "its type and id are still there");
        }
    }
}

#[test]
fn an_unknown_type_keeps_its_body_to_the_byte() {
    let text = "{ \"type\" : \"inbox.paused\",\n \"id\":\"evt_1\", \"created_at\":\"soon\", \"n\": 1.50 }";
    let event = parse(text.as_bytes(), None).unwrap();
    let Event::Unknown { id, r#type, created_at, raw, why } = &event else { panic!("{event:?}") };
    assert_eq!((id.as_str(), r#type.as_str(), raw.as_str()), ("evt_1", "inbox.paused", text));
    assert_eq!(created_at.as_ref().map(Timestamp::as_str), Some("soon"));
    assert_eq!(why, "the type is newer than this SDK");
    assert!(!event.event_type().is_known());
}

#[test]
fn as_json_an_unknown_event_has_a_type_that_promises_no_data() {
    let event = parsed(&event("order.completed", &json!(null)));
    let json = serde_json::to_value(&event).unwrap();
    assert_eq!((&json["type"], &json["event_type"]), (&json!("unknown"), &json!("order.completed")));
    assert!(json["data"].is_null() && json["raw"].is_string());
}

#[test]
fn every_event_survives_its_own_json() {
    let typed = json!({
        "id": "evt_1", "type": "order.cancel_scheduled", "attempt": 2,
        "data": { "id": "ord_1", "domains": [{ "id": "dom_1", "domain": "a.com", "new": 1 }], "new": { "a": [null] } },
    });
    for body in [typed, event("inbox.paused", &json!({})), event("swap.failed", &json!([]))] {
        let event = parsed(&body);
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}

#[test]
fn what_does_not_fit_is_named_by_its_place() {
    let cases = [
        (json!({ "id": "ord_1", "domain_count": "two" }), "data.domain_count: "),
        (json!({ "id": "ord_1", "costs": { "total_cents": 5 } }), "data.costs: missing field `currency`"),
        (json!({ "id": "ord_1", "domain_count": 9_007_199_254_740_992_i64 }), "a number is beyond ±(2^53 - 1)"),
        (json!({ "id": "ord_1", "later": 9_007_199_254_740_992_i64 }), "a number is beyond ±(2^53 - 1)"),
        (json!({ "order": { "id": "ord_1", "status": 5 } }), "data.status: "),
        (json!({ "order": { "id": "ord_1", "status": "failed" }, "status": "failed" }), "`status` stands both in"),
        (json!({ "order": ["ord_1"] }), "missing field `id`"),
    ];
    for (data, expected) in cases {
        let event = parsed(&event("order.completed", &data));
        assert!(why(&event).contains(expected), "{}", why(&event));
    }
    assert!(why(&parsed(&json!({ "type": "order.completed" }))).contains("no `data`"));
}

#[test]
fn what_looks_like_a_key_is_taken_out_of_the_reason() {
    let event = parsed(&event("order.completed", &json!({ "id": "ord_1", "domain_count": "pk_live_canary" })));
    assert!(why(&event).contains("pk_live_[redacted]") && !why(&event).contains("canary"), "{}", why(&event));
}

#[test]
fn mays_nested_order_is_read_as_the_data_and_its_neighbours_stay() {
    let body = event(
        "order.completed",
        &json!({
            "order": { "id": "ord_1", "status": "completed", "users": [{ "first_name": "Alex" }] },
            "api_key": { "environment": "test" }, "pending_actions": [],
        }),
    );
    let data = order(parsed(&body));
    assert_eq!(data.id, "ord_1");
    assert_eq!(data.personas.unwrap()[0].first_name.as_deref(), Some("Alex"));
    assert_eq!(data.extra.get("api_key"), Some(&json!({ "environment": "test" })));
    assert_eq!(data.extra.get("pending_actions"), Some(&json!([])));
    assert_eq!(data.extra.len(), 2);
}

#[test]
fn an_order_beside_an_id_is_a_field_like_any_other() {
    let data = order(parsed(&event("order.completed", &json!({ "id": "ord_1", "order": { "id": "ord_2" } }))));
    assert_eq!(data.id, "ord_1");
    assert_eq!(data.extra.get("order"), Some(&json!({ "id": "ord_2" })));
}

#[test]
fn domains_of_a_cancellation_are_read_as_a_list_or_by_origin() {
    let with = |domains: Value| {
        let body = event("order.cancel_scheduled", &json!({ "id": "ord_1", "domains": domains }));
        let event = parsed(&body);
        (serde_json::to_value(&event).unwrap()["data"]["domains"].clone(), order(event).domains)
    };
    let (json, domains) = with(json!([{ "id": "dom_1", "domain": "a.com" }]));
    assert!(matches!(domains, Some(OrderEventDomains::Listed(rows)) if rows[0].domain.as_deref() == Some("a.com")));
    assert_eq!(json, json!([{ "id": "dom_1", "domain": "a.com" }]));
    let (json, domains) = with(json!({ "registered": [], "imported": ["a.com"] }));
    assert!(matches!(domains, Some(OrderEventDomains::Grouped(domains)) if domains.imported[0] == "a.com"));
    assert_eq!(json, json!({ "registered": [], "imported": ["a.com"] }));
    assert_eq!(with(json!(null)).1, None);
}

#[test]
fn fields_of_the_envelope_that_are_new_are_kept() {
    let mut body = event("swap.created", &json!({ "id": "swp_1", "later": true }));
    body["api_version"] = json!("2027-01-01");
    let Event::SwapCreated { data, extra, .. } = parsed(&body) else { panic!("a swap") };
    assert_eq!(extra.get("api_version"), Some(&json!("2027-01-01")));
    assert_eq!(data.extra.get("later"), Some(&json!(true)));
}

fn id_of(body: &str, header: Option<&str>) -> Result<String, Error> {
    parse(body.as_bytes(), header).map(|event| event.id().to_owned())
}

#[test]
fn the_id_is_the_bodys_own_else_the_headers_with_a_hash_else_the_hash() {
    let own = r#"{"id":"evt_1","type":"a.b"}"#;
    assert_eq!(id_of(own, None).unwrap(), "evt_1");
    assert_eq!(id_of(own, Some("")).unwrap(), "evt_1");
    assert_eq!(id_of(own, Some("evt_1")).unwrap(), "evt_1");
    for none in
        [r#"{"type":"a.b"}"#, r#"{"type":"a.b","id":null}"#, r#"{"type":"a.b","id":""}"#, r#"{"type":"a.b","id":7}"#]
    {
        let joined = id_of(none, Some("evt_2")).unwrap();
        let alone = id_of(none, None).unwrap();
        assert!(joined.starts_with("evt_2:") && alone.starts_with("sha256:"), "{none}");
        assert_eq!(joined.split_once(':').unwrap().1, alone.split_once(':').unwrap().1);
        assert_eq!(alone.len(), "sha256:".len() + 64);
    }
    assert_eq!(
        id_of("{\"type\":\"\"}", None).unwrap(),
        "sha256:8b52856f38dd8bbd50e8abdf3bedbcdeceab3b00e66aac6ade8f475f1fa1ac6e"
    );
}

#[test]
fn two_different_ids_or_a_header_that_is_no_id_are_malformed() {
    let body = r#"{"id":"evt_1","type":"a.b"}"#;
    for header in ["evt_2", "EVT_1", "evt 1", "evt_1\r\nX: y", &"e".repeat(300)] {
        assert_eq!(id_of(body, Some(header)).unwrap_err().code(), "webhook_malformed", "{header}");
    }
}

#[test]
fn keys_that_stand_twice_make_an_unknown_event_with_the_last_value() {
    let body = r#"{"id":"evt_1","type":"order.failed","type":"order.completed","id":"evt_2","data":{"id":"ord_1"}}"#;
    let event = parse(body.as_bytes(), None).unwrap();
    assert_eq!((event.id(), event.event_type().as_str()), ("evt_2", "order.completed"));
    assert!(why(&event).contains("stands twice"), "{}", why(&event));
    for data in [r#"{"id":"a","id":"b"}"#, r#"{"id":"a","x":1,"x":2}"#, r#"{"id":"a","x":[{"y":1,"y":1}]}"#] {
        let body = format!(r#"{{"type":"order.completed","data":{data}}}"#);
        assert!(!parse(body.as_bytes(), None).unwrap().is_known(), "{data}");
    }
}

#[test]
fn odd_json_that_is_still_an_object_with_a_type_is_unknown() {
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases = [
        format!(r#"{{"type":"order.completed","data":{{"id":"ord_1","deep":{nested}}}}}"#),
        format!(r#"{{"type":"order.completed","deep":{nested},"data":{{"id":"ord_1"}}}}"#),
        r#"{"type":"order.completed","data":{"id":"ord_\ud800"}}"#.to_owned(),
        r#"{"type":"order.completed","data":{"id":"ord_1","a\udc00":1}}"#.to_owned(),
        r#"{"type":"order.completed","\ud800":1,"data":{"id":"ord_1"}}"#.to_owned(),
        r#"{"type":"order.completed\ud800","data":{"id":"ord_1"}}"#.to_owned(),
        r#"{"type":"order.completed","id":"\udfff","data":{"id":"ord_1"}}"#.to_owned(),
        r#"{"type":"order.completed","id":["evt_1"],"data":{"id":"ord_1"}}"#.to_owned(),
        r#"{"type":"order.completed","created_at":1760000000,"data":{"id":"ord_1"}}"#.to_owned(),
        r#"{"type":"order.completed","data":{"id":"ord_1","n":1e999}}"#.to_owned(),
        r#"{"type":"order.completed","data":{"id":"ord_1","domain_count":1.5}}"#.to_owned(),
    ];
    for body in cases {
        let event = parse(body.as_bytes(), None).unwrap_or_else(|error| panic!("{error}: {body:.200}"));
        assert!(!event.is_known(), "{body:.200}");
    }
}

#[test]
fn only_what_is_no_object_with_a_text_as_type_is_malformed() {
    let bodies: [&[u8]; 13] = [
        b"",
        b"null",
        b"7",
        b"\"order.completed\"",
        b"[]",
        b"{",
        b"{}",
        b"{\"type\":null}",
        b"{\"type\":{}}",
        b"{\"data\":{\"type\":\"a\"}}",
        b"{\"type\":\"a\"}x",
        b"{\"type\":\"a\xff\"}",
        b"{type:'a'}",
    ];
    for body in bodies {
        let error = parse(body, None).unwrap_err();
        assert_eq!(error.code(), "webhook_malformed", "{}", String::from_utf8_lossy(body));
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let key = prop_oneof![Just("id"), Just("order"), Just("status"), Just("domains"), Just("failed"), Just("x")];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..4)
                .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn bytes_of_any_kind_never_panic(body in proptest::collection::vec(any::<u8>(), 0..400), id in proptest::option::of(".*")) {
        let _ = parse(&body, id.as_deref());
    }

    #[test]
    fn an_object_with_a_text_as_type_is_never_refused(
        r#type in proptest::sample::select(EventType::KNOWN), data in any_json(), created_at in any_json(), id in any_json(),
    ) {
        let body = json!({ "type": r#type, "data": data, "created_at": created_at, "id": id, "x": data }).to_string();
        let event = parse(body.as_bytes(), None).unwrap();
        prop_assert_eq!(event.event_type(), r#type);
        let text = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}
