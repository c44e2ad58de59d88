//! Every output on every target against this computer's, bit for bit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result, bail, ensure};

use crate::bare::{Archive, Builds, Image, Level, Machine};
use crate::report::Report;
use crate::wasm::{self, Module};
use crate::{cargo, linux};

/// Where networks run.
pub trait Platform {
    /// Whether a network runs there.
    fn has(&self, _name: &str) -> bool {
        true
    }

    /// A line for each network.
    fn sweeps(&self) -> Result<String>;

    /// The bits of all outputs of a network, a line for each input.
    fn bits(&self, name: &str) -> Result<String>;
}

pub fn run(report: &mut Report, builds: &Builds) {
    let mut native = None;
    report.check("bits native", &[], || {
        let sweeps = Native.sweeps()?;
        let lines = parse(&sweeps)?;
        shapes_agree(&lines)?;
        let remark = format!("{} networks", lines.len());
        native = Some(lines);
        Ok(remark)
    });
    let Some(native) = native else {
        return;
    };
    for linux in &linux::ALL {
        let name = format!("bits {}", linux.triple);
        report.check(&name, linux.tools, || compare(&native, linux));
    }
    for simd in [true, false] {
        let module = Module {
            simd,
            names: native.iter().map(|(name, _)| name.clone()).collect(),
        };
        let name = if simd {
            "bits wasm32 simd128"
        } else {
            "bits wasm32"
        };
        report.check(name, wasm::TOOLS, || compare(&native, &module));
    }
    for machine in Machine::ALL {
        for &level in machine.levels() {
            let name = format!("bits {} opt-level {}", machine.name(), level.name());
            report.check(&name, machine.tools(), || {
                compare(&native, &Bare::new(builds, machine, level)?)
            });
        }
    }
}

/// This computer.
struct Native;

impl Native {
    fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = cargo::native();
        command.args([
            "run",
            "--quiet",
            "--locked",
            "--release",
            "--package",
            "native",
            "--",
        ]);
        cargo::output(command.args(arguments))
    }
}

impl Platform for Native {
    fn sweeps(&self) -> Result<String> {
        self.run(&[])
    }

    fn bits(&self, name: &str) -> Result<String> {
        self.run(&["bits", name])
    }
}

/// A bare machine.
struct Bare<'a> {
    archive: Rc<Archive>,
    machine: Machine,
    level: Level,
    folder: &'a Path,
}

impl<'a> Bare<'a> {
    fn new(builds: &'a Builds, machine: Machine, level: Level) -> Result<Self> {
        Ok(Self {
            archive: builds.firmware(machine, level)?,
            machine,
            level,
            folder: builds.folder(),
        })
    }

    fn call(&self, function: &str) -> Result<String> {
        let program = Image::program(&self.archive, self.machine, function, self.folder)?;
        program
            .run(self.machine)
            .with_context(|| function.to_owned())
    }
}

impl Platform for Bare<'_> {
    fn has(&self, name: &str) -> bool {
        // The generated networks are built at one level.
        self.level == Level::Small || !(name.starts_with("f32_") || name.starts_with("f64_"))
    }

    fn sweeps(&self) -> Result<String> {
        let (all, each): (BTreeSet<_>, BTreeSet<_>) = self
            .archive
            .names("sweep_")?
            .into_iter()
            .partition(|name| ["models", "shapes"].contains(&&**name));
        let names = if self.machine.has_room() { all } else { each };
        names
            .iter()
            .map(|name| self.call(&format!("sweep_{name}")))
            .collect()
    }

    fn bits(&self, name: &str) -> Result<String> {
        self.call(&format!("bits_{name}"))
    }
}

/// Lines as names and what follows.
type Lines = Vec<(String, String)>;

/// The lines of a sweep in which nothing differed from the reference.
fn parse(sweeps: &str) -> Result<Lines> {
    let mut lines = Vec::new();
    for line in sweeps.lines() {
        let (name, rest) = line.split_once(' ').context("a line without a space")?;
        ensure!(!name.ends_with(':'), "{line}");
        lines.push((name.to_owned(), rest.to_owned()));
    }
    Ok(lines)
}

/// The same model gives the same line in every unroll mode.
fn shapes_agree(lines: &Lines) -> Result<()> {
    let all: BTreeMap<_, _> = lines.iter().map(|(name, rest)| (&**name, rest)).collect();
    for (name, rest) in &all {
        for shape in ["_full", "_none"] {
            if let Some(auto) = all.get(&*name.replace(shape, "_auto")) {
                ensure!(
                    rest == auto,
                    "{name} differs from the same network in shape \"auto\""
                );
            }
        }
    }
    Ok(())
}

fn compare(native: &Lines, platform: &dyn Platform) -> Result<String> {
    let mut lines: BTreeMap<_, _> = parse(&platform.sweeps()?)?.into_iter().collect();
    let mut count = 0;
    for (name, wanted) in native.iter().filter(|(name, _)| platform.has(name)) {
        let line = lines
            .remove(name)
            .with_context(|| format!("{name} did not run"))?;
        if line != *wanted {
            let difference = first_difference(&Native.bits(name)?, &platform.bits(name)?);
            bail!("{name}: {line}, and here {wanted}\n{difference}");
        }
        count += 1;
    }
    ensure!(lines.is_empty(), "not of this computer: {:?}", lines.keys());
    Ok(format!("{count} networks, the same bits"))
}

/// Input, output and both bits.
fn first_difference(native: &str, there: &str) -> String {
    for (native, there) in native.lines().zip(there.lines()) {
        let pairs = native.split(' ').zip(there.split(' '));
        // The first two words are the network and the input.
        if let Some((index, (native_bits, bits))) = pairs.enumerate().find(|(_, (a, b))| a != b) {
            let input = native.split(' ').nth(1).unwrap_or("?");
            let output = index.saturating_sub(2);
            return format!("input {input}: output[{output}] is {bits}, and here {native_bits}");
        }
    }
    "the bits are the same when they are printed one by one".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_is_read_unless_something_differed() {
        let lines = parse("xor_auto 4 inputs 0f\nsine_auto 9 inputs 1e\n").unwrap();
        let wanted = [("xor_auto", "4 inputs 0f"), ("sine_auto", "9 inputs 1e")];
        assert_eq!(lines, wanted.map(|(name, rest)| (name.into(), rest.into())));
        assert!(parse("xor_auto: forward, input 1: output[0] is 1").is_err());
        assert!(parse("xor_auto").is_err());
    }

    #[test]
    fn code_that_is_chosen_differently_gives_the_same_line() {
        let lines = |full: &str| parse(&format!("a_auto 1\na_full {full}\na_none 1\n")).unwrap();
        assert!(shapes_agree(&lines("1")).is_ok());
        assert!(shapes_agree(&lines("2")).is_err());
    }

    #[test]
    fn the_first_output_that_differs_is_named() {
        let native = "xor 0 1a 2b\nxor 1 3c 4d\n";
        let text = first_difference(native, "xor 0 1a 2b\nxor 1 3c ff\n");
        assert_eq!(text, "input 1: output[1] is ff, and here 4d");
        assert!(first_difference(native, native).contains("the same"));
    }

    struct Printed(&'static str);

    impl Platform for Printed {
        fn sweeps(&self) -> Result<String> {
            Ok(self.0.into())
        }

        fn bits(&self, _: &str) -> Result<String> {
            bail!("no bits")
        }
    }

    #[test]
    fn a_network_that_is_missing_or_unknown_is_seen() {
        let native = parse("a 1\nb 2\n").unwrap();
        assert!(compare(&native, &Printed("a 1\nb 2\n")).is_ok());
        assert!(compare(&native, &Printed("a 1\n")).is_err());
        assert!(compare(&native, &Printed("a 1\nb 2\nc 3\n")).is_err());
    }
}
