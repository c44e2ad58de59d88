//! Random networks, compiled in one crate: in every `unroll` mode, called in every way,
//! in a debug and in a release build, they give the bits of the reference. Those of dense layers and activations are
//! near an independent computation in double precision.
//!
//! `XORNET_SEED` chooses other networks; a failure prints the seed.

mod network;
mod streams;
mod subject;

use std::fmt::Write as _;

use subject::Subject;
use xornet_testing::{Dtype, Project, Random};

const NETWORKS: usize = 64;
/// An emulated processor takes its time, and so does the compiler for it.
const NETWORKS_ELSEWHERE: usize = 24;
const SAMPLES: usize = 4;
const MODES: [&str; 3] = ["auto", "full", "none"];

#[test]
fn random_networks_equal_the_reference() {
    let Case {
        networks,
        inputs,
        project,
    } = Case::random(NETWORKS);
    let debug = project.succeeds(&["run"]);
    let release = project.succeeds(&["run", "--release"]);
    assert_eq!(debug, release, "the bits depend on the optimisation level");
    compare(&networks, &inputs, &release);
}

#[test]
#[ignore = "needs a compiler and an emulator for another target: tests/targets/run suite"]
fn random_networks_give_the_same_bits_elsewhere() {
    let case = Case::random(NETWORKS_ELSEWHERE);
    let elsewhere = case.project.run_elsewhere();
    compare(&case.networks, &case.inputs, &elsewhere);
    let here = case.project.succeeds(&["run", "--release"]);
    assert!(here == elsewhere, "the bits depend on the target");
}

/// Returns the seed that was asked for, or that of every run, and prints it.
fn seed() -> u64 {
    let seed =
        std::env::var("XORNET_SEED").map_or(20_261_124, |seed| seed.parse().expect("a number"));
    println!("XORNET_SEED={seed}");
    seed
}

/// Returns the largest error of an output, relative to what it should be, or absolute below one.
fn allowed(dtype: Dtype) -> f64 {
    match dtype {
        Dtype::F32 => 2e-5,
        Dtype::F64 => 4e-14,
    }
}

/// Networks, and the crate that runs them.
struct Case {
    networks: Vec<Subject>,
    inputs: Vec<Vec<Vec<f64>>>,
    project: Project,
}

impl Case {
    fn random(count: usize) -> Self {
        let mut random = Random::new(seed());
        let networks = (0..count).map(|index| Subject::random(index, &mut random));
        let networks: Vec<_> = networks.collect();
        let inputs: Vec<Vec<Vec<f64>>> = networks
            .iter()
            .map(|network| (0..SAMPLES).map(|_| network.input(&mut random)).collect())
            .collect();

        let project = Project::with_testing("random");
        project.write("src/harness.rs", include_str!("harness.rs"));
        project.write("src/main.rs", &program(&networks, &inputs));
        for mode in MODES {
            for (index, network) in networks.iter().enumerate() {
                project.write(
                    &format!("models/{mode}/n{index}.toml"),
                    &network.to_toml(mode),
                );
            }
        }
        Self {
            networks,
            inputs,
            project,
        }
    }
}

fn program(networks: &[Subject], inputs: &[Vec<Vec<f64>>]) -> String {
    let mut program = String::from("mod harness;\n");
    for mode in MODES {
        writeln!(program, "mod {mode} {{").expect("a string");
        for index in 0..networks.len() {
            writeln!(
                program,
                "xornet::model!(pub N{index} = \"models/{mode}/n{index}.toml\");"
            )
            .expect("a string");
        }
        program.push_str("}\n");
    }
    program.push_str("fn main() {\n");
    for (index, (network, inputs)) in networks.iter().zip(inputs).enumerate() {
        program.push_str("network! {\n");
        for mode in MODES {
            let name = format!("{mode}::N{index}");
            let inputs = inputs.iter().map(|input| network.expression(&name, input));
            let inputs: Vec<_> = inputs.collect();
            writeln!(program, "{name}, [{}];", inputs.join(", ")).expect("a string");
        }
        program.push_str("}\n");
    }
    program.push_str("}\n");
    program
}

/// Each line of the program's output has the bits of one output vector.
fn compare(networks: &[Subject], inputs: &[Vec<Vec<f64>>], printed: &str) {
    let mut lines = printed.lines();
    let mut worst = (0.0f64, 0.0f64);
    for (index, (network, inputs)) in networks.iter().zip(inputs).enumerate() {
        for input in inputs {
            let line = lines.next().expect("a line for each sample");
            let got = line
                .split_whitespace()
                .map(|bits| u64::from_str_radix(bits, 16).expect("bits"))
                .map(|bits| network.dtype().number(bits));
            let text = || network.to_toml("auto");
            assert_eq!(got.clone().count(), network.outputs(), "network {index}");
            // The bits of NaN depend on the machine, and would hide the others.
            let finite = got.clone().all(f64::is_finite);
            assert!(
                finite,
                "network {index}: {input:?} overflows in\n{}",
                text()
            );
            for (got, wanted) in got.zip(network.expected(input).into_iter().flatten()) {
                let off = (got - wanted).abs() / wanted.abs().max(1.0);
                let worst = match network.dtype() {
                    Dtype::F32 => &mut worst.0,
                    Dtype::F64 => &mut worst.1,
                };
                *worst = worst.max(off);
                assert!(
                    off <= allowed(network.dtype()),
                    "network {index}: {got} instead of {wanted}, for {input:?} in\n{}",
                    text()
                );
            }
        }
    }
    assert_eq!(lines.next(), None);
    println!(
        "largest relative error: {:e} in f32, {:e} in f64",
        worst.0, worst.1
    );
}
