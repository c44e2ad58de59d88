//! `Gemm`: alpha A B + beta C, with A and B transposed or not.

use super::broadcast;
use super::matmul::product;
use crate::import::graph::{Linear, Operation};
use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Site};
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
    let biases = match site.constant(2)? {
        None => None,
        Some(c) => {
            let numbers = broadcast::expand(c, site.shape())?;
            Some(numbers.into_iter().map(|x| beta * x).collect::<Vec<_>>())
        }
    };
    let scaled = |numbers: &[f64]| -> Vec<f64> { numbers.iter().map(|x| alpha * x).collect() };
    let units = site.len();
    let (operand, linear) = match (a.constant(), b.constant()) {
        (None, Some(weights)) => {
            let weights = oriented(node, "transB", weights)?;
            let linear = Linear {
                inputs: a.len(),
                units,
                weights: scaled(weights.numbers()),
                biases,
            };
            (a, linear)
        }
        (Some(weights), None) => {
            let weights = oriented(node, "transA", weights)?;
            (
                b,
                Linear::from_units(b.len(), units, &scaled(weights.numbers()), biases),
            )
        }
        _ => return Err("both of its matrices depend on the network's input".into()),
    };
    if !operand.is_vector() || linear.weights.len() != linear.inputs * units {
        return Err("it multiplies a matrix, where the network should have a vector".into());
    }
    Ok(Lowering::one(operand.value, Operation::Linear(linear)))
}
