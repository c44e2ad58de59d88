//! ONNX files, and the networks in them.
//!
//! ```text
//! bytes ─ decode ─▶ messages ─ build ─▶ Graph ─ compute ─▶ Facts ─ prove, lower ─▶ operations ─ lay out ─▶ tensors
//!                                                            └─▶ the outputs for any inputs
//! ```
//!
//! Each folder uses those before it only:
//!
//! 1. `file`: the messages of a file, and weights in other files;
//! 2. `tensor`: arrays of numbers;
//! 3. `graph`: nodes that hold their operators, and what is known of their values;
//! 4. `operators`: the one table of operators, what each computes and what it is in a network;
//! 5. `batch`: the proof that the samples of a batch do not depend on one another, and `ports`, the graph's
//!    inputs and outputs;
//! 6. `fusion`: patterns of several nodes;
//! 7. `lower`: the way from the outputs to the inputs;
//! 8. `layout`: channels come last, and weights are put into that order;
//! 9. `whole`: the network as the graph computes it, and `streams`, where it takes a frame at a time.
//!
//! A network of eight bits has its own way from the graph to layers, `quantized`.
//!
//! An operator is known in `operators` alone, where its row has all that the others ask a node for.
//!
//! Files may be hostile: all sizes in them are checked against limits, and no recursion is unbounded.

mod batch;
mod classes;
pub mod file;
mod fusion;
pub mod graph;
mod layout;
mod lower;
pub mod operators;
mod ports;
pub mod quantized;
mod streams;
pub mod tensor;
mod whole;

use std::path::Path;

use prost::Message;
use prost::bytes::Bytes;

#[cfg(test)]
pub(crate) use self::file::proto;

use self::batch::Batch;
use self::file::{External, is_bounded};
use self::graph::{Facts, Graph};
use self::ports::Ports;
use self::tensor::{Element, Tensor};
use self::whole::Whole;
use crate::import::frames::FRAMES;
use crate::import::names::plain;
use crate::import::source::{Evaluate, Precision, Source};
use crate::import::unsupported::Unsupported;

/// Reads the network that an ONNX file holds. `folder` is where the file is, and where its weights may be;
/// `output` names the output to take, where there are several. `stream` asks for a network on frames.
///
/// # Errors
///
/// All reasons why the file cannot be imported.
pub fn read(
    bytes: Vec<u8>,
    folder: Option<&Path>,
    output: Option<&str>,
    stream: bool,
) -> Result<Source, Vec<Unsupported>> {
    let one = |reason: String| vec![Unsupported::new(reason)];
    if !is_bounded(&bytes) {
        return Err(one(
            "the file holds more messages than a network needs".into()
        ));
    }
    let model = file::proto::Model::decode(Bytes::from(bytes))
        .map_err(|error| one(format!("this is not an ONNX file: {error}")))?;
    let external = folder.map_or_else(External::nowhere, External::in_folder);
    let graph = graph::build(&model, &external, operators::resolve)
        .map_err(|errors| errors.into_iter().map(Unsupported::new).collect::<Vec<_>>())?;
    let mut source = network(graph, output, stream)?;
    source.provenance = provenance(&model);
    source.files = external.into_names();
    Ok(source)
}

/// Makes the network of a graph, from a file of any format that has such graphs.
///
/// # Errors
///
/// All reasons why the graph cannot be a network.
pub fn network(
    mut graph: Graph,
    output: Option<&str>,
    stream: bool,
) -> Result<Source, Vec<Unsupported>> {
    let ports = Ports::choose(&mut graph, output, stream.then_some(FRAMES))?;
    let precision = precision(&ports);
    let samples = match ports.batch {
        Batch::Fixed(samples) => samples,
        Batch::Single | Batch::Open => 1,
    };
    let facts = Facts::new(graph, ports.inputs, samples);
    let proof = batch::prove(&facts, ports.batch, &ports.outputs);
    let states: Vec<_> = ports.states.iter().map(|state| state.output).collect();
    let lowered = lower::lower(&facts, &ports.outputs, &states, proof.unsupported)?;
    let laid_out = layout::lay_out(&facts, &lowered.parts, &ports.outputs)?;
    let mut notes = ports.notes;
    notes.extend(proof.note);
    notes.extend(laid_out.notes.iter().cloned());
    let mut layout = laid_out.moved.clone();
    notes.extend(lowered.notes);
    if precision == Precision::Half {
        notes.push("the graph computes in 16 bits, the network in more".into());
    }
    let whole = Whole::new(facts, &laid_out);
    let output_names = classes::names(
        whole.facts.graph(),
        &laid_out.outputs,
        laid_out.graph.output_length(),
    );
    let cells = match stream || !ports.states.is_empty() {
        true => None,
        false => streams::of_cells(&whole, &laid_out.graph),
    };
    let is_stream = stream || !ports.states.is_empty() || cells.is_some();
    let (graph, orders, evaluate) = match (is_stream, cells) {
        (_, Some(cells)) => {
            notes.extend(cells.notes.iter().cloned());
            streams::by_cells(whole, &laid_out.graph, cells)
        }
        (true, None) => streams::stream(whole, &laid_out.graph, ports.states)?,
        (false, None) => {
            let orders = whole.orders.clone();
            let evaluate: Box<Evaluate> =
                Box::new(move |numbers| Ok(whole.evaluate(numbers)?.concat()));
            (laid_out.graph, orders, evaluate)
        }
    };
    if is_stream {
        let frame = graph
            .inputs
            .first()
            .and_then(|&input| graph.shapes[input].last());
        layout = vec![format!(
            "the network is a stream, of one frame of {} at a time",
            frame.copied().unwrap_or(1)
        )];
    }
    Ok(Source {
        graph,
        is_stream,
        orders,
        output_names,
        layout,
        precision,
        provenance: String::new(),
        files: Vec::new(),
        notes,
        evaluate,
    })
}

/// Returns the precision of a graph with these inputs: the lowest that one of them has.
fn precision(ports: &Ports) -> Precision {
    let of = |zeros: &Tensor| match zeros.element() {
        Element::Double => Precision::Double,
        Element::Half | Element::Bfloat => Precision::Half,
        _ => Precision::Single,
    };
    let all = ports.inputs.iter().map(|input| of(&input.zeros));
    all.min().unwrap_or(Precision::Single)
}

/// Describes the tool that wrote the file.
fn provenance(model: &file::proto::Model) -> String {
    let producer = match (&*model.producer_name, &*model.producer_version) {
        ("", _) => "an unnamed tool".to_owned(),
        (name, "") => plain(name),
        (name, version) => format!("{} {}", plain(name), plain(version)),
    };
    let opsets = model
        .opset_import
        .iter()
        .take(8)
        .map(|import| match &*import.domain {
            "" => format!("opset {}", import.version),
            domain => format!("{} {}", plain(domain), import.version),
        });
    let mut opsets: Vec<_> = opsets.collect();
    opsets.dedup();
    format!("ONNX, made by {producer}, {}", opsets.join(", "))
}
