//! `Split`: ranges of an axis.

use super::gather::take;
use super::selection::selection;
use super::softmax::resolve;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Split",
    attributes: &["axis", "split", "num_outputs"],
    properties: Properties::NONE,
    evaluate,
    lower: selection,
}];

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let axis = resolve(node.int("axis", 0)?, tensor.shape().len())?;
    let length = tensor.shape()[axis];
    // The lengths are an attribute before version 13, and an input since.
    let given = match inputs.optional(1) {
        Some(lengths) => Some(lengths.integers()),
        None => node.ints("split")?,
    };
    let lengths: Vec<usize> = match given {
        Some(given) => given
            .into_iter()
            .map(usize::try_from)
            .collect::<Result<_, _>>()
            .map_err(|_| "one of its lengths is negative")?,
        None => {
            let count = node.outputs.len().max(1);
            // The last part is shorter if the lengths cannot be equal.
            let each = length.div_ceil(count);
            (0..count)
                .map(|part| each.min(length.saturating_sub(part * each)))
                .collect()
        }
    };
    if lengths
        .iter()
        .try_fold(0usize, |sum, &length| sum.checked_add(length))
        != Some(length)
    {
        return Err(format!("its lengths {lengths:?} do not add up to {length}"));
    }
    let mut start = 0;
    let mut parts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let indices: Vec<_> = (start as i64..(start + length) as i64).collect();
        parts.extend(take(inputs, tensor, axis, &indices, &[length])?);
        start += length;
    }
    Ok(parts)
}
