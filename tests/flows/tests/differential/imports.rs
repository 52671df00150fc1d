//! One random list of pasted names before both judges, name by name.

use std::collections::{BTreeMap, HashSet};

use peeker_core::error::Violation;
use peeker_core::input::Prepared;
use peeker_core::model::{DomainCategory, NewImport};
use peeker_core::validate::domain::Root;
use serde_json::{Value, json};

use crate::names;
use crate::random::Random;
use crate::tally::Tally;
use crate::verdict::INFERRED_ONLY;
use crate::world::World;

/// # Errors
/// What both sides disagree about.
pub(crate) fn judge(
    world: &mut World<'_>,
    random: &mut Random,
    _number: usize,
    tally: &mut Tally,
) -> Result<(), String> {
    let names = names_of_a_list(world, random);
    let violations = by_core(&names);
    violations.iter().for_each(|violation| Tally::note(&mut tally.core, violation.code));
    let (status, answer) = world.ask("POST", "/domains/import", &json!({ "domains": as_sent(&names) }).to_string());
    let differ = |why: String| Err(format!("{why}: {names:?} {violations:?} {answer}"));
    let list_is_refused = violations.iter().any(|violation| violation.path == "domains");
    if status != 200 || list_is_refused {
        answer["error"]["code"].as_str().iter().for_each(|code| Tally::note(&mut tally.sandbox, code));
        let both = list_is_refused && answer["error"]["field"] == "domains";
        return if both { Ok(()) } else { differ("one refuses the list".to_owned()) };
    }
    tally.accepted += usize::from(violations.is_empty());
    let failed = failed_rows(&answer["data"]);
    failed.values().for_each(|reason| Tally::note(&mut tally.sandbox, reason));
    names.iter().try_for_each(|name| compare(name, &failed, tally)).or_else(differ)
}

/// # Errors
/// Why both judge the name differently.
fn compare(name: &str, failed: &BTreeMap<String, String>, tally: &mut Tally) -> Result<(), String> {
    let root = Root::parse(name);
    let sent = root.as_ref().map_or(name, Root::as_str);
    let reason = failed.get(&as_row(sent)).map(String::as_str);
    match (&root, reason) {
        (Ok(_), None) | (Err(Violation { code: "not_root_domain", .. }), Some("not_root_domain")) => Ok(()),
        (Err(violation), Some("invalid_domain")) if violation.code != "not_root_domain" => Ok(()),
        (Err(violation), None) if violation.is_waivable() && INFERRED_ONLY.contains(&violation.code) => {
            Tally::note(&mut tally.core_alone, violation.code);
            Ok(())
        }
        _ => Err(format!("{name:?} is {root:?} and {reason:?}")),
    }
}

fn by_core(names: &[String]) -> Vec<Violation> {
    let refused = Prepared::new(NewImport { domains: names.to_vec() }).err();
    refused.map(|error| error.violations().to_vec()).unwrap_or_default()
}

/// Each name once, in its normal form where it has one.
fn as_sent(names: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let sent = names.iter().map(|name| Root::parse(name).map_or_else(|_| name.clone(), String::from));
    sent.filter(|name| seen.insert(name.clone())).collect()
}

/// As the sandbox writes the name of a failed row.
fn as_row(name: &str) -> String {
    let name = name.trim();
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

fn failed_rows(job: &Value) -> BTreeMap<String, String> {
    let rows = job["failed"].as_array().expect("a list");
    let text = |row: &Value, field: &str| row[field].as_str().expect("a text").to_owned();
    rows.iter().map(|row| (text(row, "domain"), text(row, "reason"))).collect()
}

/// Most lists are short. Some are as long as a list may be, or longer, with or without repetitions.
fn names_of_a_list(world: &mut World<'_>, random: &mut Random) -> Vec<String> {
    let length = match random.below(20) {
        0 => 0,
        1 => 24 + random.below(5),
        _ => 1 + random.below(8),
    };
    let mut names: Vec<String> = Vec::new();
    for _ in 0..length {
        let name = match random.below(12) {
            0..3 => names::bad(world.number(), random).1,
            3 if !names.is_empty() => random.pick(&names),
            4 => random.pick(&world.owned(&DomainCategory::CONNECTED)),
            5 => names::umlaut(world.number()),
            _ => world.fresh("", random),
        };
        // Only names that can be understood have another dress: the sandbox reads no addresses, to tell what is wrong in one.
        names.push(if Root::parse(&name).is_ok() { names::pasted(&name, random) } else { name });
    }
    names
}
