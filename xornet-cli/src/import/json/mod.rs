//! Networks in JSON, as tools for audio write them: Neural Amp Modeler, RTNeural and GuitarML. All become streams.

mod guitarml;
mod nam;
mod rtneural;
mod tensors;
mod value;

use serde_json::Value;

use self::value::Json;
use super::safetensors::{self, LayerSpec, Layout};
use super::source::Source;
use super::unsupported::Unsupported;

/// The maximal size of a file in bytes. Values take some 16 times the memory of their text.
const MAX_BYTES: usize = 1 << 24;

/// Returns whether a file is an object of JSON, from its first bytes.
pub fn is_json(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
    bytes.next() == Some(&b'{') && matches!(bytes.next(), Some(b'"' | b'}'))
}

/// Reads a network. `layers` are those of a state_dict, and `layout` is that of its matrices.
///
/// # Errors
///
/// The reasons why it cannot be read.
pub fn read(
    bytes: &[u8],
    layers: &[LayerSpec],
    layout: Option<Layout>,
) -> Result<Source, Vec<Unsupported>> {
    let one = |unsupported: Unsupported| vec![unsupported];
    if bytes.len() > MAX_BYTES {
        return Err(one(Unsupported::new(format!(
            "the file has {} bytes, and the limit for JSON is {MAX_BYTES}",
            bytes.len()
        ))));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| one(Unsupported::new(format!("this is not JSON: {error}"))))?;
    let file = Json::new(&value);
    let state = file.get("state_dict");
    if !layers.is_empty() {
        let tensors = tensors::file(state.as_ref().unwrap_or(&file));
        let tensors = tensors.map_err(|reason| {
            one(Unsupported::new(format!(
                "the file is not a state_dict of tensors, for which `--layer` is: {reason}"
            )))
        })?;
        let mut source = safetensors::read(&tensors, layers, layout)?;
        source.provenance = "a state_dict in JSON".into();
        return Ok(source);
    }
    let (format, read) = if file.get("architecture").is_some() {
        ("Neural Amp Modeler", nam::read(&file))
    } else if state.is_some() && file.get("model_data").is_some() {
        ("GuitarML", guitarml::read(&file))
    } else if file.get("layers").is_some() {
        ("RTNeural", rtneural::read(&file))
    } else {
        return Err(one(Unsupported::new(
            "the file is JSON, but not of Neural Amp Modeler (`architecture`), RTNeural (`layers`) or GuitarML (`model_data`)",
        )
        .help("for a state_dict of PyTorch, name its layers, as in `--layer lstm --layer dense`")));
    };
    read.map_err(|reason| {
        one(Unsupported::new(format!(
            "this file of {format} cannot be imported: {reason}"
        )))
    })
}
