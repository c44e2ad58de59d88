//! Safetensors files. They hold tensors only; the command line says which layers they belong to.

mod reader;
mod spec;

pub use self::spec::{LayerSpec, Layout};

use self::reader::Reader;
use super::graph::{Activation, Graph, Operation};
use super::source::Source;
use super::unsupported::Unsupported;
use crate::import::names::shown;

/// Reads the layers from a file of tensors. Without a `layout`, the name of a tensor tells it: `weight` has one row
/// per unit, `kernel` one per input.
///
/// # Errors
///
/// All reasons why the layers cannot be read.
pub fn read(
    bytes: &[u8],
    specs: &[LayerSpec],
    layout: Option<Layout>,
) -> Result<Source, Vec<Unsupported>> {
    let mut reader = Reader::new(bytes, layout).map_err(|unsupported| vec![unsupported])?;
    if specs.is_empty() {
        let help = format!(
            "name them, as in `--layer fc1:relu --layer fc2:softmax`; {}",
            reader.listed()
        );
        return Err(vec![
            Unsupported::new("the file does not say what its layers are").help(help),
        ]);
    }
    let mut graph = Graph::default();
    // The input of the next layer, and its length, if they are known.
    let (mut last, mut width) = (None, None);
    for spec in specs {
        if !spec.prefix.is_empty() {
            match reader.dense(&spec.prefix, width) {
                Some(linear) => {
                    let input = last.unwrap_or_else(|| graph.input(vec![linear.inputs]));
                    width = Some(linear.units);
                    let operation = Operation::Linear(linear);
                    last = Some(graph.push(operation, input, shown(&spec.prefix)));
                }
                None => width = None,
            }
        } else if width.is_none() && reader.unsupported.is_empty() {
            reader.unsupported.push(Unsupported::new(format!(
                "the first layer is the activation `{}`, and no tensor before it tells the number of inputs",
                spec.activation.name()
            )));
        }
        if let Some(input) = last.filter(|_| spec.activation != Activation::Linear) {
            let origin = format!("`:{}`", spec.activation.name());
            last = Some(graph.push(Operation::Activation(spec.activation), input, origin));
        }
    }
    if !reader.unsupported.is_empty() {
        return Err(reader.unsupported);
    }
    graph.outputs.extend(last);
    let own = graph.clone();
    Ok(Source {
        graph,
        is_stream: false,
        orders: Default::default(),
        output_names: Vec::new(),
        layout: Vec::new(),
        precision: reader.precision,
        provenance: "safetensors".into(),
        files: Vec::new(),
        notes: reader.unused(),
        evaluate: Box::new(move |input| Ok(own.evaluate(input))),
    })
}
