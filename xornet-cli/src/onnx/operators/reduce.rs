//! Sums and means of a vector, which a dense layer of one unit computes; the maximum, a part of softmax.

use super::shape::axes;
use crate::import::graph::{Linear, Operation};
use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Site};
use crate::onnx::tensor::{Tensor, count};

macro_rules! reduce {
    ($name:literal, $start:expr, $function:expr, $weight:expr) => {
        Operator {
            domain: "",
            name: $name,
            attributes: &["axes", "keepdims", "noop_with_empty_axes"],
            properties: Properties::NONE,
            evaluate: |node, inputs| {
                let (sums, count) = fold(node, inputs, $start, $function)?;
                let mean = $name == "ReduceMean";
                Ok(vec![
                    sums.map(|sum| if mean { sum / count as f64 } else { sum }),
                ])
            },
            lower: |site| {
                let weight: Option<fn(usize) -> f64> = $weight;
                lower(
                    site,
                    weight.ok_or("no layer takes the largest of its numbers")?,
                )
            },
        }
    };
}

pub const OPERATORS: &[Operator] = &[
    reduce!("ReduceSum", 0.0, |a, b| a + b, Some(|_| 1.0)),
    reduce!(
        "ReduceMean",
        0.0,
        |a, b| a + b,
        Some(|count| 1.0 / count as f64)
    ),
    reduce!("ReduceMax", f64::NEG_INFINITY, f64::max, None),
];

/// Returns the reduced tensor, and how many numbers each of its numbers is made of.
fn fold(
    node: &Node,
    inputs: &Inputs<'_>,
    start: f64,
    function: fn(f64, f64) -> f64,
) -> Result<(Tensor, usize), String> {
    let tensor = inputs.get(0)?;
    let shape = tensor.shape();
    let axes = match axes(node, inputs, shape.len())? {
        Some(axes) if !axes.is_empty() => axes,
        _ if node.int("noop_with_empty_axes", 0)? != 0 => return Ok((tensor.clone(), 1)),
        _ => (0..shape.len()).collect(),
    };
    let kept: Vec<_> = (0..shape.len())
        .map(|axis| if axes.contains(&axis) { 1 } else { shape[axis] })
        .collect();
    let total = count(&kept)?;
    let mut numbers = vec![start; total];
    for (index, &number) in tensor.numbers().iter().enumerate() {
        let (mut rest, mut at, mut stride) = (index, 0, 1);
        for (&length, &kept) in shape.iter().zip(&kept).rev() {
            at += if kept == 1 { 0 } else { rest % length * stride };
            stride *= kept;
            rest /= length;
        }
        numbers[at] = function(numbers[at], number);
    }
    let keeps = node.int("keepdims", 1)? != 0;
    let kept = kept
        .into_iter()
        .enumerate()
        .filter(|(axis, _)| keeps || !axes.contains(axis));
    let shape = kept.map(|(_, length)| length).collect();
    let count = tensor.numbers().len().checked_div(total).unwrap_or(0);
    Ok((Tensor::new(shape, numbers, tensor.element())?, count))
}

fn lower(site: &Site<'_>, weight: fn(usize) -> f64) -> Result<Lowering, String> {
    let operand = site.operand_with_constants()?;
    if operand.len() == site.len() {
        return Err("it works across the batch".into());
    }
    if site.len() != 1 {
        return Err("it makes several numbers of parts of the vector".into());
    }
    let inputs = operand.len();
    let linear = Linear {
        inputs,
        units: 1,
        weights: vec![weight(inputs); inputs],
        biases: None,
    };
    Ok(Lowering::one(operand.value, Operation::Linear(linear)))
}
