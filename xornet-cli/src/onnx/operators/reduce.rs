//! Sums, means and maxima over axes: of a vector, which a dense layer of one unit computes, or of positions, which a
//! global pool does.

use super::shape::axes;
use crate::import::graph::Linear;
use crate::onnx::graph::{
    Facts, Inputs, Lowering, Node, Operation, Operator, Properties, Reduction, Selection, Site,
};
use crate::onnx::tensor::{Tensor, count};

macro_rules! reduce {
    ($name:literal, $start:expr, $function:expr, $kind:expr) => {
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
            lower: |site| lower(site, $kind),
        }
    };
}

pub const OPERATORS: &[Operator] = &[
    reduce!("ReduceSum", 0.0, |a, b| a + b, Reduction::Sum),
    reduce!("ReduceMean", 0.0, |a, b| a + b, Reduction::Mean),
    reduce!("ReduceMax", f64::NEG_INFINITY, f64::max, Reduction::Max),
    Operator {
        domain: "",
        name: "ReduceL2",
        attributes: &["axes", "keepdims", "noop_with_empty_axes"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            let (sums, _) = fold(node, inputs, 0.0, |sum, x| sum + x * x)?;
            Ok(vec![sums.map(f64::sqrt)])
        },
        lower: |_| Err("it stands for no normalisation here, x / max(‖x‖, epsilon)".into()),
    },
    Operator {
        domain: "",
        name: "ReduceSumSquare",
        attributes: &["axes", "keepdims", "noop_with_empty_axes"],
        properties: Properties::NONE,
        evaluate: |node, inputs| Ok(vec![fold(node, inputs, 0.0, |sum, x| sum + x * x)?.0]),
        lower: |_| Err("no layer adds squares".into()),
    },
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
    let given = axes(node, inputs.optional(1), shape.len())?;
    let Some(axes) = reduced(node, given, shape.len())? else {
        return Ok((tensor.map(|x| function(start, x)), 1));
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

/// Returns the axes that a node reduces, if they are known.
pub fn axes_of(facts: &Facts, node: &Node, rank: usize) -> Option<Vec<usize>> {
    let given = node.inputs.get(1).copied().flatten();
    let given = given.map(|value| facts.probe(value).filter(|_| !facts.varies(value)));
    let given = match given {
        Some(tensor) => Some(tensor?),
        None => None,
    };
    reduced(node, axes(node, given, rank).ok()?, rank).ok()?
}

/// Returns the axes that are reduced, `None` if there are none.
fn reduced(
    node: &Node,
    given: Option<Vec<usize>>,
    rank: usize,
) -> Result<Option<Vec<usize>>, String> {
    Ok(match given {
        Some(axes) if !axes.is_empty() => Some(axes),
        _ if node.int("noop_with_empty_axes", 0)? != 0 => None,
        _ => Some((0..rank).collect()),
    })
}

fn lower(site: &Site<'_>, kind: Reduction) -> Result<Lowering, String> {
    let operand = site.operand_with_constants()?;
    let shape = operand.shape();
    let given = axes(site.node, site.constant(1)?, shape.len())?;
    let axes = reduced(site.node, given, shape.len())?.unwrap_or_default();
    let axes: Vec<_> = axes.into_iter().filter(|&axis| shape[axis] > 1).collect();
    if axes.is_empty() {
        return site.unchanged("it goes over axes of length one");
    }
    let inputs = operand.len();
    if site.len() == 1 && kind != Reduction::Max {
        let weight = if kind == Reduction::Mean {
            1.0 / inputs as f64
        } else {
            1.0
        };
        let linear = Linear {
            inputs,
            units: 1,
            weights: vec![weight; inputs],
            biases: None,
        };
        return Ok(Lowering::one(operand.value, Operation::Linear(linear)));
    }
    let mut order: Vec<_> = (0..shape.len())
        .filter(|axis| !axes.contains(axis))
        .collect();
    order.extend(&axes);
    let there = Selection::transposed(shape, &order);
    let mut operations = Vec::new();
    if !there.keeps_order() {
        operations.push(Operation::Select(there));
    }
    operations.push(Operation::Reduce {
        kind,
        kept: site.len(),
    });
    Ok(Lowering::all(operand.value, operations))
}
