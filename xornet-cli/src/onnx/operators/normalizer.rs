//! Division by a norm, which changes nothing where the numbers add up to one already.

use super::ML;
use super::softmax::{along, over_axes, resolve};
use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Row, Site};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: ML,
        name: "Normalizer",
        attributes: &["norm"],
        properties: Properties::NONE,
        evaluate: |node, inputs| normalize(inputs, norm(node)?, -1),
        lower: |site| lower(site, norm(site.node)?, -1),
    },
    Operator {
        domain: "",
        name: "LpNormalization",
        attributes: &["axis", "p"],
        properties: Properties::NONE,
        evaluate: |node, inputs| normalize(inputs, lp(node)?, node.int("axis", -1)?),
        lower: |site| lower(site, lp(site.node)?, site.node.int("axis", -1)?),
    },
];

#[derive(Clone, Copy, PartialEq)]
enum Norm {
    Max,
    Sum,
    Euclid,
}

fn norm(node: &Node) -> Result<Norm, String> {
    match &*node.text("norm", "MAX")? {
        "MAX" => Ok(Norm::Max),
        "L1" => Ok(Norm::Sum),
        "L2" => Ok(Norm::Euclid),
        other => Err(format!("its norm `{other:.20}` is not known")),
    }
}

fn lp(node: &Node) -> Result<Norm, String> {
    match node.int("p", 2)? {
        1 => Ok(Norm::Sum),
        2 => Ok(Norm::Euclid),
        p => Err(format!("its `p` is {p}, neither 1 nor 2")),
    }
}

/// Divides by the norm along an axis.
fn normalize(inputs: &Inputs<'_>, norm: Norm, axis: i64) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let axis = resolve(axis, x.shape().len())?;
    let result = along(x, axis, axis + 1, |values| {
        let numbers = values.iter();
        let norm = match norm {
            Norm::Max => numbers.copied().fold(f64::NEG_INFINITY, f64::max),
            Norm::Sum => numbers.map(|x| x.abs()).sum(),
            Norm::Euclid => numbers.map(|x| x * x).sum::<f64>().sqrt(),
        };
        if norm != 0.0 {
            values.iter_mut().for_each(|x| *x /= norm);
        }
    });
    Ok(vec![result?])
}

fn lower(site: &Site<'_>, norm: Norm, axis: i64) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let axis = resolve(axis, operand.shape().len())?;
    let is_row = operand.shape()[axis] == operand.len();
    let sums_to_one = |node: &Node| {
        node.known()
            .is_some_and(|operator| (operator.properties.adds_up_to_one)(node))
    };
    let producer = site.graph.producer(operand.value);
    if is_row && norm == Norm::Sum && producer.is_some_and(|(node, _)| sums_to_one(node)) {
        return Ok(Lowering::nothing(
            operand.value,
            "its numbers add up to one already",
        ));
    }
    if norm == Norm::Euclid {
        // What is shorter stays as it is here, as in ONNX a vector of zeros does.
        let epsilon = f64::from(f32::MIN_POSITIVE);
        let operations = over_axes(
            operand.shape(),
            axis,
            axis + 1,
            Row::L2Normalize { epsilon },
        );
        return Ok(Lowering::all(operand.value, operations));
    }
    Err(match norm {
        Norm::Max => "it divides by the largest of its numbers, which no layer does",
        Norm::Sum | Norm::Euclid => "it divides by the sum of its numbers, which no layer does",
    }
    .into())
}
