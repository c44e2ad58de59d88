//! The committed file of counts, and the comparison with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How far above a count may be, in percent: linkers and the code around a call move a few.
const TOLERANCE: f64 = 2.0;

pub struct Counts {
    /// Compiler and target.
    pub conditions: String,
    /// By name, in the order of the run.
    pub all: Vec<(String, u64)>,
}

pub enum Verdict {
    Good,
    Worse,
    Incomparable(String),
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions/counts.txt")
}

impl Counts {
    /// The committed ones. A file that cannot be read has none.
    pub fn load() -> Self {
        let text = fs::read_to_string(path()).unwrap_or_default();
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        Self {
            conditions: lines.next().unwrap_or("none were accepted").into(),
            all: lines
                .filter_map(|line| {
                    let (count, name) = line.trim().split_once(' ')?;
                    Some((name.into(), count.parse().ok()?))
                })
                .collect(),
        }
    }

    pub fn save(&self) {
        let mut text = format!(
            "# Instructions per call. Written by `cargo bench --bench instructions -- --accept`.\n{}\n",
            self.conditions
        );
        for (name, count) in &self.all {
            writeln!(text, "{count:7} {name}").expect("a string");
        }
        fs::write(path(), text).expect("a writable file");
    }

    /// Prints the comparison with what was accepted.
    pub fn compare(&self, accepted: &Self) -> Verdict {
        let before: BTreeMap<_, _> = accepted.all.iter().cloned().collect();
        let mut worse = false;
        println!("{:>9} {:>9} {:>8}", "accepted", "now", "change");
        for (name, now) in &self.all {
            let Some(&before) = before.get(name) else {
                println!("{:>9} {now:9} {:>8}  {name}", "-", "new");
                worse = true;
                continue;
            };
            let percent = (*now as f64 / before as f64 - 1.0) * 100.0;
            let remark = if percent > TOLERANCE {
                worse = true;
                "  TOO MANY"
            } else if percent < -TOLERANCE {
                "  better: accept it, so that it stays"
            } else {
                ""
            };
            println!("{before:9} {now:9} {percent:+7.1}%  {name}{remark}");
        }
        let names = |counts: &Self| counts.all.iter().map(|(name, _)| name.clone()).collect();
        let [mine, theirs]: [Vec<String>; 2] = [names(self), names(accepted)];
        let missing: Vec<_> = theirs.iter().filter(|name| !mine.contains(name)).collect();
        if self.conditions != accepted.conditions {
            Verdict::Incomparable(format!(
                "{}, and not {}",
                accepted.conditions, self.conditions
            ))
        } else if let Some(name) = missing.first() {
            Verdict::Incomparable(format!(
                "there was `{name}`, which this processor does not have"
            ))
        } else if worse {
            Verdict::Worse
        } else {
            Verdict::Good
        }
    }
}
