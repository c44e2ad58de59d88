//! Times xornet itself: calls that follow each other freely, calls that wait for each other, and
//! batches.
//!
//! `cargo bench --bench forward` builds the package in this folder, which has the networks, and runs
//! its benchmarks. What follows `--` is for criterion: `cargo bench --bench forward -- digits`, or
//! `-- --save-baseline before`, then `-- --baseline before`. In front, `taskset -c 1` keeps it on one
//! core. A busy machine shows as a wide interval.

use std::env;
use std::path::Path;
use std::process::{Command, exit};

fn main() {
    // Cargo says `--bench` to every benchmark, and will say it again.
    let arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status = Command::new(env!("CARGO"))
        .args([
            "bench",
            "--locked",
            "--bench",
            "networks",
            "--manifest-path",
        ])
        .arg(root.join("benches/forward/Cargo.toml"))
        .arg("--")
        .args(arguments)
        .env("CARGO_TARGET_DIR", root.join("target/forward"))
        .status()
        .expect("cargo");
    exit(status.code().unwrap_or(1));
}
