//! The length of an input that the file leaves open, from the first matrix that takes it.

use crate::onnx::graph::{Graph, Node, Source, ValueId};

/// Returns the length of the last axis of a value, if what is done to it tells.
pub fn told(graph: &Graph, value: ValueId) -> Option<usize> {
    let mut same = vec![value];
    let mut next = 0;
    while let Some(&value) = same.get(next) {
        next += 1;
        for node in &graph.nodes {
            let Some(place) = node.inputs.iter().position(|input| *input == Some(value)) else {
                continue;
            };
            if let Some(length) = by(graph, node, place) {
                return Some(length);
            }
            let keeps = [
                "Identity", "Cast", "Add", "Sub", "Mul", "Div", "Relu", "Tanh",
            ];
            if keeps.iter().any(|operator| node.is(operator)) {
                same.extend(node.outputs.first().copied().flatten());
            }
        }
    }
    None
}

/// Returns the length that a node asks for.
fn by(graph: &Graph, node: &Node, place: usize) -> Option<usize> {
    let shape = |index: usize| {
        let value = node.inputs.get(index).copied().flatten()?;
        match &graph.values[value].source {
            Source::Constant(tensor) => Some(tensor.shape().to_vec()),
            Source::Node { node, .. } => {
                let node = &graph.nodes[*node];
                let tensor = node.is("Constant").then(|| node.tensor("value"))?;
                Some(tensor.ok()??.shape().to_vec())
            }
            _ => None,
        }
    };
    let elementwise = ["Add", "Sub", "Mul", "Div"];
    if node.is("MatMul") && place == 0 {
        let shape = shape(1)?;
        shape.get(shape.len().checked_sub(2)?).copied()
    } else if node.is("Gemm") && place == 0 {
        let transposed = node.int("transB", 0).ok()? != 0;
        shape(1)?.get(usize::from(transposed)).copied()
    } else if elementwise.iter().any(|operator| node.is(operator)) {
        shape(1 - place)?
            .last()
            .copied()
            .filter(|&length| length > 1)
    } else {
        None
    }
}
