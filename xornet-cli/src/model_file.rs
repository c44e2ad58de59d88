//! A model file, as all commands read one.

use std::path::Path;

use anyhow::anyhow;
use xornet_model::{Folder, InvalidModel, Model, Outline, ReadError};

use crate::source;

/// A model file's text, with what it says.
pub struct ModelFile {
    /// The path as the user gave it.
    pub shown: String,
    /// What the file holds.
    pub text: String,
    /// The network, or all that is wrong with it.
    pub model: Result<Model, InvalidModel>,
}

impl ModelFile {
    /// Reads the file; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If it cannot be read. Diagnostics of the model are in `model`.
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
                let failure = InvalidModel {
                    errors: vec![not_utf8.error],
                    outline: Outline::default(),
                };
                (not_utf8.text, Err(failure))
            }
        };
        Ok(Self { shown, text, model })
    }

    /// The network; its errors, if it has any, go to standard error.
    #[must_use]
    pub fn good(&self) -> Option<&Model> {
        match &self.model {
            Ok(model) => Some(model),
            Err(failure) => {
                for error in &failure.errors {
                    anstream::eprintln!("{}\n", error.render_styled(&self.shown, &self.text));
                }
                None
            }
        }
    }
}

fn unreadable(error: &ReadError, path: &Path, shown: &str) -> String {
    let help = match error {
        ReadError::Missing => source::did_you_mean(path, "toml"),
        // Standard input has no name to repeat.
        _ if source::is_standard_input(path) => error.help("FILE"),
        _ => error.help(shown),
    };
    source::with_help(error.message(shown), help)
}
