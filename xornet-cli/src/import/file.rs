//! Source files: their bytes, and errors for formats that cannot be imported.

use std::path::Path;

use anyhow::{anyhow, bail};
use xornet_model::{Format, ReadLimit};

use crate::source::{problem, with_help};

/// The maximal size of a file: more than the largest network takes.
const LIMIT: ReadLimit = ReadLimit {
    bytes: (1 << 29) + (1 << 24),
    of: "a file of any network that xornet compiles",
};

/// The number of bytes that the format of a file is told from.
const HEAD: usize = 1 << 16;

/// Reads the bytes of a file.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    xornet_model::read_file(path, LIMIT).map_err(|error| anyhow!(problem(&error, path, "onnx")))
}

/// Returns an error for a file whose format is known, but cannot be imported.
pub fn check_format(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let format = match Format::of(path, &bytes[..bytes.len().min(HEAD)]) {
        // The bytes are not of a known format, but the name may be, and then the advice for that format helps.
        None => Format::by_ending(path),
        format => format,
    };
    let (what, help) = match format {
        None | Some(Format::Onnx | Format::Safetensors | Format::Tflite | Format::Binary) => {
            return Ok(());
        }
        Some(Format::Model) => (
            "is a model file already".to_owned(),
            format!("run `xornet check {shown}` to check it"),
        ),
        Some(Format::LfsPointer) => (
            "is a pointer of Git LFS, not the file".to_owned(),
            Format::LfsPointer.advice(&shown),
        ),
        Some(format) => (
            format!("is {}, which cannot be imported", format.name()),
            format
                .export()
                .unwrap_or("give an ONNX, a TensorFlow Lite or a safetensors file")
                .to_owned(),
        ),
    };
    bail!(with_help(format!("`{shown}` {what}"), Some(help)))
}

/// Returns whether a source is a safetensors file.
pub fn is_safetensors(path: &Path, bytes: &[u8]) -> bool {
    let extension = path.extension().and_then(|name| name.to_str());
    extension == Some("safetensors") || bytes.get(8) == Some(&b'{')
}
