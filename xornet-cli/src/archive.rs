//! `.npz` files: named arrays in a zip archive, as `numpy.savez` writes them.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::Context;
use npyz::NpyFile;
use zip::ZipArchive;

/// The maximal size of an array in bytes: that of the largest file of test cases, with its header.
const MAX_BYTES: u64 = (1 << 29) + (1 << 16);

/// An open archive.
pub struct Archive(ZipArchive<BufReader<File>>);

impl Archive {
    /// Opens the file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not a zip archive.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let file = xornet_model::open_file(path)?;
        Ok(Self(ZipArchive::new(BufReader::new(file))?))
    }

    /// Returns the names of the arrays.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let names = self.0.file_names().flatten();
        names
            .filter_map(|name| name.strip_suffix(".npy").map(str::to_owned))
            .collect()
    }

    /// Opens the array of this name.
    ///
    /// # Errors
    ///
    /// If there is no file of this name in the archive, or it is not an array.
    pub fn array(&mut self, name: &str) -> anyhow::Result<NpyFile<impl Read + use<'_>>> {
        let file = self
            .0
            .by_name(&format!("{name}.npy"))
            .with_context(|| format!("the array `{name}`"))?;
        // A small archive may unpack to more than the memory holds.
        Ok(NpyFile::new(file.take(MAX_BYTES))?)
    }
}
