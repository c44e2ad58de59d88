//! Safetensors files. They hold tensors only; the command line says which layers they belong to.

mod reader;
mod recurrent;
mod spec;

pub use self::spec::{LayerSpec, Layout};

use self::reader::Reader;
use super::graph::{Activation, Graph, Operation};
use super::source::Source;
use super::unsupported::Unsupported;
use crate::import::frames::FRAMES;
use crate::import::names::{plain, shown};

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
    let is_stream = specs.iter().any(|spec| reader.is_recurrent(spec));
    let shape = |length: usize| match is_stream {
        true => vec![FRAMES, length],
        false => vec![length],
    };
    let mut graph = Graph::default();
    // The input of the next layer, and its length, if they are known.
    let (mut last, mut width) = (None, None);
    for spec in specs {
        if reader.is_recurrent(spec) {
            if spec.activation != Activation::Linear {
                reader.unsupported.push(
                    Unsupported::new(format!(
                        "{} is a recurrent layer, and has no activation after it",
                        shown(&spec.prefix)
                    ))
                    .help(format!(
                        "give it as a layer of its own: `--layer {} --layer :{}`",
                        plain(&spec.prefix),
                        spec.activation.name()
                    )),
                );
                continue;
            }
            match reader.recurrent(spec, width) {
                Some(layers) => {
                    for layer in layers {
                        let input = last.unwrap_or_else(|| graph.input(shape(layer.inputs)));
                        width = Some(layer.units);
                        let output = layer.output(FRAMES);
                        let operation = Operation::Recurrent(Box::new(layer));
                        let origin = shown(&spec.prefix);
                        last = Some(graph.add(operation, vec![input], output, origin));
                    }
                }
                None => width = None,
            }
            continue;
        }
        if !spec.prefix.is_empty() {
            match reader.dense(&spec.prefix, width) {
                Some(linear) => {
                    let input = last.unwrap_or_else(|| graph.input(shape(linear.inputs)));
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
        is_stream,
        orders: Default::default(),
        output_names: Vec::new(),
        layout: Vec::new(),
        precision: reader.precision,
        provenance: "safetensors".into(),
        files: Vec::new(),
        notes: reader.unused(),
        evaluate: Box::new(move |input| {
            Ok(match is_stream {
                true => own.evaluate_frames(input),
                false => own.evaluate(input),
            })
        }),
    })
}
