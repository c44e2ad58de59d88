//! `Concat`: of lengths that make a shape, or of vectors that come from one.

use super::softmax::resolve;
use crate::onnx::graph::{Combination, Inputs, Node, Operator, Properties};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Concat",
    attributes: &["axis"],
    properties: Properties {
        combines: Some(Combination::Joined),
        ..Properties::NONE
    },
    evaluate,
    lower: |site| match site.node.inputs.len() {
        1 => site.unchanged("it has one input"),
        _ => Err("it joins values that are not linear functions of one vector".into()),
    },
}];

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let tensors = inputs.all()?;
    let first = tensors.first().ok_or("it has no input")?;
    let rank = first.shape().len();
    let axis = resolve(node.int("axis", 1)?, rank)?;
    let mut shape = first.shape().to_vec();
    shape[axis] = 0;
    for tensor in &tensors {
        let mut own = tensor.shape().to_vec();
        if own.len() != rank {
            return Err("its inputs differ in their number of axes".into());
        }
        let length = std::mem::replace(&mut own[axis], shape[axis]);
        if own != shape {
            return Err(format!(
                "the shapes {:?} and {:?} do not fit",
                first.shape(),
                tensor.shape()
            ));
        }
        shape[axis] += length;
    }
    inputs.spend(count(&shape)?)?;
    let outer: usize = shape[..axis].iter().product();
    let mut numbers = Vec::with_capacity(count(&shape)?);
    for index in 0..outer {
        for tensor in &tensors {
            let block: usize = tensor.shape()[axis..].iter().product();
            numbers.extend_from_slice(&tensor.numbers()[index * block..][..block]);
        }
    }
    Ok(vec![Tensor::new(shape, numbers, first.element())?])
}
