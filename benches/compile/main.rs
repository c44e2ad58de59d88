//! What a model costs the compiler, and how much code it becomes.
//!
//! `cargo bench --bench compile` generates networks, builds each after its dependencies, and prints
//! the processor time of the debug build, the largest memory of any of its processes so far, and
//! the bytes of machine code that it adds to a release build. `-- --svg FILE` draws the times, too.

mod plot;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use xornet_testing::{Activation, Model, Project, Random};

use plot::Point;

/// The widths, and `unroll`; smallest first, since memory is a maximum over all before.
const NETWORKS: [(&[usize], &str); 12] = [
    (&[16, 16], "full"),
    (&[32, 32], "full"),
    (&[64, 32], "full"),
    (&[64, 64], "full"),
    (&[128, 64], "full"),
    (&[120, 128], "full"),
    (&[16, 16], "auto"),
    (&[64, 64, 10], "auto"),
    (&[256, 96, 10], "auto"),
    (&[784, 128, 10], "auto"),
    (&[784, 384, 10], "auto"),
    (&[784, 512, 512, 10], "auto"),
];

fn main() {
    let project = Project::new("compile");
    let code = |widths: &[usize], unroll: &'static str, output: &str| {
        project.write("net.toml", &network(widths, unroll));
        project.write(
            "src/main.rs",
            &format!(
                "xornet::model!(Net = \"net.toml\");
                fn main() {{
                    let x = std::hint::black_box([0.5; Net::INPUTS]);
                    println!(\"{{:?}}\", {output});
                }}\n"
            ),
        );
    };
    code(&[1, 1], "auto", "x");
    project.succeeds(&["build"]);
    let nothing = project.text("compile");

    println!("network              weights    cpu s   peak MB  code bytes");
    let mut points = Vec::new();
    for (widths, unroll) in NETWORKS {
        code(widths, unroll, "Net::forward(&x)");
        let before = usage();
        project.succeeds(&["build"]);
        let (seconds, memory) = usage();
        let seconds = seconds - before.0;
        let weights: usize = widths.windows(2).map(|pair| pair[0] * pair[1]).sum();
        let name: Vec<_> = widths.iter().map(usize::to_string).collect();
        println!(
            "{:16} {unroll} {weights:7} {seconds:8.2} {:9} {:11}",
            name.join("-"),
            memory / 1024,
            project.text("compile") - nothing,
        );
        let weights = weights as f64;
        points.push(Point {
            unroll,
            weights,
            seconds,
        });
    }

    let arguments: Vec<_> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--svg") {
        let path = arguments.get(at + 1).expect("a file after --svg");
        std::fs::write(path, plot::plot(&points)).expect("a writable file");
    }
}

/// Seconds of processor time and kilobytes of memory, of all processes that have ended.
fn usage() -> (f64, i64) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel's count");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    (micros as f64 / 1e6, usage.max_rss())
}

fn network(widths: &[usize], unroll: &'static str) -> String {
    let mut random = Random::new(1);
    let mut model = Model::new(widths[0]).unrolled(unroll);
    for &units in &widths[1..] {
        model = model.dense(&mut random, units, 100, Activation::Relu);
    }
    model.to_toml()
}
