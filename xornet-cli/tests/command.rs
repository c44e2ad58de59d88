//! The command as a user runs it: the examples of `docs/command.md`, and the files in `snapshots/`,
//! in a folder that holds the project's `models/` and the files in `files/`.
//!
//! `TRYCMD=overwrite cargo test -p xornet-cli --test command` writes the outputs anew.

use std::path::Path;
use std::{env, fs};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

#[test]
fn outputs_are_those_of_the_documentation() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    copy(&package.join("../models"), &folder.path().join("models"));
    copy(&package.join("tests/files"), folder.path());
    env::set_current_dir(folder.path()).expect("the folder");

    let cases = trycmd::TestCases::new();
    cases
        // Whatever the terminal of whoever runs this.
        .env("COLUMNS", "100")
        .env("CLICOLOR_FORCE", "")
        .register_bin("xornet", Path::new(env!("CARGO_BIN_EXE_xornet")))
        .register_bin(
            "cargo-xornet",
            Path::new(env!("CARGO_BIN_EXE_cargo-xornet")),
        )
        .case(package.join("../docs/command.md"))
        .case(package.join("tests/snapshots/*.md"))
        .run();
}
