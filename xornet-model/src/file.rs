//! Reading a file, with words for what goes wrong. Nothing else in this crate opens one.

use std::path::Path;
use std::{fs, io};

/// More than any network within the size limits needs; keeps a wrong path from filling the memory.
const LARGEST: u64 = 4 << 30;

/// The bytes of a model file, or of a file that it refers to.
///
/// # Errors
///
/// Why it cannot be read, as the end of a sentence: there is no such file, it is a directory or
/// another thing than a file, it is too large, or what the system says.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if metadata.is_dir() {
        return Err("it is a directory".into());
    }
    if !metadata.is_file() {
        return Err("it is not a regular file".into());
    }
    if metadata.len() > LARGEST {
        return Err(format!(
            "it has {} bytes, more than the limit of {LARGEST}",
            metadata.len()
        ));
    }
    fs::read(path).map_err(|error| error.to_string())
}
