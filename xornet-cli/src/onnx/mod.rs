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
//! 8. `layout`: channels come last, and weights are put into that order.
//!
//! An operator is known in `operators` alone, where its row has all that the others ask a node for.
//!
//! Files may be hostile: all sizes in them are checked against limits, and no recursion is unbounded.

mod batch;
mod classes;
mod file;
mod fusion;
mod graph;
mod layout;
mod lower;
mod operators;
mod ports;
mod tensor;

use std::path::Path;

use prost::Message;
use prost::bytes::Bytes;

#[cfg(test)]
pub(crate) use self::file::proto;

use self::batch::Batch;
use self::file::{External, is_bounded};
use self::graph::Facts;
use self::ports::Ports;
use self::tensor::{Element, Tensor};
use crate::import::names::plain;
use crate::import::source::{Order, Precision, Source};
use crate::import::unsupported::Unsupported;

/// Reads the network that an ONNX file holds. `folder` is where the file is, and where its weights may be;
/// `output` names the output to take, where there are several.
///
/// # Errors
///
/// All reasons why the file cannot be imported.
pub fn read(
    bytes: Vec<u8>,
    folder: Option<&Path>,
    output: Option<&str>,
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
    let ports = Ports::choose(&graph, output)?;
    let precision = precision(&ports);
    let samples = match ports.batch {
        Batch::Fixed(samples) => samples,
        Batch::Single | Batch::Open => 1,
    };
    let facts = Facts::new(graph, ports.inputs, samples);
    let proof = batch::prove(&facts, ports.batch, &ports.outputs);
    let lowered = lower::lower(&facts, &ports.outputs, proof.unsupported)?;
    let laid_out = layout::lay_out(&facts, &lowered.parts, &ports.outputs)?;
    let mut notes = ports.notes;
    notes.extend(proof.note);
    notes.extend(laid_out.notes);
    let layout = laid_out.moved;
    notes.extend(lowered.notes);
    if precision == Precision::Half {
        notes.push("the graph computes in 16 bits, the network in more".into());
    }
    let length = |value: &usize| facts.probe(*value).map_or(0, |probe| probe.numbers().len());
    let joined = |orders: Vec<Order>, values: &[usize]| {
        let orders: Vec<_> = orders.into_iter().zip(values.iter().map(length)).collect();
        Order::joined(&orders)
    };
    let orders = (
        joined(laid_out.input_orders, &laid_out.inputs),
        joined(laid_out.output_orders, &laid_out.outputs),
    );
    let (inputs, outputs, own) = (laid_out.inputs, laid_out.outputs, orders.clone());
    let output_names = classes::names(facts.graph(), &outputs, laid_out.graph.output_length());
    let evaluate = move |numbers: &[f64]| {
        let numbers = own.0.to_source(numbers);
        let mut rest = &*numbers;
        let mut all = Vec::new();
        for input in facts.inputs() {
            let length = facts.probe(*input).map_or(0, |probe| probe.numbers().len());
            // The numbers of an input that is left out make no difference.
            if inputs.contains(input) {
                let (own, others) = rest
                    .split_at_checked(length)
                    .ok_or("the input is too short")?;
                all.push(own.to_vec());
                rest = others;
            } else {
                all.push(vec![0.0; length]);
            }
        }
        let tensors = facts.outputs(&outputs, &all)?;
        let numbers: Vec<_> = tensors
            .iter()
            .flat_map(|tensor| tensor.numbers())
            .copied()
            .collect();
        Ok(own.1.to_file(&numbers))
    };
    Ok(Source {
        graph: laid_out.graph,
        orders,
        output_names,
        layout,
        precision,
        provenance: provenance(&model),
        files: external.into_names(),
        notes,
        evaluate: Box::new(evaluate),
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
