//! The model that an import makes.

use std::path::Path;

use xornet_model::Model;

use super::error::Error;
use super::layer::Layer;
use super::text::{self, Draft};
use super::unsupported::Unsupported;

/// Makes the model of a draft, and the text of its file, which is to be at `path`, or is named after it.
///
/// # Errors
///
/// All that a model file cannot hold.
pub fn model(draft: &Draft<'_>, path: &Path, is_written: bool) -> Result<(Model, String), Error> {
    if !is_chain(draft.layers) {
        return Err(Unsupported::new("its layers are not one behind the other").into());
    }
    let text = text::write(draft);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let model = xornet_model::read(&text, &stem).map_err(|error| {
        let shown = match is_written {
            true => path.display().to_string(),
            false => "the model file".into(),
        };
        let errors = error.faults.iter();
        errors
            .map(|error| Unsupported::new(error.render(&shown, &text)))
            .collect::<Vec<_>>()
    })?;
    Ok((model, text))
}

/// Returns whether each layer takes what the one before it makes, as those of a model file do.
fn is_chain(layers: &[Layer]) -> bool {
    layers
        .windows(2)
        .all(|pair| pair[1].inputs == [pair[0].output])
}
