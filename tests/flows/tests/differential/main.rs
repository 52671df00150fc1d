//! The differential test: core's rules and the sandbox's were written apart from one another, both from the documentation.
//! Random orders and imports, valid or broken in one to three ways, are judged by both.
//!
//! Core is told everything that the API says of an order's bundle and domains. The sandbox is given what the SDK would
//! send if its checks were turned off, or the order as it is where it cannot be read. `PEEKER_DIFFERENTIAL_SEED` and
//! `PEEKER_DIFFERENTIAL_CASES` change what is run.

mod broken;
mod imports;
mod names;
mod orders;
mod random;
mod tally;
mod valid;
mod verdict;
mod world;

use std::str::FromStr;
use std::thread;

use peeker_core::validate::rules::{About, RULES};
use peeker_sandbox::Sandbox;

use crate::random::Random;
use crate::tally::Tally;
use crate::world::World;

/// So many orders, or lists of names, are judged in each world.
const PER_WORLD: usize = 25;
/// Each with a sandbox and a seed of its own.
const THREADS: usize = 2;

/// Codes of inputs in general that an order can earn. Those about addresses, domains and orders are all expected.
const EXPECTED_INPUTS: [&str; 10] = [
    "unknown_field",
    "missing_field",
    "invalid_type",
    "invalid_id",
    "wrong_id_kind",
    "empty_text",
    "number_out_of_range",
    "inboxes_out_of_range",
    "empty_list",
    "too_many_items",
];

/// All that the sandbox says of orders.
const EXPECTED_OF_SANDBOX: [&str; 6] = [
    "invalid_request",
    "not_found",
    "order_shape_conflict",
    "domain_count_mismatch",
    "domain_already_in_active_order",
    verdict::ASKS_FOR_PICTURE,
];

#[test]
fn core_and_the_sandbox_judge_orders_alike() {
    let tally = run("orders", 16_000, orders::judge);
    let of_orders = |about| matches!(about, About::Addresses | About::Domains | About::Orders);
    let rules = RULES.iter().filter(|rule| of_orders(rule.about)).map(|rule| rule.code);
    let expected: Vec<&str> = rules.chain(EXPECTED_INPUTS).chain(["google_split_unsatisfied"]).collect();
    assert_eq!(Tally::missing(&tally.core, &expected), Vec::<&str>::new(), "core never said so");
    assert_eq!(Tally::missing(&tally.sandbox, &EXPECTED_OF_SANDBOX), Vec::<&str>::new(), "the sandbox never said so");
    let may = verdict::HELD_BACK.iter().chain(&verdict::INFERRED_ONLY).copied().collect::<Vec<_>>();
    assert_eq!(
        Tally::missing(&tally.core_alone, &may),
        Vec::<&str>::new(),
        "both sides have it: take it off the list"
    );
}

#[test]
fn core_and_the_sandbox_judge_the_names_of_imports_alike() {
    let tally = run("imports", 4_000, imports::judge);
    let rules = RULES.iter().filter(|rule| rule.about == About::Domains && rule.code != "duplicate_domain");
    let expected: Vec<&str> = rules.map(|rule| rule.code).chain(["empty_list", "too_many_items"]).collect();
    assert_eq!(Tally::missing(&tally.core, &expected), Vec::<&str>::new(), "core never said so");
    let expected = ["invalid_request", "invalid_domain", "not_root_domain"];
    assert_eq!(Tally::missing(&tally.sandbox, &expected), Vec::<&str>::new(), "the sandbox never said so");
}

type Judge = fn(&mut World<'_>, &mut Random, usize, &mut Tally) -> Result<(), String>;

/// Judges so many cases, and fails with what the two sides disagreed about, if anything.
fn run(what: &str, cases: usize, judge: Judge) -> Tally {
    let (seed, cases) = (setting("SEED", 2026_u64), setting("CASES", cases));
    let share = |thread: u64| move || judge_share(seed.wrapping_add(thread), cases / THREADS, judge);
    let threads: Vec<_> = (0..THREADS as u64).map(|thread| thread::spawn(share(thread))).collect();
    let (mut tally, mut disagreements) = (Tally::default(), Vec::new());
    for thread in threads {
        let (of_thread, more) = thread.join().expect("judging does not panic");
        tally.add(of_thread);
        disagreements.extend(more);
    }
    println!("differential: {what}, seed {seed}, {tally}");
    let told: Vec<&String> = disagreements.iter().take(5).collect();
    assert!(told.is_empty(), "{} disagreements, seed {seed}: {told:#?}", disagreements.len());
    tally
}

fn judge_share(seed: u64, cases: usize, judge: Judge) -> (Tally, Vec<String>) {
    let mut random = Random::new(seed);
    let sandbox = Sandbox::builder().rate_limit(u32::MAX).requests_kept(1).start().expect("the sandbox starts");
    let (mut tally, mut disagreements) = (Tally::default(), Vec::new());
    while tally.cases < cases {
        let mut world = World::new(&sandbox, &mut random);
        for _ in 0..PER_WORLD.min(cases - tally.cases) {
            let number = tally.cases;
            tally.cases += 1;
            disagreements.extend(judge(&mut world, &mut random, number, &mut tally).err());
        }
    }
    (tally, disagreements)
}

fn setting<T: FromStr>(name: &str, otherwise: T) -> T {
    let set = std::env::var(format!("PEEKER_DIFFERENTIAL_{name}")).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}
