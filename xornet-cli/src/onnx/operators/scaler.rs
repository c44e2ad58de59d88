//! `Scaler` of classical machine learning: `(x - offset) * scale`.

use super::ML;
use crate::import::graph::Affine;
use crate::onnx::graph::{Lowering, Node, Operation, Operator, Properties};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: ML,
    name: "Scaler",
    attributes: &["offset", "scale"],
    properties: Properties::NONE,
    evaluate: |node, inputs| {
        let x = inputs.get(0)?;
        let (offset, scale) = parameters(node, x.columns())?;
        let columns = offset.iter().zip(&scale).cycle();
        let numbers = x.numbers().iter().zip(columns);
        let numbers = numbers
            .map(|(x, (offset, scale))| (x - offset) * scale)
            .collect();
        Ok(vec![Tensor::new(x.shape().to_vec(), numbers, x.element())?])
    },
    lower: |site| {
        let operand = site.operand(0)?;
        let (offset, scale) = parameters(site.node, operand.columns())?;
        let rows = operand.len() / operand.columns().max(1);
        let (offset, scale) = (offset.repeat(rows), scale.repeat(rows));
        let shift = offset
            .iter()
            .zip(&scale)
            .map(|(offset, scale)| -offset * scale)
            .collect();
        Ok(Lowering::one(
            operand.value,
            Operation::Affine(Affine::new(scale, shift)),
        ))
    },
}];

/// Reads one number for each number of the vector, or one for all.
fn parameters(node: &Node, count: usize) -> Result<(Vec<f64>, Vec<f64>), String> {
    let parameter = |name, default: f64| match node.floats(name)? {
        None => Ok(vec![default; count]),
        Some(numbers) if numbers.len() == count => Ok(numbers),
        Some(numbers) if numbers.len() == 1 => Ok(vec![numbers[0]; count]),
        Some(numbers) => Err(format!(
            "its `{name}` has {} numbers for {count}",
            numbers.len()
        )),
    };
    Ok((parameter("offset", 0.0)?, parameter("scale", 1.0)?))
}
