//! Division by a norm, which changes nothing where the numbers add up to one already.

use super::classifier::adds_up_to_one;
use super::{Inputs, Lowering, ML, Operator, Site};
use crate::onnx::node::Node;
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: ML,
        name: "Normalizer",
        attributes: &["norm"],
        evaluate: |node, inputs| normalize(inputs, norm(node)?),
        lower: |site| lower(site, norm(site.node)?),
    },
    Operator {
        domain: "",
        name: "LpNormalization",
        attributes: &["axis", "p"],
        evaluate: |node, inputs| normalize(inputs, lp(node)?),
        lower: |site| lower(site, lp(site.node)?),
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

fn normalize(inputs: &Inputs<'_>, norm: Norm) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let numbers = x.numbers().iter();
    let norm = match norm {
        Norm::Max => numbers.copied().fold(f64::NEG_INFINITY, f64::max),
        Norm::Sum => numbers.map(|x| x.abs()).sum(),
        Norm::Euclid => numbers.map(|x| x * x).sum::<f64>().sqrt(),
    };
    Ok(vec![if norm == 0.0 {
        x.clone()
    } else {
        x.map(|x| x / norm)
    }])
}

fn lower(site: &Site<'_>, norm: Norm) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let sums_to_one = |node: &Node| match &*node.operator {
        "Softmax" => node.domain.is_empty(),
        _ => adds_up_to_one(node),
    };
    let producer = site.graph.producer(operand.value);
    if norm == Norm::Sum && producer.is_some_and(|(node, _)| sums_to_one(node)) {
        return Ok(Lowering::nothing(
            operand.value,
            "its numbers add up to one already",
        ));
    }
    Err(match norm {
        Norm::Max => "it divides by the largest of its numbers, which no layer does",
        Norm::Sum => "it divides by the sum of its numbers, which no layer does",
        Norm::Euclid => "it divides by the length of the vector, which no layer does",
    }
    .into())
}
