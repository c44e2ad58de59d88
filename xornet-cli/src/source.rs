//! Files and standard input: opening them, and messages about those that cannot be read.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use xornet_model::{Input, ReadError, nearby};

/// Opens a regular file; `-` is standard input.
///
/// # Errors
///
/// If there is no such file, or it is not a kind of file that can be read. The caller adds the path.
pub fn open(path: &Path) -> Result<Input, ReadError> {
    if is_standard_input(path) {
        Ok(Input::stream(io::stdin().lock()))
    } else if is_descriptor(path) {
        Ok(Input::stream(File::open(path)?))
    } else {
        Input::open(path)
    }
}

/// Returns whether the path stands for standard input.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns whether the path stands for a pipe that the shell has opened, as in `xornet run net.toml
/// <(cut -f1-4 -d, flowers.csv)`. It is read like standard input.
fn is_descriptor(path: &Path) -> bool {
    ["/dev/fd", "/proc/self/fd"]
        .iter()
        .any(|folder| path.parent() == Some(Path::new(folder)))
        || path == Path::new("/dev/stdin")
}

/// Returns the path as messages name it.
#[must_use]
pub fn shown(path: &Path) -> String {
    if is_standard_input(path) {
        "<stdin>".into()
    } else {
        path.display().to_string()
    }
}

/// Suggests an existing file for a path that leads to none, as a line of help. Where more than a letter
/// is wrong, only files with this extension are considered.
#[must_use]
pub fn did_you_mean(path: &Path, extension: &str) -> Option<String> {
    let other = ["models", "..", "../models"].map(PathBuf::from);
    let near = match path.has_root() {
        true => {
            let base = path.ancestors().last()?;
            let missed = path.strip_prefix(base).ok()?;
            nearby(missed.to_str()?, base, &[], extension)
        }
        false => nearby(path.to_str()?, Path::new(""), &other, extension),
    };
    Some(format!("did you mean `{}`?", near?.display()))
}

/// Adds a line of help to a message.
#[must_use]
pub fn with_help(message: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{message}\n  = help: {help}"),
        None => message,
    }
}

/// Says why a file cannot be read, and suggests another one.
#[must_use]
pub fn problem(error: &ReadError, path: &Path, extension: &str) -> String {
    let help = match error {
        ReadError::Missing => did_you_mean(path, extension),
        _ => None,
    };
    with_help(format!("cannot read `{}`: {error}", shown(path)), help)
}
