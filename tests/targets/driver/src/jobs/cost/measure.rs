//! Measures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::costs::{Cost, Costs, Key, Run};
use crate::bare::{Builds, Image, Level, Machine, Trace};
use crate::compiler::Compiler;
use crate::jobs::proof;
use crate::wasm;

pub const HEADING: &str =
    "network            instructions  soft float   ratio     code  constants  stack";

/// Of all machines. Where floats are soft, instructions take long to count: at one level.
pub fn all(builds: &Builds) -> Result<Costs> {
    let mut all = BTreeMap::new();
    for level in Level::ALL {
        for machine in Machine::ALL {
            for network in networks(builds, machine, level)? {
                let cost = if machine.has_floats() || level == Level::Small {
                    traced(builds, machine, level, &network)?.0
                } else {
                    linked(builds, machine, level, &network)?
                };
                all.insert(key(machine.name(), level, &network)?, cost);
            }
        }
        let archive = builds.alone(wasm::TRIPLE, level)?;
        for network in networks_of(archive.names("forward_")?) {
            let function = format!("forward_{network}");
            let (code, constants) = proof::wasm::sizes(&archive, &function, builds)?;
            let cost = Cost {
                run: None,
                code,
                constants,
                stack: None,
            };
            all.insert(key("wasm32", level, &network)?, cost);
        }
    }
    Ok(Costs {
        conditions: Compiler::from_source()?.version()?,
        all,
    })
}

fn key(machine: &str, level: Level, network: &str) -> Result<Key> {
    let (model, shape) = network
        .rsplit_once('_')
        .context("a network without a shape")?;
    Ok(Key {
        machine: machine.into(),
        level: level.name().into(),
        model: model.into(),
        shape: shape.into(),
    })
}

/// Those of `f32`, as the models are.
pub fn networks(builds: &Builds, machine: Machine, level: Level) -> Result<Vec<String>> {
    Ok(networks_of(
        builds.alone(machine.triple(), level)?.names("forward_")?,
    ))
}

fn networks_of(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let names = names.into_iter();
    names.filter(|name| !name.ends_with("_f64")).collect()
}

/// What a network costs without running.
fn linked(builds: &Builds, machine: Machine, level: Level, network: &str) -> Result<Cost> {
    let alone = builds.alone(machine.triple(), level)?;
    let function = format!("forward_{network}");
    let image = Image::function(&alone, &function, builds.folder());
    let (code, constants) = image
        .and_then(|image| image.flash())
        .context(function.clone())?;
    let calls = Image::calls(&alone, &function, builds.folder())?;
    Ok(Cost {
        run: None,
        code,
        constants,
        stack: Some(proof::stack::bound(&calls, &function)?),
    })
}

/// The same with what it executes.
pub fn traced(
    builds: &Builds,
    machine: Machine,
    level: Level,
    network: &str,
) -> Result<(Cost, Trace)> {
    let firmware = builds.firmware(machine, level)?;
    let measure = format!("measure_{network}");
    let program = Image::program(&firmware, machine, &measure, builds.folder())?;
    let trace = Trace::run(machine, &program, &format!("forward_{network}"))?;
    let cost = Cost {
        run: Some(Run {
            instructions: trace.instructions(),
            soft_float: trace.each(trace.soft_float),
        }),
        ..linked(builds, machine, level, network)?
    };
    Ok((cost, trace))
}

/// In columns below `HEADING`.
pub fn line(cost: &Cost) -> String {
    let (instructions, soft_float) = cost
        .run
        .map_or((0, 0), |run| (run.instructions, run.soft_float));
    let ratio = match soft_float {
        0 => "-".into(),
        soft_float => format!("{:.2}", instructions as f64 / soft_float as f64),
    };
    format!(
        "{instructions:>12}  {soft_float:>10}  {ratio:>6}  {:>7}    {:>7}  {:>5}",
        cost.code,
        cost.constants,
        cost.stack.unwrap_or_default()
    )
}

/// Where the instructions of a call were spent.
pub fn profile(trace: &Trace) -> String {
    let mut text = String::new();
    for (name, &instructions) in &trace.functions {
        let each = trace.each(instructions);
        writeln!(text, "    {each:>10}               in {name}").expect("a string");
    }
    for (name, &(calls, instructions)) in &trace.routines {
        let (each, calls) = (trace.each(instructions), trace.each(calls));
        writeln!(text, "    {each:>10}  {calls:>6} calls of {name}").expect("a string");
    }
    text
}
