//! `DequantizeLinear` of constants: weights that are stored in few bits.

use super::broadcast;
use super::softmax::resolve;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "DequantizeLinear",
    attributes: &["axis", "block_size", "output_dtype"],
    properties: Properties::NONE,
    evaluate,
    lower: |_| {
        Err(
            "it stands for numbers that are computed, and no QuantizeLinear makes integers of them"
                .into(),
        )
    },
}];

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    if node.int("block_size", 0)? != 0 {
        return Err("it has a scale for each block, which is not read".into());
    }
    let (x, scale) = (inputs.get(0)?, inputs.get(1)?);
    let rank = x.shape().len();
    // A scale for each index of an axis, or one for all.
    let placed = |parameter: &Tensor| match parameter.numbers().len() {
        1 => broadcast::expand(&parameter.reshaped(Vec::new())?, x.shape()),
        length => {
            let axis = resolve(node.int("axis", 1)?, rank)?;
            let mut shape = vec![1; rank];
            shape[axis] = length;
            broadcast::expand(&parameter.reshaped(shape)?, x.shape())
        }
    };
    let scales = placed(scale)?;
    let zeros = match inputs.optional(2) {
        Some(zeros) => placed(zeros)?,
        None => vec![0.0; scales.len()],
    };
    let numbers = x.numbers().iter().zip(scales.iter().zip(&zeros));
    let numbers = numbers.map(|(x, (scale, zero))| (x - zero) * scale);
    Ok(vec![Tensor::new(
        x.shape().to_vec(),
        numbers.collect(),
        scale.element(),
    )?])
}
