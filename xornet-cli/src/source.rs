//! A file to read, or standard input.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use xornet_model::{Input, ReadError, nearby};

/// Opens a regular file; `-` is standard input.
///
/// # Errors
///
/// If there is no such file, or it is of a kind that cannot be read. The path is for the caller to
/// add.
pub fn open(path: &Path) -> Result<Input, ReadError> {
    if is_standard_input(path) {
        Ok(Input::stream(io::stdin().lock()))
    } else if is_descriptor(path) {
        Ok(Input::stream(File::open(path)?))
    } else {
        Input::open(path)
    }
}

/// Whether the path stands for standard input.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether the path stands for something that the shell has opened, as in `xornet run net.toml
/// <(cut -f1-4 -d, flowers.csv)`. It is a pipe as standard input is one.
fn is_descriptor(path: &Path) -> bool {
    ["/dev/fd", "/proc/self/fd"]
        .iter()
        .any(|folder| path.parent() == Some(Path::new(folder)))
        || path == Path::new("/dev/stdin")
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

/// Returns the file that was probably meant by a path that leads to none, as a line of help. The
/// file's name ends so where more than a letter is wrong.
#[must_use]
pub fn did_you_mean(path: &Path, ending: &str) -> Option<String> {
    let other = ["models", "..", "../models"].map(PathBuf::from);
    let near = match path.has_root() {
        true => {
            let base = path.ancestors().last()?;
            let missed = path.strip_prefix(base).ok()?;
            nearby(missed.to_str()?, base, &[], ending)
        }
        false => nearby(path.to_str()?, Path::new(""), &other, ending),
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

/// Says why a file cannot be read, and which one was probably meant.
#[must_use]
pub fn problem(error: &ReadError, path: &Path, ending: &str) -> String {
    let help = match error {
        ReadError::Missing => did_you_mean(path, ending),
        _ => None,
    };
    with_help(format!("cannot read `{}`: {error}", shown(path)), help)
}
