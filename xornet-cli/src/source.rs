//! A file to read, or standard input.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use anyhow::{bail, ensure};

/// Something to read from the beginning.
pub struct Source {
    /// What it holds.
    pub reader: Box<dyn Read>,
    /// Its length in bytes, where that is known.
    pub length: Option<u64>,
}

/// Opens a file; `-` is standard input.
///
/// # Errors
///
/// If there is no such file, or it is of a kind that cannot be read. The path is for the caller to
/// add.
pub fn open(path: &Path) -> anyhow::Result<Source> {
    if is_standard_input(path) {
        let reader = Box::new(io::stdin().lock());
        let length = None;
        return Ok(Source { reader, length });
    }
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!("no such file"),
        other => other?,
    };
    ensure!(!metadata.is_dir(), "it is a directory");
    Ok(Source {
        reader: Box::new(File::open(path)?),
        length: metadata.is_file().then_some(metadata.len()),
    })
}

/// Whether the path stands for standard input.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The path as messages name it.
#[must_use]
pub fn shown(path: &Path) -> String {
    if is_standard_input(path) {
        "<stdin>".into()
    } else {
        path.display().to_string()
    }
}
