//! What a model costs the compiler: time and memory of a debug build of a crate with one model.
//!
//! `cargo bench --bench compile` generates networks, builds each after its dependencies, and prints
//! the processor time of that build and the largest memory of any of its processes so far.

#[path = "../../tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;

use common::{Project, Random};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// A name, the widths, and `unroll`; smallest first, since memory is a maximum over all before.
const NETWORKS: [(&str, &[usize], &str); 8] = [
    ("nothing to speak of", &[2, 1], "auto"),
    ("1k multiply-adds, full", &[32, 32], "full"),
    ("4k multiply-adds, full", &[64, 64], "full"),
    ("8k multiply-adds, full", &[128, 64], "full"),
    ("16k multiply-adds, full", &[120, 128], "full"),
    ("64-64-10", &[64, 64, 10], "auto"),
    ("784-128-10", &[784, 128, 10], "auto"),
    ("784-512-512-10", &[784, 512, 512, 10], "auto"),
];

fn main() {
    let project = Project::new("compile");
    project.write("src/main.rs", "xornet::model!(Net = \"net.toml\");\nfn main() { let x = std::hint::black_box([0.5; Net::INPUTS]); println!(\"{:?}\", Net::forward(&x)); }\n");
    project.write("net.toml", &network(&[1, 1], "auto"));
    project.succeeds(&["build"]);

    println!("{:26} {:>9} {:>12}", "network", "cpu s", "peak MB");
    for (name, widths, unroll) in NETWORKS {
        project.write("net.toml", &network(widths, unroll));
        let before = usage();
        project.succeeds(&["build"]);
        let after = usage();
        println!("{name:26} {:9.2} {:12}", after.0 - before.0, after.1 / 1024);
    }
}

/// Seconds of processor time and kilobytes of memory, of all processes that have ended.
fn usage() -> (f64, i64) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel's count");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    (micros as f64 / 1e6, usage.max_rss())
}

fn network(widths: &[usize], unroll: &str) -> String {
    let mut random = Random(1);
    let mut text = format!("input = {}\nunroll = '{unroll}'\n", widths[0]);
    for pair in widths.windows(2) {
        let scale = 1.0 / (pair[0] as f64).sqrt();
        let mut list = |count| {
            let values = (0..count).map(|_| format!("{:?}", (random.signed() * scale) as f32));
            values.collect::<Vec<_>>().join(", ")
        };
        writeln!(
            text,
            "[[layers]]\ntype = 'dense'\nactivation = 'relu'\nunits = {}\nweights = [",
            pair[1]
        )
        .expect("a string");
        for _ in 0..pair[0] {
            writeln!(text, "    [{}],", list(pair[1])).expect("a string");
        }
        writeln!(text, "]\nbiases = [{}]", list(pair[1])).expect("a string");
    }
    text
}
