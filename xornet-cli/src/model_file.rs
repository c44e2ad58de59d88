//! A model file, as all commands read one.

use std::path::Path;

use anyhow::Context;
use xornet_model::{Failure, Model, Outline};

use crate::source;

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
    /// Reads the file; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If it cannot be read. Faults of the model are in `model`.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let shown = source::shown(path);
        let mut bytes = Vec::new();
        source::open(path)
            .and_then(|mut file| Ok(file.reader.read_to_end(&mut bytes)?))
            .with_context(|| format!("cannot read the model file `{shown}`"))?;
        let stem = if source::is_standard_input(path) {
            "".into()
        } else {
            path.file_stem().unwrap_or_default().to_string_lossy()
        };
        let (text, model) = match xornet_model::text(bytes) {
            Ok(text) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let model = xornet_model::read_with(&text, &stem, |file| {
                    xornet_model::read_file(&folder.join(file))
                });
                (text, model)
            }
            Err(not_utf8) => {
                let failure = Failure {
                    faults: vec![not_utf8.fault],
                    outline: Outline::default(),
                };
                (not_utf8.text, Err(failure))
            }
        };
        Ok(Self { shown, text, model })
    }

    /// The network; its faults, if it has any, go to standard error.
    #[must_use]
    pub fn good(&self) -> Option<&Model> {
        match &self.model {
            Ok(model) => Some(model),
            Err(failure) => {
                for fault in &failure.faults {
                    anstream::eprintln!("{}\n", fault.render_styled(&self.shown, &self.text));
                }
                None
            }
        }
    }
}
