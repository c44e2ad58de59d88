//! What must be installed, and how that is done on Debian.

use std::process::{Command, Stdio};

use crate::linker;

#[derive(Clone, Copy)]
pub enum Tool {
    /// Debian's compiler, which has the source of `core` and so builds for any target.
    Rust,
    /// The linker for all targets.
    Linker,
    /// A program of a package.
    Program(&'static str, &'static str),
    /// A C library for another processor: the folder where it is, and its package.
    Library(&'static str, &'static str),
}

const RUST: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// How to install what is not there, or nothing.
pub fn lacking(tools: &[Tool]) -> Option<String> {
    let mut packages = Vec::new();
    let mut more = Vec::new();
    for tool in tools {
        match *tool {
            Tool::Rust => {
                let versions = RUST.map(version);
                if versions[0].is_none() || versions.iter().any(|other| *other != versions[0]) {
                    packages.extend(RUST);
                }
            }
            Tool::Linker => {
                if linker::path().is_err() {
                    more.push("a toolchain of rustup, which has rust-lld");
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
    let apt = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if !packages.is_empty() {
        more.push(&apt);
    }
    (!more.is_empty()).then(|| format!("needs {}", more.join("; ")))
}

/// The version of a package that is installed.
pub fn version(package: &str) -> Option<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f", "${db:Status-Abbrev}${Version}", package]);
    let output = query.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.strip_prefix("ii ")?.to_owned())
}

fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
