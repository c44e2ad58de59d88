//! Computes a graph in double precision, operator by operator, as ONNX defines them. Nothing here knows of
//! layers: the outputs of test cases come from here, and the shapes and constants that the rest goes by.

use std::cell::Cell;
use std::rc::Rc;

use super::{Graph, Inputs, Node, Source, ValueId};
use crate::onnx::tensor::Tensor;

/// The maximal number of elements of all values together, and of multiply-adds to compute them.
pub const WORK: usize = 1 << 27;

const UNKNOWN: &str = "it is not known here";

/// All values of a graph for some inputs, with the reasons why some are missing.
pub struct Run {
    pub values: Vec<Option<Rc<Tensor>>>,
    pub failures: Vec<Option<String>>,
}

/// Computes all values for these inputs.
pub fn run(
    graph: &Graph,
    inputs: Vec<(ValueId, Tensor)>,
    samples: usize,
    work: &Cell<usize>,
) -> Run {
    let constants = graph.values.iter().map(|value| match &value.source {
        Source::Constant(tensor) => Some(Rc::clone(tensor)),
        _ => None,
    });
    let mut values: Vec<_> = constants.collect();
    for (input, given) in inputs {
        values[input] = Some(Rc::new(given));
    }
    let failures =
        (0..graph.nodes.len()).map(|index| node(graph, index, &mut values, samples, work).err());
    Run {
        failures: failures.collect(),
        values,
    }
}

/// Computes a node for one sample of a graph that was made for `samples`.
pub fn evaluate(
    node: &Node,
    inputs: &[Option<&Tensor>],
    samples: usize,
    work: &Cell<usize>,
) -> Result<Vec<Tensor>, String> {
    let operator = node.known().ok_or(UNKNOWN)?;
    let inputs = Inputs::new(inputs, work);
    // A constant shape that counts the samples must count one here. The proof of the batch finds out later whether the
    // number in the shape means the samples.
    if samples > 1
        && let Some(evaluate_one) = operator.properties.evaluate_one
        && let Some(outputs) = evaluate_one(node, &inputs, samples)
    {
        return Ok(outputs);
    }
    (operator.evaluate)(node, &inputs)
}

/// Computes a node of a graph, and adds its outputs to the values.
pub fn node(
    graph: &Graph,
    index: usize,
    values: &mut [Option<Rc<Tensor>>],
    samples: usize,
    work: &Cell<usize>,
) -> Result<(), String> {
    let node = &graph.nodes[index];
    node.known().ok_or(UNKNOWN)?;
    let mut inputs = Vec::with_capacity(node.inputs.len());
    for input in &node.inputs {
        inputs.push(match *input {
            None => None,
            Some(value) => match &values[value] {
                Some(tensor) => Some(Rc::clone(tensor)),
                None => return Err(format!("its input {} is not known", graph.name(value))),
            },
        });
    }
    let inputs: Vec<_> = inputs.iter().map(Option::as_deref).collect();
    let outputs = evaluate(node, &inputs, samples, work)?;
    let mut fresh = Vec::with_capacity(outputs.len());
    for output in outputs {
        Inputs::new(&[], work).spend(output.numbers().len())?;
        fresh.push(Rc::new(output));
    }
    for (value, output) in node.outputs.iter().zip(fresh) {
        if let Some(value) = *value {
            values[value] = Some(output);
        }
    }
    Ok(())
}
