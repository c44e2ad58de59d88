//! The two compilers: the one that runs us, for this computer, and Debian's, for all others.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Of this project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Where everything is built.
pub fn target_folder() -> PathBuf {
    root().join("target/targets")
}

/// For this computer.
pub fn native() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root().join("tests/targets"));
    command.env("CARGO_TARGET_DIR", target_folder());
    command
}

/// For any target. Its rustc must come before rustup's.
pub fn debian() -> Command {
    let mut command = Command::new("/usr/bin/cargo");
    command.current_dir(root().join("tests/targets"));
    command.env("CARGO_TARGET_DIR", target_folder());
    command.env("PATH", "/usr/bin:/bin");
    command.env("RUSTC_BOOTSTRAP", "1");
    // What the cargo that runs us has set is for the other compiler.
    for variable in [
        "CARGO",
        "RUSTUP_TOOLCHAIN",
        "RUSTC",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        command.env_remove(variable);
    }
    command
}

/// The name of an environment variable by which cargo is told something about a target.
pub fn variable(triple: &str, what: &str) -> String {
    format!(
        "CARGO_TARGET_{}_{what}",
        triple.replace('-', "_").to_uppercase()
    )
}

/// Standard output of a command that must succeed; the ends of what it printed if it does not.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| name.clone())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let [errors, end] = [&*errors, &*text].map(last_lines);
        bail!("{name}: {}\n{errors}\n{end}", output.status);
    }
    Ok(text)
}

fn last_lines(text: &str) -> String {
    const MOST: usize = 30;
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(MOST)..].join("\n")
}
