//! ONNX Runtime races in Python: no crate has it without binaries from elsewhere.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xornet_race_networks::{Class, Network};

use crate::launch::{self, Flags, Program};

/// The name in the race.
pub const NAME: &str = "onnxruntime";

/// What there is to start.
pub enum Script {
    /// The program, and what it says of its version.
    Ready(Program, String),
    /// Why it cannot be started.
    Absent(String),
    /// None of the networks is for it.
    Unused,
}

/// Returns the networks that it takes part in.
pub fn names(networks: &[Network]) -> Vec<&str> {
    raced(networks)
        .map(|network| network.name.as_str())
        .collect()
}

fn raced(networks: &[Network]) -> impl Iterator<Item = &Network> {
    let networks = networks.iter();
    networks.filter(|network| network.class == Class::Convolutional)
}

/// Writes what the script reads, and finds out whether it can run.
pub fn prepare(python: &Path, networks: &[Network]) -> Result<Script, Box<dyn Error>> {
    if raced(networks).next().is_none() {
        return Ok(Script::Unused);
    }
    let script = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/onnxruntime_worker.py"
    ));
    let version = match version(python, &script) {
        Ok(version) => version,
        Err(reason) => return Ok(Script::Absent(format!("{NAME}: {reason}"))),
    };
    let folder = launch::target_folder()?.join("race").join(NAME);
    fs::create_dir_all(&folder)?;
    for network in raced(networks) {
        let file = |kind| folder.join(format!("{}.{kind}", network.name));
        let inputs = network.draw(network.cases());
        let bytes: Vec<_> = inputs.iter().flat_map(|x| x.to_ne_bytes()).collect();
        fs::write(file("toml"), network.toml())?;
        fs::write(file("inputs"), bytes)?;
    }
    let program = Program {
        // It takes whatever instructions the processor has.
        flags: Flags::Native,
        path: python.into(),
        arguments: vec![script, folder],
    };
    Ok(Script::Ready(program, version))
}

/// Returns the version, or why there is none.
fn version(python: &Path, script: &Path) -> Result<String, String> {
    let output = Command::new(python).arg(script).arg("--version").output();
    let output = output.map_err(|error| format!("{} does not start: {error}", python.display()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().into());
    }
    // Python names what is missing last.
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(errors
        .trim()
        .lines()
        .next_back()
        .unwrap_or("no reason")
        .into())
}
