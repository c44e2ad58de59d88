//! The project's tests on other processors.
//!
//! What needs a compiler stays out: a program of an emulated processor could start only the compiler
//! of this computer, which builds for this computer. That is `tests/ui.rs`, `tests/projects.rs`, the
//! tests of documentation, and those of `xornet-macros`, which is part of the compiler.
//! `tests/random` compiles here what runs there.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cargo;
use crate::linux::{self, Linux};
use crate::report::Report;

/// Where bytes are written and read, or bits taken apart: files of tensors, model files, the tables of
/// compiled networks, the functions. On a processor whose bytes are in another order, no more can be
/// different: texts are checked without looking at bytes, and `bits` compares networks of every kind.
const BYTES: [&str; 10] = [
    "--package=xornet",
    "--package=xornet-core",
    "--package=xornet-model",
    "--package=xornet-workspace",
    "--lib",
    "--test=activation",
    "--test=external",
    "--test=roundtrip",
    "--test=models",
    "--test=constant",
];

/// The rest of what needs no compiler when it runs.
const MORE: [&str; 5] = [
    "--test=ulp",
    "--test=errors",
    "--test=hostile",
    "--test=spellings",
    "--test=allocation",
];

pub fn run(report: &mut Report) {
    for linux in &linux::ALL {
        let name = format!("suite {}", linux.triple);
        report.check(&name, linux.tools, || suite(linux));
    }
    // The networks of `bits` reach every kernel on both; random ones are for what vectors do.
    for linux in linux::ALL.iter().filter(|linux| !linux.big_endian) {
        let name = format!("random {}", linux.triple);
        report.check(&name, linux.tools, || random(linux));
    }
}

/// Returns a command of cargo for the project's own packages. They are built where release builds are
/// made for this computer, which have the macro already.
fn project(linux: &Linux, subcommand: &str) -> Result<Command> {
    let mut command = linux.cargo(subcommand)?;
    command.env("CARGO_TARGET_DIR", cargo::root().join("target"));
    Ok(command)
}

fn suite(linux: &Linux) -> Result<String> {
    let mut command = project(linux, "test")?;
    command
        .current_dir(cargo::root())
        .arg("--locked")
        .args(BYTES);
    if !linux.big_endian {
        command.args(MORE);
    }
    let text = cargo::output(&mut command)?;
    // `test result: ok. 12 passed; 0 failed; …`
    let results = text
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "));
    let counts = results.map(|rest| rest.split(' ').next().unwrap_or("0").parse::<usize>());
    let counts = counts.collect::<Result<Vec<_>, _>>()?;
    ensure!(counts.iter().sum::<usize>() > 0, "no test ran");
    Ok(format!(
        "{} tests in {} programs",
        counts.iter().sum::<usize>(),
        counts.len()
    ))
}

/// Networks that are compiled here for there.
fn random(linux: &Linux) -> Result<String> {
    let mut command = cargo::native();
    command.current_dir(cargo::root());
    // Where `cargo test` has built the test already, as a rule.
    command.env_remove("CARGO_TARGET_DIR");
    command.args([
        "test",
        "--locked",
        "--package",
        "xornet-workspace",
        "--test",
        "random",
        "--",
    ]);
    command.args([
        "--ignored",
        "--exact",
        "random_networks_give_the_same_bits_elsewhere",
    ]);
    command.env("XORNET_ELSEWHERE", elsewhere(linux)?);
    let text = cargo::output(&mut command)?;
    ensure!(text.contains("1 passed"), "the test did not run");
    Ok("random networks, the same bits".into())
}

/// The command that builds and runs a program there, one word a line.
fn elsewhere(linux: &Linux) -> Result<String> {
    let mut cargo = project(linux, "run")?;
    cargo.args(["--quiet", "--offline"]);
    let mut words = vec![OsString::from("env")];
    for (name, value) in cargo.get_envs() {
        match value {
            None => words.extend(["-u".into(), name.into()]),
            Some(value) => {
                let mut setting = name.to_owned();
                setting.push("=");
                setting.push(value);
                words.push(setting);
            }
        }
    }
    // `env` takes what unsets first.
    words[1..].sort_by_key(|word| word.to_string_lossy().contains('='));
    words.push(cargo.get_program().into());
    words.extend(cargo.get_args().map(Into::into));
    let words: Option<Vec<_>> = words.iter().map(|word| word.to_str()).collect();
    Ok(words.context("a path that is not UTF-8")?.join("\n"))
}
