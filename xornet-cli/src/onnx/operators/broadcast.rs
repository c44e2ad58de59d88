//! The rule by which ONNX makes two shapes fit.

use super::softmax::resolve;
use crate::onnx::graph::{Inputs, Node};
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

/// Returns the second input with the axes that it has by the rules before version 7: they match those of the first input
/// from `axis` on, or the last ones, and only if `broadcast` is set.
pub fn placed(node: &Node, shape: &[usize], second: &Tensor) -> Result<Option<Tensor>, String> {
    if !node.is_older_than(7) {
        return match ["axis", "broadcast"]
            .into_iter()
            .find(|name| node.has(name))
        {
            Some(name) => Err(format!("its attribute `{name}` is not known")),
            None => Ok(None),
        };
    }
    let own = second.shape();
    if own == shape {
        return Ok(None);
    }
    let misfit = || node.with_remedy(format!("the shapes {shape:?} and {own:?} do not fit"));
    if node.int("broadcast", 0)? == 0 {
        return Err(misfit());
    }
    if second.numbers().len() == 1 {
        return Ok(Some(second.reshaped(Vec::new())?));
    }
    let last = shape.len().checked_sub(own.len()).ok_or_else(misfit)?;
    let first = resolve(node.int("axis", last as i64)?, shape.len())?;
    if shape.get(first..first + own.len()) != Some(own) {
        return Err(misfit());
    }
    let behind = shape.len() - first - own.len();
    Ok(Some(second.reshaped([own, &vec![1; behind]].concat())?))
}
