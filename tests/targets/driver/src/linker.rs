//! rustup's linker, which links for all targets.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::compiler;

pub fn path() -> Result<PathBuf> {
    let root = compiler::sysroot().context("there is no toolchain of rustup")?;
    let targets = root.join("lib/rustlib");
    for target in fs::read_dir(&targets).with_context(|| targets.display().to_string())? {
        let linker = target?.path().join("bin/rust-lld");
        if linker.exists() {
            return Ok(linker);
        }
    }
    bail!("there is no rust-lld in {}", root.display())
}

/// Runs the linker.
pub fn link(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<()> {
    let output = Command::new(path()?).args(arguments).output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(())
}
