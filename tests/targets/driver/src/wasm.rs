//! WebAssembly, in node.

use std::process::Command;

use anyhow::{Context, Result};

use crate::compiler::Library;
use crate::jobs::bits::Platform;
use crate::tool::Tool;
use crate::{cargo, linker};

pub const TRIPLE: &str = "wasm32-unknown-unknown";
pub const TOOLS: &[Tool] = &[
    Tool::Target(TRIPLE),
    // For the costs and the proof.
    Tool::CoreFromSource,
    Tool::Linker,
    Tool::Program("node", "nodejs"),
];

/// The sweep as a module.
pub struct Module {
    pub simd: bool,
    /// Names in the order of the module's list.
    pub names: Vec<String>,
}

impl Module {
    fn node(&self, arguments: &[&str]) -> Result<String> {
        let mut command = cargo::cross("build", TRIPLE, Library::Core)?;
        command.args(["--locked", "--release", "--package", "module"]);
        command.env(cargo::variable(TRIPLE, "LINKER"), linker::path()?);
        let flags = if self.simd {
            "-Ctarget-feature=+simd128"
        } else {
            ""
        };
        command.env("RUSTFLAGS", flags);
        cargo::output(&mut command)?;
        let file = cargo::target_folder()
            .join(TRIPLE)
            .join("release/module.wasm");
        let script = cargo::root().join("tests/targets/module/module.mjs");
        cargo::output(Command::new("node").arg(script).arg(file).args(arguments))
    }
}

impl Platform for Module {
    fn sweeps(&self) -> Result<String> {
        self.node(&[])
    }

    fn bits(&self, name: &str) -> Result<String> {
        let index = self.names.iter().position(|other| other == name);
        let index = index.with_context(|| format!("the module has no {name}"))?;
        self.node(&[&index.to_string()])
    }
}
