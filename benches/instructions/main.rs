//! Instructions per call, exact and the same on every run: a guard against slow code that no clock
//! on a shared machine can be.
//!
//! `cargo bench --bench instructions` runs this program under valgrind's callgrind, compares with
//! `counts.txt`, and fails where a count is more than 2 % above. `-- --accept` writes new counts.
//! Instructions are not time: a wider register is fewer of them, a division is one.
//!
//! Callgrind itself and no crate for it: gungraun wants a second program, installed in the same
//! version, and compares with an earlier run on the same machine rather than with a committed file.

mod callgrind;
mod cases;
mod counts;

use std::env;
use std::process::ExitCode;

use counts::{Counts, Verdict};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    if has(cases::RUN) {
        // We are the program under valgrind.
        for name in cases::run() {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    }
    if !has("--bench") {
        // `cargo test --all-targets` runs this, too, and unoptimised.
        return ExitCode::SUCCESS;
    }

    let now = match callgrind::count() {
        Ok(now) => now,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    if has("--accept") {
        now.save();
        println!("{} counts accepted", now.all.len());
        return ExitCode::SUCCESS;
    }
    match now.compare(&Counts::load()) {
        Verdict::Good => ExitCode::SUCCESS,
        Verdict::Worse => {
            println!(
                "\nMore instructions than accepted, or a new case. If that is as it should be:\n\
                 cargo bench --bench instructions -- --accept"
            );
            ExitCode::FAILURE
        }
        Verdict::Incomparable(why) => {
            println!("\nNothing was judged, since the counts were accepted elsewhere: {why}.");
            ExitCode::SUCCESS
        }
    }
}
