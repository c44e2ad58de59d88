//! `Concat`: of lengths that make a shape, or of vectors that come from one.

use super::softmax::resolve;
use crate::onnx::graph::{
    Combination, Inputs, Lowering, Node, Operation, Operator, Properties, Site,
};
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
        _ => lower(site),
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

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let count = site.node.inputs.len();
    let operands: Vec<_> = (0..count)
        .map(|index| site.operand(index))
        .collect::<Result<_, _>>()?;
    if operands.iter().any(|operand| operand.constant().is_some()) {
        return Err("it joins constants with values of the network, which no layer does".into());
    }
    let axis = resolve(site.node.int("axis", 1)?, site.shape().len())?;
    let concatenate = Operation::Concatenate {
        axis,
        from: operands
            .iter()
            .map(|operand| operand.shape().to_vec())
            .collect(),
        to: site.shape().to_vec(),
    };
    let inputs = operands.iter().map(|operand| operand.value).collect();
    Ok(Lowering::several(inputs, concatenate))
}
