//! `MatMul`, with the network's vector on either side.

use super::broadcast;
use crate::import::graph::{Linear, Operation};
use crate::onnx::graph::{Inputs, Lowering, Operator, Properties, Site};
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
    let units = site.len();
    let (operand, linear) = match (a.constant(), b.constant()) {
        (None, Some(weights)) => {
            let linear = Linear {
                inputs: a.len(),
                units,
                weights: weights.numbers().to_vec(),
                biases: None,
            };
            (a, linear)
        }
        (Some(weights), None) => (
            b,
            Linear::from_units(b.len(), units, weights.numbers(), None),
        ),
        _ => return Err("both of its matrices depend on the network's input".into()),
    };
    let weights = a.constant().or(b.constant()).map_or(&[][..], Tensor::shape);
    let matrices = weights.iter().rev().skip(2).product::<usize>();
    if !operand.is_vector() || matrices != 1 || linear.weights.len() != linear.inputs * units {
        return Err("it multiplies a matrix, where the network should have a vector".into());
    }
    Ok(Lowering::one(operand.value, Operation::Linear(linear)))
}
