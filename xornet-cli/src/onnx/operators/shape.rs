//! Operators that look at a vector's shape, or give it another one.

use super::broadcast;
use super::selection::selection;
use super::softmax::resolve;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::{Element, Tensor, brief};

const RESHAPED: &str = "the numbers keep their order";

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Flatten",
        attributes: &["axis"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let tensor = inputs.get(0)?;
            let rank = tensor.shape().len();
            let axis = resolve(node.int("axis", 1)?, rank + 1)?;
            let (rows, columns) = tensor.shape().split_at(axis);
            Ok(vec![tensor.reshaped(vec![
                rows.iter().product(),
                columns.iter().product(),
            ])?])
        },
        lower: |site| site.unchanged(RESHAPED),
    },
    Operator {
        domain: "",
        name: "Reshape",
        attributes: &["allowzero"],
        properties: Properties {
            evaluate_one: Some(reshape_one),
            ..Properties::NONE
        },
        evaluate: |node, inputs| reshape(node, inputs.get(0)?, inputs.get(1)?),
        lower: |site| site.unchanged(RESHAPED),
    },
    Operator {
        domain: "",
        name: "Squeeze",
        attributes: &["axes"],
        properties: Properties::NONE,
        evaluate: squeeze,
        lower: |site| site.unchanged(RESHAPED),
    },
    Operator {
        domain: "",
        name: "Unsqueeze",
        attributes: &["axes"],
        properties: Properties::NONE,
        evaluate: unsqueeze,
        lower: |site| site.unchanged(RESHAPED),
    },
    Operator {
        domain: "",
        name: "Transpose",
        attributes: &["perm"],
        properties: Properties::NONE,
        evaluate: transpose,
        lower: selection,
    },
    Operator {
        domain: "",
        name: "Expand",
        attributes: &[],
        properties: Properties::NONE,
        evaluate: |_, inputs| {
            let shape = lengths(&inputs.get(1)?.integers())?;
            let shape = broadcast::shape(inputs.get(0)?.shape(), &shape)?;
            let numbers = broadcast::expand(inputs.get(0)?, &shape)?;
            Ok(vec![Tensor::new(shape, numbers, inputs.get(0)?.element())?])
        },
        lower: selection,
    },
    Operator {
        domain: "",
        name: "Shape",
        attributes: &["start", "end"],
        properties: Properties {
            numeric_inputs: 0,
            ..Properties::NONE
        },
        evaluate: |node, inputs| {
            let shape = inputs.get(0)?.shape();
            let rank = shape.len() as i64;
            let clamp =
                |axis: i64| (if axis < 0 { axis + rank } else { axis }).clamp(0, rank) as usize;
            let (start, end) = (clamp(node.int("start", 0)?), clamp(node.int("end", rank)?));
            let lengths = shape.get(start..end).unwrap_or(&[]);
            let numbers = lengths.iter().map(|&length| length as f64).collect();
            Ok(vec![Tensor::vector(numbers, Element::Integer)])
        },
        lower: |_| Err("it is a constant".into()),
    },
];

pub fn lengths(numbers: &[i64]) -> Result<Vec<usize>, String> {
    let lengths = numbers.iter().map(|&length| usize::try_from(length));
    lengths
        .collect::<Result<_, _>>()
        .map_err(|_| format!("its shape {} has a negative length", brief(numbers)))
}

/// Returns the shape with its first length divided by `samples`, if that is possible.
fn shape_of_one(shape: &Tensor, samples: usize) -> Option<Tensor> {
    let mut numbers = shape.numbers().to_vec();
    let first = numbers.first_mut()?;
    let single = *first / samples as f64;
    if single < 1.0 || single.fract() != 0.0 {
        return None;
    }
    *first = single;
    Tensor::new(shape.shape().to_vec(), numbers, shape.element()).ok()
}

/// Reshapes one sample, by a shape that counts all of them.
fn reshape_one(node: &Node, inputs: &Inputs<'_>, samples: usize) -> Option<Vec<Tensor>> {
    let shape = shape_of_one(inputs.optional(1)?, samples)?;
    reshape(node, inputs.optional(0)?, &shape).ok()
}

fn reshape(node: &Node, tensor: &Tensor, shape: &Tensor) -> Result<Vec<Tensor>, String> {
    let shape = shape.integers();
    let keeps = node.int("allowzero", 0)? == 0;
    let mut open = None;
    let mut result = Vec::with_capacity(shape.len());
    for (axis, &length) in shape.iter().enumerate() {
        result.push(match length {
            0 if keeps => *tensor
                .shape()
                .get(axis)
                .ok_or("it keeps an axis that is not there")?,
            -1 if open.replace(axis).is_none() => 1,
            length => {
                usize::try_from(length).map_err(|_| format!("its shape is {}", brief(&shape)))?
            }
        });
    }
    if let Some(axis) = open {
        let others = crate::onnx::tensor::count(&result)?;
        result[axis] = tensor.numbers().len().checked_div(others).unwrap_or(0);
    }
    Ok(vec![tensor.reshaped(result)?])
}

/// Returns the axes, which are an attribute before version 13, and an input since.
pub fn axes(
    node: &Node,
    given: Option<&Tensor>,
    rank: usize,
) -> Result<Option<Vec<usize>>, String> {
    let axes = match given {
        Some(tensor) => Some(tensor.integers()),
        None => node.ints("axes")?,
    };
    let Some(axes) = axes else { return Ok(None) };
    let axes = axes.into_iter().map(|axis| resolve(axis, rank));
    let mut axes = axes.collect::<Result<Vec<_>, _>>()?;
    axes.sort_unstable();
    axes.dedup();
    Ok(Some(axes))
}

fn squeeze(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let axes = axes(node, inputs.optional(1), tensor.shape().len())?;
    let keep = |&(axis, &length): &(usize, &usize)| match &axes {
        None => length != 1,
        Some(axes) => !axes.contains(&axis),
    };
    let shape = tensor
        .shape()
        .iter()
        .enumerate()
        .filter(keep)
        .map(|(_, &length)| length);
    Ok(vec![tensor.reshaped(shape.collect())?])
}

fn unsqueeze(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let given = match inputs.optional(1) {
        Some(axes) => axes.numbers().len(),
        None => node.ints("axes")?.map_or(0, |axes| axes.len()),
    };
    if given > 64 {
        return Err(format!("it adds {given} axes"));
    }
    let axes =
        axes(node, inputs.optional(1), tensor.shape().len() + given)?.ok_or("it names no axes")?;
    let mut shape = tensor.shape().to_vec();
    for axis in axes {
        shape.insert(axis.min(shape.len()), 1);
    }
    Ok(vec![tensor.reshaped(shape)?])
}

fn transpose(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let rank = tensor.shape().len();
    let order = match node.ints("perm")? {
        None => (0..rank).rev().collect(),
        Some(order) => order
            .into_iter()
            .map(|axis| resolve(axis, rank))
            .collect::<Result<Vec<_>, _>>()?,
    };
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if sorted != (0..rank).collect::<Vec<_>>() {
        return Err(format!(
            "its `perm` {} is not an order of {rank} axes",
            brief(&order)
        ));
    }
    let mut strides = vec![1; rank];
    for axis in (1..rank).rev() {
        strides[axis - 1] = strides[axis] * tensor.shape()[axis];
    }
    let shape: Vec<_> = order.iter().map(|&axis| tensor.shape()[axis]).collect();
    let element = |mut index: usize| {
        let mut at = 0;
        for (&axis, &length) in order.iter().zip(&shape).rev() {
            at += index % length * strides[axis];
            index /= length;
        }
        tensor.numbers()[at]
    };
    let numbers = (0..tensor.numbers().len()).map(element).collect();
    Ok(vec![Tensor::new(shape, numbers, tensor.element())?])
}
