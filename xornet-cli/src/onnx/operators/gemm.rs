//! `Gemm`: alpha A B + beta C, with A and B transposed or not.

use super::broadcast;
use super::matmul::{from_the_left, product};
use crate::import::graph::{Affine, Linear};
use crate::onnx::graph::{
    Inputs, Lowering, Node, Operation, Operator, Properties, Selection, Site,
};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Gemm",
    attributes: &["alpha", "beta", "transA", "transB", "broadcast"],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// Returns a matrix, transposed if an attribute says so.
fn oriented(node: &Node, attribute: &str, tensor: &Tensor) -> Result<Tensor, String> {
    let &[rows, columns] = tensor.shape() else {
        return Err(format!("its matrix has the shape {:?}", tensor.shape()));
    };
    if node.int(attribute, 0)? == 0 {
        return Ok(tensor.clone());
    }
    let numbers = tensor.numbers();
    let transposed =
        (0..columns).flat_map(|column| (0..rows).map(move |row| numbers[row * columns + column]));
    Tensor::new(vec![columns, rows], transposed.collect(), tensor.element())
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let (alpha, beta) = (node.float("alpha", 1.0)?, node.float("beta", 1.0)?);
    let a = oriented(node, "transA", inputs.get(0)?)?;
    let b = oriented(node, "transB", inputs.get(1)?)?;
    let scaled = product(inputs, &a, &b)?.map(|x| alpha * x);
    let Some(c) = inputs.optional(2) else {
        return Ok(vec![scaled]);
    };
    let c = broadcast::expand(c, scaled.shape())?;
    let sums = scaled
        .numbers()
        .iter()
        .zip(c)
        .map(|(x, c)| x + beta * c)
        .collect();
    Ok(vec![Tensor::new(
        scaled.shape().to_vec(),
        sums,
        scaled.element(),
    )?])
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let node = site.node;
    let (alpha, beta) = (node.float("alpha", 1.0)?, node.float("beta", 1.0)?);
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    let scaled = |numbers: &[f64]| -> Vec<f64> { numbers.iter().map(|x| alpha * x).collect() };
    let (operand, operations) = match (a.constant(), b.constant()) {
        (None, Some(weights)) => {
            let weights = oriented(node, "transB", weights)?;
            let (inputs, units) = (weights.shape()[0], weights.shape()[1]);
            let linear = Linear {
                inputs,
                units,
                weights: scaled(weights.numbers()),
                biases: None,
            };
            let mut operations = turned(node, "transA", a.shape())?;
            operations.push(Operation::Linear(linear));
            (a, operations)
        }
        (Some(weights), None) => {
            let weights = oriented(node, "transA", weights)?;
            let (units, inputs) = (weights.shape()[0], weights.shape()[1]);
            let linear = Linear::from_units(inputs, units, &scaled(weights.numbers()), None);
            let mut operations = turned(node, "transB", b.shape())?;
            let mut shape = b.shape().to_vec();
            if node.int("transB", 0)? != 0 {
                shape.reverse();
            }
            operations.extend(from_the_left(linear, &shape));
            (b, operations)
        }
        _ => return Err("both of its matrices depend on the network's input".into()),
    };
    let mut operations = operations;
    if let Some(c) = site.constant(2)? {
        let numbers = broadcast::expand(c, site.shape())?;
        let biases: Vec<_> = numbers.into_iter().map(|x| beta * x).collect();
        match operations.last_mut() {
            Some(Operation::Linear(linear)) if linear.units == biases.len() => {
                linear.biases = Some(biases);
            }
            _ => operations.push(Operation::Affine(Affine::new(
                vec![1.0; biases.len()],
                biases,
            ))),
        }
    }
    Ok(Lowering::all(operand.value, operations))
}

/// Returns the operation that transposes a matrix, if an attribute says so and it is more than a vector.
fn turned(node: &Node, attribute: &str, shape: &[usize]) -> Result<Vec<Operation>, String> {
    let turns = node.int(attribute, 0)? != 0 && !shape.contains(&1);
    let turn = turns.then(|| Operation::Select(Selection::transposed(shape, &[1, 0])));
    Ok(turn.into_iter().collect())
}
