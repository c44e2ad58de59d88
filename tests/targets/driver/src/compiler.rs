//! The compilers for other targets: rustup's where it has what is needed, or else Debian's, which
//! builds the libraries from their source.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result};

/// Debian's packages, which fit together only if their versions are equal.
pub const DEBIAN: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    Rustup,
    Debian,
}

/// The library that a program is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// `core`, as rustup ships it.
    Core,
    /// `std`, as rustup ships it.
    Std,
    /// `core`, built from its source, so that the compiler's flags reach it.
    CoreFromSource,
}

impl Compiler {
    /// Returns the one that builds for a target with a library, if one is installed.
    pub fn find(triple: &str, library: Library) -> Option<Self> {
        let rustup = match library {
            Library::Core | Library::Std => has_target(triple),
            Library::CoreFromSource => has_source(),
        };
        choose(rustup, DEBIAN.map(version))
    }

    /// Returns the one that builds `core` from its source.
    pub fn from_source() -> Result<Self> {
        let found = choose(has_source(), DEBIAN.map(version));
        found.context("no compiler here has the source of core")
    }

    /// Returns the argument by which cargo builds the library, if it has to.
    pub fn build_std(self, library: Library) -> Option<&'static str> {
        match (self, library) {
            (Self::Rustup, Library::Core | Library::Std) => None,
            (Self::Debian, Library::Std) => Some("-Zbuild-std"),
            (Self::Debian, Library::Core) | (_, Library::CoreFromSource) => {
                Some("-Zbuild-std=core")
            }
        }
    }

    /// Returns the version, by which costs are comparable or not.
    pub fn version(self) -> Result<String> {
        match self {
            Self::Rustup => {
                let text = rustc(&["--version"]).context("rustc --version")?;
                let words: Vec<_> = text.split_whitespace().take(2).collect();
                Ok(words.join(" "))
            }
            Self::Debian => {
                let version = version("rustc-web").context("Debian's rustc-web")?;
                Ok(format!("rustc-web {version}"))
            }
        }
    }
}

/// rustup's compiler is what users have, so it comes first.
fn choose(rustup: bool, debian: [Option<String>; 3]) -> Option<Compiler> {
    if rustup {
        return Some(Compiler::Rustup);
    }
    let complete = debian[0].is_some() && debian.iter().all(|version| *version == debian[0]);
    complete.then_some(Compiler::Debian)
}

/// Returns the folder of rustup's toolchain.
pub fn sysroot() -> Option<&'static Path> {
    static SYSROOT: OnceLock<Option<PathBuf>> = OnceLock::new();
    SYSROOT
        .get_or_init(|| rustc(&["--print", "sysroot"]).map(PathBuf::from))
        .as_deref()
}

fn has_target(triple: &str) -> bool {
    let folder = sysroot().map(|root| root.join("lib/rustlib").join(triple).join("lib"));
    folder.is_some_and(|folder| folder.is_dir())
}

fn has_source() -> bool {
    let manifest = "lib/rustlib/src/rust/library/core/Cargo.toml";
    sysroot().is_some_and(|root| root.join(manifest).is_file())
}

fn rustc(arguments: &[&str]) -> Option<String> {
    let output = Command::new("rustc").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success()).then(|| text.trim().to_owned())
}

/// Returns the version of a package of Debian that is installed.
fn version(package: &str) -> Option<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f", "${db:Status-Abbrev}${Version}", package]);
    let output = query.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.strip_prefix("ii ")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustup_comes_first_and_debian_needs_equal_versions() {
        let some = |version: &str| Some(version.to_owned());
        let equal = || [some("1.96"), some("1.96"), some("1.96")];
        assert_eq!(choose(true, equal()), Some(Compiler::Rustup));
        assert_eq!(choose(true, [None, None, None]), Some(Compiler::Rustup));
        assert_eq!(choose(false, equal()), Some(Compiler::Debian));
        assert_eq!(choose(false, [some("1.96"), some("1.96"), None]), None);
        let mixed = [some("1.96"), some("1.96"), some("1.97")];
        assert_eq!(choose(false, mixed), None);
        assert_eq!(choose(false, [None, None, None]), None);
    }

    #[test]
    fn libraries_are_built_only_where_they_are_not_shipped() {
        use Library::*;
        let rustup = [Core, Std, CoreFromSource].map(|library| Compiler::Rustup.build_std(library));
        assert_eq!(rustup, [None, None, Some("-Zbuild-std=core")]);
        let debian = [Core, Std, CoreFromSource].map(|library| Compiler::Debian.build_std(library));
        let core = Some("-Zbuild-std=core");
        assert_eq!(debian, [core, Some("-Zbuild-std"), core]);
    }
}
