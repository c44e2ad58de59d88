use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::string::String;
use std::{env, format, fs};

use object::{Object, ObjectSection, SectionKind};
use tempfile::TempDir;

/// A crate in a temporary folder that uses `xornet` as any other crate would.
pub struct Project {
    folder: TempDir,
}

/// The folder of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

impl Project {
    /// Makes a binary crate of edition 2024 that depends on `xornet`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::with_manifest(name, "2024", "xornet", "")
    }

    /// Makes the same with `xornet-testing`, to compare networks with.
    #[must_use]
    pub fn with_testing(name: &str) -> Self {
        let path = format!("{ROOT}/tests/support");
        let features = "default-features = false\nfeatures = ['network']";
        let more = format!("[dependencies.xornet-testing]\npath = {path:?}\n{features}\n");
        Self::with_manifest(name, "2024", "xornet", &more)
    }

    /// Makes the same, where the dependency is called `dependency` and `more` ends the manifest.
    #[must_use]
    pub fn with_manifest(name: &str, edition: &str, dependency: &str, more: &str) -> Self {
        let project = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        project.write(
            "Cargo.toml",
            // A path may have an apostrophe; Rust's quotes are TOML's.
            &format!(
                "[package]\nname = '{name}'\nversion = '0.0.0'\nedition = '{edition}'\n\n\
                 [dependencies]\n{dependency} = {{ package = 'xornet', path = {:?} }}\n\n\
                 [workspace]\n\n{more}",
                format!("{ROOT}/xornet")
            ),
        );
        let lock = Path::new(ROOT).join("Cargo.lock");
        fs::copy(lock, project.path("Cargo.lock")).expect("the workspace's lock file");
        project
    }

    /// Returns the path of a file in it.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    /// Writes a file that need not be text.
    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, bytes).expect("a writable file");
    }

    /// Copies one of the workspace's files.
    pub fn copy(&self, from: &str, to: &str) {
        let text = fs::read_to_string(Path::new(ROOT).join(from)).expect(from);
        self.write(to, &text);
    }

    /// Runs cargo in it, without the network.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(self.folder.path())
            // One folder for all, so that `xornet` itself is built once.
            .env("CARGO_TARGET_DIR", Path::new(ROOT).join("target/projects"))
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo")
    }

    /// Returns the standard output of a cargo command that must succeed.
    #[track_caller]
    pub fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.cargo(arguments);
        assert!(
            output.status.success(),
            "cargo {arguments:?} failed:\n{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Returns the bytes of machine code in a release build.
    pub fn text(&self, name: &str) -> u64 {
        self.succeeds(&["build", "--release"]);
        let binary = Path::new(ROOT).join("target/projects/release").join(name);
        let binary = fs::read(binary.with_extension(env::consts::EXE_EXTENSION));
        let binary = binary.expect("the binary");
        let binary = object::File::parse(&*binary).expect("a binary of this system");
        let text = binary
            .sections()
            .filter(|section| section.kind() == SectionKind::Text);
        text.map(|section| section.size()).sum()
    }

    /// Returns the standard output of the program on another target. `XORNET_ELSEWHERE` is the command that
    /// builds and runs it there, one argument a line; `tests/targets` sets it.
    #[track_caller]
    pub fn run_elsewhere(&self) -> String {
        let command = env::var("XORNET_ELSEWHERE").expect("XORNET_ELSEWHERE is a command");
        let mut words = command.lines();
        let output = Command::new(words.next().expect("a program"))
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .expect(&command);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Returns the standard error of a cargo command that must fail.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.cargo(arguments);
        assert!(!output.status.success(), "cargo {arguments:?} succeeded");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}
