//! Operators that take some of the numbers: columns of a table, or lengths of a shape.

use super::ML;
use super::selection::selection;
use super::softmax::resolve;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Gather",
        attributes: &["axis"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let indices = inputs.get(1)?;
            let axis = resolve(node.int("axis", 0)?, inputs.get(0)?.shape().len())?;
            take(
                inputs,
                inputs.get(0)?,
                axis,
                &indices.integers(),
                indices.shape(),
            )
        },
        lower: selection,
    },
    Operator {
        domain: ML,
        name: "ArrayFeatureExtractor",
        attributes: &[],
        properties: Properties::NONE,
        evaluate: |_, inputs| {
            let (tensor, indices) = (inputs.get(0)?, inputs.get(1)?.integers());
            let axis = resolve(-1, tensor.shape().len())?;
            take(inputs, tensor, axis, &indices, &[indices.len()])
        },
        lower: selection,
    },
    Operator {
        domain: "",
        name: "Slice",
        attributes: &["starts", "ends", "axes"],
        properties: Properties::NONE,
        evaluate: slice,
        lower: selection,
    },
];

/// Takes the elements at some places along an axis, which becomes the axes of `places`.
pub fn take(
    inputs: &Inputs<'_>,
    tensor: &Tensor,
    axis: usize,
    indices: &[i64],
    places: &[usize],
) -> Result<Vec<Tensor>, String> {
    let (outer, rest) = tensor.shape().split_at(axis);
    let (length, inner) = (rest[0], &rest[1..]);
    let indices = indices.iter().map(|&index| resolve(index, length));
    let indices = indices
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| format!("it takes elements that are not among {length}"))?;
    let shape = [outer, places, inner].concat();
    inputs.spend(count(&shape)?)?;
    let block: usize = inner.iter().product();
    let mut numbers = Vec::with_capacity(count(&shape)?);
    for start in 0..outer.iter().product::<usize>() {
        for index in &indices {
            numbers
                .extend_from_slice(&tensor.numbers()[(start * length + index) * block..][..block]);
        }
    }
    Ok(vec![Tensor::new(shape, numbers, tensor.element())?])
}

fn slice(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    // They are attributes before version 10, and inputs since.
    let given = |index: usize, name| match inputs.optional(index) {
        Some(tensor) => Ok(Some(tensor.integers())),
        None => node.ints(name),
    };
    let starts = given(1, "starts")?.ok_or("it has no `starts`")?;
    let ends = given(2, "ends")?.ok_or("it has no `ends`")?;
    let axes = given(3, "axes")?.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = inputs
        .optional(4)
        .map_or(vec![1; starts.len()], Tensor::integers);
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
        return Err("its bounds differ in number".into());
    }
    let mut tensor = inputs.get(0)?.clone();
    for (((start, end), axis), step) in starts.into_iter().zip(ends).zip(axes).zip(steps) {
        let axis = resolve(axis, tensor.shape().len())?;
        let length = tensor.shape()[axis] as i64;
        let from_front = |at: i64| {
            if at < 0 {
                at.saturating_add(length)
            } else {
                at
            }
        };
        let indices: Vec<i64> = match step {
            1.. => {
                let (start, end) = (
                    from_front(start).clamp(0, length),
                    from_front(end).clamp(0, length),
                );
                (start..end)
                    .step_by(usize::try_from(step).unwrap_or(usize::MAX))
                    .collect()
            }
            0 => return Err("its step is 0".into()),
            _ => {
                let (start, end) = (
                    from_front(start).clamp(-1, length - 1),
                    from_front(end).clamp(-1, length - 1),
                );
                let step = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
                (end + 1..=start).rev().step_by(step).collect()
            }
        };
        let places = [indices.len()];
        tensor = take(inputs, &tensor, axis, &indices, &places)?.swap_remove(0);
    }
    Ok(vec![tensor])
}
