//! Graphs of integers of eight bits, as layers of eight bits.
//!
//! Such graphs have two forms. In one, operators of floats stand between `DequantizeLinear` and `QuantizeLinear`; in the
//! other, operators whose names begin with `QLinear` take scales and zero points themselves. Both become the same layers,
//! with the integers of the file, so that nothing is rounded here.

mod activation;
mod biases;
mod call;
mod constants;
mod fused;
mod merge;
mod moves;
mod own;
mod pool;
mod ports;
mod products;
mod reader;
mod shape;
mod value;

use std::path::Path;

use prost::Message;
use prost::bytes::Bytes;
use xornet_model::Rounding;

use super::file::{External, is_bounded, proto};
use super::{graph, operators, provenance};
use crate::import::assembly::Quantized;
use crate::import::unsupported::Unsupported;

/// A network of eight bits, what made the file, and the files next to it that were read.
pub struct Integers {
    pub quantized: Quantized,
    pub provenance: String,
    pub files: Vec<String>,
}

/// Returns whether a file holds a network whose values are integers of eight bits.
pub fn is_quantized(bytes: &[u8]) -> bool {
    if !is_bounded(bytes) {
        return false;
    }
    // Most files have no such operator, and need not be decoded twice.
    let has = |word: &[u8]| bytes.windows(word.len()).any(|bytes| bytes == word);
    if !has(b"QuantizeLinear") && !has(b"QLinear") && !has(b"QGemm") {
        return false;
    }
    let Ok(model) = proto::Model::decode(bytes) else {
        return false;
    };
    let nodes = model.graph.iter().flat_map(|graph| &graph.node);
    let mut names = nodes.map(|node| &*node.op_type);
    names.any(|name| name == "QuantizeLinear" || fused::is_fused(name))
}

/// Reads the network of eight bits that a file holds, for a rounding of its sums. `folder` is where the file is, and `output`
/// names the output to take.
///
/// # Errors
///
/// All reasons why the file cannot be imported.
pub fn read(
    bytes: &[u8],
    folder: Option<&Path>,
    rounding: Rounding,
    output: Option<&str>,
) -> Result<Integers, Vec<Unsupported>> {
    let one = |reason: String| vec![Unsupported::new(reason)];
    let model = proto::Model::decode(Bytes::copy_from_slice(bytes))
        .map_err(|error| one(format!("this is not an ONNX file: {error}")))?;
    let external = folder.map_or_else(External::nowhere, External::in_folder);
    let graph = graph::build(&model, &external, operators::resolve)
        .map_err(|errors| errors.into_iter().map(Unsupported::new).collect::<Vec<_>>())?;
    let kinds = constants::kinds(&model);
    let quantized = reader::read(&graph, &kinds, rounding, output)?;
    Ok(Integers {
        quantized,
        provenance: provenance(&model),
        files: external.into_names(),
    })
}
