//! What a forward pass costs: instructions, flash and stack, measured, compared with what was
//! accepted, and shown.

mod accepted;
mod compare;
mod costs;
mod markdown;
mod measure;
mod picture;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::bare::{Builds, Machine};
use crate::report::Report;
use crate::tool::Tool;
use crate::{Cost, cargo, wasm};
use costs::Costs;

/// What the folder of the accepted costs holds.
fn files(costs: &Costs) -> [(&'static str, String); 3] {
    [
        (accepted::FILE, accepted::write(costs)),
        ("costs.md", markdown::page(costs)),
        ("costs.svg", picture::draw(costs)),
    ]
}

fn folder() -> PathBuf {
    cargo::root().join("tests/targets/costs")
}

fn tools() -> Vec<Tool> {
    let machines = Machine::ALL.iter().flat_map(|machine| machine.tools());
    machines.chain(wasm::TOOLS).copied().collect()
}

pub fn run(report: &mut Report, builds: &Builds) {
    report.check("cost", &tools(), || {
        let accepted = accepted::read(&fs::read_to_string(folder().join(accepted::FILE))?)?;
        for (file, text) in files(&accepted) {
            let there = fs::read_to_string(folder().join(file)).context(file)?;
            ensure!(
                there == text,
                "{file} does not show the accepted costs; {ACCEPT}"
            );
        }
        let comparison = compare::compare(&accepted, &measure::all(builds)?);
        if comparison.worse {
            bail!("{}\nif that is as it should be: {ACCEPT}", comparison.text);
        }
        Ok(comparison.text)
    });
}

const ACCEPT: &str = "tests/targets/run cost --accept";

pub fn accept(builds: &Builds) -> Result<()> {
    let costs = measure::all(builds)?;
    fs::create_dir_all(folder())?;
    for (file, text) in files(&costs) {
        fs::write(folder().join(file), text)?;
    }
    println!("{} costs accepted", costs.all.len());
    Ok(())
}

pub fn print(builds: &Builds, options: &Cost) -> Result<()> {
    let machines = match &*options.machines {
        [] => &Machine::ALL,
        machines => machines,
    };
    for &machine in machines {
        for &level in &options.levels {
            println!("\n{} at opt-level {}", machine.title(), level.name());
            println!("{}", measure::HEADING);
            for network in measure::networks(builds, machine, level)? {
                if options
                    .only
                    .as_ref()
                    .is_none_or(|start| network.starts_with(start))
                {
                    let (cost, trace) = measure::traced(builds, machine, level, &network)?;
                    println!("{network:<18} {}", measure::line(&cost));
                    if options.profile {
                        print!("{}", measure::profile(&trace));
                    }
                }
            }
        }
    }
    Ok(())
}
