//! Softmax and its logarithm, along the axis of the vector.

use crate::import::graph::Activation;
use crate::onnx::graph::{
    Inputs, Lowering, Node, Operation, Operator, Properties, Row, Selection, Site,
};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Softmax",
        attributes: &["axis"],
        properties: Properties {
            adds_up_to_one: |_| true,
            ..Properties::NONE
        },
        evaluate: |node, inputs| softmax(node, inputs, normalize),
        lower: |site| lower(site, Activation::Softmax),
    },
    Operator {
        domain: "",
        name: "LogSoftmax",
        attributes: &["axis"],
        properties: Properties::NONE,
        evaluate: |node, inputs| {
            softmax(node, inputs, |values| {
                let most = maximum(values);
                let sum: f64 = values.iter().map(|&x| libm::exp(x - most)).sum();
                values
                    .iter_mut()
                    .for_each(|x| *x = *x - most - libm::log(sum));
            })
        },
        lower: |site| lower(site, Activation::LogSoftmax),
    },
];

/// Computes the softmax of one line.
pub fn normalize(values: &mut [f64]) {
    let most = maximum(values);
    values.iter_mut().for_each(|x| *x = libm::exp(*x - most));
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|x| *x /= sum);
}

fn maximum(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// Returns the range of axes that the sum goes over: a single axis since version 13, and all axes from one on before.
fn axes(node: &Node, rank: usize) -> Result<(usize, usize), String> {
    let old = node.opset < 13;
    let axis = node.int("axis", if old { 1 } else { -1 })?;
    let first = resolve(axis, rank.max(1))?;
    Ok((first, if old { rank } else { (first + 1).min(rank) }))
}

/// Returns an axis counted from the front, where negative ones count from the back.
pub fn resolve(axis: i64, rank: usize) -> Result<usize, String> {
    let from_front = if axis < 0 {
        axis.checked_add(rank as i64)
    } else {
        Some(axis)
    };
    from_front
        .and_then(|axis| usize::try_from(axis).ok())
        .filter(|&axis| axis < rank)
        .ok_or_else(|| format!("its axis {axis} is not one of {rank}"))
}

fn softmax(
    node: &Node,
    inputs: &Inputs<'_>,
    function: fn(&mut [f64]),
) -> Result<Vec<Tensor>, String> {
    let tensor = inputs.get(0)?;
    let (first, end) = axes(node, tensor.shape().len())?;
    Ok(vec![along(tensor, first, end, function)?])
}

/// Replaces the numbers of each line along the axes from `first` to before `end`.
pub fn along(
    tensor: &Tensor,
    first: usize,
    end: usize,
    function: impl Fn(&mut [f64]),
) -> Result<Tensor, String> {
    let shape = tensor.shape();
    let length: usize = shape[first..end].iter().product();
    let inner: usize = shape[end..].iter().product();
    let mut numbers = tensor.numbers().to_vec();
    let mut line = vec![0.0; length];
    if length * inner > 0 {
        for block in numbers.chunks_exact_mut(length * inner) {
            for offset in 0..inner {
                for (index, value) in line.iter_mut().enumerate() {
                    *value = block[index * inner + offset];
                }
                function(&mut line);
                for (index, value) in line.iter().enumerate() {
                    block[index * inner + offset] = *value;
                }
            }
        }
    }
    Tensor::new(shape.to_vec(), numbers, tensor.element())
}

fn lower(site: &Site<'_>, activation: Activation) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let (first, end) = axes(site.node, operand.shape().len())?;
    Ok(Lowering::all(
        operand.value,
        over_axes(operand.shape(), first, end, Row::Activation(activation)),
    ))
}

/// Returns the operations of a row operation along the axes from `first` to before `end`.
pub fn over_axes(shape: &[usize], first: usize, end: usize, row: Row) -> Vec<Operation> {
    let length: usize = shape[first..end].iter().product();
    let whole = length == shape.iter().product::<usize>();
    match row {
        Row::Activation(activation) if whole => vec![Operation::Activation(activation)],
        row if whole || shape[end..].iter().all(|&length| length == 1) => {
            vec![Operation::Rows(length, row)]
        }
        row => {
            let [there, back] = Selection::to_the_end(shape, first, end);
            vec![
                Operation::Select(there),
                Operation::Rows(length, row),
                Operation::Select(back),
            ]
        }
    }
}
