//! The rule by which ONNX makes two shapes fit.

use crate::onnx::graph::Inputs;
use crate::onnx::tensor::{Tensor, count};

/// Returns the shape that two become together.
pub fn shape(a: &[usize], b: &[usize]) -> Result<Vec<usize>, String> {
    let axes = a.len().max(b.len());
    let length = |shape: &[usize], axis: usize| {
        (axis + shape.len())
            .checked_sub(axes)
            .map_or(1, |axis| shape[axis])
    };
    let lengths = (0..axes).map(|axis| match (length(a, axis), length(b, axis)) {
        (1, length) | (length, 1) => Ok(length),
        (a, b) if a == b => Ok(a),
        _ => Err(format!("the shapes {a:?} and {b:?} do not fit")),
    });
    let shape = lengths.collect::<Result<Vec<_>, _>>()?;
    count(&shape)?;
    Ok(shape)
}

/// Returns the numbers of a tensor, repeated to fill a shape that it fits.
pub fn expand(tensor: &Tensor, shape: &[usize]) -> Result<Vec<f64>, String> {
    if tensor.shape() == shape {
        return Ok(tensor.numbers().to_vec());
    }
    if self::shape(tensor.shape(), shape)? != shape {
        return Err(format!(
            "the shape {:?} does not fit into {shape:?}",
            tensor.shape()
        ));
    }
    let total = count(shape)?;
    // For each axis from the last: its length, and how far apart its elements are in the tensor.
    let mut strides = Vec::with_capacity(shape.len());
    let mut stride = 1;
    for (back, &length) in shape.iter().rev().enumerate() {
        let own = tensor
            .shape()
            .len()
            .checked_sub(back + 1)
            .map_or(1, |axis| tensor.shape()[axis]);
        strides.push((length, if own == 1 { 0 } else { stride }));
        stride *= own;
    }
    let element = |mut index: usize| {
        let mut at = 0;
        for &(length, stride) in &strides {
            at += index % length * stride;
            index /= length;
        }
        tensor.numbers()[at]
    };
    Ok((0..total).map(element).collect())
}

/// Applies a function of two numbers, element by element.
pub fn zip(
    inputs: &Inputs<'_>,
    a: &Tensor,
    b: &Tensor,
    function: impl Fn(f64, f64) -> f64,
) -> Result<Tensor, String> {
    let shape = shape(a.shape(), b.shape())?;
    inputs.spend(count(&shape)?)?;
    let (x, y) = (expand(a, &shape)?, expand(b, &shape)?);
    let numbers = x.iter().zip(&y).map(|(&x, &y)| function(x, y)).collect();
    Tensor::new(shape, numbers, a.element())
}
