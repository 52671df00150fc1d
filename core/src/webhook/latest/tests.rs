//! Every order and number of deliveries leads to the same state, and it is that of the newest event.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{EventType, OrderStatus};
use crate::webhook::parse;

fn event(body: &Value) -> Event {
    parse(body.to_string().as_bytes(), None).unwrap()
}

/// An event at a second of a minute, or without a time.
fn at(second: Option<u32>, id: &str, r#type: &str, data: &Value) -> Event {
    let mut body = json!({ "id": id, "type": r#type, "data": data });
    if let Some(second) = second {
        body["created_at"] = format!("2026-05-08T12:00:{second:02}Z").into();
    }
    event(&body)
}

fn one(events: &[Event]) -> Latest {
    latest(events).unwrap().unwrap()
}

fn order(latest: Latest) -> OrderEventData {
    match latest.data {
        ObjectData::Order(order) => order,
        other => panic!("{other:?} is no order"),
    }
}

#[test]
fn no_event_has_no_state() {
    assert_eq!(latest(&[]), Ok(None));
    assert_eq!(latest_by_object(&[]), []);
    assert_eq!(latest_json("[]").unwrap(), "null");
}

#[test]
fn the_newest_event_decides_however_they_come() {
    let accepted = at(Some(1), "evt_9", "order.in_progress", &json!({ "id": "ord_1", "status": "in_progress" }));
    let done = at(Some(2), "evt_1", "order.completed", &json!({ "id": "ord_1", "status": "completed" }));
    for events in [vec![accepted.clone(), done.clone()], vec![done.clone(), accepted.clone(), done.clone()]] {
        let latest = one(&events);
        assert_eq!((&latest.event, latest.status.as_deref(), latest.events_seen), (&done, Some("completed"), 2));
        assert_eq!(order(latest).status, Some(OrderStatus::COMPLETED));
    }
}

#[test]
fn a_later_action_overrides_a_completion() {
    let events = [
        at(Some(2), "evt_1", "order.completed", &json!({ "id": "ord_1", "status": "completed" })),
        at(Some(3), "evt_2", "order.action_required", &json!({ "id": "ord_1", "status": "action_required" })),
    ];
    assert_eq!(one(&events).status.as_deref(), Some("action_required"));
}

#[test]
fn within_one_moment_what_is_nearer_to_the_end_is_newer() {
    let steps = ["in_progress", "action_required", "completed", "failed", "cancel_scheduled", "cancelled"];
    for later in 1..steps.len() {
        for earlier in 0..later {
            let typed = |step: usize| {
                // The ids are the other way round, so that they do not decide.
                let id = format!("evt_{}", 9 - step);
                at(Some(7), &id, &format!("order.{}", steps[step]), &json!({ "id": "ord_1" }))
            };
            assert_eq!(one(&[typed(later), typed(earlier)]).status.as_deref(), Some(steps[later]));
        }
    }
}

#[test]
fn an_event_without_a_time_comes_after_what_it_may_follow() {
    let swap = |second, step: &str| {
        let id = format!("evt_{step}_{second:?}");
        at(second, &id, &format!("swap.{step}"), &json!({ "id": "swp_1", "status": step }))
    };
    let cases = [
        (vec![swap(Some(1), "in_progress"), swap(None, "completed")], "completed"),
        (vec![swap(Some(1), "completed"), swap(None, "in_progress")], "completed"),
        (vec![swap(None, "created"), swap(None, "completed"), swap(None, "in_progress")], "completed"),
        (vec![swap(None, "completed"), swap(Some(1), "created"), swap(Some(2), "action_required")], "completed"),
        (vec![swap(None, "action_required"), swap(Some(1), "in_progress"), swap(Some(2), "completed")], "completed"),
        (vec![swap(None, "completed"), swap(Some(1), "in_progress"), swap(Some(2), "failed")], "failed"),
    ];
    for (events, expected) in cases {
        assert_eq!(one(&events).status.as_deref(), Some(expected), "{events:?}");
    }
}

#[test]
fn a_time_that_is_no_time_counts_as_none() {
    let odd =
        event(&json!({ "id": "evt_2", "type": "swap.created", "created_at": "soon", "data": { "id": "swp_1" } }));
    let done = at(Some(1), "evt_1", "swap.completed", &json!({ "id": "swp_1" }));
    assert_eq!(one(&[odd, done]).status.as_deref(), Some("completed"));
}

#[test]
fn a_short_form_changes_the_fields_that_it_names_and_keeps_the_others() {
    let whole = json!({ "id": "ord_1", "status": "in_progress", "domain_count": 2, "email": "a@b.co",
        "created_at": "2026-05-08T12:00:00Z", "later": { "a": 1 } });
    let events = [
        at(Some(9), "evt_2", "order.completed", &json!({ "id": "ord_1", "status": "completed", "domain_count": 3 })),
        at(Some(1), "evt_1", "order.in_progress", &whole),
    ];
    let order = order(one(&events));
    assert_eq!((order.status, order.domain_count), (Some(OrderStatus::COMPLETED), Some(3)));
    assert_eq!((order.email.as_deref(), order.extra.get("later")), (Some("a@b.co"), Some(&json!({ "a": 1 }))));
}

#[test]
fn what_a_whole_form_lacks_or_says_null_is_not_taken_from_an_older_one() {
    let domain = |order_id: Value| json!({ "id": "dom_1", "status": "active", "order_id": order_id, "created_at": "2026-05-08T12:00:00Z" });
    let events = [
        at(Some(1), "evt_1", "domain.connected", &domain(json!("ord_1"))),
        at(Some(2), "evt_2", "domain.action_required", &domain(Value::Null)),
    ];
    let ObjectData::Domain(domain) = one(&events).data else { panic!("a domain") };
    assert_eq!(domain.order_id, None);
}

#[test]
fn the_status_is_that_of_the_newest_event_even_where_its_data_is_silent() {
    let older = at(Some(1), "evt_1", "order.in_progress", &json!({ "id": "ord_1", "status": "in_progress" }));
    let failed = at(Some(2), "evt_2", "order.failed", &json!({ "id": "ord_1" }));
    let latest = one(&[failed, older]);
    assert_eq!(latest.status.as_deref(), Some("failed"));
    assert_eq!(order(latest).status, Some(OrderStatus::FAILED));
    let active = at(Some(1), "evt_1", "domain.connected", &json!({ "id": "dom_1", "status": "active" }));
    let blocked = at(Some(2), "evt_2", "domain.action_required", &json!({ "id": "dom_1" }));
    let latest = one(&[active, blocked]);
    assert_eq!(latest.status, None, "a domain's status has other words than its events");
    assert!(matches!(latest.data, ObjectData::Domain(domain) if domain.status.is_none()));
}

#[test]
fn mays_nested_orders_and_junes_flat_ones_are_one_order() {
    let may = json!({ "order": { "id": "ord_1", "status": "in_progress", "users": [{ "first_name": "Alex" }] },
        "api_key": { "environment": "test" } });
    let june = json!({ "id": "ord_1", "status": "completed", "personas": [{ "first_name": "Kim" }] });
    let events = [at(Some(2), "evt_2", "order.completed", &june), at(Some(1), "evt_1", "order.in_progress", &may)];
    let order = order(one(&events));
    assert_eq!(order.personas.unwrap()[0].first_name.as_deref(), Some("Kim"));
    assert_eq!(order.extra.get("api_key"), Some(&json!({ "environment": "test" })));
}

#[test]
fn an_event_of_a_newer_type_counts_and_the_object_keeps_its_type() {
    let older =
        at(Some(1), "evt_1", "order.completed", &json!({ "id": "ord_1", "status": "completed", "domain_count": 2 }));
    let paused = at(Some(2), "evt_2", "order.paused", &json!({ "id": "ord_1", "status": "paused" }));
    let latest = one(&[paused.clone(), older.clone()]);
    assert_eq!((&latest.event, latest.status.as_deref()), (&paused, Some("paused")));
    assert_eq!(order(latest).domain_count, Some(2));
    let nested = at(Some(2), "evt_2", "order.renewed", &json!({ "order": { "id": "ord_1", "users": [] } }));
    let latest = one(&[nested, older]);
    assert_eq!((latest.status.clone(), order(latest).domain_count), (None, Some(2)));
}

#[test]
fn data_that_does_not_fit_tells_the_status_and_nothing_else() {
    let older = at(
        Some(1),
        "evt_1",
        "order.in_progress",
        &json!({ "id": "ord_1", "status": "in_progress", "domain_count": 2 }),
    );
    let odd = at(
        Some(2),
        "evt_2",
        "order.completed",
        &json!({ "id": "ord_1", "status": "completed", "domain_count": "two" }),
    );
    assert!(!odd.is_known());
    let latest = one(&[odd, older]);
    assert_eq!(latest.status.as_deref(), Some("completed"));
    assert_eq!(order(latest).domain_count, Some(2));
}

#[test]
fn an_object_of_a_newer_kind_is_its_fields() {
    let inbox = |second, id: &str, data: &Value| at(Some(second), id, "inbox.warmed", data);
    let events = [
        inbox(1, "evt_1", &json!({ "id": "inb_1", "status": "warming", "order": { "id": "ord_1" } })),
        inbox(2, "evt_2", &json!({ "id": "inb_1", "status": "warm" })),
    ];
    let latest = one(&events);
    let ObjectData::Unknown(fields) = latest.data else { panic!("unknown") };
    assert_eq!((fields.get("status"), fields.get("order")), (Some(&json!("warm")), Some(&json!({ "id": "ord_1" }))));
}

#[test]
fn an_event_that_names_no_object_or_two_is_left_out() {
    let twice = r#"{"id":"evt_1","type":"order.failed","data":{"id":"ord_1","id":"ord_2"}}"#;
    let events = [
        parse(twice.as_bytes(), None).unwrap(),
        at(Some(1), "evt_2", "order.failed", &json!(null)),
        at(Some(1), "evt_3", "order.failed", &json!({ "id": 7 })),
        at(Some(1), "evt_4", "order.failed", &json!({ "id": "" })),
        at(Some(1), "evt_5", "ping", &json!(["ord_1"])),
        event(&json!({ "id": "evt_6", "type": "ping" })),
    ];
    assert_eq!(latest(&events), Ok(None));
}

#[test]
fn events_of_several_objects_are_folded_by_object_and_refused_as_one() {
    let events = [
        at(Some(3), "evt_3", "order.completed", &json!({ "id": "ord_1", "status": "completed" })),
        at(Some(2), "evt_2", "domain.connected", &json!({ "id": "dom_1", "order_id": "ord_1" })),
        at(Some(4), "evt_4", "domain.forwarding_failed", &json!({ "id": "dom_1" })),
        at(Some(1), "evt_1", "order.in_progress", &json!({ "id": "ord_0" })),
    ];
    let error = latest(&events).unwrap_err();
    assert_eq!((error.violations()[0].code, error.violations()[0].path.as_str()), ("several_objects", "events"));
    let all = latest_by_object(&events);
    let ids: Vec<_> = all.iter().map(|latest| (latest.id.as_str(), latest.event.id())).collect();
    // A forwarding job is no domain, even if it went by a domain's id.
    assert_eq!(ids, [("ord_0", "evt_1"), ("ord_1", "evt_3"), ("dom_1", "evt_2"), ("dom_1", "evt_4")]);
}

#[test]
fn bindings_pass_events_as_this_sdk_writes_them() {
    let events = [
        at(Some(1), "evt_1", "order.completed", &json!({ "id": "ord_1", "domain_count": 2 })),
        at(Some(2), "evt_2", "order.paused", &json!({ "id": "ord_1" })),
    ];
    let text = serde_json::to_string(&events).unwrap();
    let found: Value = serde_json::from_str(&latest_json(&text).unwrap()).unwrap();
    assert_eq!((&found["object"], &found["data"]), (&json!("order"), &json!({ "id": "ord_1", "domain_count": 2 })));
    assert_eq!((&found["event"]["type"], &found["events_seen"]), (&json!("unknown"), &json!(2)));
    assert_eq!(serde_json::from_value::<Latest>(found.clone()).unwrap(), one(&events));
    assert_eq!(serde_json::from_str::<Value>(&latest_by_object_json(&text).unwrap()).unwrap(), json!([found]));
    for odd in ["", "{}", "[1]", "null", r#"[{"id":"evt_1","type":"order.completed"}]"#] {
        assert_eq!(latest_json(odd).unwrap_err().violations()[0].code, "invalid_type", "{odd}");
        assert!(latest_by_object_json(odd).is_err());
    }
}

/// Data of an object in one of the shapes it comes in.
fn any_data() -> impl Strategy<Value = Value> {
    let field = prop_oneof![
        Just(("status", json!("completed"))),
        Just(("status", json!("odd"))),
        Just(("status", Value::Null)),
        Just(("created_at", json!("2026-05-08T12:00:00Z"))),
        Just(("domain_count", json!(2))),
        Just(("domain_count", json!("two"))),
        Just(("forwarding_url", json!("https://acme.com"))),
        Just(("users", json!([{ "first_name": "Alex" }]))),
        Just(("personas", json!([]))),
        Just(("domains", json!([{ "id": "dom_1" }]))),
        Just(("domains", json!({ "registered": ["a.com"], "imported": [] }))),
        Just(("new", json!({ "a": [1.5, null] }))),
    ];
    let id = proptest::sample::select(vec!["ord_1", "dom_1", "ord_2"]);
    (id, proptest::collection::vec(field, 0..5), any::<bool>()).prop_map(|(id, fields, nested)| {
        let mut data: Map<String, Value> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        data.insert("id".to_owned(), json!(id));
        if nested { json!({ "order": data }) } else { Value::Object(data) }
    })
}

/// Events that share moments and ids, some without a time, some of types that are newer than this SDK.
fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let types: Vec<_> =
        EventType::KNOWN.iter().map(EventType::as_str).chain(["order.paused", "inbox.made"]).collect();
    let event = (proptest::option::of(0..4_u32), 0..6_u32, proptest::sample::select(types), any_data())
        .prop_map(|(second, id, r#type, data)| at(second, &format!("evt_{id}"), r#type, &data));
    proptest::collection::vec(event, 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_order_nor_repetition_of_events_changes_anything(
        (events, shuffled) in any_events().prop_flat_map(|events| {
            let twice: Vec<_> = events.iter().chain(&events).cloned().collect();
            (Just(events), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(latest_by_object(&events), latest_by_object(&shuffled));
        prop_assert_eq!(latest(&events), latest(&shuffled));
    }

    #[test]
    fn every_event_that_names_an_object_is_seen_and_a_later_one_is_the_newest(events in any_events()) {
        let all = latest_by_object(&events);
        let pieces: Vec<_> = events.iter().filter_map(Piece::of).collect();
        let objects: BTreeSet<_> = pieces.iter().map(|piece| (&piece.kind, &piece.object_id)).collect();
        prop_assert_eq!(all.len(), objects.len());
        for latest in &all {
            let last = at(Some(59), "evt_last", latest.event.event_type().as_str(), &json!({ "id": latest.id, "order": {} }));
            let then = latest_by_object(events.iter().chain([&last]));
            prop_assert!(then.iter().any(|then| then.event == last), "{then:?}");
        }
    }

    #[test]
    fn folding_what_was_written_gives_the_same(events in any_events()) {
        let text = serde_json::to_string(&events).unwrap();
        let all: Vec<Latest> = serde_json::from_str(&latest_by_object_json(&text).unwrap()).unwrap();
        prop_assert_eq!(all, latest_by_object(&events));
    }
}
