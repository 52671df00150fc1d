//! In every round each contender takes one sample, in an order that is shuffled with a fixed seed: what slows the
//! machine down for a while slows all of them. A contender is measured only if its result is the one expected.

use std::fmt::Debug;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, mem};

use serde_json::{Value, json};

/// How long is measured.
pub struct Effort {
    rounds: usize,
    sample: Duration,
}

impl Effort {
    pub const FULL: Self = Self { rounds: 101, sample: Duration::from_millis(4) };
    pub const QUICK: Self = Self { rounds: 7, sample: Duration::from_millis(1) };
}

/// The same files for all languages, and the server's address.
pub struct Inputs {
    pub folder: PathBuf,
    pub address: String,
}

impl Inputs {
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.join(name)).expect("an input")
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.bytes(name)).expect("an input of JSON")
    }
}

/// A file for each row.
pub struct Out {
    pub folder: PathBuf,
    pub date: String,
}

impl Out {
    pub fn begin(&self, row: &str) -> io::Result<()> {
        fs::write(self.file(row), "")
    }

    fn add(&self, row: &str, record: &Value) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().append(true).open(self.file(row))?;
        writeln!(file, "{record}")
    }

    fn file(&self, row: &str) -> PathBuf {
        self.folder.join(format!("{row}.jsonl"))
    }
}

/// One row, or one point of a curve, and who can do it. `T` is what all of them have to give.
pub struct Job<'a, T> {
    row: String,
    n: Option<usize>,
    expected: T,
    per_call: u32,
    contenders: Vec<Contender<'a>>,
}

struct Contender<'a> {
    about: Value,
    /// Does the job that often; or what is wrong with its result.
    run: Result<Box<dyn FnMut(u64) + 'a>, String>,
}

impl<'a, T: PartialEq + Debug> Job<'a, T> {
    pub fn new(row: impl Into<String>, expected: T) -> Self {
        Self { row: row.into(), n: None, expected, per_call: 1, contenders: Vec::new() }
    }

    /// A point of a curve.
    pub fn at(mut self, n: usize) -> Self {
        self.n = Some(n);
        self
    }

    /// One call does the job that often.
    pub fn per_call(mut self, times: u32) -> Self {
        self.per_call = times;
        self
    }

    /// The call that the documentation tells to use.
    pub fn ours<R>(self, note: &str, run: impl FnMut() -> R + 'a, read: impl Fn(R) -> T) -> Self {
        self.add(
            json!({ "role": "ours", "contender": "peeker-core", "version": env!("CARGO_PKG_VERSION"), "note": note }),
            run,
            read,
        )
    }

    /// Another way of ours.
    pub fn variant<R>(self, name: &str, note: &str, run: impl FnMut() -> R + 'a, read: impl Fn(R) -> T) -> Self {
        self.add(
            json!({ "role": "variant", "contender": name, "version": env!("CARGO_PKG_VERSION"), "note": note }),
            run,
            read,
        )
    }

    /// Who does the same job.
    pub fn peer<R>(
        self,
        name: &str,
        package: &str,
        note: &str,
        run: impl FnMut() -> R + 'a,
        read: impl Fn(R) -> T,
    ) -> Self {
        self.add(json!({ "role": "peer", "contender": name, "version": version(package), "note": note }), run, read)
    }

    /// What nobody can do without, or who does less.
    pub fn floor<R>(
        self,
        name: &str,
        package: &str,
        note: &str,
        run: impl FnMut() -> R + 'a,
        read: impl Fn(R) -> T,
    ) -> Self {
        self.add(json!({ "role": "floor", "contender": name, "version": version(package), "note": note }), run, read)
    }

    /// A peer that was not built.
    #[allow(dead_code, reason = "only where one is missing")]
    pub fn missing(mut self, name: &str) -> Self {
        let why = "it did not build here".to_owned();
        self.contenders.push(Contender { about: json!({ "role": "peer", "contender": name }), run: Err(why) });
        self
    }

    fn add<R>(mut self, about: Value, mut run: impl FnMut() -> R + 'a, read: impl Fn(R) -> T) -> Self {
        let result = read(run());
        let run: Result<Box<dyn FnMut(u64) + 'a>, String> = if result == self.expected {
            Ok(Box::new(move |times| {
                for _ in 0..times {
                    black_box(run());
                }
            }))
        } else {
            Err(format!("its result is {result:?}").chars().take(300).collect())
        };
        self.contenders.push(Contender { about, run });
        self
    }
}

/// A job without the type of its result.
pub trait Measure {
    fn row(&self) -> &str;

    fn measure(self: Box<Self>, effort: &Effort, out: &mut Out) -> io::Result<()>;
}

impl<T> Measure for Job<'_, T> {
    fn row(&self) -> &str {
        &self.row
    }

    fn measure(mut self: Box<Self>, effort: &Effort, out: &mut Out) -> io::Result<()> {
        let mut ready = Vec::new();
        for contender in mem::take(&mut self.contenders) {
            match contender.run {
                Ok(mut run) => ready.push((contender.about, batch(&mut run, effort.sample), run, Vec::new())),
                Err(why) => self.write(contender.about, json!({ "failed": why }), out)?,
            }
        }
        let mut chance = Chance::of(&self.row);
        let mut order: Vec<usize> = (0..ready.len()).collect();
        for _ in 0..effort.rounds {
            chance.shuffle(&mut order);
            for &index in &order {
                let (_, batch, run, taken) = &mut ready[index];
                taken.push(sample(run, *batch) / f64::from(self.per_call));
            }
        }
        for (about, _, _, samples) in ready {
            self.write(about, json!({ "unit": "ns", "samples": samples }), out)?;
        }
        Ok(())
    }
}

impl<T> Job<'_, T> {
    fn write(&self, about: Value, found: Value, out: &mut Out) -> io::Result<()> {
        let mut record = json!({ "row": self.row, "language": "rust", "runtime": "Rust", "date": out.date });
        if let Some(n) = self.n {
            record["n"] = json!(n);
        }
        for part in [about, found] {
            for (name, value) in part.as_object().into_iter().flatten().filter(|(_, value)| *value != "") {
                record[name] = value.clone();
            }
        }
        out.add(&self.row, &record)
    }
}

/// How many calls fill a sample.
fn batch(run: &mut dyn FnMut(u64), wanted: Duration) -> u64 {
    let mut batch = 1;
    while {
        let begun = Instant::now();
        run(batch);
        begun.elapsed() < wanted
    } {
        batch *= 2;
    }
    batch
}

fn sample(run: &mut dyn FnMut(u64), batch: u64) -> f64 {
    let begun = Instant::now();
    run(batch);
    begun.elapsed().as_nanos() as f64 / batch as f64
}

/// The version that was locked.
fn version(package: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let found = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{package}\"\n")));
    let version = found.and_then(|entry| entry.split("version = \"").nth(1)?.split('"').next());
    version.unwrap_or_default().to_owned()
}

/// The same shuffles whenever it runs: splitmix64.
struct Chance(u64);

impl Chance {
    fn of(name: &str) -> Self {
        Self(name.bytes().fold(20_260_508, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into())))
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
