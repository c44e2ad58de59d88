//! Linux on another processor, emulated.

use std::process::Command;

use anyhow::Result;

use crate::cargo;
use crate::compiler::Library;
use crate::jobs::bits::Platform;
use crate::tool::Tool;

pub struct Linux {
    pub triple: &'static str,
    /// Whether the first byte of a number is its highest.
    pub big_endian: bool,
    pub tools: &'static [Tool],
    linker: &'static str,
    emulator: &'static str,
    libraries: &'static str,
}

pub const ALL: [Linux; 2] = [
    Linux {
        triple: "aarch64-unknown-linux-gnu",
        big_endian: false,
        tools: &[
            Tool::Target("aarch64-unknown-linux-gnu"),
            Tool::Program("qemu-aarch64", "qemu-user"),
            Tool::Program("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
            Tool::Library(
                "/usr/aarch64-linux-gnu/lib/libc.so.6",
                "libc6-dev-arm64-cross",
            ),
        ],
        linker: "aarch64-linux-gnu-gcc",
        emulator: "qemu-aarch64",
        libraries: "/usr/aarch64-linux-gnu",
    },
    // Without vector registers that are known here.
    Linux {
        triple: "s390x-unknown-linux-gnu",
        big_endian: true,
        tools: &[
            Tool::Target("s390x-unknown-linux-gnu"),
            Tool::Program("qemu-s390x", "qemu-user"),
            Tool::Program("s390x-linux-gnu-gcc", "gcc-s390x-linux-gnu"),
            Tool::Library(
                "/usr/s390x-linux-gnu/lib/libc.so.6",
                "libc6-dev-s390x-cross",
            ),
        ],
        linker: "s390x-linux-gnu-gcc",
        emulator: "qemu-s390x",
        libraries: "/usr/s390x-linux-gnu",
    },
];

impl Linux {
    /// Returns a command of cargo with what it needs for this target in its environment.
    pub fn cargo(&self, subcommand: &str) -> Result<Command> {
        let mut command = cargo::cross(subcommand, self.triple, Library::Std)?;
        command.arg("--release");
        command.env(cargo::variable(self.triple, "LINKER"), self.linker);
        command.env(
            cargo::variable(self.triple, "RUNNER"),
            format!("{} -L {}", self.emulator, self.libraries),
        );
        Ok(command)
    }

    fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = self.cargo("run")?;
        command
            .args(["--locked", "--package", "native", "--"])
            .args(arguments);
        cargo::output(&mut command)
    }
}

impl Platform for Linux {
    fn sweeps(&self) -> Result<String> {
        self.run(&[])
    }

    fn bits(&self, name: &str) -> Result<String> {
        self.run(&["bits", name])
    }
}
