//! What the tests of the command share.
#![allow(dead_code, reason = "each test uses some of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the command, to be run in the folder of its package.
pub fn xornet(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xornet"));
    command.args(arguments).current_dir(package());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the command, which must end with `code`, and returns its standard output.
#[track_caller]
pub fn stdout(arguments: &[&str], code: i32) -> String {
    let output = xornet(arguments).output().expect("the command");
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {output:?}"
    );
    text(&output.stdout)
}

#[track_caller]
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Returns both outputs.
pub fn texts(output: &Output) -> (String, String) {
    (text(&output.stdout), text(&output.stderr))
}

/// Returns the model files of the macro's own tests, which have each error.
pub fn invalid_models() -> Vec<PathBuf> {
    let folder = package().join("../tests/ui/fail");
    let entries = std::fs::read_dir(folder).expect("the macro's tests");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut models: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    models.sort();
    models
}
