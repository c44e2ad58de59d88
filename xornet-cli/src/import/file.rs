//! Files as they come: their bytes, and those that are not read.

use std::path::Path;

use anyhow::{anyhow, bail};
use xornet_model::{Format, ReadLimit};

use crate::source::{problem, with_help};

/// More than the largest network takes.
const LIMIT: ReadLimit = ReadLimit {
    bytes: (1 << 29) + (1 << 24),
    of: "a file of any network that xornet compiles",
};

/// Bytes from which the format of a file is told.
const HEAD: usize = 1 << 16;

/// Reads a file.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    xornet_model::read_file(path, LIMIT).map_err(|error| anyhow!(problem(&error, path, "onnx")))
}

/// Checks that a file is not of a format that is known, but not read here.
pub fn check_format(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let format = match Format::of(path, &bytes[..bytes.len().min(HEAD)]) {
        // Whoever gives a text the name of such a file has one to export.
        None => Format::by_ending(path),
        format => format,
    };
    let (what, help) = match format {
        None | Some(Format::Onnx | Format::Safetensors | Format::Binary) => return Ok(()),
        Some(Format::Model) => (
            "is a model file already".to_owned(),
            format!("`xornet check {shown}` says whether it is good"),
        ),
        Some(Format::LfsPointer) => (
            "is a pointer of Git LFS, not the file".to_owned(),
            Format::LfsPointer.advice(&shown),
        ),
        Some(format) => (
            format!("is {}, which is not read", format.name()),
            format
                .export()
                .unwrap_or("give an ONNX or a safetensors file")
                .to_owned(),
        ),
    };
    bail!(with_help(format!("`{shown}` {what}"), Some(help)))
}
