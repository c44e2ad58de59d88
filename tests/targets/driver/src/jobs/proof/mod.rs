//! What can be reached from a forward pass, and how deep the stack becomes: read from an image of
//! nothing but `forward` and what it reaches.

mod controls;
mod names;
pub mod stack;
pub mod wasm;

use anyhow::{Result, bail, ensure};

use crate::bare::{Archive, Builds, Image, Level, Machine};
use crate::report::Report;

/// What `alone` calls in its panic handler; it is nowhere.
const PANIC: &str = "a_panic_can_be_reached";

pub fn run(report: &mut Report, builds: &Builds) {
    for machine in Machine::ALL {
        for level in Level::ALL {
            let name = format!("proof {} opt-level {}", machine.name(), level.name());
            report.check(&name, machine.tools(), || prove(builds, machine, level));
        }
    }
    for level in Level::ALL {
        let name = format!("proof wasm32 opt-level {}", level.name());
        report.check(&name, crate::wasm::TOOLS, || wasm::prove(builds, level));
    }
}

/// The networks that are xornet's.
fn networks(archive: &Archive) -> Result<Vec<String>> {
    let mut names = archive.names("forward_")?;
    names.retain(|name| !name.ends_with("_plain"));
    ensure!(!names.is_empty(), "there are no networks");
    Ok(names.into_iter().collect())
}

fn prove(builds: &Builds, machine: Machine, level: Level) -> Result<String> {
    let alone = builds.alone(machine.triple(), level)?;
    controls::refused(&alone, machine, builds)?;
    let networks = networks(&alone)?;
    let mut deepest = (0, None, "");
    let mut refused = Vec::new();
    for name in &networks {
        match stack_of(builds, machine, level, name) {
            Ok((bound, painted)) => deepest = deepest.max((bound, painted, name)),
            Err(error) => refused.push(format!("forward_{name}: {error:#}")),
        }
    }
    all_passed(&refused)?;
    let (bound, painted, name) = deepest;
    let seen = painted.map_or(String::new(), |painted| format!(", {painted} seen"));
    Ok(format!(
        "{} networks: no panic, nothing foreign; stack at most {bound} bytes{seen} ({name})",
        networks.len()
    ))
}

/// One reason in full, since most are the same.
fn all_passed(refused: &[String]) -> Result<()> {
    match refused {
        [] => Ok(()),
        [first, others @ ..] => bail!("{first}\nand {} more are refused", others.len()),
    }
}

/// The bytes of stack that a network takes at most, and those that were seen to be used where it runs.
fn stack_of(
    builds: &Builds,
    machine: Machine,
    level: Level,
    name: &str,
) -> Result<(u64, Option<u64>)> {
    let alone = builds.alone(machine.triple(), level)?;
    let bound = examine(&alone, machine, &format!("forward_{name}"), builds)?;
    if !machine.levels().contains(&level) {
        return Ok((bound, None));
    }
    let firmware = builds.firmware(machine, level)?;
    let program = Image::program(
        &firmware,
        machine,
        &format!("paint_{name}"),
        builds.folder(),
    )?;
    let painted: u64 = program.run(machine)?.trim().parse()?;
    // Some inputs do not take the deepest way.
    ensure!(
        bound / 2 <= painted && painted <= bound,
        "{painted} bytes of stack were used, {bound} computed"
    );
    Ok((bound, Some(painted)))
}

/// That a function reaches nothing but what it may; gives the bytes of stack that it takes at most.
fn examine(archive: &Archive, machine: Machine, function: &str, builds: &Builds) -> Result<u64> {
    let image = Image::calls(archive, function, builds.folder())?;
    image.flash()?;
    let bound = stack::bound(&image, function)?;
    let symbols = image.symbols()?;
    for symbol in symbols.all() {
        let single = !function.ends_with("_f64");
        names::check(&symbol.name, function, machine.has_floats(), single)?;
    }
    Ok(bound)
}
