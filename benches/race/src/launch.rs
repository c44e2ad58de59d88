//! Builds the workers, one for each set of compiler flags.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a worker and all in it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flags {
    /// Rust's release profile as it is; C with `-O3`.
    Default,
    /// Rust with `-C target-cpu=native`; C with `-O3 -march=native -ffast-math`.
    Native,
}

impl Flags {
    pub const ALL: [Self; 2] = [Self::Default, Self::Native];

    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Native => "native",
        }
    }
}

/// A worker that can be started.
pub struct Program {
    pub flags: Flags,
    pub path: PathBuf,
    /// What comes before the arguments of all workers.
    pub arguments: Vec<PathBuf>,
}

/// The target folder that this program was built into.
pub fn target_folder() -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let folder = program.parent().and_then(Path::parent);
    Ok(folder.ok_or("this program is in no target folder")?.into())
}

/// Builds a worker, where it is not yet: the whole of it, or what races over streams.
pub fn build(flags: Flags, is_whole: bool) -> Result<Program, Box<dyn Error>> {
    let mut target = target_folder()?;
    let mut rustflags = "";
    if flags == Flags::Native {
        target.push("native");
        rustflags = "-C target-cpu=native";
    }
    eprintln!("building all contenders, {} flags", flags.name());
    let status = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["build", "--release", "--locked", "-p", "xornet-race-worker"])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .args((!is_whole).then_some("--no-default-features"))
        // Whatever the user builds with is no part of the race.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", rustflags)
        .env_remove("CFLAGS")
        .status()?;
    if !status.success() {
        return Err(format!("the worker with {} flags does not build", flags.name()).into());
    }
    let path = target.join("release/xornet-race-worker");
    Ok(Program {
        flags,
        path,
        arguments: Vec::new(),
    })
}
