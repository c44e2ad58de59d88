//! What must be installed, and how that is done with rustup and on Debian.

use std::process::{Command, Stdio};

use crate::compiler::{self, Compiler, Library};
use crate::linker;

#[derive(Clone, Copy)]
pub enum Tool {
    /// A compiler that has the source of `core`, and so builds for any target.
    CoreFromSource,
    /// A compiler for a target.
    Target(&'static str),
    /// The linker for all targets.
    Linker,
    /// A program of a package.
    Program(&'static str, &'static str),
    /// A C library for another processor: the folder where it is, and its package.
    Library(&'static str, &'static str),
}

/// How to install what is not there, or nothing.
pub fn lacking(tools: &[Tool]) -> Option<String> {
    let mut packages = Vec::new();
    let mut more = Vec::new();
    for tool in tools {
        match *tool {
            Tool::CoreFromSource => {
                if Compiler::from_source().is_err() {
                    more.push(or_debian("rustup component add rust-src"));
                }
            }
            Tool::Target(triple) => {
                if Compiler::find(triple, Library::Core).is_none() {
                    more.push(or_debian(&format!("rustup target add {triple}")));
                }
            }
            Tool::Linker => {
                if linker::path().is_err() {
                    more.push("a toolchain of rustup, which has rust-lld".into());
                }
            }
            Tool::Program(program, package) => {
                if !runs(program) {
                    packages.push(package);
                }
            }
            Tool::Library(folder, package) => {
                if !std::path::Path::new(folder).exists() {
                    packages.push(package);
                }
            }
        }
    }
    if !packages.is_empty() {
        more.push(apt(&packages));
    }
    (!more.is_empty()).then(|| format!("needs {}", more.join("; ")))
}

fn apt(packages: &[&str]) -> String {
    format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    )
}

fn or_debian(command: &str) -> String {
    format!("{command} (or {})", apt(&compiler::DEBIAN))
}

fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
