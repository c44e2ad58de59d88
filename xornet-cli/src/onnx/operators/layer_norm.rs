//! `LayerNormalization`.

use super::broadcast;
use super::softmax::{over_axes, resolve};
use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Row, Site};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "LayerNormalization",
    attributes: &["axis", "epsilon", "stash_type"],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let first = resolve(node.int("axis", -1)?, x.shape().len())?;
    let epsilon = node.float("epsilon", 1e-5f32.into())?;
    let rows = &x.shape()[first..];
    let parameter = |index: usize| {
        let given = inputs.optional(index);
        given
            .map(|given| broadcast::expand(given, rows))
            .transpose()
    };
    let (gamma, beta) = (parameter(1)?, parameter(2)?);
    let length: usize = rows.iter().product();
    let mut numbers = Vec::with_capacity(x.numbers().len());
    for row in x.numbers().chunks(length.max(1)) {
        let count = row.len() as f64;
        let mean = row.iter().sum::<f64>() / count;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
        let deviation = (variance + epsilon).sqrt();
        numbers.extend(row.iter().enumerate().map(|(index, x)| {
            let gamma = gamma.as_ref().map_or(1.0, |gamma| gamma[index]);
            let beta = beta.as_ref().map_or(0.0, |beta| beta[index]);
            (x - mean) / deviation * gamma + beta
        }));
    }
    Ok(vec![Tensor::new(x.shape().to_vec(), numbers, x.element())?])
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    if site.output != 0 {
        return Err("its statistics are used".into());
    }
    let operand = site.operand_with_constants()?;
    let shape = operand.shape();
    let first = resolve(site.node.int("axis", -1)?, shape.len())?;
    let parameter = |index: usize| {
        let given = site.constant(index)?;
        given
            .map(|given| broadcast::expand(given, &shape[first..]))
            .transpose()
    };
    let row = Row::LayerNorm {
        gamma: parameter(1)?,
        beta: parameter(2)?,
        epsilon: site.node.float("epsilon", 1e-5f32.into())?,
    };
    Ok(Lowering::all(
        operand.value,
        over_axes(shape, first, shape.len(), row),
    ))
}
