//! Files of TensorFlow Lite, and the networks in them.
//!
//! ```text
//! bytes ─ file ─▶ Model ─ graph, operators ─▶ the graph of ONNX' operators ─ onnx ─▶ Source
//! ```
//!
//! An operator of a network of floats becomes nodes of ONNX' operators, which keep its name, so that all that is known of those holds here:
//! what they compute, what they become, fusion, batches and the order of axes.
//!
//! A network of eight bits is read by `quantized`, an operator as a layer.
//!
//! Files may be hostile: offsets and sizes in them are checked, and nothing nests.

mod file;
mod graph;
mod operators;
mod quantized;

use xornet_model::Rounding;

use self::file::{Budget, Model, Table};
use crate::import::assembly::Quantized;
use crate::import::names::plain;
use crate::import::source::Source;
use crate::import::unsupported::Unsupported;
use crate::onnx;

/// Reads the network that a file of TensorFlow Lite holds. `output` names the output to take, where there are several.
/// `stream` asks for a network on frames.
///
/// # Errors
///
/// All reasons why the file cannot be imported.
pub fn read(bytes: &[u8], output: Option<&str>, stream: bool) -> Result<Source, Vec<Unsupported>> {
    let budget = Budget::new();
    let model = parse(bytes, &budget)?;
    let built = graph::build(&model).map_err(|reason| vec![Unsupported::new(reason)])?;
    let mut source = onnx::network(built.graph, output, stream)?;
    source.provenance = provenance(&model);
    source.notes.retain(|note| !is_of_helper(note));
    source.notes.splice(0..0, built.notes);
    if model.graphs > 1 {
        let others = model.graphs - 1;
        source.notes.push(format!(
            "left out: {others} more graphs of the file, which the first one does not use"
        ));
    }
    Ok(source)
}

/// A network of eight bits, and what made the file.
pub struct Integers {
    pub quantized: Quantized,
    pub provenance: String,
}

/// Returns whether a file holds a network whose values are integers of eight bits.
///
/// # Errors
///
/// If it is no such file.
pub fn is_quantized(bytes: &[u8]) -> Result<bool, Vec<Unsupported>> {
    Ok(parse(bytes, &Budget::new())?.is_quantized())
}

/// Reads the network of eight bits that a file holds, for a rounding of its sums. `output` names the output to take.
///
/// # Errors
///
/// All reasons why the file cannot be imported.
pub fn integers(
    bytes: &[u8],
    rounding: Rounding,
    output: Option<&str>,
) -> Result<Integers, Vec<Unsupported>> {
    let budget = Budget::new();
    let model = parse(bytes, &budget)?;
    Ok(Integers {
        quantized: quantized::read(&model, rounding, output)?,
        provenance: provenance(&model),
    })
}

/// Reads the tables of a file.
fn parse<'a>(bytes: &'a [u8], budget: &'a Budget) -> Result<Model<'a>, Vec<Unsupported>> {
    let root = Table::root(bytes, budget);
    let model = root.and_then(|root| Model::read(root, bytes));
    model.map_err(|error| {
        vec![Unsupported::new(format!(
            "this is not a TensorFlow Lite file: {error}"
        ))]
    })
}

/// Returns whether a note is about a node that only brings the numbers of an operator into the shape or order that ONNX'
/// operators take.
fn is_of_helper(note: &str) -> bool {
    const SHAPES: [&str; 5] = ["RESHAPE", "SQUEEZE", "EXPAND_DIMS", "TRANSPOSE", "CAST"];
    let about = note.strip_suffix(": the numbers keep their order");
    about.is_some_and(|about| {
        let of = |name: &&str| about.ends_with(&format!(" ({name})"));
        !SHAPES.iter().any(of)
    })
}

/// Describes the tool that wrote the file.
fn provenance(model: &Model<'_>) -> String {
    match plain(&model.description) {
        tool if tool.is_empty() => "TensorFlow Lite, made by an unnamed tool".into(),
        tool => format!("TensorFlow Lite, made by {tool}"),
    }
}
