//! A model file, as all commands read one.

use std::path::Path;

use anyhow::Context;
use xornet_model::{Failure, Model};

/// A model file's text, with what it says.
pub struct ModelFile {
    /// The path as the user gave it.
    pub shown: String,
    /// What the file holds.
    pub text: String,
    /// The network, or all that is wrong with it.
    pub model: Result<Model, Failure>,
}

impl ModelFile {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not UTF-8. Faults of the model are in `model`.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the model file `{shown}`"))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let model = xornet_model::read(&text, &stem);
        Ok(Self { shown, text, model })
    }
}
