//! `MatMul`, with the network's vector on either side.

use super::broadcast;
use crate::import::graph::Linear;
use crate::onnx::graph::{Inputs, Lowering, Operation, Operator, Properties, Selection, Site};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "MatMul",
    attributes: &[],
    properties: Properties::NONE,
    evaluate: |_, inputs| Ok(vec![product(inputs, inputs.get(0)?, inputs.get(1)?)?]),
    lower,
}];

/// Returns the product as numpy has it: of vectors, matrices, and stacks of them.
pub fn product(inputs: &Inputs<'_>, a: &Tensor, b: &Tensor) -> Result<Tensor, String> {
    // A vector is a row on the left and a column on the right.
    let left = if let &[length] = a.shape() {
        vec![1, length]
    } else {
        a.shape().to_vec()
    };
    let right = if let &[length] = b.shape() {
        vec![length, 1]
    } else {
        b.shape().to_vec()
    };
    let misfit = || format!("the shapes {:?} and {:?} do not fit", a.shape(), b.shape());
    let ([stack_a @ .., rows, inner], [stack_b @ .., other, columns]) = (&*left, &*right) else {
        return Err(misfit());
    };
    if inner != other {
        return Err(misfit());
    }
    let (rows, columns, inner) = (*rows, *columns, *inner);
    let stack = broadcast::shape(stack_a, stack_b)?;
    let mut shape = stack.clone();
    shape.extend([rows, columns]);
    let work = count(&shape)?.checked_mul(inner.max(1));
    inputs.spend(work.unwrap_or(usize::MAX))?;

    // The indices of the matrices in each operand's stack, for each matrix of the result.
    let pick = |own: &[usize]| -> Result<Vec<usize>, String> {
        let matrices: Vec<_> = (0..count(own)?).map(|index| index as f64).collect();
        let matrices = Tensor::new(own.to_vec(), matrices, a.element())?;
        Ok(broadcast::expand(&matrices, &stack)?
            .into_iter()
            .map(|index| index as usize)
            .collect())
    };
    let mut numbers = vec![0.0; count(&shape)?];
    let results = numbers.chunks_exact_mut((rows * columns).max(1));
    for (result, (x, y)) in results.zip(pick(stack_a)?.into_iter().zip(pick(stack_b)?)) {
        let x = &a.numbers()[x * rows * inner..][..rows * inner];
        let y = &b.numbers()[y * inner * columns..][..inner * columns];
        for (sums, x) in result
            .chunks_exact_mut(columns.max(1))
            .zip(x.chunks_exact(inner.max(1)))
        {
            for (x, y) in x.iter().zip(y.chunks_exact(columns.max(1))) {
                for (sum, y) in sums.iter_mut().zip(y) {
                    *sum += x * y;
                }
            }
        }
    }
    if b.shape().len() == 1 {
        shape.pop();
    }
    if a.shape().len() == 1 {
        let rows = shape.len() - if b.shape().len() == 1 { 1 } else { 2 };
        shape.remove(rows);
    }
    Tensor::new(shape, numbers, a.element())
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    match (a.constant(), b.constant()) {
        (None, Some(weights)) => {
            let (inputs, units) = matrix(weights.shape(), true)?;
            let linear = Linear {
                inputs,
                units,
                weights: weights.numbers().to_vec(),
                biases: None,
            };
            Ok(Lowering::one(a.value, Operation::Linear(linear)))
        }
        (Some(weights), None) => {
            let (units, inputs) = matrix(weights.shape(), false)?;
            let linear = Linear::from_units(inputs, units, weights.numbers(), None);
            Ok(Lowering::all(b.value, from_the_left(linear, b.shape())))
        }
        _ => Err("both of its matrices depend on the network's input".into()),
    }
}

/// Returns the operations of a matrix on the left of a value of this shape, which it multiplies column by column.
pub fn from_the_left(linear: Linear, shape: &[usize]) -> Vec<Operation> {
    let units = linear.units;
    let columns = shape
        .last()
        .copied()
        .filter(|_| shape.len() > 1)
        .unwrap_or(1);
    if columns == 1 {
        return vec![Operation::Linear(linear)];
    }
    let rank = shape.len();
    let swapped: Vec<_> = (0..rank - 2).chain([rank - 1, rank - 2]).collect();
    let there = Selection::transposed(shape, &swapped);
    let mut product = there.to.clone();
    product[rank - 1] = units;
    let back = Selection::transposed(&product, &swapped);
    vec![
        Operation::Select(there),
        Operation::Linear(linear),
        Operation::Select(back),
    ]
}

/// Returns the rows and columns of a constant matrix, or of a vector that stands for one column on the right or for one row
/// on the left.
fn matrix(shape: &[usize], right: bool) -> Result<(usize, usize), String> {
    match *shape {
        [length] if right => Ok((length, 1)),
        [length] => Ok((1, length)),
        [ref stack @ .., rows, columns] if stack.iter().all(|&length| length == 1) => {
            Ok((rows, columns))
        }
        _ => Err(format!(
            "it multiplies by several matrices, of the shape {shape:?}"
        )),
    }
}
