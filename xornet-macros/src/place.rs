//! The directory that the path in a call is relative to.

use std::env;
use std::path::{Path, PathBuf};

use syn::LitStr;

/// The directory that the path in a call is relative to.
pub(crate) struct Place<'a> {
    start: Start,
    literal: &'a LitStr,
}

/// The kind of such a directory, with its path.
enum Start {
    /// The directory of the source file.
    Source(PathBuf),
    /// The directory of the crate's Cargo.toml.
    Manifest(PathBuf),
}

impl<'a> Place<'a> {
    /// Finds the directory: that of the source file with the literal if the path begins with `./` or `../`, and
    /// otherwise that of the calling crate's Cargo.toml.
    pub(crate) fn of(literal: &'a LitStr) -> Result<Self, String> {
        let shown = literal.value();
        if shown.is_empty() {
            return Err("the path of the model file is empty".into());
        }
        if Path::new(&shown).has_root() || shown.contains(':') && Path::new(&shown).is_absolute() {
            return Err(absolute(&shown));
        }
        let start = if starts_with_a_dot(&shown) {
            Start::Source(source_dir(literal).ok_or_else(|| {
                format!(
                    "cannot tell which source file holds the path `{shown}`\n\
                     = help: write it relative to the directory of Cargo.toml"
                )
            })?)
        } else {
            Start::Manifest(manifest_dir().ok_or_else(|| {
                format!(
                    "cannot find the model file `{shown}`: CARGO_MANIFEST_DIR is not set\n\
                     = help: build with cargo, or begin the path with `./` to start at this source file"
                )
            })?)
        };
        Ok(Self { start, literal })
    }

    /// Returns the path of the directory.
    fn directory(&self) -> &Path {
        match &self.start {
            Start::Source(directory) | Start::Manifest(directory) => directory,
        }
    }

    /// Returns the path of the file that the caller wrote as `shown`.
    pub(crate) fn path(&self, shown: &str) -> PathBuf {
        self.directory().join(shown)
    }

    /// Returns a note that says where a file was looked for, without directories that differ from machine to machine.
    pub(crate) fn note(&self) -> &'static str {
        match self.start {
            Start::Source(_) => {
                "looked for it from the folder of this source file, since the path begins with a dot"
            }
            Start::Manifest(_) => "looked for it from the directory of this crate's Cargo.toml",
        }
    }

    /// Returns the path that was probably meant by a path to no file, as the caller would write it.
    pub(crate) fn nearby(&self, shown: &str) -> Option<String> {
        let (source, manifest) = (source_dir(self.literal), manifest_dir());
        let mut other = Vec::new();
        other.extend(source.clone());
        if let Some(manifest) = &manifest {
            other.push(manifest.clone());
            other.push(manifest.join("models"));
            // The root of a workspace is often one or two directories up.
            for above in manifest.ancestors().skip(1).take(2) {
                other.push(above.to_owned());
                other.push(above.join("models"));
            }
        }
        let file = xornet_model::nearby(shown, self.directory(), &other, "toml")?;
        let from_source = || {
            let path = relative_path(source.as_deref()?, &file)?;
            Some(match path.starts_with("../") {
                true => path,
                false => format!("./{path}"),
            })
        };
        let from_manifest =
            || relative_path(manifest.as_deref()?, &file).filter(|path| !path.starts_with(".."));
        match self.start {
            Start::Source(_) => from_source()
                .filter(|path| path.starts_with("./"))
                .or_else(from_manifest)
                .or_else(from_source),
            Start::Manifest(_) => from_manifest().or_else(from_source),
        }
    }
}

/// Returns whether a path begins with `./` or `../`, also with backslashes.
fn starts_with_a_dot(shown: &str) -> bool {
    ["./", "../", ".\\", "..\\"]
        .iter()
        .any(|start| shown.starts_with(start))
}

/// Returns the message for an absolute path.
fn absolute(shown: &str) -> String {
    let made_by_build_script = env::var_os("OUT_DIR")
        .is_some_and(|out| !out.is_empty() && Path::new(shown).starts_with(out));
    let help = if made_by_build_script {
        crate::call::BUILD_SCRIPT
    } else {
        "write it relative to the directory of Cargo.toml, or begin it with `./` or `../` to start \
         at this source file"
    };
    format!(
        "the path `{shown}` is absolute: it would name a place on this machine only\n= help: {help}"
    )
}

/// Returns the directory of the source file with the literal, if the compiler tells it.
fn source_dir(literal: &LitStr) -> Option<PathBuf> {
    let file = literal.span().unwrap().local_file()?;
    Some(file.parent().unwrap_or(Path::new("")).to_owned())
}

/// Returns the directory of the calling crate's Cargo.toml.
pub(crate) fn manifest_dir() -> Option<PathBuf> {
    env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// Returns the relative path from a directory to a file, with `/` between its parts. Both must exist.
pub(crate) fn relative_path(from: &Path, to: &Path) -> Option<String> {
    let from = match from.as_os_str().is_empty() {
        true => Path::new("."),
        false => from,
    };
    let path = pathdiff::diff_paths(to.canonicalize().ok()?, from.canonicalize().ok()?)?;
    let parts: Vec<_> = path
        .iter()
        .map(|part| part.to_str())
        .collect::<Option<_>>()?;
    Some(parts.join("/"))
}
