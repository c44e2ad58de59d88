//! Commands of cargo, for this computer and for other targets.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::compiler::{Compiler, Library};

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

/// Returns a command for another target, by the compiler that has the library.
pub fn cross(subcommand: &str, triple: &str, library: Library) -> Result<Command> {
    let compiler = Compiler::find(triple, library)
        .with_context(|| format!("no compiler here builds for {triple}"))?;
    let mut command = match compiler {
        Compiler::Rustup => native(),
        Compiler::Debian => debian(),
    };
    // What the cargo that runs us has set is not for the target.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(variable);
    }
    command.args([subcommand, "--target", triple]);
    if let Some(argument) = compiler.build_std(library) {
        command.arg(argument).env("RUSTC_BOOTSTRAP", "1");
    }
    Ok(command)
}

/// Debian's compiler, which must come before rustup's.
fn debian() -> Command {
    let mut command = Command::new("/usr/bin/cargo");
    command.current_dir(root().join("tests/targets"));
    command.env("CARGO_TARGET_DIR", target_folder());
    command.env("PATH", "/usr/bin:/bin");
    for variable in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC"] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_named_as_cargo_names_them() {
        let name = variable("thumbv7em-none-eabihf", "LINKER");
        assert_eq!(name, "CARGO_TARGET_THUMBV7EM_NONE_EABIHF_LINKER");
    }

    #[test]
    fn the_end_of_a_long_text_is_kept() {
        let text: Vec<_> = (0..40).map(|number| number.to_string()).collect();
        let end = last_lines(&text.join("\n"));
        assert_eq!(end.lines().next(), Some("10"));
        assert_eq!(end.lines().last(), Some("39"));
        assert_eq!(last_lines("one"), "one");
    }
}
