//! Networks in JSON, as tools for audio write them: Neural Amp Modeler, RTNeural and GuitarML. All become streams.

mod guitarml;
mod nam;
mod rtneural;
mod value;

use serde_json::Value;

use self::value::Json;
use super::source::Source;
use super::unsupported::Unsupported;

/// The maximal size of a file in bytes. Values take some 16 times the memory of their text.
const MAX_BYTES: usize = 1 << 24;

/// Returns whether a file is an object of JSON, from its first bytes.
pub fn is_json(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
    bytes.next() == Some(&b'{') && matches!(bytes.next(), Some(b'"' | b'}'))
}

/// Reads a network.
///
/// # Errors
///
/// The reason why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<Source, Vec<Unsupported>> {
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
    let (format, read) = if file.get("architecture").is_some() {
        ("Neural Amp Modeler", nam::read(&file))
    } else if file.get("state_dict").is_some() {
        ("GuitarML", guitarml::read(&file))
    } else if file.get("layers").is_some() {
        ("RTNeural", rtneural::read(&file))
    } else {
        return Err(one(Unsupported::new(
            "the file is JSON, but not of Neural Amp Modeler (`architecture`), RTNeural (`layers`) or GuitarML (`state_dict`)",
        )
        .help("a state_dict without its layers: save it by `safetensors.torch.save_file`, and give the layers by `--layer`")));
    };
    read.map_err(|reason| {
        one(Unsupported::new(format!(
            "this file of {format} cannot be imported: {reason}"
        )))
    })
}
