//! Model files, as all commands read them.

use std::path::Path;

use anyhow::anyhow;
use xornet_model::{Folder, InvalidModel, Model, ReadError};

use crate::source;

/// The text of a model file, and its network.
pub struct ModelFile {
    /// The path as the user gave it.
    pub shown: String,
    /// The text of the file.
    pub text: String,
    /// The network, or all errors of the file.
    pub model: Result<Model, InvalidModel>,
}

impl ModelFile {
    /// Reads the file; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If it cannot be read. Errors of the model are in `model`.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let shown = source::shown(path);
        let bytes = source::open(path).and_then(|input| input.read_model(path));
        let bytes = bytes.map_err(|error| anyhow!(unreadable(&error, path, &shown)))?;
        let stem = if source::is_standard_input(path) {
            "".into()
        } else {
            path.file_stem().unwrap_or_default().to_string_lossy()
        };
        let (text, model) = match xornet_model::text(bytes) {
            Ok(text) => {
                let mut folder = Folder::of(path);
                let model = xornet_model::read_with(&text, &stem, |file| folder.read(file));
                (text, model)
            }
            Err(not_utf8) => {
                let invalid = InvalidModel {
                    errors: vec![not_utf8.error],
                    outline: Box::default(),
                };
                (not_utf8.text, Err(invalid))
            }
        };
        Ok(Self { shown, text, model })
    }

    /// Returns the network, or writes the errors of the file to standard error.
    #[must_use]
    pub fn model_or_report(&self) -> Option<&Model> {
        match &self.model {
            Ok(model) => Some(model),
            Err(invalid) => {
                for error in &invalid.errors {
                    anstream::eprintln!("{}\n", error.render_styled(&self.shown, &self.text));
                }
                None
            }
        }
    }
}

/// Says why a model file cannot be read, and what to do about it.
fn unreadable(error: &ReadError, path: &Path, shown: &str) -> String {
    let help = match error {
        ReadError::Missing => source::did_you_mean(path, "toml"),
        // Standard input has no name to repeat.
        _ if source::is_standard_input(path) => error.help("FILE"),
        _ => error.help(shown),
    };
    source::with_help(error.message(shown), help)
}
