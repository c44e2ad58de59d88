//! QEMU, with a limit of time: a program that has gone astray does not end.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::{Image, Machine};

const LIMIT: &str = "600";

/// The command that runs a program.
pub fn command(machine: Machine, program: &Image, more: &[&str]) -> Command {
    let (emulator, board) = machine.emulator();
    let mut command = Command::new("timeout");
    command.args([LIMIT, emulator]).args(board);
    command.args(["-nographic", "-monitor", "none", "-serial", "none"]);
    // What the program prints goes to standard output, and what the emulator says does not.
    command.args(["-chardev", "stdio,id=console,signal=off"]);
    command.args([
        "-semihosting-config",
        "enable=on,target=native,chardev=console",
    ]);
    command.args(more).arg("-kernel").arg(&program.file);
    command.stdin(Stdio::null());
    command
}

impl Image {
    /// What a program prints.
    pub fn run(&self, machine: Machine) -> Result<String> {
        let output = command(machine, self, &[]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            bail!("{} in the emulator\n{text}{errors}", output.status);
        }
        Ok(text)
    }
}
