//! Which functions were swept through whole, from which sources, and so need no more than a sample.
//!
//! A whole sweep takes minutes, and its result depends on the sources of the functions and of the
//! oracle alone: all are compiled to the same bits everywhere, which other tests see to. So
//! `swept.txt` records a hash of these sources, and each function with its entry in the table. What
//! agrees with the record is sampled. Whole sweeps for all are made, and recorded, by
//!
//! ```text
//! XORNET_SWEEP=record cargo test --release -p xornet-core --test ulp -- --ignored --nocapture
//! ```
//!
//! `XORNET_SWEEP=whole` makes them and records nothing.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use std::{env, fs};

use xornet_testing::Checksum;

use crate::accuracy::Worst;
use crate::case::{CASES, Case};

/// The sweep of one number type.
pub struct Sweep {
    /// `f32` or `f64`.
    pub dtype: &'static str,
    /// The entry of a function in the table.
    pub entry: fn(&Case) -> f64,
    pub whole: fn(&Case) -> Worst,
    pub sample: fn(&Case) -> Worst,
}

impl Sweep {
    /// Sweeps through all functions, or samples those that were swept through before.
    pub fn run(&self) {
        let wish = env::var("XORNET_SWEEP").ok();
        let record = match wish.as_deref() {
            None => read(),
            Some("whole" | "record") => Vec::new(),
            Some(other) => panic!("XORNET_SWEEP is `{other}`, not `whole` or `record`"),
        };
        let mut wrong = Vec::new();
        for case in CASES {
            let start = std::time::Instant::now();
            let (name, entry) = (case.name, (self.entry)(case));
            let swept = record.contains(&self.line(case));
            let look = if swept { self.sample } else { self.whole };
            let most = look(case);
            let (Worst { ulp, at }, took) = (most, start.elapsed());
            let how = if swept { "sample" } else { "whole" };
            println!("{name:16} {ulp:.4} ULP at {at:e}, {how}, {took:.1?}");
            // A sample may miss the largest error, but cannot be above it.
            let judge = if swept {
                Worst::assert_within
            } else {
                Worst::assert_equals
            };
            if std::panic::catch_unwind(|| judge(most, entry, name)).is_err() {
                wrong.push(name);
            }
        }
        let dtype = self.dtype;
        assert!(
            wrong.is_empty(),
            "not the largest errors of {dtype}: {wrong:?}"
        );
        if wish.as_deref() == Some("record") {
            self.write();
        }
    }

    /// What the record says of a function.
    fn line(&self, case: &Case) -> String {
        let (dtype, name, entry) = (self.dtype, case.name, (self.entry)(case));
        format!("{dtype} {:016x} {name} {entry}", hash(dtype))
    }

    /// Records every function of the type, all of which were swept through just now.
    fn write(&self) {
        // The other type may be at the end of its sweep as well.
        static FILE: Mutex<()> = Mutex::new(());
        let _lock = FILE.lock();
        let others = read();
        let mut lines: Vec<_> = others
            .into_iter()
            .filter(|line| !line.starts_with(self.dtype))
            .chain(CASES.iter().map(|case| self.line(case)))
            .collect();
        lines.sort_by_key(|line| line.starts_with("f64"));
        fs::write(file(), lines.join("\n") + "\n").expect("a writable file");
    }
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ulp/swept.txt")
}

/// The lines of the record; none where there is no record.
fn read() -> Vec<String> {
    let text = fs::read_to_string(file()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A hash of the sources that a type's errors depend on: the functions, and what they are held
/// against.
fn hash(dtype: &str) -> u64 {
    static SOURCES: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(sources);
    let other = if dtype == "f32" { "f64" } else { "f32" };
    let mut texts: Vec<_> = SOURCES
        .iter()
        .filter(|(path, _)| !path.iter().any(|part| part == other))
        .map(|(_, text)| text)
        .collect();
    // A file may have another name tomorrow.
    texts.sort();
    let mut checksum = Checksum::new();
    texts.iter().for_each(|text| checksum.add(text.as_bytes()));
    checksum.0
}

fn sources() -> Vec<(PathBuf, String)> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![package.join("src/activation")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    for name in [
        "case",
        "oracle",
        "pair",
        "polynomial",
        "series",
        "single",
        "double",
    ] {
        files.push(package.join(format!("tests/ulp/{name}.rs")));
    }
    let sources = files.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a source");
        (path, code(&text))
    });
    // The list of activations calls the functions, as the sweep does, and is none of them; nor are the rules for their
    // parameters.
    const OTHERS: [&str; 2] = ["pub enum Activation<", "pub struct InvalidParameter"];
    sources
        .filter(|(_, text)| !OTHERS.iter().any(|other| text.contains(other)))
        .collect()
}

/// What is left of a source without comments, indentation and declarations of files.
fn code(text: &str) -> String {
    const LEFT_OUT: [&str; 5] = ["//", "#[macro_use]", "mod ", "pub mod ", "pub use "];
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !LEFT_OUT.iter().any(|start| line.starts_with(start)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_comment_needs_no_sweep_but_a_number_does() {
    let half = "const HALF: f32 = 0.5;";
    assert_eq!(code(&format!("/// A half.\n    {half}\r\n")), half);
    assert_ne!(code("const HALF: f32 = 0.25;"), half);
}

#[test]
fn types_have_sources_of_their_own() {
    assert_ne!(hash("f32"), hash("f64"));
}
