//! A crate in a temporary folder that uses `xornet` as a stranger's would.

#![allow(dead_code, reason = "each test file uses what it needs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use object::{Object, ObjectSection, SectionKind};
use tempfile::TempDir;

pub struct Project {
    folder: TempDir,
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

impl Project {
    /// A binary crate of edition 2024 that depends on `xornet`.
    pub fn new(name: &str) -> Self {
        Self::with_manifest(name, "2024", "xornet", "")
    }

    /// The same, where the dependency is called `dependency` and `more` ends the manifest.
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

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

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

    /// Standard output of a cargo command that succeeds.
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

    /// Bytes of machine code in a release build.
    pub fn text(&self, name: &str) -> u64 {
        self.succeeds(&["build", "--release"]);
        let binary = Path::new(ROOT).join("target/projects/release").join(name);
        let binary = fs::read(binary.with_extension(std::env::consts::EXE_EXTENSION));
        let binary = binary.expect("the binary");
        let binary = object::File::parse(&*binary).expect("a binary of this system");
        let text = binary
            .sections()
            .filter(|section| section.kind() == SectionKind::Text);
        text.map(|section| section.size()).sum()
    }

    /// Standard output of the program on another target. `XORNET_ELSEWHERE` is the command that
    /// builds and runs it there, one argument a line; `tests/targets` sets it.
    #[track_caller]
    pub fn run_elsewhere(&self) -> String {
        let command = std::env::var("XORNET_ELSEWHERE").expect("XORNET_ELSEWHERE is a command");
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

    /// Standard error of a cargo command that fails.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.cargo(arguments);
        assert!(!output.status.success(), "cargo {arguments:?} succeeded");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): enough for test data, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From -1 to below 1.
    pub fn signed(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}
