//! The comment at the head of an imported file: where it comes from.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::file;
use crate::import::names::plain;

/// Returns the lines of the comment. `source` says what format and tool it is, and `files` are other files in the folder, which
/// it names.
pub fn header(
    path: &Path,
    folder: Option<&Path>,
    hash: &str,
    source: &str,
    files: &[String],
) -> anyhow::Result<Vec<String>> {
    let mut lines = vec![
        format!(
            "Imported by xornet {} from {}.",
            env!("CARGO_PKG_VERSION"),
            name(path)
        ),
        format!("Source: {source}."),
        format!("SHA-256: {hash}"),
    ];
    let folder = folder.unwrap_or(Path::new(""));
    for other in files {
        let bytes = file::read(&folder.join(other))?;
        lines.push(format!(
            "SHA-256 of {}: {}",
            plain(other),
            self::hash(&bytes)
        ));
    }
    Ok(lines)
}

/// Returns a file's name, on one line.
pub fn name(path: &Path) -> String {
    plain(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Returns the SHA-256 of a file, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
