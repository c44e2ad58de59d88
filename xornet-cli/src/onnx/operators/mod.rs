//! The operators that are known, a file for each family: what they compute, and what they are in a network.
//!
//! A new operator is a row in its family's table. A family is a line in [`FAMILIES`].

mod activation;
mod arithmetic;
mod broadcast;
mod cast;
mod classifier;
mod compare;
mod concat;
mod constant;
mod gather;
mod gemm;
mod imputer;
mod matmul;
mod normalization;
mod normalizer;
mod operator;
mod pass;
mod reduce;
mod refused;
mod scaler;
mod shape;
mod softmax;
mod unary;

pub use operator::{Inputs, Lowering, Operand, Operator, Site};
pub use refused::reason;

use super::node::Node;

const FAMILIES: &[&[Operator]] = &[
    activation::OPERATORS,
    arithmetic::OPERATORS,
    cast::OPERATORS,
    classifier::OPERATORS,
    compare::OPERATORS,
    concat::OPERATORS,
    constant::OPERATORS,
    gather::OPERATORS,
    gemm::OPERATORS,
    imputer::OPERATORS,
    matmul::OPERATORS,
    normalization::OPERATORS,
    normalizer::OPERATORS,
    pass::OPERATORS,
    reduce::OPERATORS,
    scaler::OPERATORS,
    shape::OPERATORS,
    softmax::OPERATORS,
    unary::OPERATORS,
];

/// The domain of the operators for classical machine learning.
const ML: &str = "ai.onnx.ml";

/// The operator of a node, if it is known.
pub fn find(node: &Node) -> Option<&'static Operator> {
    let all = FAMILIES.iter().copied().flatten();
    let is_it =
        |operator: &&Operator| operator.name == node.operator && operator.domain == node.domain;
    all.into_iter().find(is_it)
}

/// How many of a node's inputs matter for their numbers: of the others, only shape or type does.
pub fn inputs_that_count(node: &Node) -> usize {
    match (&*node.domain, &*node.operator) {
        ("", "Shape" | "Size") => 0,
        ("", "CastLike") => 1,
        _ => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn each_operator_is_there_once() {
        let mut names: Vec<_> = FAMILIES
            .iter()
            .copied()
            .flatten()
            .map(|o| (o.domain, o.name))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
