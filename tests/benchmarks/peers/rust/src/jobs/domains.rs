//! Is this name a root domain; and 500 names as people paste them.

use std::collections::HashSet;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;

use peeker_core::validate::domain::Root;
use peeker_core::validate::domains;
use peeker_core::validate::suffix::registrable;
use publicsuffix::{List, Psl};
use serde_json::Value;

use super::Jobs;
use crate::harness::{Inputs, Job};

const NAME: &str = "acme-mail.com";
const NORMAL: &str = "the name has to be normal already";

pub(crate) fn one(_: &Inputs) -> Jobs<'_> {
    let list = runtime_list();
    let job = Job::new("root-domain", Some(NAME.to_owned()))
        .ours(
            "normalises the name, and says what is wrong with one that is none",
            || Root::parse(black_box(NAME)),
            |root| root.ok().map(|root| root.as_str().to_owned()),
        )
        .variant(
            "peeker-core, the list's algorithm alone",
            NORMAL,
            || registrable(black_box(NAME)),
            |root| root.map(Into::into),
        )
        .peer("psl", "psl", NORMAL, || psl::domain_str(black_box(NAME)), |root| root.map(Into::into))
        .peer(
            "addr",
            "addr",
            "",
            || addr::parse_domain_name(black_box(NAME)),
            |name| name.ok()?.root().map(Into::into),
        )
        .peer(
            "publicsuffix",
            "publicsuffix",
            NORMAL,
            move || list.domain(black_box(NAME).as_bytes()).map(|root| root.as_bytes().to_vec()),
            |root| String::from_utf8(root?).ok(),
        );
    vec![Box::new(job)]
}

pub(crate) fn many(inputs: &Inputs) -> Jobs<'_> {
    let pasted: Vec<String> = serde_json::from_value(inputs.json("pasted.json")).expect("names");
    let by_hand = pasted.clone();
    let job = Job::new("domains-500", expected(&pasted))
        .ours(
            "gives a verdict for each name besides, with a suggestion where it is none",
            move || domains(&pasted, None).expect("few enough").domains,
            |roots| sorted(roots.iter().cloned()),
        )
        .peer("idna + psl", "psl", "", move || with_psl(&by_hand), sorted);
    vec![Box::new(job)]
}

/// From the rule by which the names were made: subdomains and addresses are no root domains.
fn expected(pasted: &[String]) -> Vec<String> {
    sorted((0..pasted.len()).filter_map(|number| match number % 50 {
        20 => Some(idna::domain_to_ascii(&format!("münchen-{number}.de")).expect("a name")),
        10 | 30 | 40 => None,
        _ => Some(format!("acme-mail-{number}.com")),
    }))
}

fn sorted(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort();
    names
}

/// What one writes by hand around a suffix list.
fn with_psl(pasted: &[String]) -> Vec<String> {
    let (mut seen, mut roots) = (HashSet::new(), Vec::new());
    for text in pasted {
        let text = text.trim();
        let name = text.split_once("://").map_or(text, |(_, rest)| rest);
        let name = name.split(['/', '?', '#']).next().unwrap_or_default().trim_end_matches('.');
        if name.contains('@') {
            continue;
        }
        let Ok(name) = idna::domain_to_ascii(name) else { continue };
        if psl::domain_str(&name) == Some(&*name) && seen.insert(name.clone()) {
            roots.push(name);
        }
    }
    roots
}

/// `publicsuffix` reads its list at run time: here the one that `psl` was made from.
fn runtime_list() -> List {
    let rules = std::fs::read_to_string(folder_of("psl").join("data/rules.txt")).expect("psl comes with its rules");
    format!("// BEGIN ICANN DOMAINS\n{rules}").parse().expect("a list")
}

fn folder_of(package: &str) -> PathBuf {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--offline"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let told: Value = serde_json::from_slice(&cargo.output().expect("cargo runs").stdout).expect("cargo's metadata");
    let found = told["packages"].as_array().into_iter().flatten().find(|found| found["name"] == package);
    let manifest = found.and_then(|found| found["manifest_path"].as_str()).expect("it is a dependency");
    PathBuf::from(manifest).parent().expect("a file is in a folder").to_owned()
}
