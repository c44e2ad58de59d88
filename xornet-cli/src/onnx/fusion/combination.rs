//! Linear functions that take several nodes: sums and concatenations of linear functions of the same value. Each is
//! multiplied out to one matrix.

use std::cell::Cell;

use super::single;
use crate::import::graph::{Affine, Linear};
use crate::onnx::graph::{Combination, Inputs, Lowering, Operand, Operation, Site, ValueId};
use crate::onnx::tensor::{Element, Tensor};

/// The maximal number of weights of a matrix that is made here.
const MAX_WEIGHTS: usize = 1 << 20;

/// The number of weights up to which a matrix may be larger than those that it is made of.
const SMALL: usize = 1 << 12;

/// The maximal number of nodes between a combination and the value that its inputs are functions of.
const MAX_PATH: usize = 32;

/// The maximal number of inputs of a node.
const MAX_INPUTS: usize = 256;

/// Lowers a node that adds or joins its inputs, where all are linear functions of one value.
pub fn lower(site: &Site<'_>) -> Option<Lowering> {
    let combination = site.node.known()?.properties.combines?;
    if !(2..=MAX_INPUTS).contains(&site.node.inputs.len()) {
        return None;
    }
    let operands = (0..site.node.inputs.len()).map(|index| site.operand(index).ok());
    let operands = operands.collect::<Option<Vec<_>>>()?;
    // Images have layers of their own.
    if !operands.iter().all(|operand| is_vector(operand.shape())) {
        return None;
    }
    let varying: Vec<_> = operands
        .iter()
        .filter(|operand| operand.constant().is_none())
        .collect();
    // With a constant, a sum is an operation of its own.
    if matches!(combination, Combination::Added(_))
        && (varying.len() != 2 || operands.len() != 2 || !operands.iter().all(Operand::is_float))
    {
        return None;
    }
    let paths = varying.iter().map(|operand| path(site, operand.value));
    let paths: Vec<_> = paths.collect();
    let (first, others) = paths.split_first()?;
    let shared = |value| {
        others
            .iter()
            .all(|path| path.iter().any(|step| step.value == value))
    };
    let origin = first
        .iter()
        .map(|step| step.value)
        .find(|&value| shared(value))?;
    let width = site.facts.probe(origin)?.numbers().len();

    let parts = operands.iter().map(|operand| match operand.constant() {
        Some(constant) => Some(Linear {
            inputs: width,
            units: constant.numbers().len(),
            weights: vec![0.0; within(width, constant.numbers().len())?],
            biases: Some(constant.numbers().to_vec()),
        }),
        None => composed(
            paths.iter().find(|path| path[0].value == operand.value)?,
            origin,
            width,
        ),
    });
    let parts = parts.collect::<Option<Vec<_>>>()?;
    let own: usize = paths.iter().map(|path| weights(path, origin)).sum();
    if site.len() * width > SMALL.max(2 * own) {
        return None;
    }
    let linear = match combination {
        Combination::Joined => joined(site, &operands, &parts, width)?,
        Combination::Added(factor) => added(site, &parts, factor)?,
    };
    Some(Lowering::one(origin, Operation::Linear(linear)))
}

/// A value on the way back from another, and the operations between this value and the one before it in the list.
struct Step {
    value: ValueId,
    operations: Vec<Operation>,
}

/// Returns the values that a value is a linear function of, itself first.
fn path(site: &Site<'_>, value: ValueId) -> Vec<Step> {
    let mut path = vec![Step {
        value,
        operations: Vec::new(),
    }];
    let mut at = value;
    while path.len() < MAX_PATH {
        let Some(producer) = Site::of(site.facts, at) else {
            break;
        };
        // A combination ends the path. Otherwise, a chain of sums would take exponential time: each would ask for all
        // sums before it, several times.
        let Ok(lowering) = single(&producer) else {
            break;
        };
        let is_linear = |operation: &Operation| {
            matches!(
                operation,
                Operation::Affine(_) | Operation::Linear(_) | Operation::Select(_)
            )
        };
        let (Some(from), true) = (lowering.from(), lowering.operations.iter().all(is_linear))
        else {
            break;
        };
        at = from;
        path.push(Step {
            value: at,
            operations: lowering.operations,
        });
    }
    path
}

/// Returns the number of weights of a matrix, if it is within the limit.
fn within(inputs: usize, units: usize) -> Option<usize> {
    inputs
        .checked_mul(units)
        .filter(|&weights| weights <= MAX_WEIGHTS)
}

/// Multiplies out the operations between the origin and the start of a path.
fn composed(path: &[Step], origin: ValueId, width: usize) -> Option<Linear> {
    within(width, width)?;
    let end = path.iter().position(|step| step.value == origin)?;
    let mut linear = Linear::of(&Affine::scaled(vec![1.0; width]));
    for operation in path[..=end].iter().rev().flat_map(|step| &step.operations) {
        match operation {
            Operation::Affine(affine) => {
                within(width, affine.picks.len())?;
                linear.then(affine);
            }
            Operation::Linear(next) if next.inputs == linear.units => {
                within(width, next.units)?;
                within(next.inputs, next.units)?;
                linear = linear.followed_by(next);
            }
            Operation::Select(selection) => {
                within(width, selection.picks.len())?;
                linear.then(&selection.affine());
            }
            // Of rows, which are several matrices.
            _ => return None,
        }
    }
    Some(linear)
}

/// Puts the parts next to one another, in the order that the operator gives their numbers.
///
/// To find this order, the operator is run on tensors that hold the places of their own numbers.
fn joined(
    site: &Site<'_>,
    operands: &[Operand<'_>],
    parts: &[Linear],
    width: usize,
) -> Option<Linear> {
    let mut start = 0;
    let mut columns = Vec::new();
    let mut tensors = Vec::new();
    for (part, (operand, linear)) in operands.iter().zip(parts).enumerate() {
        let numbers = (start..start + linear.units)
            .map(|place| place as f64)
            .collect();
        tensors.push(Tensor::new(operand.shape().to_vec(), numbers, Element::Double).ok()?);
        columns.extend((0..linear.units).map(|unit| (part, unit)));
        start += linear.units;
    }
    within(width, start)?;
    let tensors: Vec<_> = tensors.iter().map(Some).collect();
    let work = Cell::new(usize::MAX);
    let outputs = (site.node.known()?.evaluate)(site.node, &Inputs::new(&tensors, &work)).ok()?;
    let order = outputs
        .first()?
        .numbers()
        .iter()
        .map(|&place| columns.get(place as usize).copied());
    let order = order.collect::<Option<Vec<_>>>()?;
    let units = order.len();
    let weights = (0..width).flat_map(|input| {
        let weight = move |&(part, unit): &(usize, usize)| {
            let linear: &Linear = &parts[part];
            linear.weights[input * linear.units + unit]
        };
        order.iter().map(weight)
    });
    let weights = weights.collect();
    let bias = |&(part, unit): &(usize, usize)| {
        parts[part]
            .biases
            .as_ref()
            .map_or(0.0, |biases| biases[unit])
    };
    Some(Linear {
        inputs: width,
        units,
        weights,
        biases: Some(order.iter().map(bias).collect()),
    })
}

/// Returns a function of one output as one of several that are the same.
fn repeated(linear: &Linear, units: usize) -> Linear {
    if linear.units != 1 {
        return linear.clone();
    }
    let repeat = |number: &f64| std::iter::repeat_n(*number, units);
    Linear {
        inputs: linear.inputs,
        units,
        weights: linear.weights.iter().flat_map(repeat).collect(),
        biases: linear
            .biases
            .as_ref()
            .map(|biases| biases.iter().flat_map(repeat).collect()),
    }
}

/// Returns whether all numbers of a shape lie along one axis.
fn is_vector(shape: &[usize]) -> bool {
    shape.iter().filter(|&&length| length != 1).count() <= 1
}

/// Returns the number of weights between the origin and the start of a path.
fn weights(path: &[Step], origin: ValueId) -> usize {
    let end = path.iter().position(|step| step.value == origin);
    let operations = path[..=end.unwrap_or(0)]
        .iter()
        .flat_map(|step| &step.operations);
    operations
        .map(|operation| match operation {
            Operation::Linear(linear) => linear.weights.len(),
            _ => 0,
        })
        .sum()
}

/// Adds the first part and `factor` times each of the others.
fn added(site: &Site<'_>, parts: &[Linear], factor: f64) -> Option<Linear> {
    let (first, others) = parts.split_first()?;
    let mut sum = repeated(first, site.len());
    if sum.units != site.len() {
        return None;
    }
    let mut biases = sum.biases.take().unwrap_or_else(|| vec![0.0; sum.units]);
    for part in others {
        let part = repeated(part, sum.units);
        if part.units != sum.units {
            return None;
        }
        for (sum, weight) in sum.weights.iter_mut().zip(&part.weights) {
            *sum += factor * weight;
        }
        for (sum, bias) in biases.iter_mut().zip(part.biases.iter().flatten()) {
            *sum += factor * bias;
        }
    }
    sum.biases = Some(biases);
    Some(sum)
}
