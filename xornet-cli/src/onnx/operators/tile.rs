//! `Tile`: repetitions of the whole tensor.

use super::selection::selection;
use super::shape::lengths;
use crate::onnx::graph::{Inputs, Node, Operator, Properties};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Tile",
    attributes: &[],
    properties: Properties::NONE,
    evaluate: tile,
    lower: selection,
}];

/// Repeats the whole tensor along each axis.
fn tile(_: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let (tensor, repeats) = (inputs.get(0)?, lengths(&inputs.get(1)?.integers())?);
    let own = tensor.shape();
    if repeats.len() != own.len() {
        return Err(format!(
            "its {} repeats do not fit the shape {own:?}",
            repeats.len()
        ));
    }
    let shape: Option<Vec<usize>> = own
        .iter()
        .zip(&repeats)
        .map(|(a, b)| a.checked_mul(*b))
        .collect();
    let shape = shape.ok_or("its output is too large")?;
    inputs.spend(count(&shape)?)?;
    let element = |mut index: usize| {
        let (mut at, mut stride) = (0, 1);
        for (&length, &own) in shape.iter().zip(own).rev() {
            at += index % length % own * stride;
            index /= length;
            stride *= own;
        }
        tensor.numbers()[at]
    };
    let numbers = (0..count(&shape)?).map(element).collect();
    Ok(vec![Tensor::new(shape, numbers, tensor.element())?])
}
