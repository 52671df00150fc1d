//! Is this a root domain: one name, and a list as people paste it, beside what the crates of the Public Suffix List do.
//!
//! They take a name that is normal already, and neither normalise it nor say what is wrong with it.

use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;

use criterion::Criterion;
use peeker_core::validate::domain::Root;
use peeker_core::validate::domains;
use peeker_core::validate::suffix::registrable;
use publicsuffix::{List, Psl};
use serde_json::Value;

use crate::samples::{self, NAME};

pub(crate) fn one(criterion: &mut Criterion) {
    let list = runtime_list();
    let expected = Some(NAME);
    assert_eq!(Root::parse(NAME).as_ref().map(Root::as_str).ok(), expected);
    assert_eq!(registrable(NAME).as_deref(), expected);
    assert_eq!(bare_psl(NAME), expected);
    assert_eq!(addr::parse_domain_name(NAME).ok().and_then(|name| name.root()), expected);
    assert_eq!(list.domain(NAME.as_bytes()).map(|domain| domain.as_bytes().to_vec()), expected.map(Vec::from));

    let mut group = criterion.benchmark_group("is this name a root domain");
    group.bench_function("ours", |bencher| bencher.iter(|| Root::parse(black_box(NAME))));
    group.bench_function("ours, the list's algorithm alone", |bencher| bencher.iter(|| registrable(black_box(NAME))));
    group.bench_function("psl", |bencher| bencher.iter(|| bare_psl(black_box(NAME))));
    group.bench_function("addr", |bencher| {
        bencher.iter(|| addr::parse_domain_name(black_box(NAME)).ok().and_then(|name| name.root()));
    });
    group.bench_function("publicsuffix", |bencher| bencher.iter(|| list.domain(black_box(NAME).as_bytes())));
    group.finish();
}

pub(crate) fn many(criterion: &mut Criterion) {
    let (plain, pasted) = (samples::plain(500), samples::pasted(500));
    assert!(domains(&pasted, None).expect("few enough").domains.len() > 400, "most are roots");

    let mut group = criterion.benchmark_group("500 domains: verdicts, what to send, what repeats");
    group.bench_function("ours", |bencher| bencher.iter(|| domains(black_box(&plain), None)));
    group.bench_function("ours, as people paste them", |bencher| bencher.iter(|| domains(black_box(&pasted), None)));
    group.bench_function("psl on each, nothing else", |bencher| {
        bencher.iter(|| {
            black_box(&plain).iter().map(|name| bare_psl(name)).fold(0, |sum, name| sum + name.iter().len())
        });
    });
    group.finish();
}

fn bare_psl(name: &str) -> Option<&str> {
    psl::domain_str(name)
}

/// `publicsuffix` reads its list at run time: here the one that `psl` was made from.
fn runtime_list() -> List {
    let rules = std::fs::read_to_string(folder_of("psl").join("data/rules.txt")).expect("psl comes with its rules");
    format!("// BEGIN ICANN DOMAINS\n{rules}").parse().expect("a list")
}

fn folder_of(package: &str) -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let told = Command::new(cargo).args(["metadata", "--format-version", "1", "--offline"]).output();
    let told: Value = serde_json::from_slice(&told.expect("cargo runs").stdout).expect("cargo's metadata");
    let found = told["packages"].as_array().into_iter().flatten().find(|found| found["name"] == package);
    let manifest = found.and_then(|found| found["manifest_path"].as_str()).expect("it is a dependency");
    PathBuf::from(manifest).parent().expect("a file is in a folder").to_owned()
}
