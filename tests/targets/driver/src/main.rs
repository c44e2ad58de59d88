//! `tests/targets/run`: the same bits on every target, what is reachable there, and what it costs.
//!
//! | file | what is in it |
//! |---|---|
//! | `tool`, `report` | what must be installed, and what passed |
//! | `compiler`, `cargo`, `linker` | the compilers, their commands, and the linker |
//! | `bare` | bare machines: archives, images, emulators, traces |
//! | `wasm`, `linux` | WebAssembly in node, and Linux on other processors |
//! | `jobs` | what is done with them, one file or folder per job |

mod bare;
mod cargo;
mod compiler;
mod jobs;
mod linker;
mod linux;
mod report;
mod tool;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use bare::{Builds, Level, Machine};
use report::Report;

/// The same bits on every target, what is reachable there, and what it costs.
///
/// Without a job, does all of them.
#[derive(Parser)]
#[command(name = "tests/targets/run")]
struct Options {
    /// What cannot be done for want of a tool is a failure.
    #[arg(long, global = true)]
    strict: bool,
    #[command(subcommand)]
    job: Option<Job>,
}

#[derive(Subcommand)]
enum Job {
    /// That xornet compiles for targets that nothing here runs.
    Builds,
    /// Outputs on every target against those of this computer, bit for bit.
    Bits,
    /// The test suite on other processors.
    Suite,
    /// That a forward pass has no panic, no allocation, and a bounded stack.
    Proof,
    /// Instructions, flash and stack of a forward pass, against the accepted ones.
    Cost(Cost),
}

#[derive(Args, Default)]
struct Cost {
    /// Writes what is measured as the accepted costs, with the tables and pictures.
    #[arg(long)]
    accept: bool,
    /// Prints costs and compares them with nothing.
    #[arg(long, conflicts_with = "accept")]
    print: bool,
    /// Prints where the instructions are spent as well.
    #[arg(long, requires = "print")]
    profile: bool,
    /// Prints only networks whose name begins so.
    #[arg(long, requires = "print", value_name = "START")]
    only: Option<String>,
    /// Prints costs at these optimisation levels.
    #[arg(long, requires = "print", value_delimiter = ',', default_value = "s")]
    levels: Vec<Level>,
    /// Prints costs on these machines; without any, on all.
    #[arg(requires = "print")]
    machines: Vec<Machine>,
}

fn main() -> ExitCode {
    run(Options::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(Options { strict, job }: Options) -> Result<ExitCode> {
    let mut report = Report::new(strict);
    let machines = match &job {
        Some(Job::Cost(cost)) if !cost.machines.is_empty() => &*cost.machines,
        _ => &Machine::ALL,
    };
    let builds = Builds::new(machines)?;
    match job {
        None => {
            jobs::builds::run(&mut report);
            jobs::bits::run(&mut report, &builds);
            jobs::proof::run(&mut report, &builds);
            jobs::cost::run(&mut report, &builds);
            jobs::suite::run(&mut report);
        }
        Some(Job::Builds) => jobs::builds::run(&mut report),
        Some(Job::Bits) => jobs::bits::run(&mut report, &builds),
        Some(Job::Suite) => jobs::suite::run(&mut report),
        Some(Job::Proof) => jobs::proof::run(&mut report, &builds),
        Some(Job::Cost(cost)) if cost.print => {
            jobs::cost::print(&builds, &cost)?;
            return Ok(ExitCode::SUCCESS);
        }
        Some(Job::Cost(cost)) if cost.accept => {
            jobs::cost::accept(&builds)?;
            return Ok(ExitCode::SUCCESS);
        }
        Some(Job::Cost(_)) => jobs::cost::run(&mut report, &builds),
    }
    Ok(report.finish())
}
