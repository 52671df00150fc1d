//! What holds of every input and of every way in which calls end.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn any_operation() -> impl Strategy<Value = &'static BatchOperation> {
    prop::sample::select(ALL)
}

fn any_end() -> impl Strategy<Value = End> {
    prop::sample::select(vec![
        Done,
        Done,
        Done,
        Refused,
        Server,
        NotConnected,
        Unknown,
        Unreadable,
        UnknownByDeadline,
        RateLimited,
        Unauthorized,
    ])
}

/// Names as people paste them, some of them twice.
fn any_names() -> impl Strategy<Value = Vec<String>> {
    let name = (0..3_000_u32, any::<bool>()).prop_map(|(number, capital)| {
        if capital { format!(" ACME-{number}.Com.") } else { format!("acme-{number}.com") }
    });
    prop_oneof![prop::collection::vec(name.clone(), 1..140), prop::collection::vec(name, 400..1_300)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_domain_is_in_one_item_in_input_order_and_no_call_has_too_many(of in any_operation(), names in any_names()) {
        let (result, log) = run(&mut begin(of.name, &names), &[]);
        let batch = result.expect("a batch");
        let mut expected: Vec<String> = names.iter().map(|name| name.trim().trim_end_matches('.').to_lowercase()).collect();
        if of.name == IMPORT {
            let mut seen = BTreeSet::new();
            expected.retain(|name| seen.insert(name.clone()));
        }
        let found: Vec<String> = batch.items.iter().flat_map(|item| item.domains.clone()).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(log.len(), batch.items.len());
        let full = batch.items.iter().rev().skip(1).all(|item| item.domains.len() == of.most);
        prop_assert!(full && batch.items.iter().all(|item| (1..=of.most).contains(&item.domains.len())));
    }

    #[test]
    fn one_more_domain_at_the_end_changes_the_last_call_alone(of in any_operation(), names in any_names()) {
        let (_, before) = run(&mut begin(of.name, &names), &[]);
        let more: Vec<String> = names.into_iter().chain(["one-more.io".to_owned()]).collect();
        let (result, after) = run(&mut begin(of.name, &more), &[]);
        let last_was_full = after.len() > before.len();
        let same = if last_was_full { before.len() } else { before.len() - 1 };
        prop_assert_eq!(&after[..same], &before[..same]);
        prop_assert_eq!(after.len(), same + 1);
        let batch = result.expect("a batch");
        let last = batch.items.last().expect("one").domains.last();
        prop_assert_eq!(last.map(String::as_str), Some("one-more.io"));
    }

    #[test]
    fn nothing_is_sent_twice_but_by_a_retry_and_never_what_may_be_done(
        of in any_operation(),
        parts in 1..6_usize,
        ends in prop::collection::vec(any_end(), 1..6),
        retries in prop::collection::vec(prop::collection::vec(any_end(), 1..6), 0..3),
    ) {
        let mut batch = begin(of.name, &names(of.most * parts));
        let mut may_be_done = BTreeSet::new();
        for (run_number, ends) in std::iter::once(&ends).chain(&retries).enumerate() {
            let mut sent = BTreeMap::new();
            let mut ends = ends.iter().copied().chain(std::iter::repeat(Done));
            let result = loop {
                match batch.step() {
                    BatchStep::Done(result) => break result,
                    BatchStep::Call(next) => {
                        let (end, body) = (ends.next().expect("endless"), next.input_json());
                        prop_assert!(!may_be_done.contains(&body), "sent again");
                        let answer = answer(end, &next);
                        if answer.as_ref().map_or_else(Error::may_be_done, |_| true) {
                            may_be_done.insert(body.clone());
                        }
                        prop_assert!(sent.insert(body, end).is_none(), "sent twice");
                        batch.answered(answer);
                    }
                }
            };
            let so_far = batch.so_far();
            prop_assert_eq!(so_far.items.len(), parts);
            prop_assert_eq!(so_far.succeeded().count() + so_far.unknown().count(), may_be_done.len());
            prop_assert_eq!(result.is_err(), run_number == 0 && may_be_done.is_empty());
            prop_assert!(so_far.items.iter().all(|item| item.meta.is_some() == item.result.is_ok()));
            batch = batch.retry();
        }
    }

    #[test]
    fn a_call_made_of_text_has_the_same_bytes(of in any_operation(), names in any_names()) {
        let mut batch = begin(of.name, &names);
        let BatchStep::Call(next) = batch.step() else { panic!("it begins with a call") };
        let again = next.operation.prepare_json(&next.input_json()).expect("it is sound");
        prop_assert_eq!(again.to_json(), next.input_json());
    }

    #[test]
    fn no_text_from_a_binding_makes_it_panic(name in ".{0,20}", input in ".{0,60}", options in ".{0,40}") {
        for name in [name.as_str(), CHECK, IMPORT, FORWARD] {
            let _ = config().batch_json(name, &input, &options);
            let _ = config().batch_json(name, &input, "{}");
        }
    }
}
